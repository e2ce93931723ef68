"""A drawing as SVG, by our own layout: the same drawing gives the same bytes, on any machine.

Colours are in the style sheet alone, so a picture can follow its viewer
(``auto``).  Each thing has a tooltip (``<title>``) and an id made of its
address.  What is not ASCII is also told how wide it is to be, since no width
of it is known for sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.visible import visible
from heatplan.render.drawing import CLOSED, CRITICAL, FOCUS, STUB, Box, Drawing, Item
from heatplan.render.icons import ICONS
from heatplan.render.kinds import Kind, in_legend
from heatplan.render.layout.labels import CHIP, INSIDE
from heatplan.render.layout.layered import Route
from heatplan.render.layout.scene import Outline, Place, Scene, Way, stage
from heatplan.render.legend import Caption, Line, Spot, caption, entries, stacked, summary
from heatplan.render.styles import style_sheet
from heatplan.span import NOWHERE

MARGIN = 24.0
HEAD = 7.0
"""The length of an arrow's head."""
MOST_IN_TITLE = 12
"""So many arrows are named in the tooltip of a way."""


Texts = Mapping[str, str | bytes]
"""Sources by their names, where they are at hand: then tooltips say lines."""


def svg_of(drawing: Drawing, *, title: str = "", theme: str = "light", texts: Texts = MappingProxyType({})) -> str:
    """A drawing as SVG, ending with a line break.

    ``theme`` is ``light``, ``dark`` or ``auto``: as the viewer prefers.
    """
    scene, said = stage(drawing), drawing.said
    shown = entries(scene)
    head = caption(title, said, shown, scene.size[0])
    width = max(scene.size[0], head.width if head.height else 0.0) + 2 * MARGIN
    height = scene.size[1] + head.height + 2 * MARGIN
    lines = {name: lines_of(text) for name, text in texts.items() if isinstance(text, str)}
    picture = _Picture(scene, MARGIN, MARGIN + head.height, lines)
    name = visible(title) or "plan"
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="plan-title plan-summary">',
        f'<title id="plan-title">{escape(name)}</title>',
        f'<desc id="plan-summary">{escape(summary(scene))}</desc>',
        f"<style>\n{style_sheet(picture.kinds, theme)}</style>",
        "<defs>",
        *(f'<path id="icon-{name}" d="{ICONS[name]}"/>' for name in picture.icons()),
        "</defs>",
        f'<rect class="paper" width="{_n(width)}" height="{_n(height)}"/>',
        *picture.caption(head),
        *picture.body(),
        "</svg>",
    ]
    return "\n".join(out) + "\n"


def _n(number: float) -> str:
    """A number with at most one digit behind its point."""
    return f"{round(number, 1):g}" if abs(number) < 100_000 else f"{number:.0f}"


