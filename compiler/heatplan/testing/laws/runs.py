"""Laws about runs of the plan in the simulator: order, failure, undoing, going on."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.executors.in_process import destroy, run
from heatplan.executors.protocol import ROOT, Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.steps import count
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.needs import DONE, Done, Needs

MOST = 4_000
"""Plans with more steps are not run: each law runs a plan many times."""

FAILURES = 6
"""Places at which a run is made to fail, evenly spread, each in two ways."""


def trace_is_a_linear_extension(case: Case) -> None:
    """A run does no step before those that it needs, and leaves out none."""
    if too_large(case):
        return
    done = whole_run(case)
    needs, times = Needs(case.plan), Done(done)
    tried: set[str] = set()
    for place, event in enumerate(done.trace):
        if event.address == ROOT:
            continue
        assert event.address not in tried, f"{event.address} is done twice"
        tried.add(event.address)
        needed = needs.of(event.address)
        assert needed is not None, f"the run does {event.address}, which is no step of the plan"
        for need in needed if event.outcome in DONE else ():
            assert times.before(need, place), f"{event.address} is done before {need}, which it needs"
    if not done.failed:
        for where in needs.addresses():
            assert where in tried or "[?]" in where or times.is_skipped(where), f"{where} is not done"


def standing_is_closed(case: Case) -> None:
    """Wherever a run fails, all that the standing resources need has been done, and nothing is orphaned."""
    if too_large(case):
        return
    needs = Needs(case.plan)
    for where, failed in failures(case):
        times = Done(failed)
        for standing in failed.state.standing:
            for need in needs.of(standing.address) or ():
                assert times.before(need, len(failed.trace)), (
                    f"it fails at {where}: {standing.address} stands without {need}"
                )
        known = {one.id for one in failed.state.standing} | {one.address for one in failed.state.standing}
        orphans = {*failed.world, *failed.world.identities.made} - known
        assert not orphans, f"it fails at {where}: {sorted(orphans)} stand and nobody knows"


def destroying_leaves_nothing(case: Case) -> None:
    """Wherever a run fails, destroying what stands leaves nothing but what the plan says will stay."""
    if too_large(case):
        return
    for where, failed in [("its end", whole_run(case)), *failures(case)]:
        gone = destroy(case.plan, failed.state, Simulator(), failed.world)
        assert not gone.failed, f"it fails at {where}: {[one.message for one in gone.diagnostics]}"
        assert gone.state.standing == (), f"it fails at {where}: {[one.address for one in gone.state.standing]} stay"
        stays = [one.address for one in residues(gone.world, case.plan) if not one.named]
        assert not stays, f"it fails at {where}: {stays} stay, and the plan does not say so"


def run_finishes_after_any_failure(case: Case) -> None:
    """Wherever a run fails, going on from there ends where an undisturbed run ends, with nothing made twice."""
    if too_large(case):
        return
    whole = whole_run(case)
    if whole.failed:
        return
    for where, failed in failures(case):
        finished = run(case.plan, Simulator(), failed.world, parameters=case.hidden, state=failed.state)
        assert not finished.failed, f"it fails at {where}: {[one.message for one in finished.diagnostics]}"
        assert finished.world.timeless() == whole.world.timeless(), (
            f"it fails at {where}: going on, another world comes out"
        )
        assert finished.outputs == whole.outputs, f"it fails at {where}: going on, other outputs come out"


def too_large(case: Case) -> bool:
    """Whether the plan has too many steps to be run again and again."""
    least, most = count(case.plan)
    return max(least, most or 0) > MOST


def whole_run(case: Case) -> Run[World]:
    """The run that nothing disturbs."""
    return run(case.plan, Simulator(), EMPTY, parameters=case.hidden)


def failures(case: Case) -> Iterator[tuple[str, Run[World]]]:
    """Runs that fail at some step, with its address: told to before it is tried, or half way."""
    done = [event.address for event in whole_run(case).trace if event.outcome == "ok"]
    count_of = min(FAILURES, len(done))
    for number in range(count_of):
        where = done[number * len(done) // count_of]
        yield where, run(case.plan, Simulator(), EMPTY, parameters=case.hidden, fail_at=frozenset({where}))
        if not where.endswith("@complete"):
            half = Simulator(half_at=frozenset({where}))
            yield f"{where}, half made", run(case.plan, half, EMPTY, parameters=case.hidden)
