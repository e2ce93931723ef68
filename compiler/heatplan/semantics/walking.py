"""The way into a value: what the rest of a ``get_param`` or ``get_attr`` says after the name."""

from __future__ import annotations

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


def attribute_path(impl: str, args: Value) -> tuple[Value, ...]:
    """The arguments of ``get_attr``, none where they are no list.

    Text of one character is a resource's name, since Heat looks for a sequence
    of length one (hot/functions.py, GetAttAllAttributes._parse_args).
    """
    if isinstance(args, str) and len(args) == 1 and impl == "GetAttAllAttributes":
        return (args,)
    return args if isinstance(args, tuple) else ()


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