@dataclass(frozen=True, slots=True)
class _Picture:
    """A scene that is written with its upper left corner at a place."""

    scene: Scene
    left: float
    top: float
    lines: Mapping[str, Lines]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return in_legend({place.item.kind for place in self.scene.places if place.item.kind is not None})

    def icons(self) -> list[str]:
        return sorted({kind.icon for kind in self.kinds if kind.icon in ICONS})

    def body(self) -> Iterator[str]:
        """Frames, ways, boxes: what is later is drawn over what is earlier."""
        number = {kind: at for at, kind in enumerate(self.kinds)}
        for place in self.scene.places:
            if not isinstance(place.item, Box):
                yield self._frame(place, number)
        yield from (self._outline(outline) for outline in self.scene.outlines)
        for way in sorted(self.scene.ways, key=lambda one: any(CRITICAL in arrow.marks for arrow in one.arrows)):
            yield self._way(way)
        for place in self.scene.places:
            if isinstance(place.item, Box):
                yield self._box(place, number)

    def _frame(self, place: Place, number: dict[Kind, int]) -> str:
        x, y = self.left + place.x, self.top + place.y
        kind = place.item.kind
        names = ["f", f"d{place.depth % 3}", *_marks(place.item), *([f"k{number[kind]}"] if kind else [])]
        sign = _sign(kind, x + INSIDE - 5, y + 8) if kind else ""
        under = _card(x, y, place.w, place.h) if stacked(place.item) else ""
        return (
            f'<g class="{" ".join(names)}" {_id(place.item)}>{_tip(place.item, self.lines)}{under}'
            f"{_rect('r' if kind else 'p', x, y, place.w, place.h, 8)}{_ring(place, x, y)}{sign}{self._texts(place)}</g>"
        )

    def _box(self, place: Place, number: dict[Kind, int]) -> str:
        x, y, item = self.left + place.x, self.top + place.y, place.item
        kind = item.kind
        assert kind is not None
        names = ["b", f"k{number[kind]}", *_marks(item)]
        under = _card(x, y, place.w, place.h) if stacked(item) else ""
        if STUB in item.marks:
            sign = ""
        else:
            w, h = CHIP - 2, place.h
            side = f"M{_n(x + 6)} {_n(y)}H{_n(x + w)}V{_n(y + h)}H{_n(x + 6)}a6 6 0 0 1-6-6V{_n(y + 6)}a6 6 0 0 1 6-6z"
            sign = f'<path class="c" d="{side}"/>{_icon(kind, x + 4, y + place.h / 2 - 8)}'
        return (
            f'<g class="{" ".join(names)}" {_id(item)}>{_tip(item, self.lines)}{under}{_rect("r", x, y, place.w, place.h, 6)}'
            f"{_ring(place, x, y)}{sign}{self._texts(place)}</g>"
        )

    def _texts(self, place: Place) -> str:
        return "".join(
            _text(text.text, text.style, self.left + place.x + text.x, self.top + place.y + text.y, text.width)
            for text in place.label.texts
        )

    def _outline(self, one: Outline) -> str:
        return _rect("o", self.left + one.x, self.top + one.y, one.w, one.h, 8)

    def _way(self, way: Way) -> str:
        explicit = any(arrow.explicit for arrow in way.arrows)
        names = ["w", *([] if explicit else ["implicit"])]
        names += [CRITICAL] if any(CRITICAL in arrow.marks for arrow in way.arrows) else []
        told = [f"{visible(arrow.before)} → {visible(arrow.after)}" for arrow in way.arrows[:MOST_IN_TITLE]]
        told += [f"and {len(way.arrows) - MOST_IN_TITLE} more"] if len(way.arrows) > MOST_IN_TITLE else []
        route = tuple((self.left + x, self.top + y) for x, y in way.route)
        return f'<g class="{" ".join(names)}"><title>{escape(chr(10).join(told))}</title>{_arrow(route)}</g>'

    def caption(self, head: Caption) -> Iterator[str]:
        """Title, remarks and legend."""
        yield from (self._line(line) for line in head.lines)
        number = {kind: at for at, kind in enumerate(self.kinds)}
        if head.spots:
            yield '<g class="legend">'
            for spot in head.spots:
                yield self._entry(spot, number)
            yield "</g>"

    @staticmethod
    def _line(line: Line) -> str:
        return _text(line.text, "title" if line.big else "said", MARGIN + line.x, MARGIN + line.y, 0.0)

    @staticmethod
    def _entry(spot: Spot, number: dict[Kind, int]) -> str:
        x, y, entry = MARGIN + spot.x, MARGIN + spot.y, spot.entry
        text = _text(visible(entry.text), "entry", x + 24, y + 12.5, spot.wide)
        if entry.kind is not None:
            return f'<g class="k{number[entry.kind]}">{_sign(entry.kind, x, y)}{text}</g>'
        return _example(entry.sign, x, y) + text


