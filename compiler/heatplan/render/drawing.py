"""What a graph shows, before it is DOT or Mermaid: boxes, boxes in boxes, and arrows.

A group is one box with its count; ``expand`` opens it.  Arrows point from
what is made first to what waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, assert_never

from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Names, Nested, Resource, Stack
from heatplan.render.kinds import HEAT, NESTED, Kind, kind_of


@dataclass(frozen=True, slots=True)
class Box:
    """One resource, or a group drawn as one: ``count`` is empty or says how many (``×5``)."""

    address: str
    name: str
    type: str
    kind: Kind
    count: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A nested stack, a group, or a member of one: boxes in a box."""

    address: str
    name: str
    type: str
    items: tuple[Item, ...]
    count: str = ""
    note: str = ""


Item: TypeAlias = Box | Frame


@dataclass(frozen=True, slots=True)
class Arrow:
    """``after`` waits for ``before`` (addresses); ``explicit`` where the template says so, not Heat alone."""

    before: str
    after: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A group of ``count`` members of which only ``shown`` are drawn."""

    group: str
    count: int
    shown: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole graph."""

    items: tuple[Item, ...]
    arrows: tuple[Arrow, ...]
    left_out: tuple[LeftOut, ...] = ()


def draw(stack: Stack, *, expand: bool = False, limit: int = 100) -> Drawing:
    """The drawing of a stack.

    With ``expand`` each group is opened, up to ``limit`` members of it; what
    is left out is named in the result and in the graph.
    """
    level = _level(stack, "", expand, limit)
    return Drawing(level.items, tuple(level.arrows), tuple(level.left_out))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a drawing: its items, and the arrows and omissions inside them."""

    items: tuple[Item, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def _level(stack: Stack, prefix: str, expand: bool, limit: int) -> _Part:
    """One stack level; ``prefix`` stands before the names of its resources."""
    parts = [_resource(item, f"{prefix}{item.name}", expand, limit) for item in _sorted(stack)]
    arrows = tuple(_arrows(stack, prefix))
    inside = _join(parts)
    return _Part(inside.items, arrows + inside.arrows, inside.left_out)


def _sorted(stack: Stack) -> list[Resource]:
    return sorted(stack.resources, key=lambda item: item.name)


def _arrows(stack: Stack, prefix: str) -> Iterator[Arrow]:
    names = {item.name for item in stack.resources}
    for item in _sorted(stack):
        for need in item.needs:
            if need in names:
                yield Arrow(f"{prefix}{need}", f"{prefix}{item.name}", need not in item.implicit)


def _join(parts: list[_Part]) -> _Part:
    return _Part(
        tuple(item for part in parts for item in part.items),
        tuple(arrow for part in parts for arrow in part.arrows),
        tuple(group for part in parts for group in part.left_out),
    )


def _resource(resource: Resource, address: str, expand: bool, limit: int, name: str = "") -> _Part:
    name = name or resource.name
    note = "if its condition holds" if resource.when is not None else ""
    match resource.child:
        case None:
            return _Part((Box(address, name, resource.type, kind_of(resource.mapped), note=note),))
        case Nested(stack, _):
            inside = _level(stack, f"{address}.", expand, limit)
            frame = _frame(Frame(address, name, resource.type, inside.items, note=note), NESTED)
            return _Part((frame,), inside.arrows, inside.left_out)
        case Family() as family:
            return _family(family, resource, address, note, expand, limit)
        case _:
            assert_never(resource.child)


def _frame(frame: Frame, kind: Kind) -> Item:
    """The frame; one with nothing in it is a box, since an empty frame is not drawn."""
    if frame.items:
        return frame
    return Box(frame.address, frame.name, frame.type, kind, frame.count, frame.note or "nothing in it")


def _family(family: Family, resource: Resource, address: str, note: str, expand: bool, limit: int) -> _Part:
    if expand and isinstance(family.members, Known):
        return _opened(family, resource, address, note, limit)
    count = count_text(family)
    parts = [
        _class(item, address, len(family.classes) > 1) for item in family.classes if item.names is None or item.names
    ]
    inside = _join(parts)
    match inside.items:
        case [Box() as box] if len(family.classes) == 1:
            return _Part((Box(address, resource.name, box.type, box.kind, count, note or box.note),))
        case [Frame() as frame] if len(family.classes) == 1:
            opened = Frame(address, resource.name, frame.type, frame.items, count, note)
            return _Part((opened,), inside.arrows, inside.left_out)
    whole = Frame(address, resource.name, resource.type, inside.items, count, note)
    return _Part((_frame(whole, HEAT),), inside.arrows, inside.left_out)


def count_text(family: Family) -> str:
    """How many members: ``×5``, or ``×?`` where only the cloud will tell."""
    match family.members:
        case Known(names):
            return f"×{len(names)}"
        case Deferred():
            return "×?"
        case _:
            assert_never(family.members)


def _class(item: MemberClass, address: str, several: bool) -> _Part:
    """A class of members drawn once."""
    names = names_text(item.names) if item.names is not None and several else "*"
    return _resource(item.resource, f"{address}[{names}]", expand=False, limit=0, name=f"[{names}]")


def names_text(names: Names) -> str:
    """The names in few characters: ``0-3,5``."""
    pieces = [str(start) if stop - start == 1 else f"{start}-{stop - 1}" for start, stop in names.ranges[:8]]
    return ",".join(pieces) + ("…" if len(names.ranges) > 8 else "")


def _opened(family: Family, resource: Resource, address: str, note: str, limit: int) -> _Part:
    """Each member drawn, up to the limit."""
    members = ((name, item) for item in family.classes if item.names is not None for name in item.names)
    shown = sorted(islice(members, limit), key=lambda pair: (len(pair[0]), pair[0]))
    parts = [_resource(item.resource, f"{address}[{name}]", True, limit, f"[{name}]") for name, item in shown]
    inside = _join(parts)
    total = sum(len(item.names) for item in family.classes if item.names is not None)
    left = (LeftOut(address, total, len(shown)),) if total > len(shown) else ()
    if left:
        note = f"{total - len(shown)} more are not drawn"
    frame = Frame(address, resource.name, resource.type, inside.items, count_text(family), note)
    return _Part((_frame(frame, HEAT),), inside.arrows, left + inside.left_out)
