"""The members of a group before and after, in parts whose members are alike on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.ir.expr import Expr, Lit, entry
from heatplan.ir.tree import Family, Known, Names, Resource
from heatplan.ir.value import Value
from heatplan.semantics.counted import in_one, names_of

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Members that are alike: ``before`` is what each was, ``after`` what it becomes, None where there is none.

    ``text`` stands in the brackets of their address, ``name`` is the only one's.
    """

    text: str
    count: int
    before: Resource | None
    after: Resource | None
    name: str | None = None


def parts_of(before: Family, after: Family, properties: Expr) -> Iterator[Part]:
    """The parts of a group that is updated; ``properties`` are the group's new ones."""
    if not isinstance(before.members, Known) or not isinstance(after.members, Known):
        if before.classes and after.classes:
            yield Part("?", 1, before.classes[0].resource, after.classes[0].resource)
        return
    if not before.classes or not after.classes:
        yield from whole(before)
        yield from (Part(part.text, part.count, None, part.before, part.name) for part in whole(after))
        return
    old, new = before.members.names.ranges, _after(before, after, properties)
    becoming = _becoming(after, new)
    for one in before.classes:
        own = old if one.names is None else one.names.ranges
        for theirs, resource in becoming:
            yield from _part(both(own, theirs), one.resource, resource)
        yield from _part(minus(own, new), one.resource, None)
    for theirs, resource in becoming:
        yield from _part(minus(theirs, old), None, resource)


def _becoming(after: Family, new: Ranges) -> list[tuple[Ranges, Resource]]:
    """The members after the update by their classes.

    A name that the new plan alone would not have, since it knows nothing of
    names that were removed before, is taken for one of the last class.
    """
    found = [(both(one.names.ranges, new) if one.names is not None else new, one.resource) for one in after.classes]
    missed = new
    for ranges, _ in found:
        missed = minus(missed, ranges)
    last, resource = found[-1]
    return [*found[:-1], (in_one((*last, *missed)), resource)]


def whole(family: Family) -> Iterator[Part]:
    """All members of a group, as they are."""
    for one in family.classes:
        ranges = one.names.ranges if one.names is not None else None
        if ranges is None and isinstance(family.members, Known):
            ranges = family.members.names.ranges
        if ranges is None:
            yield Part("?", 1, one.resource, None)
        else:
            yield from _part(ranges, one.resource, None)


def _part(ranges: Ranges, before: Resource | None, after: Resource | None) -> Iterator[Part]:
    count = sum(stop - start for start, stop in ranges)
    if count:
        pieces = [str(start) if stop - start == 1 else f"{start}-{stop - 1}" for start, stop in ranges[:8]]
        text = ",".join(pieces) + ("…" if len(ranges) > 8 else "")
        yield Part(text, count, before, after, str(ranges[0][0]) if count == 1 else None)


def _after(before: Family, after: Family, properties: Expr) -> Ranges:
    """The names after the update: of those that were removed before, none is used again (_update_name_skiplist)."""
    assert isinstance(after.members, Known)
    if after.drawn:
        return after.members.names.ranges
    assert isinstance(before.members, Known)
    mode = entry(properties, "removal_policies_mode")
    listed = _listed(entry(properties, "removal_policies"))
    kept = {name for name in listed if name in before.members.names}
    if not (isinstance(mode, Lit) and mode.value == "update"):
        kept |= {str(number) for number in _gaps(before.members.names)}
    return names_of(len(after.members.names), tuple(sorted(int(name) for name in kept if name.isdigit()))).ranges


def _listed(policies: Expr | None) -> list[str]:
    if not isinstance(policies, Lit) or not isinstance(policies.value, tuple):
        return []
    items: list[Value] = [
        item for policy in policies.value if isinstance(policy, dict) for item in policy.get("resource_list") or ()
    ]
    return [str(item) for item in items]


def _gaps(names: Names) -> Iterator[int]:
    last = 0
    for start, stop in names.ranges:
        yield from range(last, start)
        last = stop


def both(one: Ranges, other: Ranges) -> Ranges:
    """The numbers that are in both."""
    found = [
        (max(start, low), min(stop, high))
        for start, stop in one
        for low, high in other
        if max(start, low) < min(stop, high)
    ]
    return tuple(sorted(found))


def minus(one: Ranges, other: Ranges) -> Ranges:
    """The numbers of the one that are not in the other."""
    found: list[tuple[int, int]] = []
    for start, stop in one:
        at = start
        for low, high in sorted(other):
            if high <= at or low >= stop:
                continue
            if low > at:
                found.append((at, low))
            at = max(at, high)
        if at < stop:
            found.append((at, stop))
    return tuple(found)
