"""Diagnostics as SARIF 2.1.0, for code scanning services and editors.

The format is OASIS's *Static Analysis Results Interchange Format*; the
numbers in this file's comments are sections of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from heatplan.diagnostics.diagnostic import Code, Diagnostic, Fix, Severity
from heatplan.diagnostics.explanations import explanations, plain
from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.order import ordered, sentence
from heatplan.diagnostics.where import anchor, path_of
from heatplan.span import Span

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "will-fail": "error", "warning": "warning", "note": "note"}
"""SARIF knows no more than these three (3.27.10)."""

FINGERPRINT: Final = "heatplan/v1"
"""What a result is recognized by after lines have moved: its code, file, address and facts, and which of equals it is."""


def render_sarif(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str | bytes], *, base: str = "", version: str = ""
) -> str:
    """One SARIF log with one run, in ASCII, with a line break at its end; findings are sorted.

    ``base`` is the folder that the names of sources are relative to, seen from
    where the program was started; ``version`` is heatplan's. Rules are the
    codes that were found.  A span has its lines and columns where its source
    is among ``sources``; columns count UTF-16 code units, as the log says.
    """
    found = ordered(diagnostics)
    rules = sorted({item.code for item in found}, key=lambda code: code.id)
    places = _Places({name: lines_of(text) for name, text in sources.items() if isinstance(text, str)}, base)
    index = {code.id: number for number, code in enumerate(rules)}
    equal: Counter[str] = Counter()
    results = []
    for item in found:
        mark = _fingerprint(item, base)
        equal[mark] += 1
        results.append(_result(item, index[item.code.id], places, f"{mark}:{equal[mark]}"))
    driver = {"name": "heatplan", "version": version, "rules": [_rule(code) for code in rules]}
    if not version:
        del driver["version"]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.name.replace("-", " ")},
        "help": _help(code),
        "defaultConfiguration": {"level": LEVELS[code.severity]},
        "properties": {"severity": code.severity},
    }


def _help(code: Code) -> dict[str, str]:
    """The documentation's section, and where it stands."""
    section = explanations().get(code.id, "")
    where = f"heatplan explain {code.id}, or {anchor(code)}"
    return {"text": f"{plain(section)}\n{where}".lstrip(), "markdown": f"{section}\n\n{where}".lstrip()}


def _result(item: Diagnostic, index: int, places: _Places, mark: str) -> dict[str, Any]:
    text = f"{sentence(item)}\n{item.hint}" if item.hint else sentence(item)
    result: dict[str, Any] = {
        "ruleId": item.code.id,
        "ruleIndex": index,
        "level": LEVELS[item.severity],
        "message": {"text": text},
        "partialFingerprints": {FINGERPRINT: mark},
    }
    location: dict[str, Any] = {}
    if item.span.source:
        location["physicalLocation"] = places.physical(item.span)
    if item.address:
        location["logicalLocations"] = [{"fullyQualifiedName": item.address}]
    if location:
        result["locations"] = [location]
    if item.labels:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": places.physical(span), "message": {"text": word}}
            for number, (span, word) in enumerate(item.labels, start=1)
        ]
    if item.fix is not None and (change := places.change(item.fix)) is not None:
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def _fingerprint(item: Diagnostic, base: str) -> str:
    facts = [item.code.id, path_of(item.span.source, base), item.address, item.facts]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()[:32]


class _Places:
    """Spans as SARIF's locations."""

    def __init__(self, sources: Mapping[str, Lines], base: str) -> None:
        self._sources = sources
        self._base = base

    def physical(self, span: Span) -> dict[str, Any]:
        """The file, and the region in it where the file's text is known."""
        region = self._region(span)
        return {"artifactLocation": self._artifact(span)} | ({"region": region} if region is not None else {})

    def change(self, fix: Fix) -> dict[str, Any] | None:
        """The edit; None where the file's text is not known, and so not the place either."""
        region = self._region(fix.span)
        if region is None:
            return None
        edit = {"deletedRegion": region, "insertedContent": {"text": fix.replacement}}
        return {"artifactLocation": self._artifact(fix.span), "replacements": [edit]}

    def _artifact(self, span: Span) -> dict[str, Any]:
        return {"uri": quote(path_of(span.source, self._base).encode("utf-8", "backslashreplace"), safe="/:?&=;@+,~")}

    def _region(self, span: Span) -> dict[str, int] | None:
        lines = self._sources.get(span.source)
        if lines is None:
            return None
        (line, column), (last, end) = _utf16(lines, span.start), _utf16(lines, span.end)
        return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}


def _utf16(lines: Lines, offset: int) -> tuple[int, int]:
    """Line and column from 1; a character beyond the first plane is two columns (3.14.18)."""
    at = lines.position(offset)
    before = lines.line(at.line)[: at.column - 1]
    return at.line, at.column + sum(char > "\uffff" for char in before)
