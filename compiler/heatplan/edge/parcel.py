"""Findings on their way from one process to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from heatplan.diagnostics.diagnostic import Diagnostic, Fix
from heatplan.diagnostics.table import code
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
