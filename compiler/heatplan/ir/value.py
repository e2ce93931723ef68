"""Values: what an expression is worth once everything in it is known.

A value is None, bool, int, float, str, bytes, a frozenset, a tuple of values
or a ``Map`` from keys to values.  They are immutable, and ordered as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeAlias

Value: TypeAlias = Any
"""None | bool | int | float | str | bytes | frozenset | tuple[Value, ...] | Map."""


class Map(dict[Any, Any]):
    """An immutable mapping that keeps its order; a ``dict`` for every reader.

    Being a dict makes reading, comparing and JSON as fast as the interpreter
    allows; what would change it raises TypeError.
    """

    __slots__ = ()

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("a Map does not change")

    __setitem__ = __delitem__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse
    __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __copy__(self) -> Map:
        return self

    def __deepcopy__(self, _memo: object) -> Map:
        return self

    def __reduce__(self) -> tuple[type[Map], tuple[dict[Any, Any]]]:
        return (Map, (dict(self),))


def freeze(data: Any) -> Value:
    """Plain Python data (dict, list, set, scalars) as a value; other objects raise TypeError."""
    if data is None or isinstance(data, (bool, int, float, str, bytes)):
        return data
    if isinstance(data, dict):
        return Map((freeze(key), freeze(item)) for key, item in data.items())
    if isinstance(data, (list, tuple)):
        return tuple(freeze(item) for item in data)
    if isinstance(data, (set, frozenset)):
        return frozenset(freeze(item) for item in data)
    raise TypeError(f"{type(data).__name__} is no template value")


def thaw(value: Value) -> Any:
    """A value as plain, changeable Python data: dict and list in the place of Map and tuple."""
    if isinstance(value, dict):
        return {thaw(key) if isinstance(key, (tuple, dict)) else key: thaw(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [thaw(item) for item in value]
    if isinstance(value, frozenset):
        return set(value)
    return value


def walk(value: Value) -> Iterator[Value]:
    """The value and all that is inside it, map keys left out, parents first."""
    stack = [value]
    while stack:
        item = stack.pop()
        yield item
        if isinstance(item, dict):
            stack.extend(reversed(item.values()))
        elif isinstance(item, tuple):
            stack.extend(reversed(item))


def map_strings(value: Value, change: Callable[[str], str]) -> Value:
    """The value with ``change`` applied to each string value inside it, map keys left as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return Map((key, map_strings(item, change)) for key, item in value.items())
    if isinstance(value, tuple):
        return tuple(map_strings(item, change) for item in value)
    return value


def kind(value: Value) -> str:
    """What sort of value it is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, tuple) else "a text"
