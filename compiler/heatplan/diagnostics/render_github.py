"""Diagnostics as GitHub's workflow commands, which it shows beside the lines of a change.

::

    ::error file=web.yaml,line=14,endLine=14,col=23,endColumn=28,title=HP0310 unknown-reference::There is no …
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from heatplan.diagnostics.diagnostic import Diagnostic, Severity
from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.order import ordered, sentence
from heatplan.diagnostics.visible import visible
from heatplan.diagnostics.where import path_of

COMMANDS: Final[Mapping[Severity, str]] = {
    "error": "error",
    "will-fail": "error",
    "warning": "warning",
    "note": "notice",
}


def render_github(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str | bytes], *, base: str = "") -> str:
    """A line for each finding, sorted; empty when there are none.

    ``base`` is the folder that the names of sources are relative to, seen from
    the repository's own.  GitHub takes columns only where first and last line
    are the same.
    """
    cut = {name: lines_of(text) for name, text in sources.items() if isinstance(text, str)}
    return "".join(f"{_line(item, cut, base)}\n" for item in ordered(diagnostics))


def _line(item: Diagnostic, sources: Mapping[str, Lines], base: str) -> str:
    facts = [*_place(item, sources, base), ("title", f"{item.code.id} {item.code.name}")]
    properties = ",".join(f"{key}={_property(value)}" for key, value in facts)
    text = [
        sentence(item),
        *(item.hint.split("\n") if item.hint else ()),
        *([f"in: {item.address}"] if item.address else ()),
    ]
    message = _data("\n".join(visible(line) for line in text))
    return f"::{COMMANDS[item.severity]} {properties}::{message}"


def _place(item: Diagnostic, sources: Mapping[str, Lines], base: str) -> list[tuple[str, str]]:
    if not item.span.source:
        return []
    facts = [("file", visible(path_of(item.span.source, base)))]
    lines = sources.get(item.span.source)
    if lines is None:
        return facts
    first, last = lines.position(item.span.start), lines.position(item.span.end)
    facts += [("line", str(first.line)), ("endLine", str(last.line))]
    if first.line == last.line:
        facts += [("col", str(first.column)), ("endColumn", str(last.column))]
    return facts


def _data(text: str) -> str:
    """The message, as GitHub's toolkit escapes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
