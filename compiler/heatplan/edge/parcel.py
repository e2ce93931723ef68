"""Findings on their way from one process, and from one folder, to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from heatplan.diagnostics.diagnostic import Diagnostic, Fix
from heatplan.diagnostics.table import code
from heatplan.diagnostics.where import path_of
from heatplan.span import Span


def packed(found: Iterable[Diagnostic]) -> list[Any]:
    """The findings as JSON data; ``unpacked`` has them again."""
    return [asdict(item) | {"code": item.code.id} for item in found]


def unpacked(data: Iterable[Mapping[str, Any]]) -> tuple[Diagnostic, ...]:
    """What ``packed`` made; raises KeyError, TypeError or ValueError for anything else."""
    return tuple(_one(item) for item in data)


def _one(item: Mapping[str, Any]) -> Diagnostic:
    kind = code(item["code"])
    if kind is None:
        raise ValueError(item["code"])
    fix = item["fix"]
    return Diagnostic(
        kind,
        tuple((name, text) for name, text in item["facts"]),
        Span(**item["span"]),
        tuple((Span(**span), word) for span, word in item["labels"]),
        item["address"],
        item["hint"],
        None if fix is None else Fix(Span(**fix["span"]), fix["replacement"]),
        item["level"],
        item["raises"],
    )


def sources_of(found: Iterable[Diagnostic], texts: Mapping[str, str | bytes]) -> dict[str, str]:
    """The texts that the findings point at."""
    spans = [span for item in found for span in (item.span, *(span for span, _ in item.labels))]
    names = sorted({span.source for span in spans})
    return {name: text for name in names if isinstance(text := texts.get(name), str)}


def moved(
    found: Iterable[Diagnostic], texts: Mapping[str, str | bytes], base: str, *, but: str = ""
) -> tuple[tuple[Diagnostic, ...], dict[str, str | bytes]]:
    """Findings and texts with files named as seen from where the program runs; their names start from ``base`` now.

    The file ``but`` is named so already.
    """

    def name(source: str) -> str:
        return source if source in ("", but) else path_of(source, base)

    def place(span: Span) -> Span:
        return replace(span, source=name(span.source))

    def one(item: Diagnostic) -> Diagnostic:
        labels = tuple((place(span), word) for span, word in item.labels)
        fix = None if item.fix is None else replace(item.fix, span=place(item.fix.span))
        return replace(item, span=place(item.span), labels=labels, fix=fix)

    return tuple(map(one, found)), {name(source): text for source, text in texts.items()}
