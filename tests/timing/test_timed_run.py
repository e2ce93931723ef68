"""A run over time: as the model says where all went well, and true to the trace where it did not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.steps import steps
from heatplan.ir.trace import Event
from heatplan.ir.tree import Batch
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.timed_run import TimedRun, timed_run
from heatplan.semantics.times import Times
from heatplan.semantics.timing import critical_path
from heatplan.testing.drawn import Drawn
from heatplan.testing.laws import Case
from heatplan.testing.strategies import templates
from tests.plan.trees import call, deferred, group, nested, plan, resource, stack
from tests.timing.test_timing import SERVER, VOLUME, body, rules, wait
from tests.timing.test_timing_law import times_for


def went(made: Plan, outcomes: dict[str, str] | None = None) -> list[Event]:
    """The trace of a run in which every step went well but those that are named; None is one that was not tried."""
    changed = outcomes or {}
    out = []
    for step in steps(made):
        outcome = changed.get(step.address, "ok")
        if outcome:
            out.append(Event(step.address, step.action, outcome, step.identity))  # type: ignore[arg-type]
    return out


def spans(done: TimedRun) -> dict[str, tuple[float, float]]:
    return {one.event.address: (one.start, one.finish) for one in done.did if one.event is not None}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=templates(), data=st.data())
def test_a_run_that_went_well_takes_what_the_model_says(drawn: Drawn, data: st.DataObject) -> None:
    made = compile_plan(drawn.sources(), drawn.request()).value
    assert made is not None
    times = data.draw(times_for(made))
    trace = went(made)
    timing = critical_path(made, times)

    done = timed_run(made, trace, times)
    if "[?]" not in "".join(event.address for event in trace):
        assert spans(done) == {one.address: (one.start, one.finish) for one in timing.steps()}
        assert done.total == timing.total
    bounded = timed_run(made, trace, Times(parallel=1))
    least, most = critical_path(made).bounds(1)
    assert bounded.total <= most
    assert bounded.total >= least or "[?]" in "".join(event.address for event in trace)
    for one in bounded.did:
        assert all(bounded.did[need].finish <= one.start for need in one.needs)
    busy = sorted((one.start, one.finish) for one in bounded.did if one.seconds and not one.waits)
    assert all(before[1] <= after[0] for before, after in pairwise(busy))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=templates(), data=st.data())
def test_any_run_can_be_drawn(drawn: Drawn, data: st.DataObject) -> None:
    case = Case.of(drawn.sources(), drawn.request(), drawn.hidden)
    every = [event.address for event in run(case.plan, Simulator.of(case.plan), EMPTY, parameters=case.hidden).trace]
    fail = data.draw(st.sampled_from(every)) if every else ""
    made = run(case.plan, Simulator.of(case.plan), EMPTY, parameters=case.hidden, fail_at=frozenset([fail]))

    done = timed_run(case.plan, made.trace)

    assert set(spans(done)) == {event.address for event in made.trace}
    assert all(done.did[need].finish <= one.start for one in done.did for need in one.needs)


def test_what_stood_or_was_left_out_takes_no_time_and_what_fails_does() -> None:
    made = plan(
        stack(
            resource("a", type_name=SERVER),
            resource("b", "a", type_name=VOLUME),
            resource("c", when=call("x", 1), type_name=SERVER),
            resource("d", "b", "c", type_name=VOLUME),
            resource("e", "d"),
        )
    )
    done = timed_run(made, went(made, {"a": "kept", "c": "skipped", "d": "failed", "e": ""}))

    assert spans(done) == {"a": (0.0, 0.0), "c": (0.0, 0.0), "b": (0.0, 5.0), "d": (5.0, 10.0)}
    assert [one.event.address for one in done.did if one.critical and one.event] == ["a", "b", "d"]


def test_a_wait_that_no_signal_ends_takes_all_its_time() -> None:
    made = plan(stack(wait(timeout=600), resource("after", "wait")))

    assert timed_run(made, went(made)).total == 61.0
    assert timed_run(made, went(made, {"wait": "failed", "after": ""})).total == 600.0


def test_members_that_only_the_run_knows() -> None:
    inner = stack(resource("server", type_name=SERVER))
    made = plan(stack(resource("g", child=deferred(resource("%index%", child=nested(inner)), Lit(2)))))
    names = ("g", "g[x1]", "g[x1].server", "g[x1].@complete", "g[y2]", "g[y2].server", "g[y2].@complete", "g.@complete")
    trace = [Event(name, "complete" if "@" in name else "create", "ok", "requester") for name in names]

    done = timed_run(made, trace)

    assert list(spans(done)) == list(names)
    assert spans(done)["g.@complete"] == (30.0, 30.0)


def test_batches_pause_and_a_limit_keeps_steps_waiting() -> None:
    made = body(4, batch=Batch(2, 10.0))

    assert timed_run(made, went(made)).total == 80.0
    limited = timed_run(made, went(made), Times(parallel=1))
    assert limited.total == 4 * 40.0 + 10.0
    second = limited.at("servers[1].server")
    assert second is not None
    assert (second.opened, second.start) == (0.0, 40.0)


def test_times_at_addresses_hold_for_runs_too() -> None:
    made = plan(stack(resource("g", child=group(resource("%index%", type_name=SERVER), 3))))
    done = timed_run(made, went(made), Times(addresses=rules(**{"g[1]": 90.0, "g[*]": 1.0}), types=Map()))

    assert [spans(done)[f"g[{at}]"][1] for at in range(3)] == [1.0, 90.0, 1.0]
