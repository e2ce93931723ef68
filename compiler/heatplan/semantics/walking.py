"""The way into a value: what the rest of a ``get_param`` or ``get_attr`` says after the name."""

from __future__ import annotations

from heatplan.ir.expr import Call, Expr, Lit, entries_of, items_of
from heatplan.ir.value import Value


def parameter_path(value: Value, path: tuple[Value, ...]) -> Value:
    """Walk into a parameter; any missing step gives '' (hot/functions.py, GetParam.result)."""
    for key in path:
        if not isinstance(value, (dict, tuple, str)) or not isinstance(key, (str, int)):
            return ""
        try:
            value = value[key] if isinstance(value, dict) else value[int(key)]
        except (KeyError, IndexError, ValueError, TypeError):
            return ""
    return value


def unpacked(args: Expr) -> tuple[Expr, ...]:
    """The parts of an argument as Python unpacks it: items, the keys of a map, the characters of a text.

    So a text of one letter is a resource's name to ``get_attr`` without an
    attribute, and CFN takes a map of two entries for a resource and an attribute
    (hot/functions.py, GetAttAllAttributes._parse_args; cfn/functions.py, GetAtt).
    """
    if isinstance(args, Lit) and isinstance(args.value, str):
        return tuple(map(Lit, args.value))
    entries = entries_of(args)
    return items_of(args) or () if entries is None else tuple(Lit(key) for key, _ in entries)


def all_attributes(call: Call) -> bool:
    """Whether a ``get_attr`` names null for the attribute: that is all of them, whatever the path."""
    return call.impl == "GetAttAllAttributes" and unpacked(call.args)[1:2] == (Lit(None),)


def select(value: Value, path: tuple[Value, ...]) -> Value:
    """Walk into an attribute; any missing step gives null (heat/engine/attributes.py, select_from_attribute)."""
    for key in path:
        if not isinstance(value, (dict, tuple, str)):
            return None
        if not isinstance(value, dict) and not isinstance(key, int):
            return None
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
