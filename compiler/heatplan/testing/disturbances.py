"""What may happen to a plan while it is carried out, drawn: steps that fail, and signals that come, or do not."""

from __future__ import annotations

from itertools import islice
from typing import Final

from hypothesis import strategies as st

from heatplan.ir.expr import Lit, entry
from heatplan.ir.plan import Plan, Step
from heatplan.ir.steps import steps
from heatplan.ir.value import Map, Value
from heatplan.semantics.waits import WAITING, waits
from heatplan.testing.words import PLAIN

MOST_STEPS: Final = 5_000
"""Of larger plans only the first steps are drawn from."""

AFTER: Final = (0, 1, 60, 3_599, 3_601, 86_401)
"""Seconds after which a signal comes: at once, late, too late for what waits an hour, and for what waits a day."""

COMES, FAILS, LATE, NEVER = range(4)


def failures_of(plan: Plan) -> st.SearchStrategy[frozenset[str]]:
    """Where a run may fail: no step, or one, for ``fail_at`` of ``heatplan.executors.in_process.run``."""
    addresses = [step.address for step in islice(steps(plan), MOST_STEPS) if step.action in {"create", "mint"}]
    if not addresses:
        return st.just(frozenset())
    return st.just(frozenset[str]()) | st.sampled_from(addresses).map(lambda one: frozenset({one}))


def signals_of(plan: Plan) -> st.SearchStrategy[Map]:
    """What each step that waits is told, by address, for ``signals`` of ``run``: one that is left out waits in vain.

    A signal may say ``status``, ``reason``, ``data``, and ``after`` how many
    seconds it comes.  What is drawn shrinks to signals that all come at once.
    """
    waiting = [step.address for step in islice(steps(plan), MOST_STEPS) if step.action == "create" and _waits(step)]
    return st.tuples(*(_signal() for _ in waiting)).map(
        lambda said: Map((where, one) for where, one in zip(waiting, said, strict=True) if one is not None)
    )


def _waits(step: Step) -> bool:
    if step.type not in WAITING:
        return False
    return waits(step.type, _known(step, "actions"), _known(step, "signal_transport"))


def _known(step: Step, name: str) -> Value:
    found = entry(step.inputs, name)
    return found.value if isinstance(found, Lit) else None


@st.composite
def _signal(draw: st.DrawFn) -> Map | None:
    match draw(st.sampled_from((COMES, COMES, FAILS, LATE, NEVER))):
        case 0:
            return draw(st.sampled_from((Map(), Map(data="a"), Map(data=Map(value=1)))))
        case 1:
            return Map(status="FAILURE", reason=draw(st.sampled_from(PLAIN)))
        case 2:
            return Map(after=draw(st.sampled_from(AFTER)))
    return None
