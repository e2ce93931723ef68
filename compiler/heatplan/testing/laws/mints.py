"""Laws about what is minted: it is accounted for, it is there in time, and nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.executors.protocol import ROOT
from heatplan.executors.simulator.driver import Simulator
from heatplan.ir.auth import Mint, Revoked
from heatplan.ir.mints import ROOT_AUTH, address_of, owner_of
from heatplan.ir.steps import Places
from heatplan.testing.laws.broken import holds
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.needs import DONE
from heatplan.testing.laws.plans import levels
from heatplan.testing.laws.runs import too_large, whole_run
from heatplan.testing.laws.secrets import texts


def mints_have_their_end(case: Case) -> None:
    """Every mint is revoked, expires or is said to stay; who revokes it is there."""
    roots = {mint.name for mint in case.plan.root.auth}
    for owner, mints in _owners(case):
        names = {mint.name for mint in mints}
        for mint in mints:
            for need in mint.needs:
                said = f"{owner}: {mint.name} needs {need}, which is not minted"
                holds(_is_there(need, names, roots), said, owner)
            if isinstance(mint.end, Revoked):
                by = mint.end.by
                said = f"{owner}: {mint.name} ends with {by}, which is not minted"
                holds(_is_there(by, names, roots), said, owner)


def mints_come_in_time(case: Case) -> None:
    """What a mint needs is minted before it, and what a resource is made with before the resource."""
    if too_large(case):
        return
    places = Places(case.plan)
    at = {event.address: place for place, event in enumerate(whole_run(case).trace) if event.outcome in DONE}
    for where, place in at.items():
        owner = owner_of(where)
        if owner is None:
            continue
        resource = places.resource(owner) if owner else None
        mints = case.plan.root.auth if not owner else resource.auth if resource is not None else ()
        mint = next((one for one in mints if address_of(owner, one.name) == where), None)
        assert mint is not None, f"{where} is minted, and no mint of the plan"
        for need in mint.needs:
            before = need if need.startswith(ROOT_AUTH) else address_of(owner, need)
            assert at.get(before, place) < place, f"{where} is minted before {before}, which it needs"
        if owner in at:
            early = mint.moment == "create"
            assert (place < at[owner]) == early, f"{where} is minted {'after' if early else 'before'} {owner}"


def minted_secrets_are_nowhere(case: Case) -> None:
    """No secret that a run mints is in the plan, a graph, the state, the trace or a finding."""
    if too_large(case):
        return
    secrets = tuple(Simulator().secrets(whole_run(case).world))
    for what, shown in texts(case) if secrets else ():
        for secret in secrets:
            assert secret not in shown, f"{what} has a secret that was minted: {secret[:12]}…"


def _owners(case: Case) -> Iterator[tuple[str, tuple[Mint, ...]]]:
    """Every owner of mints, by name, with them."""
    yield ROOT, case.plan.root.auth
    for stack in levels(case.plan.root):
        for resource in stack.resources:
            yield resource.name, resource.auth


def _is_there(name: str, own: set[str], roots: set[str]) -> bool:
    return name in own or (name.startswith(ROOT_AUTH) and name.removeprefix(ROOT_AUTH) in roots)
