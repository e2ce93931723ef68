"""Mints of one owner: where they are, in which order they are made, and in which they are taken back.

An owner is a resource, or the root stack (address '').  Its mints are
``servers[3].@auth.user``, ``@auth.trust``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir.auth import Identity, Mint, Residue, Revoked

AUTH = "@auth"
"""The word in the address of a mint."""

ROOT_AUTH = f"{AUTH}."
"""What the addresses of the root's mints start with, and the needs of others for them."""


class Ordered(NamedTuple):
    """The mints of one owner in the order in which they are made: before it is, and after."""

    before: tuple[Mint, ...]
    after: tuple[Mint, ...]


class Ending(NamedTuple):
    """The mints of one owner that have a revocation of their own, in its order: before the owner's deletion, after."""

    before: tuple[Mint, ...]
    after: tuple[Mint, ...]


def suffix(name: str) -> str:
    """What stands behind an owner's address in that of its mint."""
    return f".{AUTH}.{addresses.quote(name)}"


def address_of(owner: str, name: str) -> str:
    """The address of a mint of the owner at an address ('' for the root stack)."""
    return owner + suffix(name) if owner else suffix(name)[1:]


def owner_of(address: str) -> str | None:
    """The address of a mint's owner ('' for the root stack); None for an address that is no mint's."""
    if f"{AUTH}." not in address:
        return None
    parts = addresses.parse(address)
    if parts is None or len(parts) < 2 or parts[-2] != ("word", AUTH[1:]):
        return None
    return addresses.show(parts[:-2])


def ordered(mints: Sequence[Mint]) -> Ordered:
    """The mints so that each comes after all it needs; otherwise as they stand."""
    return Ordered(
        _sorted([one for one in mints if one.moment == "create"]),
        _sorted([one for one in mints if one.moment != "create"]),
    )


def _sorted(mints: list[Mint]) -> tuple[Mint, ...]:
    """A stable topological order; mints that need each other stay as they stand (``misplaced`` finds them)."""
    out: list[Mint] = []
    left = mints
    while left:
        waiting = {one.name for one in left}
        ready = next((one for one in left if waiting.isdisjoint(one.needs)), left[0])
        out.append(ready)
        left = [one for one in left if one is not ready]
    return tuple(out)


def misplaced(mints: Sequence[Mint], root: frozenset[str]) -> tuple[Mint, str] | None:
    """The first mint whose need is not there before it, with that need; ``root`` are the addresses of the root's."""
    seen: set[str] = set()
    for one in [mint for part in ordered(mints) for mint in part]:
        for need in one.needs:
            known = need in root if need.startswith(ROOT_AUTH) else need in seen
            if not known:
                return one, need
        seen.add(one.name)
    return None


def ending(mints: Sequence[Mint]) -> Ending:
    """The mints that have a revocation of their own, lowest rank first; those of equal rank as they stand, reversed."""
    own = [(one, one.end) for one in reversed(mints) if isinstance(one.end, Revoked) and one.end.by == one.name]
    own.sort(key=lambda pair: pair[1].rank)
    return Ending(
        tuple(one for one, end in own if end.moment == "before"),
        tuple(one for one, end in own if end.moment == "after"),
    )


def revoker(mint: Mint) -> Identity:
    """Who takes it back: who made it, but what the trust has made goes as the one who asks for the deletion."""
    return "requester" if mint.by == "trust" else mint.by


def undo_of_mint(mint: Mint) -> str:
    """What becomes of a mint when the stack is deleted: ``revoke``, ``expire`` or ``residue``."""
    if isinstance(mint.end, Revoked):
        return "revoke"
    return "residue" if isinstance(mint.end, Residue) else "expire"
