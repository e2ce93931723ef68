"""Undoing what stands: the reverse of how it was made, each owner's credentials with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Literal, NamedTuple

from pyrsistent import pvector

from heatplan.diagnostics import codes_run as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.protocol import ROOT, Done, Driver, Run, W
from heatplan.executors.redact import Redactor
from heatplan.ir.auth import Expires, Mint, Residue, Revoked
from heatplan.ir.mints import ROOT_AUTH, Ending, address_of, ending, owner_of, revoker
from heatplan.ir.plan import Plan
from heatplan.ir.state import Standing, State
from heatplan.ir.steps import REQUESTER, Places
from heatplan.ir.trace import Event

RETAINED = "its deletion policy is Retain"
OWNER_RETAINED = "what it was minted for is retained"


def destroy(plan: Plan, state: State, driver: Driver[W], world: W, *, fail_at: frozenset[str] = frozenset()) -> Run[W]:
    """Undo what stands, in the reverse of the order in which it was made; ``ir.deletion`` says the rest of the order.

    What has the deletion policy Retain stays in the world with all that is
    inside it and was minted for it, and leaves the state; so do mints that
    expire, and residues.  A snapshot is the driver's business.  At the first
    failure it stops, and the state has what still stands.
    """
    if state.plan != plan.digest:
        refusal = finding(codes.OTHER_PLAN, made_by=state.plan[:12], given=plan.digest[:12])
        return Run(pvector(), state, world, diagnostics=(refusal,))
    return _Undoing(plan, state, driver, world, fail_at).run()


class _Task(NamedTuple):
    """One thing to do to what stands: ``leave`` says why it is left alone, ``mint`` is set for mints."""

    standing: Standing
    doing: Literal["delete", "revoke", "leave", "forget"]
    mint: Mint | None = None
    reason: str = ""


class _Undoing(Generic[W]):
    """One run of it; ``left`` is what still stands, by address, in the order in which it was made."""

    def __init__(self, plan: Plan, state: State, driver: Driver[W], world: W, fail_at: frozenset[str]) -> None:
        self._plan = plan
        self._places = Places(plan)
        self._state = state
        self._driver = driver
        self._world = world
        self._fail_at = fail_at
        self._with_root: dict[str, list[_Task]] = {}
        self._left = {one.address: one for one in state.standing}
        self._retained = tuple(one.address for one in state.standing if one.undo == "retain" and one.kind == "stack")

    def run(self) -> Run[W]:
        events: list[Event] = []
        found: list[Diagnostic] = []
        stays = 0
        for task in self._tasks():
            one = task.standing
            action = "delete" if task.mint is None else "revoke"
            identity = REQUESTER if task.mint is None else revoker(task.mint)
            if task.doing == "leave":
                events.append(Event(one.address, action, "skipped", identity, task.reason))
                stays += task.mint is None
            elif task.doing != "forget":
                done = self._do(task)
                self._world = done.world
                if done.failure is not None:
                    reason = Redactor(self._driver.secrets(self._world))(done.failure)
                    events.append(Event(one.address, action, "failed", identity, reason))
                    found.append(finding(codes.STEP_FAILED, address=one.address, action=action, reason=reason))
                    break
                if one.address != ROOT:
                    events.append(Event(one.address, action, "ok", identity))
            del self._left[one.address]
        if stays:
            found.append(finding(codes.STAYS_BEHIND, count=stays))
        state = State(self._state.stack_name, self._state.plan, tuple(self._left.values()))
        return Run(pvector(events), state, self._world, diagnostics=tuple(found))

    def _do(self, task: _Task) -> Done[W]:
        if task.standing.address in self._fail_at:
            return Done(self._world, None, "it was told to fail here")
        if task.mint is None:
            return self._driver.delete(self._world, task.standing)
        return self._driver.revoke(self._world, task.standing, task.mint)

    def _tasks(self) -> Iterator[_Task]:
        """Owners backwards; one that does not stand comes where the first of its mints was made."""
        standing = frozenset(self._left)
        mints: dict[str, list[Standing]] = {}
        for one in self._state.standing:
            if one.kind == "mint":
                mints.setdefault(owner_of(one.address) or ROOT, []).append(one)
        for one in reversed(self._state.standing):
            if one.kind != "mint":
                yield from self._owner(one.address, one, mints.get(one.address, ()))
                continue
            owner = owner_of(one.address) or ROOT
            if owner not in standing and mints[owner][0] is one:
                yield from self._owner(owner, None, mints[owner])
        for late in self._with_root.values():  # the root's mint that they went with never stood
            yield from late

    def _owner(
        self, where: str, own: Standing | None, minted: list[Standing] | tuple[Standing, ...]
    ) -> Iterator[_Task]:
        """One owner: what is revoked before it, itself, what is revoked after, and what is not revoked at all."""
        around = next((one for one in self._retained if where.startswith((one + ".", one + "["))), None)
        why = f"{around} is retained" if around is not None else RETAINED
        retained = around is not None or (own is not None and own.undo == "retain")
        if not minted:
            if own is not None:
                yield _Task(own, "leave", None, why) if retained else _Task(own, "delete")
            return
        mints = {address_of("" if where == ROOT else where, mint.name): mint for mint in self._mints(where)}
        there = {one.address: one for one in minted}
        names = frozenset(mints[address].name for address in there)
        before, after = (
            Ending((), ()) if retained else ending([mints[address] for address in mints if address in there])
        )
        for mint in before:
            yield from self._revoked(mint, mints, there)
        for address in [one for one in reversed(there) if not _goes_with(mints[one], after)]:
            yield from self._other(there[address], mints[address], names, retained=retained)
        if own is not None:
            yield _Task(own, "leave", None, why) if retained else _Task(own, "delete")
        for mint in after:
            yield from self._revoked(mint, mints, there)

    def _revoked(self, mint: Mint, mints: dict[str, Mint], there: dict[str, Standing]) -> Iterator[_Task]:
        """The revocation of a mint that stands, then what went with it: those are taken out of ``there``."""
        for address in [one for one in there if mints[one] is mint]:
            yield _Task(there.pop(address), "revoke", mint)
            yield from self._with_root.pop(address, ())
        for address in [one for one in there if _goes_with(mints[one], (mint,))]:
            yield _Task(there.pop(address), "forget", mints[address])

    def _other(self, one: Standing, mint: Mint, there: frozenset[str], *, retained: bool) -> Iterator[_Task]:
        """What becomes of a mint without a revocation of its own; ``there`` are the names of its owner's that stood."""
        match mint.end:
            case Expires(when):
                yield _Task(one, "leave", mint, f"it expires {when}")
            case Residue(reason):
                yield _Task(one, "leave", mint, reason)
            case Revoked(by) if by.startswith(ROOT_AUTH):
                self._with_root.setdefault(by, []).append(_Task(one, "forget", mint))
            case Revoked() if retained:
                yield _Task(one, "leave", mint, OWNER_RETAINED)
            case Revoked(by):  # it has gone with another, unless that one was never made
                yield _Task(one, "forget" if by in there else "revoke", mint)

    def _mints(self, where: str) -> tuple[Mint, ...]:
        if where == ROOT:
            return self._plan.root.auth
        resource = self._places.resource(where)
        return () if resource is None else resource.auth


def _goes_with(mint: Mint, others: Sequence[Mint]) -> bool:
    """Whether a mint is one of the others, or ends when one of them is revoked."""
    return isinstance(mint.end, Revoked) and any(mint is one or mint.end.by == one.name for one in others)