def _example(sign: str, x: float, y: float) -> str:
    """What a mark or a line of the picture looks like, in the legend."""
    if sign in {"dashed", "critical"}:
        name = "w implicit" if sign == "dashed" else "w critical"
        return f'<g class="{name}">{_arrow(((x, y + 9), (x + 19, y + 9)))}</g>'
    if sign == "block":
        return _rect("o", x + 1, y + 2, 17, 14, 4)
    if sign == "focus":
        return _rect("ring", x + 1, y + 2, 17, 14, 4)
    if sign == "stub":
        return f'<g class="b stub">{_rect("r", x + 1, y + 2, 17, 14, 4)}</g>'
    if sign == "closed":
        return f'<g class="f d1">{_rect("p", x + 1, y + 2, 17, 14, 4)}</g>'
    return f'<g class="f d0">{_rect("p", x + 4, y + 5, 14, 12, 3)}{_rect("p", x + 1, y + 2, 14, 12, 3)}</g>'


def _marks(item: Item) -> list[str]:
    perhaps = (
        ["perhaps"]
        if item.note and not {STUB, CLOSED} & set(item.marks) and item.note.startswith(("if ", "perh"))
        else []
    )
    return [*[mark for mark in item.marks if mark != FOCUS], *perhaps]


def _id(item: Item) -> str:
    """The id by which a page or a script finds an item, and its address as it is."""
    plain = "".join(
        char if char.isascii() and (char.isalnum() or char in "_-.") else f":{ord(char):x}:" for char in item.address
    )
    return f'id="at-{plain}" data-address={quoteattr(visible(item.address))}'


def _tip(item: Item, lines: Mapping[str, Lines]) -> str:
    """The tooltip: address, type, where it is declared, note, seconds."""
    told = [item.address, f"{item.type} {item.count}".strip(), _place(item, lines), item.note, item.badge]
    return f"<title>{escape(chr(10).join(visible(line) for line in told if line))}</title>"


def _place(item: Item, lines: Mapping[str, Lines]) -> str:
    """The source that declares it, and the line where that is known."""
    source = item.span.source or item.template
    if item.span is NOWHERE or source not in lines:
        return source and f"in {source}"
    return f"{source}:{lines[source].position(item.span.start).line}"


def _card(x: float, y: float, w: float, h: float) -> str:
    """The card under a group's: there are more of it."""
    return _rect("q", x + 4, y + 4, w, h, 8)


def _ring(place: Place, x: float, y: float) -> str:
    return _rect("ring", x - 4, y - 4, place.w + 8, place.h + 8, 10) if FOCUS in place.item.marks else ""


def _rect(name: str, x: float, y: float, w: float, h: float, round_: float) -> str:
    return f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="{_n(round_)}"/>'


def _sign(kind: Kind, x: float, y: float) -> str:
    """The sign of a kind on its colour."""
    return f"{_rect('c', x, y, 18, 18, 4)}{_icon(kind, x + 1, y + 1)}"


def _icon(kind: Kind, x: float, y: float) -> str:
    """A kind's sign alone, in a square of sixteen."""
    if kind.icon in ICONS:
        return f'<use class="i" href="#icon-{kind.icon}" x="{_n(x)}" y="{_n(y)}"/>'
    return f'<text class="letter" x="{_n(x + 8)}" y="{_n(y + 12)}">{escape(kind.icon)}</text>'


def _text(text: str, style: str, x: float, y: float, wide: float) -> str:
    known = text.isascii() or all(char <= "\u024f" or char in "…×→·" for char in text)
    fit = "" if known or not wide else f' textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs"'
    return f'<text class="{style}" x="{_n(x)}" y="{_n(y)}"{fit}>{escape(text)}</text>'


def _arrow(route: Route) -> str:
    """A way with its head; it comes in level, from the left or, where it goes back, from the right."""
    (x, y), back = route[-1], route[-1][0] < route[-2][0]
    tip, base = (x, x + HEAD) if back else (x, x - HEAD)
    points = [*route[:-1], (base, y)]
    pieces = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y0 - y1) < 0.05:
            pieces.append(f"H{_n(x1)}")
        else:
            half = (x0 + x1) / 2
            pieces.append(f"C{_n(half)} {_n(y0)} {_n(half)} {_n(y1)} {_n(x1)} {_n(y1)}")
    head = f"M{_n(tip)} {_n(y)}L{_n(base)} {_n(y - 3.4)}V{_n(y + 3.4)}z"
    return f'<path class="e" d="{"".join(pieces)}"/><path class="h" d="{head}"/>'
