"""Kinds of resources, as a reader of a graph tells them apart: by shape and by colour.

The colours are Okabe and Ito's, which people with any colour vision can tell
apart; the shape says the same again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource: its ``name`` in the legend, its shape in DOT and in Mermaid, its line and its fill."""

    name: str
    shape: str
    brackets: tuple[str, str]
    line: str
    fill: str


COMPUTE = Kind("compute", "box", ("[", "]"), "#0072B2", "#DCEBF6")
STORAGE = Kind("storage", "cylinder", ("[(", ")]"), "#B87800", "#FCEFD2")
NETWORK = Kind("network", "hexagon", ("{{", "}}"), "#00805D", "#D5EFE6")
IDENTITY = Kind("identity", "octagon", ("[/", "\\]"), "#A9487F", "#F7E3EF")
SOFTWARE = Kind("software", "note", ("[[", "]]"), "#C04F00", "#FBE3D6")
SERVICE = Kind("service", "tab", ("[/", "/]"), "#2E7FAF", "#E3F2FB")
HEAT = Kind("orchestration", "box", ("(", ")"), "#5F6368", "#EEEFF1")
NESTED = Kind("nested stack", "folder", ("([", "])"), "#5F6368", "#FAFAFA")

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


def in_legend(used: set[Kind]) -> tuple[Kind, ...]:
    """The kinds that are used in the order of a legend: those of resources first, others by name."""
    others = sorted(used - set(KINDS), key=lambda kind: kind.name)
    return (*(kind for kind in KINDS if kind in used), *others)
