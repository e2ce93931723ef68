"""Groups that scale: how many members they begin with, and what a member is.

That the sizes agree with each other is among the rules of the types.

Sources: heat/engine/resources/openstack/heat/autoscaling_group.py,
instance_group.py, aws/autoscaling/autoscaling_group.py,
heat/engine/template_common.py (_rsrc_defn_args).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from heatplan.catalogue.versions import VERSIONS
from heatplan.ir.expr import Call, Choice, Expr, Lit, entry, list_of
from heatplan.ir.node import Node, find
from heatplan.ir.template import Template
from heatplan.ir.tree import Resource
from heatplan.ir.value import Value
from heatplan.semantics.generated import DRAWN, HOT, Path, member, output_name, template

SCALING: Final = "OS::Heat::AutoScalingGroup"
AWS: Final = "AWS::AutoScaling::AutoScalingGroup"
INSTANCES: Final = "OS::Heat::InstanceGroup"

SIZES: Mapping[str, tuple[str, str, str]] = {
    SCALING: ("min_size", "max_size", "desired_capacity"),
    AWS: ("MinSize", "MaxSize", "DesiredCapacity"),
}
"""The properties that say the size of a group that scales: least, most, and at first."""

MAX_PAUSE: Final = 3600
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?\Z")


def initial_size(group: Resource) -> Expr:
    """How many members a group has when it is created.

    The desired capacity where it is not zero, else the least size; an
    instance group's ``Size``.  A ``Lit`` or, where it is not known, an
    expression over the group's level.
    """
    if group.mapped not in SIZES:
        return _counted(entry(group.properties, "Size") or Lit(0))
    least, _, wanted = (entry(group.properties, name) or Lit(None) for name in SIZES[group.mapped])
    if isinstance(wanted, Lit):
        return _counted(wanted if wanted.value else least)
    nothing: list[Expr] = [
        Call("equals", "Equals", list_of([wanted, Lit(zero)]), group.span) for zero in (0, "0", None, "")
    ]
    return Choice("if", Call("or", "Or", list_of(nothing), group.span), least, wanted, group.span)


def size_before(kind: str, values: Mapping[str, Value]) -> Value:
    """How many members Heat has before creation, when sizes that are not known yet have their first values."""
    least, _, wanted = SIZES.get(kind, ("Size", "", ""))
    return values.get(wanted) or values.get(least)


def _counted(size: Expr) -> Expr:
    """A size as a count: there are no members where it is negative (scaling/template.py, member_definitions)."""
    return Lit(max(size.value, 0)) if isinstance(size, Lit) and isinstance(size.value, int) else size


def bad_pause(policy: Value) -> str | None:
    """An update policy's ``PauseTime`` that can not be (instance_group.py, validate; common/timeutils.py)."""
    rolling = (policy.get("RollingUpdate") or policy.get("AutoScalingRollingUpdate")) if policy else None
    pause = rolling.get("PauseTime") if isinstance(rolling, dict) else None
    if not isinstance(pause, str):
        return None
    found = _DURATION.match(pause)
    if found is None:
        return pause
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return pause if hours * 3600 + minutes * 60 + seconds > MAX_PAUSE else None


_PARTS: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "type": (str, "a string"),
    "properties": (dict, "a mapping"),
    "metadata": (dict, "a mapping"),
    "depends_on": ((tuple, str), "a string or a list"),
    "deletion_policy": (str, "a string"),
    "update_policy": (dict, "a mapping"),
    "description": (str, "a string"),
}
"""What a member's definition may have, and what each part must be; any other key is not looked at."""


def definition_fault(definition: Value) -> str | None:
    """Why a member's definition is none, by its value before creation: the first reason."""
    if not isinstance(definition, dict):
        return None  # the check pass has said so
    if "type" not in definition:
        return "it has no type"
    for part, (kinds, words) in _PARTS.items():
        if part in definition and not isinstance(definition[part], kinds):
            return f"its {part} must be {words}"
    if not all(isinstance(need, str) for need in definition.get("depends_on") or ()):
        return "its depends_on must be a list of strings"
    policy = definition.get("deletion_policy")
    if policy is not None and policy not in VERSIONS[HOT].deletion_policies:
        return f"{policy} is no deletion policy"
    return None


def member_template(group: Resource, node: Node | None) -> Template[Expr] | None:
    """The template with one member of an OS::Heat::AutoScalingGroup; None where its type is not known.

    ``depends_on`` names nothing in it and is left out (hot/template.py,
    add_resource); other keys are not looked at.
    """
    definition = entry(group.properties, "resource")
    kind = entry(definition, "type")
    if not isinstance(kind, Lit) or not isinstance(kind.value, str):
        return None
    parts = ("properties", "metadata", "deletion_policy", "update_policy")
    properties, metadata, deletion_policy, update_policy = (entry(definition, part) for part in parts)
    return template(
        [
            member(
                DRAWN,
                kind.value,
                group.span,
                find(node, ("properties", "resource")),
                properties=properties,
                metadata=metadata,
                deletion_policy=deletion_policy,
                update_policy=update_policy,
            )
        ]
    )


def outputs_of(kind: str, read: Iterable[Path]) -> tuple[str, ...]:
    """The names of the outputs that Heat generates for what is read, the references' aside (_nested_output_defns)."""
    names = {name for path in read for name in (_output(path) if kind == SCALING else _instances(path))}
    return tuple(sorted(names))


def _output(path: Path) -> Iterator[str]:
    key, rest = str(path[0]), path[1:]
    if key.startswith("resource."):
        key, rest = "outputs", (*key.split(".", 2)[2:], *rest)
    if key in ("outputs", "outputs_list") and rest:
        yield output_name(("outputs", *rest))


def _instances(path: Path) -> Iterator[str]:
    if path[0] == "InstanceList":
        yield "InstanceList"
