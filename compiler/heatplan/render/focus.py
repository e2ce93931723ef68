"""The neighbourhood of one thing in a drawing: what it needs, and what needs it, some arrows far.

What the frames around it need and are needed by counts as its own: nothing
inside a nested stack begins before what the nested stack waits for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from heatplan.render.detail import closed, spaced
from heatplan.render.drawing import FOCUS, STUB, Arrow, Box, Drawing, Frame, Item, every, parents
from heatplan.render.kinds import Kind

CUT = Kind("not drawn", "box", ("[", "]"), "#6B7280", "#FFFFFF")
"""What a stub is: a place where the drawing was cut off."""


def neighbourhood(drawing: Drawing, address: str, radius: int) -> Drawing | None:
    """What is at most ``radius`` arrows before or after an address; None where nothing is drawn there.

    The focus is marked; what is cut off is a stub with how much it is.
    """
    frames = parents(drawing.items)
    if address not in {item.address for item in every(drawing.items)}:
        return None
    around = _around(address, frames)
    start = [address, *around]
    kept = {
        *start,
        *_far(drawing.arrows, start, radius, onwards=False),
        *_far(drawing.arrows, start, radius, onwards=True),
    }
    open_frames = {*around, *(frame for one in kept for frame in _around(one, frames))} - {address}
    marked = tuple(_marked(drawing.items, address, kept | open_frames, open_frames))
    inside = {item.address for item in every(marked)}
    arrows = tuple(arrow for arrow in drawing.arrows if arrow.before in inside and arrow.after in inside)
    shown = kept & inside
    stubs, more = _stubs(drawing.arrows, shown, inside, frames)
    items = _with(marked, stubs)
    said = f"{address}, and what is up to {radius} arrow{'s' if radius != 1 else ''} from it"
    part = replace(drawing, items=items, arrows=arrows + more, said=(*drawing.said, said))
    own = len(around)
    return closed(part, lambda frame, level: frame.address not in open_frames and (
        frame.address != address if level <= own else level > own + 1 or frame.address not in inside))  # fmt: skip


def _around(address: str, frames: dict[str, str]) -> list[str]:
    """The frames around an address."""
    out = []
    while address in frames:
        address = frames[address]
        out.append(address)
    return out


def _far(arrows: Iterable[Arrow], start: list[str], radius: int, *, onwards: bool) -> set[str]:
    """The addresses that are so many arrows away, in one direction."""
    following: dict[str, list[str]] = {}
    for arrow in arrows:
        one, two = (arrow.before, arrow.after) if onwards else (arrow.after, arrow.before)
        following.setdefault(one, []).append(two)
    found, edge = set(start), set(start)
    for _ in range(radius):
        edge = {two for one in edge for two in following.get(one, ())} - found
        found |= edge
    return found


def _marked(items: Iterable[Item], address: str, kept: set[str], opened: set[str]) -> Iterable[Item]:
    """The items that are kept, the focus marked; in frames that are only around kept ones, those alone."""
    for item in items:
        if item.address not in kept:
            continue
        marks = (*item.marks, FOCUS) if item.address == address else item.marks
        if isinstance(item, Frame) and item.address in opened:
            yield replace(item, items=tuple(_marked(item.items, address, kept, opened)), marks=marks)
        else:
            yield replace(item, marks=marks)


def _stubs(
    arrows: Iterable[Arrow], shown: set[str], inside: set[str], frames: dict[str, str]
) -> tuple[dict[str, list[Box]], tuple[Arrow, ...]]:
    """The stubs, by the frame that they are in ('' is the whole), with their arrows."""
    cut: dict[tuple[str, bool], set[str]] = {}
    for arrow in arrows:
        if arrow.after in shown and arrow.before not in inside:
            cut.setdefault((arrow.after, False), set()).add(arrow.before)
        if arrow.before in shown and arrow.after not in inside:
            cut.setdefault((arrow.before, True), set()).add(arrow.after)
    stubs: dict[str, list[Box]] = {}
    more = []
    for (at, onwards), ends in sorted((key, sorted(ends)) for key, ends in cut.items()):
        own = f"{at} {'is needed by' if onwards else 'needs'} more"
        stubs.setdefault(frames.get(at, ""), []).append(Box(own, f"{spaced(len(ends))} more", "", CUT, marks=(STUB,)))
        more.append(Arrow(at, own, False, (STUB,)) if onwards else Arrow(own, at, False, (STUB,)))
    return stubs, tuple(more)


def _with(items: tuple[Item, ...], stubs: dict[str, list[Box]], address: str = "") -> tuple[Item, ...]:
    """The items with the stubs in their frames."""
    inner = tuple(replace(i, items=_with(i.items, stubs, i.address)) if isinstance(i, Frame) else i for i in items)
    return (*inner, *stubs.get(address, ()))
