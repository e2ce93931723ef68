"""Nodes made fast.

A frozen dataclass sets each field through ``object.__setattr__``, which is
most of what reading a large document would cost.  So a node is made as an
object of a twin class with the same slots, and given its real class before
anyone else sees it: a third of the time, and nothing else is different.
"""

from __future__ import annotations

from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.ir.value import Value
from heatplan.span import Span


class _Span:
    __slots__ = ("end", "source", "start")

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.__class__ = Span  # type: ignore[assignment]  # noqa: PLE0237


class _Scalar:
    __slots__ = ("span", "value")

    def __init__(self, value: Value, span: Span) -> None:
        self.value = value
        self.span = span
        self.__class__ = Scalar  # type: ignore[assignment]  # noqa: PLE0237


class _Sequence:
    __slots__ = ("items", "span")

    def __init__(self, items: tuple[Node, ...], span: Span) -> None:
        self.items = items
        self.span = span
        self.__class__ = Sequence  # type: ignore[assignment]  # noqa: PLE0237


class _Mapping:
    __slots__ = ("entries", "span")

    def __init__(self, entries: tuple[tuple[Scalar, Node], ...], span: Span) -> None:
        self.entries = entries
        self.span = span
        self.__class__ = Mapping  # type: ignore[assignment]  # noqa: PLE0237


new_span: type[Span] = _Span  # type: ignore[assignment]
new_scalar: type[Scalar] = _Scalar  # type: ignore[assignment]
new_sequence: type[Sequence] = _Sequence  # type: ignore[assignment]
new_mapping: type[Mapping] = _Mapping  # type: ignore[assignment]
