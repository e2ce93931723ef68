"""What every function shares: its error, its limits, and how Heat's own types are named in texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.ir.settings import Settings
from heatplan.ir.value import Value

LIMIT_EXCEEDED = "LimitExceeded"
"""Not an exception of Heat's: the result would be larger, or take longer, than a compile allows."""

NOT_REPRODUCIBLE = "NotReproducible"
"""Not an exception of Heat's: the result would depend on the clock, on chance or on the machine."""

OWN_ERRORS = frozenset({LIMIT_EXCEEDED, NOT_REPRODUCIBLE})
"""Errors with which a function is refused here although Heat would go on."""


class FunctionError(Exception):
    """A function has no value: ``error`` is the exception's class as Heat raises it, ``text`` its text.

    Two of them are equal when both facts are.
    """

    def __init__(self, error: str, text: str) -> None:
        super().__init__(error, text)

    @property
    def error(self) -> str:
        """The name of Heat's (Python's) exception class, or one of ``OWN_ERRORS``."""
        return str(self.args[0])

    @property
    def text(self) -> str:
        """The exception's text."""
        return str(self.args[1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionError) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

    def __str__(self) -> str:
        return f"{self.error}: {self.text}"


@dataclass(frozen=True, slots=True)
class FunctionEnv:
    """Limits for functions: Heat's own for yaql, and ours against templates that would never end.

    ``max_items`` bounds how many items a list may get and how many values one
    call may visit, ``max_text`` the characters of a text, ``yaql_steps`` the
    calls inside one yaql expression.
    """

    yaql_limit_iterators: int = 200
    yaql_memory_quota: int = 10000
    yaql_steps: int = 50_000
    max_items: int = 1_000_000
    max_text: int = 64 * 1024 * 1024

    @classmethod
    def of(cls, settings: Settings) -> FunctionEnv:
        """The limits that the settings say."""
        return cls(
            yaql_limit_iterators=settings.yaql_limit_iterators,
            yaql_memory_quota=settings.yaql_memory_quota,
            max_items=settings.max_sequence,
        )


@dataclass(frozen=True, slots=True)
class Opaque:
    """What Heat has in the place of a function that is not resolved yet: an object of class ``kind``.

    ``shown`` is what Heat's texts show for it: the call as it is written.
    """

    kind: str
    shown: Value = None


def too_large(name: str, what: str) -> FunctionError:
    """The error for a result beyond a limit."""
    return FunctionError(LIMIT_EXCEEDED, f'"{name}" {what}')


def is_sequence(value: Value) -> bool:
    """Whether Heat takes it for a sequence that is no text."""
    return isinstance(value, (tuple, bytes))


def class_name(value: Value) -> str:
    """The name of the class that the value has in Heat."""
    if isinstance(value, Opaque):
        return value.kind
    if isinstance(value, tuple):
        return "list"
    if isinstance(value, dict):
        return "dict"
    return "set" if isinstance(value, frozenset) else type(value).__name__


def class_repr(value: Value) -> str:
    """The class that the value has in Heat as ``str()`` shows it."""
    return f"<class '{class_name(value)}'>"


def represent(value: Value, limit: int = 100_000) -> str:
    """``repr()`` of what Heat has in the place of the value, cut after ``limit`` characters.

    Sets are shown sorted, since their order in Heat is chance.
    """
    found: list[str] = []
    length = 0
    for piece in _pieces(value):
        found.append(piece)
        length += len(piece)
        if length >= limit:
            break
    return "".join(found)[:limit]


def _pieces(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for number, (key, item) in enumerate(value.items()):
            yield f"{', ' if number else ''}{represent(key)}: "
            yield from _pieces(item)
        yield "}"
    elif isinstance(value, tuple):
        yield "["
        for number, item in enumerate(value):
            yield ", " if number else ""
            yield from _pieces(item)
        yield "]"
    elif isinstance(value, frozenset):
        yield f"{{{', '.join(sorted(represent(item) for item in value))}}}" if value else "set()"
    elif isinstance(value, Opaque):
        yield from _pieces(value.shown)
    else:
        yield repr(value)


def text_of(value: Value) -> str:
    """``str()`` of what Heat has in the place of the value."""
    return value if isinstance(value, str) else represent(value)


def measure(value: Value, limit: int) -> int:
    """How many values it is made of, shared ones counted each time; counting ends beyond ``limit``."""
    count = 0
    stack = [value]
    while stack and count <= limit:
        item = stack.pop()
        count += 1
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, (tuple, frozenset)):
            stack.extend(item)
    return count + len(stack)


def check_size(name: str, value: Value, env: FunctionEnv, times: int = 1) -> None:
    """Raise ``LimitExceeded`` where visiting the value so many times is more than a call may do."""
    if isinstance(value, (tuple, dict, frozenset)) and measure(value, env.max_items) * max(times, 1) > env.max_items:
        raise too_large(name, f"works on more than {env.max_items} values")


def unpack(args: Value, count: int) -> list[Value]:
    """The items of an argument that has ``count`` of them; errors as Python's own unpacking."""
    if not isinstance(args, (str, bytes, tuple, dict, frozenset)):
        raise TypeError(f"cannot unpack non-iterable {class_name(args)} object")
    items = list(args)
    if len(items) < count:
        raise ValueError(f"not enough values to unpack (expected {count}, got {len(items)})")
    if len(items) > count:
        raise ValueError(f"too many values to unpack (expected {count})")
    return items
