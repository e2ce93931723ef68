"""Every mint is accounted for: the compiler checks its own work before a plan is issued.

The laws: names are each there once, kinds are known, needs exist and come
before; every mint has one end; a mint that is taken back by another's
revocation names one that has a call of its own; nothing outlives what it
stands on; and a type that Heat makes a stack user of has a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.catalogue.credentials import RECIPES
from heatplan.ir.auth import Expires, Mint, MintKind, Residue, Revoked

ROOT = "@auth."
KINDS = frozenset(get_args(MintKind))
_WHEN = {"create": 0, "after": 1, "read": 1}
_ORDER = {"before": 0, "after": 1}

Fault = tuple[str, str]
"""A mint's name, and what is wrong with it."""


def faults_of(mints: Sequence[Mint], root: Sequence[Mint]) -> Iterator[Fault]:
    """What is wrong with the mints of one owner; ``root`` are those of the root stack."""
    own = {mint.name: mint for mint in mints}
    above = {ROOT + mint.name: mint for mint in root}
    before: dict[str, Mint] = dict(above)
    for mint in mints:
        if mint.name in before:
            yield mint.name, "its name is there twice"
        if mint.kind not in KINDS:
            yield mint.name, f"{mint.kind} is no kind of mint"
        if mint.moment == "read" and not mint.read_by:
            yield mint.name, "it is made by reading, and nothing reads it"
        for fault in _needs(mint, before):
            yield mint.name, fault
        for fault in _end(mint, {**above, **own}):
            yield mint.name, fault
        before[mint.name] = mint


def unclassified(mapped: str, types: Catalogue = SHIPPED) -> bool:
    """Whether Heat may make a user for resources of this type, and no table says so."""
    if mapped in RECIPES:
        return False
    kind = types.lookup(mapped)
    return kind is not None and bool(kind.facts.get("is_stack_user") or kind.facts.get("is_signal_responder"))


def _needs(mint: Mint, before: Mapping[str, Mint]) -> Iterator[str]:
    for name in mint.needs:
        needed = before.get(name)
        if needed is None:
            yield f"{name} is not there before it"
        elif not name.startswith(ROOT) and _WHEN[needed.moment] > _WHEN[mint.moment]:
            yield f"{name} is made after it"
        elif _outlives(mint, needed, name):
            yield f"it is taken back after {name}"


def _end(mint: Mint, known: Mapping[str, Mint]) -> Iterator[str]:
    end: object = mint.end
    if not isinstance(end, (Revoked, Expires, Residue)):
        yield "it has no end"
        return
    if isinstance(mint.end, Revoked) and mint.end.by != mint.name:
        by = known.get(mint.end.by)
        if by is None:
            yield f"{mint.end.by}, which is to end it, is not there"
        elif not isinstance(by.end, Revoked) or by.end.by.removeprefix(ROOT) != by.name:
            yield f"{mint.end.by}, which is to end it, has no revocation of its own"


def _outlives(mint: Mint, needed: Mint, name: str) -> bool:
    if not isinstance(mint.end, Revoked) or not isinstance(needed.end, Revoked) or name.startswith(ROOT):
        return False
    if mint.end.by.startswith(ROOT) or needed.end.by.startswith(ROOT):
        return mint.end.by.startswith(ROOT) and not needed.end.by.startswith(ROOT)
    return (_ORDER[mint.end.moment], mint.end.rank) > (_ORDER[needed.end.moment], needed.end.rank)
