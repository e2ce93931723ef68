"""Less of a drawing: nested stacks closed, equal resources as one, or only their types.

Each function makes a drawing of a drawing.  Arrows stay true: one at something
that is drawn inside of something else now is one at that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from heatplan.ir import graph
from heatplan.render.drawing import ALIKE, CLOSED, OPENED, Arrow, Box, Drawing, Frame, Item, boxes, every
from heatplan.render.kinds import NESTED
from heatplan.render.layout.scene import siblings


@dataclass(frozen=True, slots=True)
class Level:
    """A level of detail: its name, and what the caption says of it."""

    name: str
    said: str
    drawing: Drawing


def size(drawing: Drawing) -> int:
    """How many boxes are drawn."""
    return sum(1 for _ in boxes(drawing.items))


def holds(items: Iterable[Item]) -> int:
    """How many resources are in the items, as far as it is known: those of a group as often as it has members."""
    total = 0
    for item in items:
        if isinstance(item, Box):
            total += item.holds
        else:
            total += holds(item.items) * (_number(item.count) if OPENED not in item.marks else 1)
    return total


def _number(count: str) -> int:
    digits = count[1:].replace(" ", "")
    return int(digits) if digits.isdigit() else 1


def depth(items: Iterable[Item]) -> int:
    """How many frames are inside each other."""
    return max((1 + depth(item.items) for item in items if isinstance(item, Frame)), default=0)


def closed(drawing: Drawing, shut: Callable[[Frame, int], bool]) -> Drawing:
    """The drawing with frames drawn as boxes: those for which ``shut`` (told their depth, from 0) says so."""
    home: dict[str, str] = {}

    def seen(item: Item, level: int) -> Item:
        if isinstance(item, Box):
            return item
        if not shut(item, level):
            return replace(item, items=tuple(seen(inner, level + 1) for inner in item.items))
        home.update({inner.address: item.address for inner in every(item.items)})
        return _box(item)

    items = tuple(seen(item, 0) for item in drawing.items)
    return replace(drawing, items=items, arrows=moved(drawing.arrows, home))


def _box(frame: Frame) -> Box:
    many = holds((frame,))
    said = f"{spaced(many)} resource{'s' if many != 1 else ''}"
    note = f"{frame.note}, {said}" if frame.note else said
    return Box(frame.address, frame.name, frame.type, frame.kind or NESTED, frame.count, note, many, frame.badge,
               frame.template, (*frame.marks, CLOSED))  # fmt: skip


def spaced(number: int) -> str:
    """A number with a space between thousands."""
    return f"{number:,}".replace(",", " ")


def moved(arrows: Iterable[Arrow], home: dict[str, str]) -> tuple[Arrow, ...]:
    """The arrows with their ends where they are drawn now, equal ones as one, none from a thing to itself."""
    out: dict[tuple[str, str], Arrow] = {}
    for arrow in arrows:
        ends = home.get(arrow.before, arrow.before), home.get(arrow.after, arrow.after)
        if ends[0] == ends[1]:
            continue
        known = out.get(ends)
        marks = arrow.marks if known is None else tuple(dict.fromkeys((*known.marks, *arrow.marks)))
        out[ends] = Arrow(*ends, arrow.explicit or (known is not None and known.explicit), marks)
    return tuple(out.values())


def alike(drawing: Drawing, kept: frozenset[str] = frozenset()) -> Drawing:
    """Resources (and nested stacks) of one type that need the same, on one level, as one with a count.

    ``kept`` are addresses that stay what they are.
    """
    arrows = siblings(drawing)

    def classes(items: tuple[Item, ...], address: str) -> dict[str, object]:
        needs: dict[str, list[str]] = {item.address: [] for item in items}
        for before, after in arrows.get(address, {}):
            needs[after].append(before)
        found = dict.fromkeys(needs, 0)
        known: dict[object, int] = {}
        by_address = {item.address: item for item in items}
        for one in graph.order(needs) or tuple(needs):
            signs = frozenset(found[need] for need in needs[one])
            key = (one,) if one in kept else (_shape(by_address[one]), signs)
            found[one] = known.setdefault(key, len(known))
        return dict(found)

    return _merged(drawing, classes)


def _shape(item: Item) -> object:
    """What is equal for items that look alike but for their names."""
    if isinstance(item, Box):
        return (item.type, item.kind, item.count, item.note, item.marks)
    return (item.type, item.count, item.note, tuple(sorted(map(repr, map(_shape, item.items)))))


def by_type(drawing: Drawing) -> Drawing:
    """One box for each type of resource, nested stacks closed."""
    flat = closed(drawing, lambda _frame, _level: True)
    return _merged(flat, lambda items, _address: {item.address: item.type for item in items})


def by_kind(drawing: Drawing) -> Drawing:
    """One box for each kind of resource, nested stacks closed."""
    flat = closed(drawing, lambda _frame, _level: True)
    flat = replace(flat, items=tuple(replace(box, type=box.kind.name or box.type) for box in boxes(flat.items)))
    return _merged(flat, lambda items, _address: {item.address: item.type for item in items})


Classes = Callable[[tuple[Item, ...], str], dict[str, object]]
"""For the items of a frame, at its address ('' for the whole): the class of each, by its address."""


def _merged(drawing: Drawing, classes: Classes) -> Drawing:
    """Items of a class as one."""
    home: dict[str, str] = {}

    def level(items: tuple[Item, ...], address: str) -> tuple[Item, ...]:
        found: dict[object, list[Item]] = {}
        own = classes(items, address)
        for item in items:
            found.setdefault(own[item.address], []).append(item)
        return tuple(one for group in found.values() for one in _one(group, home, level))

    items = level(drawing.items, "")
    return replace(drawing, items=items, arrows=moved(drawing.arrows, home))


def _one(
    group: list[Item], home: dict[str, str], level: Callable[[tuple[Item, ...], str], tuple[Item, ...]]
) -> Iterator[Item]:
    """The items of a class as one item."""
    first = group[0]
    if len(group) == 1:
        yield replace(first, items=level(first.items, first.address)) if isinstance(first, Frame) else first
        return
    address = f"{first.address} and {len(group) - 1} more"
    home.update({inner.address: address for item in group for inner in every((item,))})
    called = sorted((item.name for item in group), key=_natural)
    names = f"{called[0]}, {called[1]}{', … ' + called[-1] if len(called) > 2 else ''}"
    union = dict.fromkeys(mark for item in group for mark in item.marks)
    marks = (*[mark for mark in union if mark not in {ALIKE, OPENED}], ALIKE)
    badge = next((item.badge for item in group if item.badge), "")
    if isinstance(first, Frame):
        home.update({inner.address: inner.address for inner in every(first.items)})
        many = len(group) * (1 if OPENED in first.marks else _number(first.count))
        inside = level(first.items, first.address)
        yield replace(first, address=address, name=first.type, type=names, items=inside, count=f"×{spaced(many)}",
                      marks=marks, badge=badge)  # fmt: skip
        return
    many = sum(item.holds for item in group if isinstance(item, Box))
    count = f"×{spaced(many)}{'+' if any(item.count == '×?' for item in group) else ''}"
    note = first.note if len({item.note for item in group}) == 1 else ""
    name, below = (first.type, names) if first.type else (first.name, "")
    yield Box(address, name, below, first.kind, count, note, many, badge, first.template, marks)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """The order in which a person counts: ``port_9`` before ``port_10``."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"([0-9]+)", name)]


def levels(drawing: Drawing, kept: frozenset[str] = frozenset()) -> Iterator[Level]:
    """The drawing at all levels of detail, the finest first."""
    yield Level("full", "", drawing)
    equal = alike(drawing, kept)
    yield Level("alike", "resources that are alike are drawn as one", equal)
    for deep in range(depth(drawing.items) - 1, -1, -1):
        shut = closed(equal, lambda frame, level, deep=deep: level >= deep and frame.address not in kept)  # type: ignore[misc]
        where = f"nested stacks below level {deep} are closed" if deep else "nested stacks are closed"
        yield Level("stacks", f"resources that are alike are drawn as one, {where}", alike(shut, kept))
    yield Level("types", "one box for each type", by_type(drawing))
    yield Level("kinds", "one box for each kind", by_kind(drawing))


ARROWS = 2
"""So many arrows for each box that may be drawn can still be followed."""


def automatic(drawing: Drawing, most: int, kept: frozenset[str] = frozenset()) -> Level:
    """The finest level of detail with at most so many boxes, and arrows that can be followed; or the coarsest."""
    last = None
    for last in levels(drawing, kept):
        if size(last.drawing) <= most and len(last.drawing.arrows) <= ARROWS * most:
            break
    assert last is not None
    return last
