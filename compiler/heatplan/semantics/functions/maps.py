"""Functions over maps: ``map_merge``, ``map_replace``.

Heat's source: hot/functions.py, classes MapMerge, MapReplace.
"""

from __future__ import annotations

from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.base import (
    FunctionEnv,
    class_name,
    class_repr,
    represent,
    text_of,
)


def map_merge(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``MapMerge``: one map of all, later ones win; null is an empty map."""
    if not isinstance(args, (tuple, str, bytes)):
        example = f'"{name}" : [ {{ "key1": "val1" }}, {{ "key2": "val2" }} ]'
        raise TypeError(f'Incorrect arguments to "{name}" should be: {example}')
    merged: dict[Value, Value] = {}
    for item in args:
        if item is None:
            continue
        if not isinstance(item, dict):
            shown = f"{represent(item, 200)} is type {class_repr(item)}"
            raise TypeError(f"Incorrect arguments: Items to merge must be maps. {shown} instead of a dict")
        merged.update(item)
    return Map(merged)


def map_replace(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``MapReplace``: the map with keys and values replaced by equality (1 == true); lists and maps stay."""
    source, replacements = _two_maps(name, args)
    for key in replacements:
        if key not in {"keys", "values"}:
            raise ValueError(_form(name))
    keys = _map(name, replacements.get("keys", Map()))
    values = _map(name, replacements.get("values", Map()))
    result: dict[Value, Value] = {}
    for old, value in source.items():
        result[_new_key(old, keys, source, result)] = _new_value(value, values)
    return Map(result)


def _form(name: str) -> str:
    example = f'"{name}" : [ {{ "key1": "val1" }}, {{"keys": {{"key1": "key2"}}, "values": {{"val1": "val2"}}}}]'
    return f'Incorrect arguments to "{name}" should be: {example}'


def _map(name: str, value: Value) -> dict[Value, Value]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        example = f'"{name}" : [ {{ "key1": "val1" }}, {{"keys": {{"key1": "key2"}}, "values": {{"val1": "val2"}}}}]'
        text = f'Incorrect arguments: to "{name}", arguments must be a list of maps. Example:  {example}'
        raise TypeError(text)
    return value


def _two_maps(name: str, args: Value) -> tuple[dict[Value, Value], dict[Value, Value]]:
    if isinstance(args, dict):
        raise KeyError(0)  # what a map's own pop(0) does
    if isinstance(args, frozenset):
        raise TypeError("set.pop() takes no arguments (1 given)")
    if not isinstance(args, tuple) or not args:
        raise TypeError(_form(name))
    source = _map(name, args[0])
    if len(args) == 1:
        raise TypeError(_form(name))
    replacements = _map(name, args[1])
    if len(args) > 2:
        raise TypeError(_form(name))
    return source, replacements


def _new_key(old: Value, keys: dict[Value, Value], source: dict[Value, Value], result: dict[Value, Value]) -> Value:
    key = keys.get(old)
    if key is None:
        return old
    if isinstance(key, (tuple, dict, frozenset)):
        raise TypeError(f"unhashable type: '{class_name(key)}'")
    if key in source and key != old:
        raise ValueError(f"key replacement {text_of(key)} collides with a key in the input map")
    if key in result:
        raise ValueError(f"key replacement {text_of(key)} collides with a key in the output map")
    return key


def _new_value(value: Value, values: dict[Value, Value]) -> Value:
    if isinstance(value, (tuple, dict, frozenset)):
        return value  # Heat's lists, maps and sets have no hash
    return values.get(value, value)
