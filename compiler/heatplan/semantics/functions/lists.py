"""Functions over lists: ``list_concat``, ``list_concat_unique``, ``filter``, ``contains``.

Heat's source: hot/functions.py, classes ListConcat, ListConcatUnique, Filter, Contains.
"""

from __future__ import annotations

import json

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import (
    FunctionEnv,
    check_size,
    class_name,
    is_sequence,
    too_large,
)


def list_concat(name: str, args: Value, env: FunctionEnv) -> Value:
    """``ListConcat``: the items of all lists; null is an empty list."""
    if not is_sequence(args):
        example = f'"{name}" : [ [ <value 1>, <value 2> ], [ <value 3>, <value 4> ] ]'
        raise TypeError(f'Incorrect arguments to "{name}" should be: {example}')
    found: list[Value] = []
    for item in args:
        if item is None:
            continue
        if not is_sequence(item):
            check_size(name, args, env)
            text = "Incorrect arguments: Items to concat must be lists. {} contains an item that is not a list: {}"
            raise TypeError(text.format(_loose_json(args), _loose_json(item)))
        found += item
        if len(found) > env.max_items:
            raise too_large(name, f"makes a list of more than {env.max_items} items")
    return tuple(found)


def _loose_json(value: Value) -> str:
    return json.dumps(value, default=_primitive)


def _primitive(value: Value) -> Value:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return sorted(value, key=repr) if isinstance(value, frozenset) else repr(value)


def list_concat_unique(name: str, args: Value, env: FunctionEnv) -> Value:
    """``ListConcatUnique``: of equal items (1 == true == 1.0) the first."""
    items = list_concat(name, args, env)
    check_size(name, items, env)
    return tuple(dict.fromkeys(items))  # values are hashable, and equal ones have equal hashes


def filter_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Filter``'s constructor: the values to leave out, and the list."""
    if not is_sequence(args):
        raise TypeError(f'Argument to "{name}" must be a list')
    if len(args) != 2:
        form = f"expected 2 arguments of the form [values, sequence] but got {len(args)} arguments instead"
        raise ValueError(f'"{name}" {form}')
    return args[0], args[1]


def filter_(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Filter``: the list without items that equal one of the values; what is empty stays what it is."""
    values, sequence = filter_parts(name, args)
    if not has_items(name, sequence) or not values:
        return sequence
    if not isinstance(values, tuple):
        raise TypeError(f'"{name}" filters a list of values')
    check_size(name, sequence, env)
    check_size(name, values, env)
    leave_out = frozenset(values)
    return tuple(item for item in sequence if item not in leave_out)


def has_items(name: str, sequence: Value) -> bool:
    """Whether ``Filter`` has anything to leave out: what is empty is not looked at further."""
    if sequence and not isinstance(sequence, tuple):
        raise TypeError(f'"{name}" only works with lists')
    return bool(sequence)


def contains_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Contains``'s constructor: the value and the sequence."""
    if not args or not isinstance(args, tuple):
        raise TypeError(f'Incorrect arguments to "{name}" should be: "{name}" : [ "value1", [ "value1", "value2"]]')
    if len(args) != 2:
        raise ValueError(f'Arguments to "{name}" must be of the form: [value1, [value1, value2]]')
    return args[0], args[1]


def contains(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Contains``: Python's ``in``, on a text its substrings."""
    value, sequence = contains_parts(name, args)
    if isinstance(sequence, str):
        if not isinstance(value, str):
            raise TypeError(f"'in <string>' requires string as left operand, not {class_name(value)}")
        return value in sequence
    if isinstance(sequence, bytes):
        if not isinstance(value, (int, bytes)):
            raise TypeError(f"a bytes-like object is required, not '{class_name(value)}'")
        return value in sequence
    if not isinstance(sequence, tuple):
        raise TypeError(f'Second argument to "{name}" should be a sequence.')
    check_size(name, sequence, env)
    return value in sequence
