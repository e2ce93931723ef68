"""Undoing what stands: the reverse of how it was made."""

from __future__ import annotations

from pyrsistent import pvector

from heatplan.diagnostics import codes_run as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.protocol import ROOT, Done, Driver, Run, W
from heatplan.ir.plan import Plan
from heatplan.ir.state import State
from heatplan.ir.steps import REQUESTER
from heatplan.ir.trace import Event, Outcome


def destroy(plan: Plan, state: State, driver: Driver[W], world: W, *, fail_at: frozenset[str] = frozenset()) -> Run[W]:
    """Undo what stands, in the reverse of the order in which it was made.

    What has the deletion policy Retain stays in the world and leaves the
    state; a snapshot is the driver's business.  At the first failure it stops,
    and the state has what still stands.
    """
    if state.plan != plan.digest:
        refusal = finding(codes.OTHER_PLAN, made_by=state.plan[:12], given=plan.digest[:12])
        return Run(pvector(), state, world, diagnostics=(refusal,))
    events: list[Event] = []
    left = list(state.standing)
    found: list[Diagnostic] = []
    while left:
        one = left[-1]
        if one.undo == "retain":
            events.append(Event(one.address, "delete", "skipped", REQUESTER, "its deletion policy is Retain"))
            left.pop()
            continue
        done = (
            driver.delete(world, one) if one.address not in fail_at else Done(world, None, "it was told to fail here")
        )
        world = done.world
        outcome: Outcome = "ok" if done.failure is None else "failed"
        if one.address != ROOT or outcome == "failed":
            events.append(Event(one.address, "delete", outcome, REQUESTER, done.failure or ""))
        if done.failure is not None:
            found.append(finding(codes.STEP_FAILED, address=one.address, action="delete", reason=done.failure))
            break
        left.pop()
    stays = sum(event.outcome == "skipped" for event in events)
    if stays:
        found.append(finding(codes.STAYS_BEHIND, count=stays))
    return Run(pvector(events), State(state.stack_name, state.plan, tuple(left)), world, diagnostics=tuple(found))
