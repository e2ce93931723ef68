"""Steps of deleting a stack: the reverse of how it is made, each owner's credentials with it.

What is inside a nested stack or group is deleted before it.  An owner's mints
with a revocation of their own are taken back before or after its own deletion,
lowest rank first; others end with those, expire, or stay (``ir/auth``).  The
root's come last (heat/engine/stack.py, ``_delete_credentials``).

What is retained is not deleted, with all that is inside and all that was
minted for it.  Who waits for it waits for those that it waits for.  Batches
are for creation only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir import mints
from heatplan.ir.auth import Identity, Mint
from heatplan.ir.plan import Step
from heatplan.ir.shapes import NOTHING, identity_of, members_of, undo_of
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.span import Span


class _Going(NamedTuple):
    """A resource that is deleted: its address relative to its level, and what must be gone before."""

    suffix: str
    needs: tuple[str, ...]
    resource: Resource
    undo: str
    identity: Identity
    before: tuple[tuple[str, Mint], ...]
    after: tuple[tuple[str, Mint], ...]


class _Level(NamedTuple):
    """What is deleted of a stack level, in order, and the last of it: what nothing else waits for."""

    going: tuple[_Going, ...]
    lasts: tuple[str, ...]


def delete_steps(root: Stack) -> Iterator[Step]:
    """All steps of deleting a root stack, in order."""
    levels = _Levels()
    level = levels.of(root)
    yield from levels.level(level, "", ())
    last = level.lasts
    for part in mints.ending(root.auth):
        for mint in part:
            where = mints.address_of("", mint.name)
            yield _revoke(where, mint, last, None)
            last = (where,)


class _Levels:
    def __init__(self) -> None:
        self._known: dict[int, _Level] = {}

    def of(self, stack: Stack) -> _Level:
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = _level(stack)
        return known

    def level(self, level: _Level, prefix: str, opener: tuple[str, ...]) -> Iterator[Step]:
        for one in level.going:
            needs = tuple([prefix + need for need in one.needs]) if one.needs else opener
            yield from self.going(one, prefix + one.suffix, needs)

    def going(self, one: _Going, where: str, needs: tuple[str, ...]) -> Iterator[Step]:
        resource = one.resource
        if isinstance(resource.child, Nested):
            level = self.of(resource.child.stack)
            yield from self.level(level, where + ".", needs)
            needs = tuple([f"{where}.{last}" for last in level.lasts]) or needs
        elif resource.child is not None:
            yield from self.family(resource.child, where, needs)
            needs = tuple(sorted({f"{where}[*]{_last(one)}" for one in _classes(resource.child)})) or needs
        for suffix, mint in one.before:
            yield _revoke(where + suffix, mint, needs, resource.span)
            needs = (where + suffix,)
        yield Step(where, "delete", resource.mapped, one.identity, NOTHING, needs, one.undo, resource.span)
        last = where
        for suffix, mint in one.after:
            yield _revoke(where + suffix, mint, (last,), resource.span)
            last = where + suffix

    def family(self, family: Family, where: str, needs: tuple[str, ...]) -> Iterator[Step]:
        """All members, the last first."""
        known = {id(one): _going(one.resource, ()) for one in family.classes}
        for name, one in members_of(family, backwards=True):
            if known[id(one)].undo != "retain":
                yield from self.going(known[id(one)], f"{where}[{name}]", needs)


def _classes(family: Family) -> list[Resource]:
    """The members, one of each class, that there are and that are deleted."""
    there = [one.resource for one in family.classes if one.names is None or len(one.names)]
    return [one for one in there if undo_of(one) != "retain"]


def _revoke(where: str, mint: Mint, needs: tuple[str, ...], span: Span | None) -> Step:
    return Step(where, "revoke", mint.kind, mints.revoker(mint), NOTHING, needs, "none", span)


def _last(resource: Resource) -> str:
    """What is behind a resource's address in the address of the last step of its deletion."""
    after = mints.ending(resource.auth).after if resource.auth else ()
    return mints.suffix(after[-1].name) if after else ""


def _going(resource: Resource, needs: tuple[str, ...]) -> _Going:
    before, after = mints.ending(resource.auth) if resource.auth else ((), ())
    return _Going(
        addresses.quote(resource.name),
        needs,
        resource,
        undo_of(resource),
        identity_of(resource),
        tuple((mints.suffix(one.name), one) for one in before),
        tuple((mints.suffix(one.name), one) for one in after),
    )


def _level(stack: Stack) -> _Level:
    """Backwards through the level; those after a retained resource hand on what they wait for."""
    waits: dict[str, tuple[str, ...]] = {resource.name: () for resource in stack.resources}
    awaited: set[str] = set()
    going: list[_Going] = []
    for resource in reversed(stack.resources):
        needs = tuple(dict.fromkeys(waits[resource.name]))
        own = needs
        if undo_of(resource) != "retain":
            awaited.update(needs)
            going.append(_going(resource, needs))
            own = (addresses.quote(resource.name) + _last(resource),)
        for need in resource.needs:
            if need in waits:
                waits[need] += own
    lasts = [one.suffix + _last(one.resource) for one in going]
    return _Level(tuple(going), tuple(last for last in lasts if last not in awaited))
