"""The lines of a source that declare something, for those who read a plan beside its template."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.visible import visible, visible_lines
from heatplan.span import Span

MOST = 400
"""Lines shown of one declaration."""

MASK = "*"
SHORTEST = 3
"""Characters of a text that is looked for to be masked: one of fewer stands everywhere."""


class Quotes:
    """Places as a page shows them; the lines of each file are kept once, those that are asked for.

    ``texts`` are the sources by name, values of hidden parameters masked in them already
    (``heatplan.shown``); a file that is not there is known by its name alone.  The
    texts of ``secrets`` are masked wherever they stand.
    """

    def __init__(self, texts: Mapping[str, str | bytes], secrets: tuple[str, ...] = ()) -> None:
        self._texts = texts
        known = sorted({form for one in secrets for form in _forms(one)}, key=lambda one: (-len(one), one))
        self._secrets = re.compile("|".join(map(re.escape, known))) if known else None
        self._lines: dict[str, Lines | None] = {}
        self._files: dict[str, int] = {}
        self._kept: list[dict[int, str]] = []

    def place(self, span: Span | None) -> list[int] | None:
        """Number of the file, first line and how many lines; without a text of it, the file and the character."""
        if span is None or not span.source:
            return None
        if span.source not in self._files:
            self._files[span.source] = len(self._files)
            self._kept.append({})
            text = self._texts.get(span.source)
            self._lines[span.source] = lines_of(text) if isinstance(text, str) else None
        number, lines = self._files[span.source], self._lines[span.source]
        if lines is None:
            return [number, -1 - span.start]
        first, count = declared(lines, span)
        kept = self._kept[number]
        for line in range(first, first + count):
            if line not in kept:
                kept[line] = "\n".join(visible_lines(self.masked(lines.line(line))))
        return [number, first, count]

    def files(self) -> list[dict[str, object]]:
        """Every file that was asked for, by its number: its name, and its lines in runs, each after its first number."""
        return [
            {"name": visible(name), "lines": _runs(kept)} for name, kept in zip(self._files, self._kept, strict=True)
        ]

    def masked(self, text: str) -> str:
        """The text with stars in the place of secrets."""
        if self._secrets is None:
            return text
        return self._secrets.sub(lambda found: MASK * len(found[0]), text)


def _forms(secret: str) -> Iterator[str]:
    """A secret as a source or a page may have it: as it is, quoted in either way, and its lines one by one."""
    for line in {secret, *map(str.strip, secret.splitlines())}:
        for form in (line, line.replace("'", "''"), json.dumps(line)[1:-1], json.dumps(line, ensure_ascii=False)[1:-1]):
            if len(form) >= SHORTEST:
                yield form


def _runs(kept: Mapping[int, str]) -> list[list[object]]:
    """Lines that stand together, together: ``[first, line, line, …]``."""
    runs: list[list[object]] = []
    before = None
    for number in sorted(kept):
        if before is None or number != before + 1:
            runs.append([number])
        runs[-1].append(kept[number])
        before = number
    return runs


def declared(lines: Lines, span: Span) -> tuple[int, int]:
    """First line and number of lines of what a span's key declares: all that is indented below it."""
    start = lines.position(span.start)
    line = lines.line(start.line)
    if line[: start.column - 1].strip(" \t'\"") != "":
        return start.line, 1  # not the first thing of its line: JSON, or YAML in its short form
    indent = len(line) - len(line.lstrip(" "))
    count = last = 1
    while count < MOST and start.line + count <= len(lines.starts):
        line = lines.line(start.line + count)
        bare = line.strip()
        if bare and len(line) - len(line.lstrip(" ")) <= indent:
            break
        count += 1
        if bare and not bare.startswith("#"):
            last = count
    return start.line, last
