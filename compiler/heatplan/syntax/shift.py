"""Spans moved along: for a text whose beginning (a byte order mark, blank space) the parser never saw."""

from __future__ import annotations

from dataclasses import replace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.result import Result
from heatplan.span import Span


def shifted(result: Result[Node], by: int) -> Result[Node]:
    """The same result with every span moved by ``by`` characters.  Shared nodes stay shared."""
    node = None if result.value is None else _node(result.value, by, {})
    return Result(node, tuple(_diagnostic(item, by) for item in result.diagnostics))


def _span(span: Span, by: int) -> Span:
    return Span(span.source, span.start + by, span.end + by) if span.source else span


def _node(node: Node, by: int, done: dict[int, Node]) -> Node:
    """As deep as the document, which is bounded."""
    if isinstance(node, Scalar):
        return Scalar(node.value, _span(node.span, by))
    if id(node) not in done:
        span = _span(node.span, by)
        if isinstance(node, Mapping):
            entries = ((Scalar(key.value, _span(key.span, by)), _node(item, by, done)) for key, item in node.entries)
            done[id(node)] = Mapping(tuple(entries), span)
        else:
            done[id(node)] = Sequence(tuple(_node(item, by, done) for item in node.items), span)
    return done[id(node)]


def _diagnostic(item: Diagnostic, by: int) -> Diagnostic:
    labels = tuple((_span(span, by), text) for span, text in item.labels)
    fix = None if item.fix is None else replace(item.fix, span=_span(item.fix.span, by))
    return replace(item, span=_span(item.span, by), labels=labels, fix=fix)
