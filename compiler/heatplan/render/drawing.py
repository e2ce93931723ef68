"""What a graph shows, before it is DOT, Mermaid or SVG: boxes, boxes in boxes, and arrows.

``draw`` makes the drawing of a stack.  A group is one box with its count
unless a look opens it.  Arrows point from what is made first to what waits
for it.  ``detail``, ``focus`` and ``critical`` make drawings of drawings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias, assert_never

from heatplan.ir import address as addresses
from heatplan.ir.auth import Mint
from heatplan.ir.mints import address_of
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Names, Nested, Resource, Stack
from heatplan.render.kinds import HEAT, NESTED, Kind, Painter, Subject, by_kind
from heatplan.span import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Box:
    """One resource or mint, or several drawn as one.

    ``count`` is empty or says how many (``×5``); ``holds`` is that as a number,
    of all that is inside too where a nested stack is drawn closed.  ``badge``
    stands at the side (``30 s``), ``note`` below.  ``template`` names the source
    that declares it, ``span`` says where in it.  ``marks`` are of ``MARKS``.
    """

    address: str
    name: str
    type: str
    kind: Kind
    count: str = ""
    note: str = ""
    holds: int = 1
    badge: str = ""
    template: str = ""
    marks: tuple[str, ...] = ()
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Frame:
    """A nested stack, a group, or a member of one: boxes in a box.  ``kind`` is None where it has no colour."""

    address: str
    name: str
    type: str
    items: tuple[Item, ...]
    count: str = ""
    note: str = ""
    kind: Kind | None = None
    badge: str = ""
    template: str = ""
    marks: tuple[str, ...] = ()
    span: Span = NOWHERE


Item: TypeAlias = Box | Frame

FOCUS, STUB, CRITICAL, CLOSED, ALIKE, OPENED = MARKS = ("focus", "stub", "critical", "closed", "alike", "opened")
"""What a box can be besides a resource: what a picture is about, the place where it was cut off, a part of
the longest way through the plan, a nested stack that is drawn closed, resources that are alike drawn as one, a group whose members are drawn."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """``after`` waits for ``before`` (addresses); ``explicit`` where the template says so, not Heat alone."""

    before: str
    after: str
    explicit: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A group of ``count`` members of which only ``shown`` are drawn."""

    group: str
    count: int
    shown: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole graph.  ``said`` is what the caption says of it, beside the title: one remark each."""

    items: tuple[Item, ...]
    arrows: tuple[Arrow, ...]
    left_out: tuple[LeftOut, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a stack is drawn.

    ``expand`` opens each group, up to ``limit`` members of it; ``opened`` are
    addresses of single groups that are opened; ``single`` are members, by
    their group's address and their name, that are drawn beside the rest of
    theirs.  ``mints`` draws credentials too.  ``painter`` says what kind
    something is.
    """

    expand: bool = False
    limit: int = 100
    opened: frozenset[str] = frozenset()
    single: tuple[tuple[str, str], ...] = ()
    mints: bool = False
    painter: Painter = field(default=by_kind)


def draw(stack: Stack, *, expand: bool = False, limit: int = 100) -> Drawing:
    """The drawing of a stack: what is left out of groups is named in the result and in the graph."""
    return look_at(stack, Look(expand, limit))


def look_at(root: Stack, look: Look) -> Drawing:
    """The drawing of a root stack as ``look`` says."""
    work = _Work(look)
    items = [*work.mints(root.auth, "", "", root.template), *work.level(root, "")]
    return Drawing(tuple(items), tuple(dict.fromkeys(work.arrows)), tuple(work.left_out))


def every(items: Iterable[Item]) -> Iterator[Item]:
    """All items, each before those inside it."""
    for item in items:
        yield item
        if isinstance(item, Frame):
            yield from every(item.items)


def parents(items: Iterable[Item]) -> dict[str, str]:
    """The address of the frame around each item that is in one, by the item's."""
    return {inner.address: one.address for one in every(items) if isinstance(one, Frame) for inner in one.items}


