"""The drawing of a plan in a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from heatplan.diagnostics.codes_pictures import DRAWN_COARSER, NOTHING_THERE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir import address as addresses
from heatplan.ir.plan import Plan
from heatplan.ir.steps import step
from heatplan.render.colours import painter
from heatplan.render.critical import Index, with_path
from heatplan.render.detail import Level, alike, automatic, by_type, closed, holds, size, spaced
from heatplan.render.drawing import STUB, Drawing, Frame, Look, every, look_at, parents
from heatplan.render.focus import neighbourhood
from heatplan.render.view import View
from heatplan.result import Result
from heatplan.semantics.times import DEFAULT, Times
from heatplan.semantics.timing import critical_path


def seen(plan: Plan, view: View, times: Times = DEFAULT) -> Result[Drawing]:
    """The drawing of a plan in a view; an address that names nothing is a finding."""
    named = [*view.opened, *view.closed, *([view.focus] if view.focus else [])]
    look = Look(
        expand=view.expand,
        limit=view.max_members,
        opened=frozenset(view.opened),
        single=tuple(dict.fromkeys(pair for one in named for pair in single(one))),
        mints=view.by in {"identity", "action"} or any("@auth" in one for one in named),
        painter=painter(plan.root, view.by),
    )
    drawing = look_at(plan.root, look)
    at = Index(drawing)
    shown = {item.address for item in every(drawing.items)}
    found = {one: at.find(one) for one in named}
    wrong = [one for one in dict.fromkeys(named) if not (at.locate(one)[1] and _is_there(plan, one))]
    if wrong:
        return Result(None, tuple(_nothing(one, shown) for one in wrong))
    if view.critical_path:
        drawing = with_path(drawing, critical_path(plan, times))
    if view.focus is not None:
        drawing = neighbourhood(drawing, found[view.focus], view.radius) or drawing
    kept = frozenset(_upwards([found[one] for one in view.opened], drawing))
    drawing = _shut(drawing, view, frozenset(found[one] for one in view.closed), kept)
    return _detailed(drawing, view, kept)


def single(address: str) -> Iterator[tuple[str, str]]:
    """The members that an address names: pairs of their group's address and their name."""
    parts = addresses.parse(address) or ()
    for at, (kind, text) in enumerate(parts):
        if kind == "member" and text.isdigit():
            yield addresses.show(parts[:at]), text


def _is_there(plan: Plan, address: str) -> bool:
    """Whether the plan has it; of an address for all members (``[*]``) only the drawing can tell."""
    parts = addresses.parse(address) or ()
    return any(part.kind in {"every", "open"} for part in parts) or step(plan, address) is not None


def _nothing(address: str, shown: Iterable[str]) -> Diagnostic:
    return finding(NOTHING_THERE, place=address, hint=did_you_mean(address, shown))


def _upwards(opened: Iterable[str], drawing: Drawing) -> Iterator[str]:
    """The addresses with all frames around them."""
    around = parents(drawing.items)
    for one in opened:
        while one:
            yield one
            one = around.get(one, "")  # noqa: PLW2901


def _shut(drawing: Drawing, view: View, shut: frozenset[str], kept: frozenset[str]) -> Drawing:
    """Closed by ``--close`` and beyond ``--depth``, but for what is to be open."""
    if view.depth is None and not shut:
        return drawing
    deep = view.depth if view.depth is not None else 1_000_000

    def is_shut(frame: Frame, level: int) -> bool:
        return frame.address in shut or (level >= deep and frame.address not in kept)

    return closed(drawing, is_shut)


def _detailed(drawing: Drawing, view: View, kept: frozenset[str]) -> Result[Drawing]:
    """The level of detail that was asked for; what ``auto`` left out is said, in the caption and as a note."""
    match view.detail:
        case "full":
            return Result(drawing)
        case "alike":
            return Result(alike(drawing, kept))
        case "stacks":
            return Result(closed(drawing, lambda frame, _level: frame.address not in kept))
        case "types":
            return Result(by_type(drawing))
        case _:
            return _auto(drawing, automatic(drawing, view.max_boxes, kept))


def _auto(whole: Drawing, level: Level) -> Result[Drawing]:
    if not level.said:
        return Result(level.drawing)
    many, few = size(whole), size(level.drawing)
    resources = holds(item for item in whole.items if STUB not in item.marks)
    said = f"{spaced(resources)} resources in {spaced(few)} boxes: {level.said}"
    note = finding(DRAWN_COARSER, boxes=spaced(many), few=spaced(few), how=level.said,
                   hint="--detail full draws them all; --focus ADDRESS draws a part.")  # fmt: skip
    return Result(replace(level.drawing, said=(*level.drawing.said, said)), (note,))
