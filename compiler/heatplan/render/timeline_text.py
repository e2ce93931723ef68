"""A timeline as text for a terminal.

::

    five: template.yaml, 35.25 s by a model of step times

                      0:00          0:10          0:20          0:30
      servers ×5      ┌────────────────────────────────────────────────┐  35 s
        [0]           ┌────────────────────────────────────────────────┐  35 s
          server      ████████████████████████████████████████           30 s
          attachment  ········································▓▓▓▓▓▓▓▓  5 s
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from heatplan.diagnostics.visible import columns, visible
from heatplan.render.axis import ticks
from heatplan.render.seconds import duration, moment
from heatplan.render.timeline_rows import Bar, Row, Timeline, behind, fitted

BEHIND: Final = 20
"""Columns for what stands behind the bars."""

LEAST: Final = 20
"""Columns that the bars have at least, however narrow the terminal is."""

DECIDES, OTHER, SIGNAL, WAITS, FAILED, STOOD, LEFT_OUT = "█", "▒", "~", "·", "x", "=", "-"
_LEGEND: Final = (
    (DECIDES, "decides the end"),
    (OTHER, "does not"),
    (WAITS, "waits for another step"),
    (SIGNAL, "waits for a signal"),
    (FAILED, "failed"),
    (STOOD, "stood already"),
    (LEFT_OUT, "left out"),
)


def timeline_text(shown: Timeline, *, width: int = 80) -> str:
    """The timeline as lines of at most ``width`` columns (of 60, where it is less)."""
    names = [_name(row, max(12, width // 3)) for row in shown.rows]
    left = 2 + max(map(columns, names), default=0) + 2
    plot = max(LEAST, width - left - BEHIND)
    lines = list(_lines(shown, names, left, plot))
    used = set("".join(line[left:] for line in lines))
    legend = [f"{sign} {word}" for sign, word in _LEGEND if sign in used]
    head = f"{visible(shown.title)}, {duration(shown.total)} by a model of step times"
    out = [
        fitted(head, max(width, 60)),
        "",
        *lines,
        "",
        *_folded(legend, max(width, 60)),
        *_folded(shown.steps.split("; "), max(width, 60)),
    ]
    return "\n".join(out) + "\n"


def _name(row: Row, most: int) -> str:
    text = visible(row.name) + (f" {row.count}" if row.count else "")
    return "  " * row.depth + fitted(text, max(6, most - 2 * row.depth))


def _lines(shown: Timeline, names: list[str], left: int, plot: int) -> Iterator[str]:
    scale = plot / shown.total if shown.total else 0.0
    yield " " * left + _axis(shown.total, scale, plot)
    for row, name in zip(shown.rows, names, strict=True):
        text, _ = behind(row) if row.bars else ("", False)
        cells = _cells(row, scale, plot)
        yield f"  {name}{' ' * (left - 2 - columns(name))}{cells}  {fitted(text, BEHIND - 2)}".rstrip()


def _axis(total: float, scale: float, plot: int) -> str:
    """The moments, each beginning at its place."""
    line = ""
    for seconds in ticks(total, max(2, plot // 10)):
        at, text = int(seconds * scale), moment(seconds)
        if at + len(text) <= plot + BEHIND and at >= len(line) + (1 if line else 0):
            line += " " * (at - len(line)) + text
    return line


def _cells(row: Row, scale: float, plot: int) -> str:
    cells = [" "] * plot
    if row.wait is not None:
        for at in range(int(row.wait.start * scale), min(plot, int(row.wait.finish * scale))):
            cells[at] = WAITS
    for bar in sorted(row.bars, key=lambda one: (one.form == "around", one.critical)):
        first = min(plot - 1, int(bar.start * scale))
        last = max(first, min(plot, round(bar.finish * scale)) - 1)
        sign = _sign(bar)
        for at in range(first, last + 1):
            cells[at] = sign
        if bar.form == "around" and bar.outcome in {"ok", "failed"}:
            cells[first], cells[last] = "┌", "┐"
        if bar.outcome == "failed":
            cells[last] = FAILED
    return "".join(cells)


def _sign(bar: Bar) -> str:
    if bar.outcome == "kept":
        return STOOD
    if bar.outcome == "skipped":
        return LEFT_OUT
    if bar.form == "around":
        return "─"
    if bar.form == "wait":
        return SIGNAL
    return DECIDES if bar.critical else OTHER


def _folded(words: list[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and columns(line) + 3 + columns(word) > width:
            yield line
            line = ""
        line += f"{'   ' if line else '  '}{word}"
    if line:
        yield line
