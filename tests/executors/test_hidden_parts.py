"""A failure in a run shows no part of a hidden value."""

from __future__ import annotations

from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.executors.unfinished import found_in
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.view import ViewError
from tests.sources import sources_of

TEMPLATE = """\
heat_template_version: 2018-08-31
parameters: {p: {type: string, hidden: true}}
outputs:
  n: {value: {yaql: {expression: "int($.data)", data: {str_split: ["-", {get_param: p}, 0]}}}}
"""


def test_what_a_function_says_of_a_part_is_not_shown() -> None:
    hidden = Map(p="hunter-two")
    plan = compile_plan(sources_of({"template.yaml": TEMPLATE}), Request("s", hidden)).value
    assert plan is not None

    done = run(plan, Simulator(), EMPTY, parameters=hidden)

    said = repr((done.diagnostics, tuple(done.trace)))
    assert "ValueError" in said
    assert "hunter" not in said


def test_nor_is_it_where_a_step_can_not_be_finished() -> None:
    found = found_in(ViewError("ValueError", "invalid literal: 'hunter'"), "w", str, lambda _: "not shown")

    assert "ValueError" in found.message
    assert "hunter" not in found.message
