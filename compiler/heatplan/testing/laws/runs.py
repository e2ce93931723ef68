"""Laws about runs of the plan in the simulator: order, failure, undoing, going on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.executors.in_process import destroy, run
from heatplan.executors.protocol import ROOT, Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.steps import count
from heatplan.testing.laws.broken import holds
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.needs import DONE, Done, Needs

MOST = 4_000
"""Plans with more steps are not run: each law runs a plan many times."""

FAILURES = 6
"""Places at which a run is made to fail, evenly spread, each in two ways; a run of few steps fails at each."""

FEW = 16

END_OF_RUN = "its end"
HALF = ", half made"


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
    for where, failed in [(END_OF_RUN, whole_run(case)), *failures(case)]:
        gone = destroy(case.plan, failed.state, Simulator.of(case.plan), failed.world)
        left = [one.address for one in gone.state.standing]
        stays = [one.address for one in residues(gone.world, case.plan) if not one.named]
        at = left[0] if left else stays[0] if stays else _place(where)
        holds(not gone.failed, f"it fails at {where}: {[one.message for one in gone.diagnostics]}", at)
        holds(not left, f"it fails at {where}: {left} stay", at)
        holds(not stays, f"it fails at {where}: {stays} stay, and the plan does not say so", at)


def run_finishes_after_any_failure(case: Case) -> None:
    """Wherever a run fails, going on from there ends where an undisturbed run ends, with nothing made twice."""
    if too_large(case):
        return
    whole = whole_run(case)
    if whole.failed:
        return
    for where, failed in failures(case):
        finished = run(case.plan, Simulator.of(case.plan), failed.world, parameters=case.hidden, state=failed.state)
        said = f"it fails at {where}: {[one.message for one in finished.diagnostics]}"
        holds(not finished.failed, said, _place(where))
        same = finished.world.timeless() == whole.world.timeless()
        holds(same, f"it fails at {where}: going on, another world comes out", _place(where))
        same = finished.outputs == whole.outputs
        holds(same, f"it fails at {where}: going on, other outputs come out", _place(where))


def too_large(case: Case) -> bool:
    """Whether the plan has too many steps to be run again and again."""
    least, most = count(case.plan)
    return max(least, most or 0) > MOST


def whole_run(case: Case) -> Run[World]:
    """The run that nothing disturbs."""
    return case.once(_whole_run)


def failures(case: Case) -> tuple[tuple[str, Run[World]], ...]:
    """Runs that fail at some step, with its address: told to before it is tried, or half way."""
    return case.once(_failures)


def _place(where: str) -> str:
    """The address in what says where a run fails."""
    return "" if where == END_OF_RUN else where.removesuffix(HALF)


def _whole_run(case: Case) -> Run[World]:
    return run(case.plan, Simulator.of(case.plan), EMPTY, parameters=case.hidden)


def _failures(case: Case) -> tuple[tuple[str, Run[World]], ...]:
    return tuple(_failing(case))


def _failing(case: Case) -> Iterator[tuple[str, Run[World]]]:
    done = [event.address for event in whole_run(case).trace if event.outcome == "ok"]
    count_of = len(done) if len(done) <= FEW else FAILURES
    for number in range(count_of):
        where = done[number * len(done) // count_of]
        yield where, run(case.plan, Simulator.of(case.plan), EMPTY, parameters=case.hidden, fail_at=frozenset({where}))
        if not where.endswith("@complete"):
            half = replace(Simulator.of(case.plan), half_at=frozenset({where}))
            yield where + HALF, run(case.plan, half, EMPTY, parameters=case.hidden)