def boxes(items: Iterable[Item]) -> Iterator[Box]:
    """All boxes."""
    return (item for item in every(items) if isinstance(item, Box))


class _Work:
    """The recursion, with the arrows and omissions that it finds on its way."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.arrows: list[Arrow] = []
        self.left_out: list[LeftOut] = []

    def level(self, stack: Stack, prefix: str) -> list[Item]:
        """One stack level; ``prefix`` stands before the names of its resources."""
        names = {resource.name for resource in stack.resources}
        items: list[Item] = []
        for resource in sorted(stack.resources, key=lambda item: item.name):
            address = f"{prefix}{addresses.quote(resource.name)}"
            items.extend(self._resource(resource, address, resource.name, stack.template))
            self.arrows.extend(
                Arrow(f"{prefix}{addresses.quote(need)}", address, need not in resource.implicit)
                for need in resource.needs
                if need in names
            )
        return items

    def mints(self, mints: tuple[Mint, ...], owner: str, of: str, template: str) -> Iterator[Item]:
        """The mints of an owner; ``of`` stands before their names."""
        if not self._look.mints:
            return
        for mint in mints:
            own = address_of(owner, mint.name)
            kind = self._look.painter(Subject(mint.kind, "mint", mint.by, template))
            note = "perhaps" if mint.when is not None else ""
            yield Box(own, f"{of} {mint.name}".strip(), mint.kind, kind, note=note, template=template)
            for need in mint.needs:
                before = need if need.startswith("@auth.") else address_of(owner, need)
                self.arrows.append(Arrow(before, own, True))
            if owner:
                before, after = (own, owner) if mint.moment == "create" else (owner, own)
                self.arrows.append(Arrow(before, after, True))

    def _resource(self, resource: Resource, address: str, name: str, template: str) -> list[Item]:
        """A resource after its mints."""
        items = list(self.mints(resource.auth, address, name, template))
        note = "if its condition holds" if resource.when is not None else ""
        match resource.child:
            case None:
                items.append(Box(address, name, resource.type, self._kind(resource, template), note=note,
                                 template=template))  # fmt: skip
            case Nested(stack, _):
                inside = self.level(stack, f"{address}.")
                kind = self._frame_kind(resource, stack.template)
                frame = Frame(address, name, resource.type, tuple(inside), note=note, kind=kind, template=template)
                items.append(_frame(frame, NESTED))
            case Family() as family:
                items.append(self._family(family, resource, address, note, name, template))
            case _:
                assert_never(resource.child)
        return [*items[:-1], replace(items[-1], span=resource.span)]

    def _kind(self, resource: Resource, template: str) -> Kind:
        return self._look.painter(subject(resource, template))

    def _frame_kind(self, resource: Resource, template: str) -> Kind | None:
        """The colour of a frame: None where the painter's answer would be the frame's look anyway."""
        kind = self._look.painter(Subject(resource.mapped, "open", "requester", template))
        return None if kind in (NESTED, HEAT) else kind

    def _family(self, family: Family, resource: Resource, address: str, note: str, name: str, template: str) -> Item:
        look = self._look
        kind = self._frame_kind(resource, template)
        if (look.expand or address in look.opened) and isinstance(family.members, Known):
            return self._opened(family, resource, address, note, template, name, kind)
        count = count_text(family)
        inside: list[Item] = []
        parts = [one for item in family.classes for one in self._parted(item, address)]
        singled = any(group == address for group, _ in look.single)
        for item in parts:
            alone = item.names is None or (len(parts) == 1 and not singled)
            text = "*" if alone or item.names is None else names_text(item.names)
            member = self._resource(item.resource, f"{address}[{text}]", f"[{text}]", template)
            one = item.names is None or len(item.names) == 1
            inside.extend(member if alone or one else [counted(each, len(item.names or ())) for each in member])
        match inside:
            case [Box() as box] if len(parts) == 1 and not singled:
                return Box(address, name, box.type, box.kind, count, note or box.note, members(family) * box.holds, "",
                           template)  # fmt: skip
            case [Frame() as frame] if len(parts) == 1 and not singled:
                return Frame(address, name, frame.type, frame.items, count, note, frame.kind, "", template)
        return _frame(Frame(address, name, resource.type, tuple(inside), count, note, kind, "", template), HEAT)

    def _parted(self, item: MemberClass, address: str) -> Iterator[MemberClass]:
        """A class of members, with those that are to be drawn singly as classes of one."""
        if item.names is None:
            yield item
            return
        single = [name for group, name in self._look.single if group == address and name in item.names]
        for name in single:
            yield MemberClass(item.resource, Names(((int(name), int(name) + 1),)))
        rest = without(item.names, single)
        if rest:
            yield MemberClass(item.resource, rest)

    def _opened(self, family: Family, resource: Resource, address: str, note: str, template: str, name: str,
                kind: Kind | None) -> Item:  # fmt: skip
        """Each member drawn, up to the limit."""
        members = ((name, item) for item in family.classes if item.names is not None for name in item.names)
        single = [(name, item) for group, name in self._look.single if group == address
                  for item in family.classes if item.names is not None and name in item.names]  # fmt: skip
        first = dict((*islice(members, self._look.limit), *single))
        shown = sorted(first.items(), key=lambda pair: (len(pair[0]), pair[0]))
        inside: list[Item] = []
        for number, item in shown:
            inside.extend(self._resource(item.resource, f"{address}[{number}]", f"[{number}]", template))
        total = sum(len(item.names) for item in family.classes if item.names is not None)
        if total > len(shown):
            self.left_out.append(LeftOut(address, total, len(shown)))
            note = f"{total - len(shown)} more are not drawn"
        return _frame(
            Frame(address, name, resource.type, tuple(inside), count_text(family), note, kind, "", template,
                  (OPENED,)), HEAT
        )  # fmt: skip


def subject(resource: Resource, template: str) -> Subject:
    """What a painter is told of a resource."""
    return Subject(
        resource.mapped, "adopt" if resource.external_id is not None else "create", "requester", template, resource
    )


def _frame(frame: Frame, kind: Kind) -> Item:
    """The frame; one with nothing in it is a box, since an empty frame is not drawn."""
    if frame.items:
        return frame
    note = frame.note or "nothing in it"
    return Box(frame.address, frame.name, frame.type, frame.kind or kind, frame.count, note, template=frame.template)


def counted(item: Item, many: int) -> Item:
    """The item as one that stands for so many."""
    if isinstance(item, Frame):
        return item if item.count else replace(item, count=f"×{many}")
    return replace(item, count=item.count or f"×{many}", holds=many * item.holds)


def members(family: Family) -> int:
    """How many members there are, as far as it is known."""
    return len(family.members.names) if isinstance(family.members, Known) else 1


def count_text(family: Family) -> str:
    """How many members: ``×5``, or ``×?`` where only the cloud will tell."""
    match family.members:
        case Known(names):
            return f"×{len(names)}"
        case Deferred():
            return "×?"
        case _:
            assert_never(family.members)


def without(names: Names, gone: Iterable[str]) -> Names:
    """The names but for some of them."""
    ranges = list(names.ranges)
    for number in map(int, gone):
        ranges = [
            piece
            for start, stop in ranges
            for piece in ([(start, number), (number + 1, stop)] if start <= number < stop else [(start, stop)])
            if piece[0] < piece[1]
        ]
    return Names(tuple(ranges))


def names_text(names: Names) -> str:
    """The names in few characters: ``0-3,5``."""
    pieces = [str(start) if stop - start == 1 else f"{start}-{stop - 1}" for start, stop in names.ranges[:8]]
    return ",".join(pieces) + ("…" if len(names.ranges) > 8 else "")
