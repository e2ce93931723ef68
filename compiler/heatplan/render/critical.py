"""The longest way through a plan, marked in its drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from heatplan.ir import address as addresses
from heatplan.render.drawing import CRITICAL, Box, Drawing, Frame, Item, every, parents
from heatplan.render.seconds import duration
from heatplan.semantics.timing import Timing


@dataclass(slots=True)
class _Spent:
    """When the way enters and leaves an item."""

    start: float
    finish: float


def with_path(drawing: Drawing, timing: Timing) -> Drawing:
    """The drawing with the boxes and arrows of the critical path marked, seconds at each, the total in the caption.

    A part of the way that is inside of what is drawn as one goes through that.
    """
    at = Index(drawing)
    spent: dict[str, _Spent] = {}
    way: list[list[str]] = []
    for leg in timing.path:
        chain = at.chain(leg.address)
        if not chain:
            continue
        if not way or way[-1] != chain:
            way.append(chain)
        for one in chain:
            known = spent.setdefault(one, _Spent(leg.start, leg.finish))
            known.start, known.finish = min(known.start, leg.start), max(known.finish, leg.finish)
    joined = {ends for one, two in pairwise(way) if (ends := _parting(one, two)) is not None}
    arrows = tuple(
        replace(arrow, marks=(*arrow.marks, CRITICAL)) if (arrow.before, arrow.after) in joined else arrow
        for arrow in drawing.arrows
    )
    items = tuple(_marked(item, spent) for item in drawing.items)
    said = f"the longest way takes {duration(timing.total)}"
    return replace(drawing, items=items, arrows=arrows, said=(*drawing.said, said))


def _parting(one: list[str], two: list[str]) -> tuple[str, str] | None:
    """Where two places part: the items of one frame that they are in; None where one is around the other."""
    return next(((a, b) for a, b in zip(one, two, strict=False) if a != b), None)


def _marked(item: Item, spent: dict[str, _Spent]) -> Item:
    inside = tuple(_marked(inner, spent) for inner in item.items) if isinstance(item, Frame) else ()
    if item.address in spent:
        one = spent[item.address]
        marks, badge = (*item.marks, CRITICAL), duration(one.finish - one.start)
        if isinstance(item, Box):
            return replace(item, marks=marks, badge=badge)
        return replace(item, items=inside, marks=marks, badge=badge)
    return replace(item, items=inside) if isinstance(item, Frame) else item


class Index:
    """Where in a drawing the addresses of steps are."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawn = {item.address for item in every(drawing.items)}
        self._parents = parents(drawing.items)
        self._members: dict[str, list[str]] = {}
        for address in sorted(self._drawn):
            parts = addresses.parse(address) if "," not in address and "-" not in address else None
            if parts is None or any(part.kind in {"member", "every"} for part in parts):
                group, bracket, _ = address.rpartition("[")
                while bracket:
                    name = address[len(group) + 1 :].partition("]")[0]
                    known = self._members.setdefault(group, [])
                    if name not in known:
                        known.append(name)
                    group, bracket, _ = group.rpartition("[")

    def find(self, address: str) -> str:
        """The address of the innermost item that shows what is at an address; '' for none."""
        return self.locate(address)[0]

    def locate(self, address: str) -> tuple[str, bool]:
        """As ``find``, and whether that is the very thing, not only something around it."""
        parts = addresses.parse(address)
        if parts is None:
            return "", False
        written = found = ""
        for kind, text in parts:
            if kind == "word" and text == "complete":
                break
            if kind == "word":
                written = f"{written}.@{text}" if written else f"@{text}"
                continue
            if kind == "name":
                written = addresses.join(written, text)
            else:
                name = next((one for one in self._members.get(written, ()) if covers(one, text)), "*")
                written = f"{written}[{name}]"
            found = written if written in self._drawn else found
        return found, bool(found) and written in {found, f"{found}[*]"}

    def chain(self, address: str) -> list[str]:
        """What ``find`` finds after all frames around it, outermost first."""
        found = self.find(address)
        if not found:
            return []
        chain = [found]
        while chain[-1] in self._parents:
            chain.append(self._parents[chain[-1]])
        return chain[::-1]


def covers(names: str, name: str) -> bool:
    """Whether the names of a class, as they are drawn (``0-3,5``), have this one."""
    if names in {"*", name} or name in {"*", "?"}:
        return True
    if not name.isdigit():
        return False
    for piece in names.rstrip("…").split(","):
        start, _, stop = piece.partition("-")
        if start.isdigit() and int(start) <= int(name) <= int(stop or start):
            return True
    return False
