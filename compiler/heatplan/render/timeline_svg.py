"""A timeline as SVG: a row for each resource, a bar for each step, and who waited for whom.

It is written without a library and needs none to be shown: every text has a
width that is known beforehand, so no two of them ever overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from heatplan.diagnostics.visible import columns, visible
from heatplan.render.axis import ticks
from heatplan.render.kinds import IDENTITY, Kind, in_legend, kind_of
from heatplan.render.seconds import duration, moment
from heatplan.render.timeline_rows import WORDS, Bar, Row, Timeline, behind, fitted
from heatplan.render.timeline_style import (
    AFTER,
    BAR,
    CHARACTER,
    HEADER,
    INDENT,
    MARGIN,
    PLOT,
    ROW,
    class_of,
    style_sheet,
)

WIDEST = 46
"""Characters that the names of rows may take."""

FARTHEST = 1_000
"""Rows that an arrow may cross for texts to keep clear of it: a picture with longer ones is for searching only."""


def timeline_svg(shown: Timeline, *, theme: str = "auto") -> str:
    """The timeline as an SVG document; the same timeline always gives the same bytes."""
    return "\n".join(_Picture(shown).document(theme)) + "\n"


class _Picture:
    """One picture: where its columns are, and its parts."""

    def __init__(self, shown: Timeline) -> None:
        self._shown = shown
        self._names = [_name(row) for row in shown.rows]
        longest = max(
            (columns(name) + row.depth * 2 for name, row in zip(self._names, shown.rows, strict=True)), default=0
        )
        self._left = MARGIN + min(longest, WIDEST) * CHARACTER + INDENT
        self._bottom = HEADER + len(shown.rows) * ROW
        self._scale = PLOT / shown.total if shown.total else 0.0
        self._width = self._left + PLOT + AFTER
        self._lines = tuple(self._arrows())
        self._crossed: dict[int, list[float]] = {}
        for source, to, where in self._lines:
            if abs(to - source) <= FARTHEST:
                for at in range(min(source, to), max(source, to) + 1):
                    self._crossed.setdefault(at, []).append(where)

    def document(self, theme: str) -> Iterator[str]:
        """The lines of the document."""
        legend = list(self._legend())
        height = self._bottom + 34 + ROW * (1 + max((line for line, *_ in legend), default=0))
        size = f'width="{_n(self._width)}" height="{_n(height)}" viewBox="0 0 {_n(self._width)} {_n(height)}"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        yield f"<title>{_text(self._shown.title)}</title>"
        yield f"<style>\n{style_sheet(theme)}</style>"
        yield from _DEFINITIONS
        yield f'<rect class="paper" width="{_n(self._width)}" height="{_n(height)}"/>'
        yield from self._head()
        yield from self._grid()
        for at, row in enumerate(self._shown.rows):
            yield from self._row(at, row)
        for source, at, x in sorted(self._lines, key=lambda line: self._is_critical(line[1])):
            yield from self._arrow(source, at, x)
        for line, x, markup in legend:
            yield f'<g transform="translate({_n(x)} {_n(self._bottom + 34 + line * ROW)})">{markup}</g>'
        yield "</svg>"

    def _head(self) -> Iterator[str]:
        shown = self._shown
        most = int((self._width - 2 * MARGIN) / CHARACTER)
        yield f'<text class="title" x="{MARGIN}" y="20">{_text(fitted(visible(shown.title), int(most * 0.8)))}</text>'
        limit = f", at most {shown.limit} at once" if shown.limit is not None else ""
        text = f"{duration(shown.total)} by a model of step times{limit}; {shown.steps}"
        yield f'<text class="faint" x="{MARGIN}" y="36">{_text(fitted(text, most))}</text>'

    def _grid(self) -> Iterator[str]:
        for at in range(0, len(self._shown.rows), 2):
            yield f'<rect class="band" x="0" y="{HEADER + at * ROW}" width="{_n(self._width)}" height="{ROW}"/>'
        every = ticks(self._shown.total, 11)
        for seconds in every:
            x = _n(self._x(seconds))
            yield f'<line class="grid" x1="{x}" y1="{HEADER}" x2="{x}" y2="{self._bottom}"/>'
            sides = (HEADER - 5, self._bottom + 13) if len(self._shown.rows) > 30 else (HEADER - 5,)
            for y in sides:
                yield f'<text class="faint" x="{x}" y="{y}" text-anchor="middle">{moment(seconds)}</text>'

    def _row(self, at: int, row: Row) -> Iterator[str]:
        top, middle = HEADER + at * ROW, HEADER + at * ROW + ROW / 2
        x = MARGIN + row.depth * INDENT
        room = int((self._left - INDENT - x) / CHARACTER)
        yield f"<g><title>{_text(visible(_row_title(row)))}</title>"
        name = fitted(visible(row.name), max(4, room - (columns(row.count) + 1 if row.count else 0)))
        yield f'<text x="{_n(x)}" y="{_n(middle + 4)}">{_text(name)}{_count(row.count)}</text></g>'
        if row.wait is not None:
            start, end = self._x(row.wait.start), self._x(row.wait.finish)
            if end - start > 4:
                yield f'<path class="line wait" d="M{_n(start)} {_n(middle)}H{_n(end - 2)}"/>'
        for bar in row.bars:
            yield from self._bar(bar, row, top)
        if row.bars:
            last = max(row.bars, key=lambda bar: bar.finish)
            text, bad = behind(row)
            behind_it = self._beside(at, self._x(last.finish) + (10 if bad else 5), columns(text) * CHARACTER)
            left = int((self._width - behind_it - 4) / CHARACTER)
            kind = ' class="bad"' if bad else ' class="faint"'
            yield f'<text{kind} x="{_n(behind_it)}" y="{_n(middle + 4)}">{_text(fitted(text, left))}</text>'

    def _bar(self, bar: Bar, row: Row, top: float) -> Iterator[str]:
        start, end = self._x(bar.start), self._x(bar.finish)
        middle = top + ROW / 2
        title = f"<title>{_text(visible(_bar_title(bar, row)))}</title>"
        if bar.form == "around":
            kind = "aroundbad" if bar.outcome == "failed" else "aroundpath" if bar.critical else "around"
            d = f"M{_n(start)} {_n(middle + 4)}V{_n(middle - 2)}H{_n(max(end, start + 1))}V{_n(middle + 4)}"
            yield f'<path class="line {kind}" d="{d}">{title}</path>'
        else:
            kind_of_row = IDENTITY if bar.form == "mint" else kind_of(row.type)
            yield _rect(start, max(end - start, 2.0), middle, bar, kind_of_row, title)
        if bar.outcome == "failed":
            yield f'<path class="line cross" d="M{_n(end - 4)} {_n(middle - 4)}l8 8m0 -8l-8 8"/>'

    def _arrows(self) -> Iterator[tuple[int, int, float]]:
        """The rows that arrows go from and to, and where they stand."""
        for at, row in enumerate(self._shown.rows):
            source = None if row.wait is None else self._shown.row_of.get(row.wait.cause)
            if row.wait is not None and source is not None and source != at:
                yield source, at, self._x(row.wait.finish)

    def _is_critical(self, at: int) -> bool:
        wait = self._shown.rows[at].wait
        return wait is not None and wait.critical

    def _beside(self, at: int, x: float, width: float) -> float:
        """Where a text of the row begins so that no arrow goes through it: at ``x``, or right of what stands there."""
        for line in sorted(self._crossed.get(at, ())):
            if x - 3 < line < x + width:
                x = line + 6
        return x

    def _arrow(self, source: int, at: int, x: float) -> Iterator[str]:
        """From the row of what was waited for last, straight to the beginning."""
        row = self._shown.rows[at]
        down = source < at
        begin = HEADER + source * ROW + ROW / 2 + (BAR / 2 if down else -BAR / 2)
        end = HEADER + at * ROW + ROW / 2 + (-BAR / 2 if down else BAR / 2)
        kind, head = ("path", "pathhead") if self._is_critical(at) else ("arrow", "head")
        tip = end - 5 if down else end + 5
        cause = "" if row.wait is None else row.wait.cause
        title = f"<title>{_text(visible(row.name))} waited for {_text(visible(cause))}</title>"
        yield f'<path class="line {kind}" d="M{_n(x)} {_n(begin)}V{_n(tip)}">{title}</path>'
        yield f'<path class="{head}" d="M{_n(x)} {_n(end)}l-3.5 {"-" if down else ""}6h7z"/>'

    def _legend(self) -> Iterator[tuple[int, float, str]]:
        """Signs with their words: the line that each is on, where it begins, and its markup around (0, 0)."""
        x, line = float(MARGIN), 0
        for sign, word in self._signs():
            width = 24 + columns(word) * CHARACTER + 18
            if x + width > self._width and x > MARGIN:
                x, line = float(MARGIN), line + 1
            yield line, x, f'{sign}<text x="24" y="4">{_text(word)}</text>'
            x += width

    def _signs(self) -> Iterator[tuple[str, str]]:
        every = [(bar, row) for row in self._shown.rows for bar in row.bars]
        kinds = {kind_of(row.type) for bar, row in every if bar.form in {"step", "wait"}}
        if any(bar.form == "mint" for bar, _ in every):
            kinds.add(IDENTITY)
        for kind in in_legend(kinds):
            yield _sample(kind, pale=True), kind.name
        if any(bar.critical for bar, _ in every):
            yield _sample(in_legend(kinds)[0] if kinds else IDENTITY, pale=False) + _PATH, "decides the end"
        if any(row.wait is not None for row in self._shown.rows):
            yield _WAIT, "waits for the step at the arrow's beginning"
        if any(bar.form == "wait" for bar, _ in every):
            yield _HATCHED, "waits for a signal"
        if any(bar.outcome == "failed" for bar, _ in every):
            yield '<path class="line cross" d="M5 -4l8 8m0 -8l-8 8"/>', "failed"
        if any(bar.outcome == "kept" for bar, _ in every):
            yield _hollow("", IDENTITY), "stood already"
        if any(bar.outcome == "skipped" for bar, _ in every):
            yield _hollow(' stroke-dasharray="2 2"', IDENTITY), "left out"

    def _x(self, seconds: float) -> float:
        return self._left + seconds * self._scale


_PATH = '<path class="line path" d="M18 -8V8"/>'
_WAIT = '<path class="line wait" d="M0 0H14"/><path class="line arrow" d="M16 -8V0"/><path class="head" d="M16 6l-3.5 -6h7z"/>'
_HATCHED = f'<rect x="0" y="{-BAR / 2}" width="18" height="{BAR}" fill="url(#hatch)" class="signal"/>'
_DEFINITIONS = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    '<rect class="stripe" width="3" height="6"/></pattern></defs>',
)


def _rect(x: float, width: float, middle: float, bar: Bar, kind: Kind, title: str) -> str:
    height = BAR if bar.form != "mint" else BAR - 4
    place = f'x="{_n(x)}" y="{_n(middle - height / 2)}" width="{_n(width)}" height="{height}"'
    own = class_of(kind)
    if bar.outcome in {"kept", "skipped"}:
        dashes = ' stroke-dasharray="2 2"' if bar.outcome == "skipped" else ""
        return f'<rect class="{own} hollow" {place}{dashes}>{title}</rect>'
    if bar.form == "wait":
        thick = ' stroke-width="2"' if bar.critical else ""
        below = f'<rect class="{own} hollow" {place}{thick}>{title}</rect>'
        return f'{below}<rect {place} fill="url(#hatch)" pointer-events="none"/>'
    pale = "" if bar.critical else " pale"
    return f'<rect class="{own}{pale}" {place} rx="1.5">{title}</rect>'


def _sample(kind: Kind, *, pale: bool) -> str:
    mark = " pale" if pale else ""
    return f'<rect class="{class_of(kind)}{mark}" x="0" y="{-BAR / 2}" width="18" height="{BAR}" rx="1.5"/>'


def _hollow(more: str, kind: Kind) -> str:
    return f'<rect class="{class_of(kind)} hollow" x="0" y="{-BAR / 2}" width="18" height="{BAR}"{more}/>'


def _name(row: Row) -> str:
    return f"{visible(row.name)} {row.count}" if row.count else visible(row.name)


def _count(count: str) -> str:
    return f' <tspan class="faint">{_text(count)}</tspan>' if count else ""


def _row_title(row: Row) -> str:
    return f"{row.name}  {row.type}  {row.count}".rstrip()


def _bar_title(bar: Bar, row: Row) -> str:
    what = f"{bar.address} and {bar.count - 1:,} more" if bar.count > 1 else bar.address
    words = "" if bar.outcome == "ok" else f", {WORDS[bar.outcome]}"
    why = f": {bar.detail}" if bar.detail else ""
    kind = "" if bar.form == "mint" else f"  {row.type}"
    return f"{what}{kind}  {moment(bar.start)} to {moment(bar.finish)}, {duration(bar.finish - bar.start)}{words}{why}"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _n(value: float) -> str:
    return f"{round(value, 2):g}" if abs(value) < 100_000 else f"{value:.0f}"
