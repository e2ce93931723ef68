"""Steps of creation, level by level: what all copies of a stack level have in common is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir import mints
from heatplan.ir.auth import Identity, Mint
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.plan import Action, Step
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Resource, Stack

REQUESTER: Identity = "requester"
"""The identity of who asked for the stack: with it Heat creates resources."""

END = ".@complete"

NOTHING = Lit(None)


def identity_of(_resource: Resource) -> Identity:
    """Who creates and deletes a resource: the user who asks, whose request it is (heat/engine/service.py)."""
    return REQUESTER


def undo_of(resource: Resource) -> str:
    """What becomes of a resource when its stack is deleted.

    ``delete``, ``retain``, ``snapshot``, or ``policy`` where its deletion
    policy is no value yet; one with an ``external_id`` is never deleted
    (heat/engine/rsrc_defn.py: it forces Retain).
    """
    if resource.external_id is not None:
        return "retain"
    if resource.deletion_policy is None:
        return "delete"
    if not isinstance(resource.deletion_policy, Lit):
        return "policy"
    policy = resource.deletion_policy.value
    return policy.lower() if isinstance(policy, str) and policy.lower() in {"retain", "snapshot"} else "delete"


def ends(resource: Resource) -> str:
    """What is behind a resource's address in the address of its last step."""
    if resource.child is not None:
        return END
    after = mints.ordered(resource.auth).after if resource.auth else ()
    return mints.suffix(after[-1].name) if after else ""


@dataclass(frozen=True, slots=True)
class MintPiece:
    """A mint of a resource: ``suffix`` stands behind its owner's address, ``local`` too for those it needs."""

    suffix: str
    mint: Mint
    inputs: Expr
    local: tuple[str, ...]
    root: tuple[str, ...]
    undo: str

    def step(self, owner: str, needs: tuple[str, ...], resource: Resource) -> Step:
        """Its step; ``needs`` are those that come with its place."""
        every = (*self.root, *needs)
        if self.local:
            every = tuple(dict.fromkeys((*every, *[owner + one for one in self.local])))
        mint = self.mint
        return Step(owner + self.suffix, "mint", mint.kind, mint.by, self.inputs, every, self.undo, resource.span)


@dataclass(frozen=True, slots=True)
class Piece:
    """A resource of a level with its mints, its addresses relative to the level's prefix."""

    suffix: str
    needs: tuple[str, ...]
    resource: Resource
    action: Action
    undo: str
    identity: Identity
    before: tuple[MintPiece, ...] = ()
    after: tuple[MintPiece, ...] = ()


class Shape(NamedTuple):
    """What all copies of a stack level have in common: its pieces, and the last steps of the level."""

    pieces: tuple[Piece, ...]
    lasts: tuple[str, ...]


class Shapes:
    """Shapes of stack levels, each made once; the keys are identities of objects that the plan holds."""

    def __init__(self) -> None:
        self._known: dict[int, Shape] = {}

    def of(self, stack: Stack) -> Shape:
        """The shape of a stack level."""
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = _shape(stack)
        return known

    def root(self, stack: Stack) -> Iterator[Step]:
        """All steps: the root's mints, then those of its resources."""
        yield from root_mints(stack)
        yield from self.level(self.of(stack), "", root_lasts(stack))

    def level(self, shape: Shape, prefix: str, opener: tuple[str, ...]) -> Iterator[Step]:
        """The steps of a level; ``prefix`` has its dot, ``opener`` are the steps that open the level."""
        for piece in shape.pieces:
            needs = tuple([prefix + need for need in piece.needs]) if piece.needs else opener
            yield from self.piece(piece, prefix + piece.suffix, needs)

    def piece(self, piece: Piece, where: str, needs: tuple[str, ...]) -> Iterator[Step]:
        """The steps of one resource at its address, and of all that is inside."""
        yield from own_steps(piece, where, needs)
        resource = piece.resource
        if resource.child is not None:
            if isinstance(resource.child, Nested):
                yield from self.level(self.of(resource.child.stack), where + ".", (where,))
            else:
                yield from self.family(resource.child, where)
            yield self.end(piece, where)

    def end(self, piece: Piece, where: str) -> Step:
        """The step that closes a resource with something inside."""
        resource = piece.resource
        needs: tuple[str, ...] = ()
        if isinstance(resource.child, Nested):
            needs = tuple([f"{where}.{last}" for last in self.of(resource.child.stack).lasts])
        elif resource.child is not None:
            filled = [one for one in resource.child.classes if one.names is None or len(one.names)]
            needs = tuple(sorted({f"{where}[*]{ends(one.resource)}" for one in filled}))
        if piece.after:
            needs = (where + piece.after[-1].suffix, *needs)
        return Step(
            where + END, "complete", resource.mapped, piece.identity, NOTHING, needs or (where,), "none", resource.span
        )

    def family(self, family: Family, where: str) -> Iterator[Step]:
        """The steps of all members."""
        pieces = {id(one): piece_of(one.resource) for one in family.classes}
        needs: tuple[str, ...] = (where,)
        batch = family.batch.size if family.batch is not None and isinstance(family.members, Known) else None
        members = members_of(family)
        while True:
            closing: list[str] = []
            for name, one in members if batch is None else islice(members, batch):
                piece = pieces[id(one)]
                at = f"{where}[{name}]"
                if batch is not None:
                    closing.append(at + ends(one.resource))
                yield from self.piece(piece, at, needs)
            if not closing:
                return
            needs = tuple(closing)


