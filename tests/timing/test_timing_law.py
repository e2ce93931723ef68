"""On drawn plans the model on shapes says what the longest path over all steps says."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heatplan.ir import address
from heatplan.ir.plan import Plan
from heatplan.ir.steps import Places, steps
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.times import Rule, Times
from heatplan.semantics.timing import critical_path
from heatplan.semantics.waits import longest_wait
from heatplan.testing.drawn import Drawn
from heatplan.testing.strategies import templates
from tests.plan.trees import plan, stacks
from tests.timing import naive

SECONDS = st.integers(0, 40).map(lambda quarters: quarters / 4)  # exact in binary, so that sums are equal
EVERY = [HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def times_for(draw: st.DrawFn, made: Plan) -> Times:
    """A model with some times by type, by kind of mint and by the plan's own addresses, members named or not."""
    every = [step.address for step in steps(made)]
    chosen = draw(st.lists(st.sampled_from(every), max_size=4)) if every else []
    rules = []
    for where in chosen:
        parts = address.parse(where) or ()
        opened = [
            part._replace(kind="every", text="*") if part.kind in {"member", "open"} and draw(st.booleans()) else part
            for part in parts
        ]
        rule = Rule.of(address.show(tuple(opened)), draw(SECONDS))
        assert rule is not None
        rules.append(rule)
    return Times(
        types=Map({"OS::Nova::Server": draw(SECONDS), "OS::Heat::*": draw(SECONDS), "OS::Heat::Value": draw(SECONDS)}),
        others=draw(SECONDS),
        mints=Map({"user": draw(SECONDS)}),
        mint=draw(SECONDS),
        addresses=tuple(rules),
        wait=draw(st.one_of(st.none(), SECONDS)),
    )


def _waits(made: Plan, where: str) -> bool:
    resource = Places(made).resource(where)
    return resource is not None and "@" not in where and longest_wait(resource) is not None


def agrees(made: Plan, times: Times) -> None:
    timing = critical_path(made, times)
    when, last = naive.spans(made, times), naive.latest(made, times)
    needs = naive.written_out(made)
    total = max((end for _, end in when.values()), default=0.0)

    assert timing.total == total
    listed = list(timing.steps())
    assert [one.address for one in listed] == list(when)
    for one in listed:
        assert (one.start, one.finish) == when[one.address], one
        assert one.slack == last[one.address] - one.finish, one
        assert timing.at(one.address) == one
        assert (one.after in needs[one.address]) if one.after else not any(needs[one.address]), one
    assert timing.work == sum(end - start for where, (start, end) in when.items() if not _waits(made, where))
    until = 0.0
    for leg in timing.path:
        assert leg.start == until, (leg, timing.path)
        until = leg.finish
        if leg.action not in {"pause", "batches"}:
            assert (leg.start, leg.finish) == when[leg.address]
            assert last[leg.address] == leg.finish
    assert until == total


@settings(suppress_health_check=EVERY)
@given(data=st.data())
def test_on_drawn_trees(data: st.DataObject) -> None:
    made = plan(data.draw(stacks()))

    agrees(made, data.draw(times_for(made)))


@settings(suppress_health_check=EVERY)
@given(drawn=templates(), data=st.data())
def test_on_drawn_templates(drawn: Drawn, data: st.DataObject) -> None:
    made = compile_plan(drawn.sources(), drawn.request()).value
    assert made is not None

    agrees(made, data.draw(times_for(made)))
