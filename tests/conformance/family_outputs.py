"""The outputs that Heat generates for the child stack of a counted group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def family_outputs(outputs: Iterable[str], names: list[str]) -> dict[str, Any]:
    """The outputs that Heat generates for a group's child stack (resource_group.py, _nested_output_defns)."""
    found: dict[str, Any] = {"refs_map": {name: _call("get_resource", name) for name in names}}
    for output in outputs:
        first, *rest = output.split(", ")
        if first == "refs":
            found[output] = [_call("get_resource", name) for name in names]
        elif first == "attributes" and rest:
            found[output] = {name: _call("get_attr", [name, *rest]) for name in names}
        elif first.startswith("resource."):
            _, member, *attribute = first.split(".", 2)
            if attribute and member in names:
                found[output] = _call("get_attr", [member, *attribute, *rest])
        elif first != "refs_map":
            found[output] = [_call("get_attr", [name, first, *rest]) for name in names]
    return found


def _call(name: str, args: Any) -> dict[str, Any]:
    return {"$unresolved": {name: args}}
