"""What stands above a picture: its title, what is said of it, and a legend of exactly what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heatplan.diagnostics.visible import visible
from heatplan.render.drawing import CLOSED, CRITICAL, FOCUS, OPENED, STUB, Box, Item, every
from heatplan.render.kinds import Kind, in_legend
from heatplan.render.layout.measure import elided, width
from heatplan.render.layout.scene import Scene

Sign = Literal["kind", "line", "dashed", "critical", "focus", "stub", "group", "block", "closed"]

TITLE, SAID, ENTRY = 15.0, 11.0, 10.0
"""The sizes of letters."""
ROW = 24.0
LEAST = 460.0
"""A picture is at least so wide, so that its title and legend have room."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the legend: its sign, its kind where the sign is one, and its text."""

    sign: Sign
    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above the picture; ``big`` is the title."""

    text: str
    big: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry with the place of its sign's upper left corner, and how wide its text is."""

    entry: Entry
    x: float
    y: float
    wide: float


@dataclass(frozen=True, slots=True)
class Caption:
    """All that stands above a picture, and how high and wide it is."""

    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    width: float
    height: float


def stacked(item: Item) -> bool:
    """Whether it is drawn once and there are more of it."""
    return item.count not in {"", "×0", "×1"} and OPENED not in item.marks


def entries(scene: Scene) -> tuple[Entry, ...]:
    """The legend of a scene: kinds first, then what lines and marks mean; each only where it is there."""
    items = [place.item for place in scene.places]
    marks = {mark for item in items for mark in item.marks}
    kinds = {item.kind for item in items if item.kind is not None and STUB not in item.marks}
    arrows = [arrow for way in scene.ways for arrow in way.arrows]
    said: list[tuple[Sign, str, bool]] = [
        ("group", "several, drawn once", any(map(stacked, items))),
        ("closed", "a nested stack, closed", CLOSED in marks),
        ("block", "alike: arrows go to each of them", bool(scene.outlines)),
        ("dashed", "an order that Heat adds", any(not one.explicit and STUB not in one.marks for one in arrows)),
        ("critical", "the longest way", CRITICAL in marks),
        ("focus", "what the picture is about", FOCUS in marks),
        ("stub", "more that is not drawn", STUB in marks),
    ]
    return (
        *(Entry("kind", kind.name, kind) for kind in in_legend(kinds)),
        *(Entry(sign, text) for sign, text, there in said if there),
    )


def caption(title: str, said: tuple[str, ...], shown: tuple[Entry, ...], room: float) -> Caption:
    """The caption over a picture that is ``room`` wide: texts that are longer are cut, the legend takes rows."""
    wide = max(room, LEAST)
    lines: list[Line] = []
    y = 0.0
    for text, size in ((title, TITLE), *((one, SAID) for one in said)):
        if text:
            y += size + 6.0
            lines.append(Line(elided(visible(text), wide, size, bold=size == TITLE), size == TITLE, 0.0, y - 4.0))
    spots: list[Spot] = []
    x = 0.0
    y += 6.0 if lines else 0.0
    for entry in shown:
        long = width(visible(entry.text), ENTRY)
        if x and x + 24.0 + long > wide:
            x, y = 0.0, y + ROW
        spots.append(Spot(entry, x, y, long))
        x += 24.0 + long + 16.0
    bottom = y + (ROW if spots else 0.0)
    return Caption(tuple(lines), tuple(spots), wide, bottom + (14.0 if bottom else 0.0))


def summary(scene: Scene) -> str:
    """The picture in a sentence, for who can not see it."""
    count = sum(isinstance(item, Box) for item in every([place.item for place in scene.places if not place.depth]))
    arrows = len({arrow for way in scene.ways for arrow in way.arrows})
    return f"A graph of {count} boxes and {arrows} arrows; an arrow goes from what is made first to what waits for it."
