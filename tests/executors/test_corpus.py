"""Plans of real templates: they come back from their text, run by the laws, and are undone."""

from __future__ import annotations

import pytest

from heatplan import pipeline
from heatplan.edge.load import load
from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir import steps
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.source import Request
from heatplan.ir.value import Map, freeze
from tests import corpus
from tests.conformance.job import read_jobs
from tests.executors import laws

EVERY = 50


@pytest.mark.parametrize("first", range(5))
def test_plans_of_real_templates_keep_the_laws(first: int) -> None:
    lines = corpus.require().read_text(encoding="utf-8").splitlines()
    root = corpus.templates()
    for job in read_jobs(lines[first * 10 :: EVERY]):
        sources = load(str(root / job.template), [str(root / name) for name in job.environments], root=root).value
        if sources is None:
            continue
        made = pipeline.compile(sources, Request(parameters=freeze(dict(job.parameters)))).value
        if made is None:
            continue
        text = encode(made)
        back = decode(text)
        assert back.diagnostics == (), job.id
        assert back.value is not None
        assert encode(back.value) == text, job.id
        listed = list(steps.steps(made))
        least, most = steps.count(made)
        assert least <= len(listed), job.id
        assert most is None or most == len(listed), job.id
        assert all(steps.step(made, one.address) == one for one in listed), job.id
        hidden = {
            one.schema.name: job.parameters.get(one.schema.name, "v") for one in made.root.parameters if one.sealed
        }
        done = run(made, Simulator(), EMPTY, parameters=Map(freeze(hidden)))
        laws.trace_is_a_linear_extension(made, done)
        laws.what_stands_is_closed_under_needs(made, done)
        gone = destroy(made, done.state, Simulator(), done.world)
        retained = {one.id for one in done.state.standing if one.undo == "retain"}
        assert set(gone.world) <= retained, job.id
        assert [one for one in residues(gone.world, made) if not one.named] == [], job.id
        laws.no_secret_is_said(made, done)
        laws.mints_come_before_their_use(made, done)
