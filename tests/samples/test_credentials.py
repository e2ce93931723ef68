"""The two samples about credentials: their texts, and that a run leaves nothing behind."""

from __future__ import annotations

import pytest

from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.pipeline import compile as compile_plan
from heatplan.render.audit import audit_text
from heatplan.render.dot import dot_of
from heatplan.render.identities import draw_identities
from heatplan.render.text import text
from tests.conftest import ROOT
from tests.samples.golden import current
from tests.sources import folder_sources

SAMPLES = ("stack_domain_users", "trusts")


def planned(sample: str) -> Plan:
    result = compile_plan(folder_sources(ROOT / "samples" / sample, "template.yaml"), Request(sample))
    assert result.value is not None
    return result.value


@pytest.mark.parametrize("sample", SAMPLES)
def test_its_texts_are_current(sample: str, request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")
    plan = planned(sample)

    current(f"{sample}/plan.golden.txt", text(plan), update=update)
    current(f"{sample}/audit.golden.txt", audit_text(plan), update=update)
    current(f"{sample}/graph.golden.dot", dot_of(draw_identities(plan.root), title=sample), update=update)


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_runs_and_leaves_nothing_behind(sample: str) -> None:
    plan = planned(sample)
    done = run(plan, Simulator(), EMPTY)
    gone = destroy(plan, done.state, Simulator(), done.world)

    assert not done.failed, [finding.message for finding in done.diagnostics]
    assert not gone.failed
    assert gone.state.standing == ()