def members_of(family: Family, *, backwards: bool = False) -> Iterator[tuple[str, MemberClass]]:
    """The members' names with their classes, ascending (or descending); ``?`` for those that are not known yet."""
    if isinstance(family.members, Deferred):
        yield from (("?", one) for one in family.classes)
        return
    segments = [
        (start, stop, one)
        for one in family.classes
        for start, stop in (one.names.ranges if one.names is not None else family.members.names.ranges)
    ]
    for start, stop, one in sorted(segments, key=lambda segment: segment[:2], reverse=backwards):
        for number in reversed(range(start, stop)) if backwards else range(start, stop):
            yield str(number), one


def own_steps(piece: Piece, where: str, needs: tuple[str, ...]) -> Iterator[Step]:
    """The steps of one resource without those inside it: its mints before, itself, its mints after."""
    resource = piece.resource
    if piece.before:
        for one in piece.before:
            yield one.step(where, () if one.local else needs, resource)
        needs = (*needs, *[where + one.suffix for one in piece.before])
    yield Step(
        where, piece.action, resource.mapped, piece.identity, resource.properties, needs, piece.undo, resource.span
    )
    last = where
    for one in piece.after:
        yield one.step(where, (last,), resource)
        last = where + one.suffix


def root_mints(root: Stack) -> Iterator[Step]:
    """The mints of the root stack; those that come after it are made one after another."""
    before, after = mints.ordered(root.auth)
    for one in before:
        yield _root_step(one, tuple([mints.address_of("", need) for need in one.needs]))
    last = _unneeded(before)
    for one in after:
        needs = tuple(dict.fromkeys((*last, *[mints.address_of("", need) for need in one.needs])))
        yield _root_step(one, needs)
        last = (mints.address_of("", one.name),)


def root_lasts(root: Stack) -> tuple[str, ...]:
    """The last of the root's mints: those that the first resources need."""
    before, after = mints.ordered(root.auth)
    return (mints.address_of("", after[-1].name),) if after else _unneeded(before)


def _unneeded(before: tuple[Mint, ...]) -> tuple[str, ...]:
    needed = {need for one in before for need in one.needs}
    return tuple(mints.address_of("", one.name) for one in before if one.name not in needed)


def _root_step(mint: Mint, needs: tuple[str, ...]) -> Step:
    where = mints.address_of("", mint.name)
    return Step(where, "mint", mint.kind, mint.by, Lit(mint.facts), needs, mints.undo_of_mint(mint), None)


def piece_of(resource: Resource, needs: tuple[str, ...] = ()) -> Piece:
    """The piece that a resource is; ``needs`` relative to its level."""
    action: Action = "create" if resource.external_id is None else "adopt"
    suffix, undo, identity = addresses.quote(resource.name), undo_of(resource), identity_of(resource)
    if not resource.auth:
        return Piece(suffix, needs, resource, action, undo, identity)
    before, after = mints.ordered(resource.auth)
    pieces = (tuple(map(_mint_piece, before)), tuple(map(_mint_piece, after)))
    return Piece(suffix, needs, resource, action, undo, identity, *pieces)


def _mint_piece(mint: Mint) -> MintPiece:
    local = tuple(mints.suffix(need) for need in mint.needs if not need.startswith(mints.ROOT_AUTH))
    root = tuple(need for need in mint.needs if need.startswith(mints.ROOT_AUTH))
    return MintPiece(mints.suffix(mint.name), mint, Lit(mint.facts), local, root, mints.undo_of_mint(mint))


def _shape(stack: Stack) -> Shape:
    last = {resource.name: addresses.quote(resource.name) + ends(resource) for resource in stack.resources}
    pieces = tuple(
        piece_of(resource, tuple([last[need] for need in resource.needs if need in last]))
        for resource in stack.resources
    )
    needed = {need for resource in stack.resources for need in resource.needs}
    return Shape(pieces, tuple([text for name, text in last.items() if name not in needed]))
