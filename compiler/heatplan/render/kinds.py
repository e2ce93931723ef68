"""Kinds of resources, as a reader of a graph tells them apart: by shape and by colour.

The colours are Okabe and Ito's, which people with any colour vision can tell
apart; the shape says the same again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from heatplan.ir.auth import Identity
from heatplan.ir.tree import Resource


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource: its ``name`` in the legend, its shape in DOT and in Mermaid, its line and its fill.

    ``icon`` is the sign that a picture shows beside the name: one of
    ``icons.ICONS``, or a letter or number that is shown as it is.
    """

    name: str
    shape: str
    brackets: tuple[str, str]
    line: str
    fill: str
    icon: str = ""


class Subject(NamedTuple):
    """What there is to know of a thing before it gets its kind.

    ``action`` is the step's, or ``open`` for a frame; ``template`` is the
    source that declares it (for a frame: that of what is inside); ``resource``
    is None for a mint and a frame.
    """

    type: str
    action: str
    identity: Identity
    template: str
    resource: Resource | None = None


Painter: TypeAlias = Callable[[Subject], Kind]
"""What a kind is by: ``by_kind`` here, others in ``colours``."""


COMPUTE = Kind("compute", "box", ("[", "]"), "#0072B2", "#DCEBF6", "server")
STORAGE = Kind("storage", "cylinder", ("[(", ")]"), "#B87800", "#FCEFD2", "disk")
NETWORK = Kind("network", "hexagon", ("{{", "}}"), "#00805D", "#D5EFE6", "net")
IDENTITY = Kind("identity", "octagon", ("[/", "\\]"), "#A9487F", "#F7E3EF", "key")
SOFTWARE = Kind("software", "note", ("[[", "]]"), "#C04F00", "#FBE3D6", "script")
SERVICE = Kind("service", "tab", ("[/", "/]"), "#2874A6", "#E3F2FB", "gear")
HEAT = Kind("orchestration", "box", ("(", ")"), "#5F6368", "#EEEFF1", "layers")
NESTED = Kind("nested stack", "folder", ("([", "])"), "#5F6368", "#FAFAFA", "folder")

KINDS = (COMPUTE, STORAGE, NETWORK, IDENTITY, SOFTWARE, SERVICE, HEAT, NESTED)
"""In the order of the legend."""

PREFIXES: tuple[tuple[str, Kind], ...] = (
    ("OS::Nova::KeyPair", IDENTITY),
    ("OS::Nova::", COMPUTE),
    ("OS::Ironic::", COMPUTE),
    ("OS::Zun::", COMPUTE),
    ("OS::Magnum::", COMPUTE),
    ("OS::Glance::", STORAGE),
    ("OS::Cinder::", STORAGE),
    ("OS::Manila::", STORAGE),
    ("OS::Swift::", STORAGE),
    ("OS::Trove::", STORAGE),
    ("OS::Neutron::", NETWORK),
    ("OS::Octavia::", NETWORK),
    ("OS::Designate::", NETWORK),
    ("OS::Keystone::", IDENTITY),
    ("OS::Barbican::", IDENTITY),
    ("OS::Heat::AccessPolicy", IDENTITY),
    ("OS::Heat::Software", SOFTWARE),
    ("OS::Heat::Structured", SOFTWARE),
    ("OS::Heat::CloudConfig", SOFTWARE),
    ("OS::Heat::MultipartMime", SOFTWARE),
    ("OS::Heat::DeployedServer", COMPUTE),
    ("OS::Heat::", HEAT),
    ("AWS::EC2::Instance", COMPUTE),
    ("AWS::EC2::Volume", STORAGE),
    ("AWS::EC2::", NETWORK),
    ("AWS::ElasticLoadBalancing::", NETWORK),
    ("AWS::S3::", STORAGE),
    ("AWS::RDS::", STORAGE),
    ("AWS::IAM::", IDENTITY),
    ("AWS::CloudFormation::", HEAT),
    ("AWS::AutoScaling::", HEAT),
    ("OS::", SERVICE),
    ("AWS::", SERVICE),
)


def kind_of(resource_type: str) -> Kind:
    """The kind of a resource type, by the service in its name; any other name is a template's."""
    return next((kind for prefix, kind in PREFIXES if resource_type.startswith(prefix)), NESTED)


def by_kind(subject: Subject) -> Kind:
    """The painter that says what kind of resource it is; a mint is of the kind identity."""
    return IDENTITY if subject.action == "mint" else kind_of(subject.type)


def in_legend(used: set[Kind]) -> tuple[Kind, ...]:
    """The kinds that are used in the order of a legend: those of resources first, others by their letters or names."""
    others = sorted(used - set(KINDS), key=lambda kind: (kind.icon.isupper(), len(kind.icon), kind.icon, kind.name)
                    if kind.icon.isupper() else (False, 0, "", kind.name))  # fmt: skip
    return (*(kind for kind in KINDS if kind in used), *others)
