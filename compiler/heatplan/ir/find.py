"""The step or the resource at an address, found without enumerating a group."""

from __future__ import annotations

from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir import mints
from heatplan.ir.plan import Step
from heatplan.ir.shapes import Piece, Shapes, ends, own_steps, piece_of, root_lasts, root_mints
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Stack


class Found(NamedTuple):
    """A resource where it was found: its piece, its address, and the needs of its first step."""

    piece: Piece
    where: str
    needs: tuple[str, ...]


def step_at(shapes: Shapes, root: Stack, address: str) -> Step | None:
    """The step at an address, None if there is none."""
    parts = addresses.parse(address)
    if parts is None:
        return None
    if parts[0] == ("word", mints.AUTH[1:]):
        return next((one for one in root_mints(root) if one.address == address), None)
    names, last = parts, None
    for number, part in enumerate(parts):
        if part.kind == "word":
            names, last = parts[:number], parts[number:]
            break
    found = resource_at(shapes, root, names)
    if found is None:
        return None
    if last is not None and last == (("word", "complete"),):
        return shapes.end(found.piece, found.where) if found.piece.resource.child is not None else None
    whole = addresses.show(parts)
    return next((one for one in own_steps(*found) if one.address == whole), None)


def resource_at(shapes: Shapes, root: Stack, parts: tuple[addresses.Part, ...], *, loose: bool = False) -> Found | None:
    """The resource at an address: at each name the level is searched, at each member its family.

    With ``loose`` a family whose members are not known yet has any member.
    """
    stack, prefix, where = root, "", ""
    opener = root_lasts(root)
    piece: Piece | None = None
    needs: tuple[str, ...] = ()
    for kind, text in parts:
        child = None if piece is None else piece.resource.child
        if kind == "name" and (piece is None or isinstance(child, Nested)):
            if isinstance(child, Nested):
                stack, prefix, opener = child.stack, where + ".", (where,)
            piece = next((one for one in shapes.of(stack).pieces if one.resource.name == text), None)
            if piece is None:
                return None
            where = prefix + piece.suffix
            needs = tuple([prefix + need for need in piece.needs]) or opener
        elif kind in {"member", "open"} and isinstance(child, Family):
            one = _class_of(child, text, loose=loose)
            if one is None:
                return None
            needs = _batch_needs(child, where, text)
            piece, where = piece_of(one.resource), f"{where}[{text}]"
        else:
            return None
    return None if piece is None else Found(piece, where, needs)


def _class_of(family: Family, name: str, *, loose: bool = False) -> MemberClass | None:
    if isinstance(family.members, Deferred):
        return family.classes[0] if family.classes and (name == "?" or loose) else None
    known = family.members.names
    return next((one for one in family.classes if name in (known if one.names is None else one.names)), None)


def _batch_needs(family: Family, where: str, name: str) -> tuple[str, ...]:
    """What a member needs: the group's first step, or all of the batch before."""
    if family.batch is None or not isinstance(family.members, Known):
        return (where,)
    number, size = int(name), family.batch.size
    before = sum(min(stop, number) - start for start, stop in family.members.names.ranges if start < number)
    first = (before // size - 1) * size
    if first < 0:
        return (where,)
    names = (_nth(family, index) for index in range(first, first + size))
    return tuple(f"{where}[{one}]{ends(found.resource)}" for one in names if (found := _class_of(family, one)))


def _nth(family: Family, index: int) -> str:
    """The name of the member at an index, members in ascending order."""
    assert isinstance(family.members, Known)
    for start, stop in sorted(family.members.names.ranges):
        if index < stop - start:
            return str(start + index)
        index -= stop - start
    raise IndexError(index)
