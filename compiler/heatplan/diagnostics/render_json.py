"""Diagnostics as JSON, for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.order import ordered, sentence
from heatplan.span import Span


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str | bytes]) -> str:
    """One JSON object with the list ``diagnostics``, sorted, in ASCII, with a line break at the end.

    Each has code, name, severity, message, facts, address, hint, span, labels
    and fix.  A span has its source, ``start`` and ``end`` (half-open, offsets
    in characters from 0) and, where the source is among ``sources``, ``from``
    and ``to`` with line and column from 1.
    """
    found = ordered(diagnostics)
    cut = {name: lines_of(text) for name, text in sources.items() if isinstance(text, str)}
    return json.dumps({"diagnostics": [_object(item, cut) for item in found]}, indent=2) + "\n"


def _object(item: Diagnostic, sources: Mapping[str, Lines]) -> dict[str, Any]:
    return {
        "code": item.code.id,
        "name": item.code.name,
        "severity": item.severity,
        "message": sentence(item),
        "facts": dict(item.facts),
        "address": item.address,
        "hint": item.hint,
        "span": _span(item.span, sources),
        "labels": [{"span": _span(span, sources), "text": text} for span, text in item.labels],
        "fix": item.fix and {"span": _span(item.fix.span, sources), "replacement": item.fix.replacement},
    }


def _span(span: Span, sources: Mapping[str, Lines]) -> dict[str, Any] | None:
    if not span.source:
        return None
    plain: dict[str, Any] = {"source": span.source, "start": span.start, "end": span.end}
    lines = sources.get(span.source)
    if lines is None:
        return plain
    ends = {"from": lines.position(span.start), "to": lines.position(span.end)}
    return plain | {key: {"line": at.line, "column": at.column} for key, at in ends.items()}
