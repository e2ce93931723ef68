"""A drawing with places: every box and frame with its rectangle, every arrow with its way.

The scene is what an SVG is written of; another renderer may use it as well.
Arrows between levels (from a mint of the root to one inside a nested stack)
end at the frames between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from heatplan.render.drawing import Arrow, Box, Drawing, Frame, Item, parents
from heatplan.render.layout.arrange import Arranged, Level, arrange
from heatplan.render.layout.labels import HEADER, INSIDE, Label, label_of
from heatplan.render.layout.layered import Route
from heatplan.render.layout.pack import Size


@dataclass(frozen=True, slots=True)
class Place:
    """An item with its label and its rectangle; ``depth`` says in how many frames it is."""

    item: Item
    label: Label
    x: float
    y: float
    w: float
    h: float
    depth: int


@dataclass(frozen=True, slots=True)
class Way:
    """The arrows that go one way: from one item (or block of alike items) to another."""

    arrows: tuple[Arrow, ...]
    route: Route


@dataclass(frozen=True, slots=True)
class Outline:
    """The line around items that are needed, and need others, all alike."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Scene:
    """All places (a frame before what is inside it), ways and outlines, and the size of the whole."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    outlines: tuple[Outline, ...]
    size: Size


def stage(drawing: Drawing) -> Scene:
    """The scene of a drawing: the same one for the same drawing, whatever the machine."""
    work = _Work(drawing)
    size = work.measure("", drawing.items)
    work.put("", drawing.items, 0.0, 0.0, 0)
    return Scene(tuple(work.places), tuple(work.ways), tuple(work.outlines), size)


def siblings(drawing: Drawing) -> dict[str, dict[tuple[str, str], list[Arrow]]]:
    """The arrows of each frame ('' is the whole) by the two items directly in it that they join.

    An arrow between levels belongs to the innermost frame that has both ends;
    one between a frame and something inside it belongs nowhere.
    """
    frames = parents(drawing.items)
    out: dict[str, dict[tuple[str, str], list[Arrow]]] = {}
    for arrow in drawing.arrows:
        before, after = _chain(arrow.before, frames), _chain(arrow.after, frames)
        shared = 0
        while shared < min(len(before), len(after)) and before[shared] == after[shared]:
            shared += 1
        if shared == min(len(before), len(after)):
            continue
        frame = before[shared - 1] if shared else ""
        out.setdefault(frame, {}).setdefault((before[shared], after[shared]), []).append(arrow)
    return out


def _chain(address: str, frames: dict[str, str]) -> list[str]:
    """The item after all frames around it, outermost first."""
    chain = [address]
    while chain[-1] in frames:
        chain.append(frames[chain[-1]])
    return chain[::-1]


class _Work:
    """The measuring from the inside out, and the placing from the outside in."""

    def __init__(self, drawing: Drawing) -> None:
        self._arrows = siblings(drawing)
        self._known: dict[Level, Arranged] = {}  # members of a group are alike: each shape is arranged once
        self._inside: dict[str, tuple[Arranged, list[list[Arrow]]]] = {}
        self._labels: dict[str, Label] = {}
        self.places: list[Place] = []
        self.ways: list[Way] = []
        self.outlines: list[Outline] = []

    def measure(self, address: str, items: Iterable[Item]) -> Size:
        """The size of what is in a frame."""
        sizes: list[Size] = []
        stretches: list[bool] = []
        number: dict[str, int] = {}
        for item in items:
            number[item.address] = len(sizes)
            sizes.append(self._size(item))
            stretches.append(isinstance(item, Box))
        joined = self._arrows.get(address, {})
        links = tuple(
            (number[before], number[after], any(arrow.explicit for arrow in arrows))
            for (before, after), arrows in joined.items()
        )
        level = Level(tuple(sizes), tuple(stretches), links)
        arranged = self._known.get(level)
        if arranged is None:
            arranged = self._known[level] = arrange(level)
        self._inside[address] = (arranged, list(joined.values()))
        return arranged.size

    def _size(self, item: Item) -> Size:
        label = self._labels[item.address] = label_of(item)
        if isinstance(item, Box):
            return label.size
        w, h = self.measure(item.address, item.items)
        return (max(w + 2 * INSIDE, label.size[0]), h + HEADER + INSIDE)

    def put(self, address: str, items: Iterable[Item], left: float, top: float, depth: int) -> None:
        """Place what is in a frame, from its upper left corner on."""
        arranged, arrows = self._inside[address]
        for block in arranged.blocks:
            self.outlines.append(Outline(left + block.at[0], top + block.at[1], *block.size))
        merged: dict[Route, list[Arrow]] = {}
        for route, joined in zip(arranged.routes, arrows, strict=True):
            merged.setdefault(route, []).extend(joined)
        for numbers, route in arranged.stubs:
            merged.setdefault(route, []).extend(arrow for number in numbers for arrow in arrows[number])
        for route, joined in merged.items():
            self.ways.append(Way(tuple(joined), tuple((left + x, top + y) for x, y in route)))
        for item, (x, y), w in zip(items, arranged.at, arranged.widths, strict=True):
            inner = isinstance(item, Frame)
            label = self._labels[item.address]
            h = (
                label.size[1]
                if not isinstance(item, Frame)
                else self._inside[item.address][0].size[1] + HEADER + INSIDE
            )
            self.places.append(Place(item, label, left + x, top + y, w, h, depth))
            if isinstance(item, Frame) and inner:
                self.put(item.address, item.items, left + x + INSIDE, top + y + HEADER, depth + 1)
