"""The laws of executors over trees that Hypothesis draws."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir import steps
from heatplan.ir.auth import Mint
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.plan import Plan
from heatplan.ir.state import decode_state, encode_state
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Map
from tests.executors import laws
from tests.executors.credentials import ROOT_MINTS, SETS
from tests.plan.trees import plan, stacks

MAPS: st.SearchStrategy[Expr] = st.sampled_from([Lit(Map()), Lit(Map({"value": "v"}))])


def _calm(root: Stack) -> Stack:
    """The tree with parts that a run can finish: no drawn conditions, parameters, outputs."""
    return replace(
        root,
        parameters=(),
        outputs=(),
        conditions=Map(),
        resources=tuple(map(_calm_resource, root.resources)),
    )


def _rooted(root: Stack) -> Stack:
    return replace(root, auth=ROOT_MINTS)


def _calm_resource(one: Resource) -> Resource:
    child = one.child
    if isinstance(child, Nested):
        child = Nested(_calm(child.stack), ())
    elif isinstance(child, Family):
        classes = tuple(replace(each, resource=_calm_resource(each.resource)) for each in child.classes)
        child = replace(child, classes=classes)
    when = None if one.when is None else Lit(len(one.name) % 2 == 0)
    policy = one.deletion_policy if one.deletion_policy != Lit("Retain") else None
    return replace(
        one,
        child=child,
        when=when,
        type=KIND,
        mapped=KIND,
        reads=(),
        deletion_policy=policy,
        external_id=None,
        auth=_calm_mints(one),
    )


def _calm_mints(one: Resource) -> tuple[Mint, ...]:
    """As Heat makes them; of some it is open whether they are made, where nothing else needs them."""
    made = SETS[(len(one.auth) + len(one.name)) % len(SETS)] if one.auth else ()
    needed = {need for mint in made for need in mint.needs}
    when = Lit(len(one.auth) % 2 == 0)
    return tuple(mint if mint.name in needed else replace(mint, when=when) for mint in made)


KIND = "OS::Heat::TestResource"
PLANS: st.SearchStrategy[Plan] = stacks(3, exprs=MAPS).map(_calm).map(_rooted).map(plan)


@given(PLANS)
def test_a_run_does_every_step_in_a_lawful_order(made: Plan) -> None:
    done = run(made, Simulator(), EMPTY)

    assert done.diagnostics == ()
    laws.trace_is_a_linear_extension(made, done)
    laws.what_stands_is_closed_under_needs(made, done)
    laws.world_and_state_agree(made, done)
    least, most = steps.count(made)
    performed = sum(event.outcome == "ok" for event in done.trace)
    assert least <= performed
    assert most is None or performed <= most
    assert run(made, Simulator(), EMPTY) == done
    laws.no_secret_is_said(made, done)
    laws.mints_come_before_their_use(made, done)


@given(PLANS)
def test_undoing_does_every_step_of_the_deletion_in_its_order(made: Plan) -> None:
    done = run(made, Simulator(), EMPTY)
    gone = destroy(made, done.state, Simulator(), done.world)

    laws.stands_nothing(made, gone)
    stood = {one.address for one in done.state.standing}
    if not any("[?]" in one.address for one in steps.delete_steps(made)):
        order = [(one.address, one.action, one.identity) for one in steps.delete_steps(made) if one.address in stood]
        assert [(one.address, one.action, one.identity) for one in gone.trace if one.outcome == "ok"] == order


@given(PLANS, st.data())
def test_wherever_it_fails_what_stands_is_closed_and_can_be_undone_or_finished(made: Plan, data: st.DataObject) -> None:
    whole = run(made, Simulator(), EMPTY)
    addresses = [event.address for event in whole.trace if event.outcome == "ok"] or ["@stack"]
    where = data.draw(st.sampled_from(addresses))
    half_way = data.draw(st.booleans()) and not where.endswith("@complete")
    at = frozenset({where})
    done = run(made, Simulator(half_at=at), EMPTY) if half_way else run(made, Simulator(), EMPTY, fail_at=at)

    assert done.failed
    laws.trace_is_a_linear_extension(made, done)
    laws.what_stands_is_closed_under_needs(made, done)
    laws.world_and_state_agree(made, done)
    assert decode_state(encode_state(done.state)).value == done.state

    undone = destroy(made, done.state, Simulator(), done.world)
    assert not undone.failed
    laws.stands_nothing(made, undone)
    laws.no_secret_is_said(made, done)

    finished = run(made, Simulator(), done.world, state=done.state)
    assert finished.diagnostics == ()
    assert finished.world.timeless() == whole.world.timeless()


@given(PLANS, st.data())
def test_undoing_can_fail_anywhere_and_be_done_again(made: Plan, data: st.DataObject) -> None:
    whole = run(made, Simulator(), EMPTY)
    gone = destroy(made, whole.state, Simulator(), whole.world)
    undone = [event.address for event in gone.trace if event.outcome == "ok"]
    where = data.draw(st.sampled_from(["@stack", *undone]))
    stuck = destroy(made, whole.state, Simulator(stay_at=frozenset({where})), whole.world)

    assert stuck.failed
    laws.what_stands_is_closed_under_needs(made, replace(stuck, trace=whole.trace))
    laws.world_and_state_agree(made, stuck)
    laws.stands_nothing(made, destroy(made, stuck.state, Simulator(), stuck.world))
