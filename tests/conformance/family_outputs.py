"""The outputs of a group's own stack: a plan names them only, Heat writes them out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

INSTANCES = ("OS::Heat::InstanceGroup", "AWS::AutoScaling::AutoScalingGroup")
SCALING = "OS::Heat::AutoScalingGroup"
COUNTED = "OS::Heat::ResourceGroup"


def family_outputs(kind: str, outputs: Iterable[str], names: list[str]) -> dict[str, Any]:
    """The outputs that Heat generates for the child stack of a group of that type.

    (_nested_output_defns of resource_group.py, autoscaling_group.py, instance_group.py, software_deployment.py.)
    """
    if kind in INSTANCES:
        found: dict[str, Any] = {"references": {name: _call("Ref", name) for name in names}}
        found.update((output, _map("Fn::GetAtt", names, ["PublicIp"])) for output in outputs)
        return found
    references = {name: _call("get_resource", name) for name in names}
    found = {"refs_map": references} if kind in (COUNTED, SCALING) else {}
    for output in outputs:
        first, *rest = map(_step, output.split(", "))
        if kind != COUNTED:
            found[output] = _map("get_attr", names, rest)
        elif first == "refs":
            found[output] = [_call("get_resource", name) for name in names]
        elif first == "attributes" and rest:
            found[output] = _map("get_attr", names, rest)
        elif str(first).startswith("resource."):
            _, member, *attribute = str(first).split(".", 2)
            if (attribute or rest) and member in names:
                found[output] = _call("get_attr", [member, *attribute, *rest])
        elif first != "refs_map":
            found[output] = [_call("get_attr", [name, first, *rest]) for name in names]
    return found


def _step(text: str) -> Any:
    """A step of an attribute's path as it was written: a number where it looks like one."""
    return int(text) if text.isascii() and text.isdigit() else text


def _map(function: str, names: list[str], path: list[Any]) -> dict[str, Any]:
    return {name: _call(function, [name, *path]) for name in names}


def _call(name: str, args: Any) -> dict[str, Any]:
    return {"$unresolved": {name: args}}
