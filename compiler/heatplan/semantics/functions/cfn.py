"""Functions that only the CloudFormation-style dialect (and HOT of 2013 and 2014) has.

Heat's source: cfn/functions.py; for member lists heat/api/aws/utils.py.
"""

from __future__ import annotations

import itertools
import json
import re

from heatplan.ir.value import Map, Value, freeze
from heatplan.semantics.functions.base import FunctionEnv, class_name, class_repr, unpack
from heatplan.semantics.functions.text import to_int

_MEMBER = re.compile(r"\.member\.([0-9]+)\.(.*)")


def select_parts(name: str, args: Value) -> list[Value]:
    """``Select``'s constructor: index and collection."""
    try:
        return unpack(args, 2)
    except ValueError:
        raise ValueError(f'Arguments to "{name}" must be of the form [index, collection]') from None


def select(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Select``: an item of a list, or of a map, also one that is written as JSON; '' where there is none."""
    index, collection = select_parts(name, args)
    if isinstance(collection, str):
        if not collection:
            return ""
        try:
            collection = freeze(json.loads(collection))
        except ValueError as error:
            raise ValueError(f'"{name}": {error}') from None
    if isinstance(collection, dict):
        if not isinstance(index, str):
            raise TypeError(f'Index to "{name}" must be a string')
        return collection.get(index, "")
    number = _index(index)
    if isinstance(collection, (tuple, bytes)):
        if number is None:
            raise TypeError(f'Index to "{name}" must be an integer')
        return collection[number] if -len(collection) <= number < len(collection) else ""
    if collection is None:
        return ""
    raise TypeError(f"Arguments to {name} not fully resolved")


def _index(index: Value) -> int | None:
    try:
        return to_int(index)
    except (ValueError, TypeError):
        return None


def split_parts(name: str, args: Value) -> list[Value]:
    """``Split``'s constructor: delimiter and text."""
    text = f'Incorrect arguments to "{name}" should be: "{name}" : [ ",", "str1,str2"]]'
    if isinstance(args, (str, dict)):
        raise TypeError(text)
    try:
        return unpack(args, 2)
    except ValueError:
        raise ValueError(text) from None


def split(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Split``: the pieces of a text."""
    delimiter, text = split_parts(name, args)
    if not isinstance(delimiter, str):
        raise TypeError(f"Delimiter for {name} must be string")
    if not isinstance(text, str):
        raise TypeError(f"String to split must be string; got {class_repr(text)}")
    return tuple(text.split(delimiter))


def base64(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Base64``: the text as it is; Heat takes user data in plain text."""
    if not isinstance(args, str):
        raise TypeError(f'"{name}" argument must be a string')
    return args


def member_list_parts(name: str, args: Value) -> list[Value]:
    """``MemberListToMap``'s constructor: the names of keys and of values, and the list."""
    try:
        parts = unpack(args, 3)
    except ValueError:
        lines = (
            "",
            "            {'Fn::MemberListToMap': ['Name', 'Value',",
            "                                     ['.member.0.Name=key',",
            "                                      '.member.0.Value=door']]}",
            "            ",
        )
        raise TypeError('Wrong Arguments try: "' + "\n".join(lines) + '"') from None
    for part, what in ((parts[0], "Key"), (parts[1], "Value")):
        if not isinstance(part, str):
            raise TypeError(f"{name} {what} Name must be a string")
    return parts


def member_list_to_map(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``MemberListToMap``: a map of texts ``.member.<n>.<name>=<text>``."""
    key_name, value_name, items = member_list_parts(name, args)
    if not isinstance(items, (str, bytes, tuple, dict, frozenset)):
        raise TypeError("Member list must be a list")
    partials: dict[str, str] = {}
    for number, item in enumerate(items):
        if not isinstance(item, str):
            raise TypeError("Member list items must be strings")
        key, found, text = item.partition("=")
        if not found:
            text = f"dictionary update sequence element #{number} has length 1; 2 is required"
            raise ValueError(text)
        partials[key] = text
    members = _members(partials)
    return Map(
        (member[key_name], member[value_name]) for member in members if key_name in member and value_name in member
    )


def _members(partials: dict[str, str]) -> list[dict[str, str]]:
    found: list[tuple[int, str, str]] = []
    for name, text in partials.items():
        match = _MEMBER.match(name)
        if match and len(match[1]) <= 4300:  # beyond, Python refuses the number, and Heat passes it over
            found.append((int(match[1]), match[2], text))
    found.sort(key=lambda member: member[0])
    return [{key: text for _, key, text in group} for _, group in itertools.groupby(found, lambda member: member[0])]


def find_in_map_parts(_name: str, args: Value) -> list[Value]:
    """``FindInMap``'s constructor: map, key and value."""
    try:
        return unpack(args, 3)
    except ValueError as error:
        raise KeyError(str(error)) from None


def look_up(_name: str, args: Value, _env: FunctionEnv) -> Value:
    """A mapping's value: the mappings, then the name, the key and the value's key.  Errors are Python's own."""
    found, *keys = args
    for key in keys[:3]:
        found = item_of(found, key)
    return found


def item_of(container: Value, key: Value) -> Value:
    """``container[key]`` as Python has it; raises KeyError, IndexError or TypeError with Python's text."""
    if isinstance(container, dict):
        if isinstance(key, (dict, tuple)):
            raise TypeError(f"unhashable type: '{class_name(key)}'")
        if key not in container:
            raise KeyError(key)
        return container[key]
    if isinstance(container, (str, tuple)):
        kind = "string" if isinstance(container, str) else "list"
        if not isinstance(key, int):
            text = (
                "string indices must be integers, not "
                if kind == "string"
                else "list indices must be integers or slices, not "
            )
            shown = f"'{class_name(key)}'" if kind == "string" else class_name(key)
            raise TypeError(text + shown)
        if not -len(container) <= key < len(container):
            raise IndexError(f"{kind} index out of range")
        return container[key]
    raise TypeError(f"'{class_name(container)}' object is not subscriptable")


def get_att_parts(name: str, args: Value) -> list[Value]:
    """CFN's ``GetAtt``: resource and attribute."""
    try:
        return unpack(args, 2)
    except ValueError:
        raise ValueError(f'Arguments to "{name}" must be of the form [resource_name, attribute]') from None


def ref_parts(_name: str, args: Value) -> Value:
    """``Ref`` looks its argument up among the resources' names, so it must have a hash."""
    if not isinstance(args, (str, int, float, type(None))):
        raise TypeError(f"unhashable type: '{class_name(args)}'")
    return args
