"""A document as read: scalars, mappings and sequences, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from heatplan.ir.value import Map, Value
from heatplan.span import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar; ``value`` is None, bool, int, float, str, bytes or (from ``!!set``) a frozenset."""

    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs (key, node) in the order of the text; keys are unique: the last of equal keys has won."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: Value) -> Node | None:
        """The node under ``key``, or None."""
        for name, node in self.entries:
            if name.value == key and type(name.value) is type(key):
                return node
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


def value_of(node: Node) -> Value:
    """The node's plain value, places left out."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return tuple(value_of(item) for item in node.items)
        case Mapping():
            return Map((key.value, value_of(item)) for key, item in node.entries)


def find_key(node: Node | None, path: tuple[Value, ...]) -> Node | None:
    """The key at the end of ``path``, or what ``find`` gives where the path leaves the document before it."""
    inner = find(node, path[:-1])
    keys = [key for key, _ in inner.entries] if path and isinstance(inner, Mapping) else []
    return next((key for key in keys if key.value == path[-1]), None) or find(node, path)


def node_of(value: Value, span: Span) -> Node:
    """A value as nodes that all stand at ``span``: the inverse of ``value_of``."""
    if isinstance(value, dict):
        return Mapping(tuple((Scalar(key, span), node_of(item, span)) for key, item in value.items()), span)
    if isinstance(value, tuple):
        return Sequence(tuple(node_of(item, span) for item in value), span)
    return Scalar(value, span)


def find(node: Node | None, path: tuple[Value, ...]) -> Node | None:
    """The deepest node on the way of ``path`` (mapping keys and sequence indices) from ``node``.

    Where the path leaves the document (inside a function's result, say), the
    last node on the way is returned: the nearest place that can be shown.
    """
    for part in path:
        inner: Node | None = None
        if isinstance(node, Mapping):
            inner = node.get(part)
        elif isinstance(node, Sequence) and isinstance(part, int) and -1 < part < len(node.items):
            inner = node.items[part]
        if inner is None:
            return node
        node = inner
    return node
