"""Functions that join and split text: ``list_join``, ``str_split``, ``digest`` has its own module.

Heat's source: hot/functions.py, classes Join, JoinMultiple, StrSplit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import (
    FunctionEnv,
    check_size,
    class_name,
    is_sequence,
    represent,
    too_large,
)


def dump(name: str, value: Value, env: FunctionEnv) -> str:
    """JSON as Heat writes it into texts: keys sorted, ASCII only.  Raises TypeError for what JSON has not."""
    check_size(name, value, env)
    return json.dumps(value, sort_keys=True)


def _join(name: str, delimiter: str, pieces: Iterable[str], env: FunctionEnv) -> str:
    found = list(pieces)
    if sum(map(len, found)) + len(delimiter) * len(found) > env.max_text:
        raise too_large(name, f"makes a text of more than {env.max_text} characters")
    return delimiter.join(found)


def join_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Join``'s constructor: the delimiter and the list."""
    example = f'Incorrect arguments to "{name}" should be: "{name}" : [ " ", [ "str1", "str2"]]'
    if not isinstance(args, tuple):
        raise TypeError(example)
    if len(args) != 2:
        raise ValueError(example)
    return args[0], args[1]


def join(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Join``: one list of texts, null items as ''."""
    delimiter, strings = join_parts(name, args)
    strings = listed(name, strings)
    if not isinstance(delimiter, str):
        raise TypeError(f'"{name}" delimiter must be a string')
    return _join(name, delimiter, (_text_item(item) for item in strings), env)


def listed(name: str, strings: Value) -> Value:
    """What ``Join`` is to join: a list; null is an empty one."""
    if strings is None:
        return ()
    if not is_sequence(strings):
        raise TypeError(f'"{name}" must operate on a list')
    return strings


def _text_item(item: Value) -> str:
    if item is None:
        return ""
    if not isinstance(item, str):
        raise TypeError(f"Items to join must be strings not {represent(item, 200)}")
    return item


def join_multiple_parts(name: str, args: Value) -> tuple[Value, tuple[Value, ...]]:
    """``JoinMultiple``'s constructor: the delimiter and the lists."""
    example = f'Incorrect arguments to "{name}" should be: "{name}" : [ " ", [ "str1", "str2"] ...]'
    if not isinstance(args, tuple):
        raise TypeError(example)
    if len(args) < 2:
        raise ValueError(example)
    return args[0], args[1:]


def join_multiple(name: str, args: Value, env: FunctionEnv) -> Value:
    """``JoinMultiple``: the items of all lists; maps and lists among them become JSON."""
    delimiter, *lists = args if isinstance(args, tuple) and args else join_multiple_parts(name, args)
    strings: list[Value] = []
    for part in lists:  # none where the only list was left out
        strings += listed(name, part or None)
    if not isinstance(delimiter, str):
        raise TypeError(f'"{name}" delimiter must be a string')
    return _join(name, delimiter, (_json_item(name, item, env) for item in strings), env)


def _json_item(name: str, item: Value, env: FunctionEnv) -> str:
    if item is None:
        return ""
    if isinstance(item, str):
        return item
    if isinstance(item, dict) or is_sequence(item):
        try:
            return dump(name, item, env)
        except TypeError:
            shown = represent(item, 200)
            raise TypeError(f"Items to join must be string, map or list. {shown} failed json serialization") from None
    raise TypeError(f"Items to join must be string, map or list not {represent(item, 200)}")


def str_split_parts(name: str, args: Value) -> Value:
    """``StrSplit``'s constructor: neither a text nor a map."""
    if isinstance(args, (str, dict)):
        raise TypeError(f'Incorrect arguments to "{name}" should be: {_split_example(name)}')
    return args


def _split_example(name: str) -> str:
    return f'"{name}" : [ ",", "apples,pears", <index>]'


def str_split(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``StrSplit``: all pieces, or the one at the index (negative ones count from the end)."""
    if isinstance(args, dict):
        raise KeyError(0)  # what a map's own pop(0) does; only a function can give a map here
    if isinstance(args, frozenset):
        raise TypeError("set.pop() takes no arguments (1 given)")
    if not isinstance(args, tuple) or len(args) < 2:
        raise ValueError(f'Incorrect arguments to "{name}" should be: {_split_example(name)}')
    delimiter, text, *index = args
    if text is None:
        return None
    pieces = _split(text, delimiter)
    if not index:
        return tuple(pieces)
    try:
        number = to_int(index[0])
    except ValueError:
        raise ValueError(f'Incorrect index to "{name}" should be: {_split_example(name)}') from None
    if not -len(pieces) <= number < len(pieces):
        raise ValueError(f'Incorrect index to "{name}" should be between 0 and {len(pieces) - 1}')
    return pieces[number]


def _split(text: Value, delimiter: Value) -> list[str]:
    if isinstance(text, bytes):
        raise TypeError(f"a bytes-like object is required, not '{class_name(delimiter)}'")
    if not isinstance(text, str):
        raise AttributeError(f"'{class_name(text)}' object has no attribute 'split'")  # noqa: TRY004 - Heat's class
    if delimiter is not None and not isinstance(delimiter, str):
        raise TypeError(f"must be str or None, not {class_name(delimiter)}")
    return text.split(delimiter)


def to_int(value: Value) -> int:
    """Python's ``int()``; its text for what has no number is the same for every Python."""
    if value is None or isinstance(value, (tuple, dict, frozenset)):
        kinds = "a string, a bytes-like object or a real number"
        raise TypeError(f"int() argument must be {kinds}, not '{class_name(value)}'")
    return int(value)
