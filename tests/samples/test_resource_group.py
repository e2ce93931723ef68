"""The worked example: its plan is what a real Heat made of it, and its texts are current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heatplan.diagnostics.render_text import render_text
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.steps import END, steps
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.render.dot import dot
from heatplan.render.text import text
from tests.samples.golden import SAMPLES, current
from tests.sources import folder_sources

SAMPLE = SAMPLES / "resource_group"
HEAT = json.loads((Path(__file__).parent / "heat_five_servers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    sources = folder_sources(SAMPLE, "template.yaml", ("env.yaml",))
    result = compile_plan(sources, Request("five"))
    assert result.diagnostics == ()
    assert result.value is not None
    return result.value


def test_the_resources_are_those_that_heat_made(plan: Plan) -> None:
    made = {}
    for step in steps(plan):
        if step.action == "create":
            parent, _, name = step.address.replace("]", "").replace("[", ".").rpartition(".")
            made[step.address] = (parent.rpartition(".")[2] or None, name, step.type)

    assert sorted(made.values(), key=str) == sorted(
        ((parent, name, kind) for parent, name, kind, _, _ in HEAT["resources"]), key=str
    )


def test_the_edges_inside_a_member_are_heats(plan: Plan) -> None:
    needs = {step.address: step.needs for step in steps(plan)}

    for parent, name, _, _, required_by in HEAT["resources"]:
        if parent not in (None, "servers"):
            for after in required_by:
                assert f"servers[{parent}].{name}" in needs[f"servers[{parent}].{after}"]
    assert needs["servers" + END] == (f"servers[*]{END}",)


def test_no_member_waits_for_another(plan: Plan) -> None:
    for step in steps(plan):
        if step.address.startswith("servers["):
            member = step.address.partition("]")[0]
            assert all(need == "servers" or need.startswith(member) for need in step.needs)


def test_the_outputs_are_heats(plan: Plan) -> None:
    assert sorted(output.name for output in plan.root.outputs) == sorted(HEAT["outputs"])


def test_its_texts_are_current(plan: Plan, request: pytest.FixtureRequest) -> None:
    update = request.config.getoption("--update-golden")

    current("resource_group/plan.golden.txt", text(plan), update=update)
    current("resource_group/graph.golden.dot", dot(plan.root, title="five: template.yaml"), update=update)


def test_the_wrong_way_will_fail_and_is_told_the_right_one(request: pytest.FixtureRequest) -> None:
    sources = folder_sources(SAMPLE, "wrong_way.yaml")
    result = compile_plan(sources)
    report = render_text(result.diagnostics, {name: item.text for name, item in sources.files.items()})

    assert result.value is not None
    assert {item.severity for item in result.diagnostics} == {"warning", "will-fail"}
    current("resource_group/wrong_way.golden.txt", report, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("count", [3, 4, 100])
def test_three_steps_more_for_each_member(count: int) -> None:
    sources = folder_sources(SAMPLE, "template.yaml")
    plan = compile_plan(sources, Request("five", Map(count=str(count)))).value

    assert plan is not None
    assert sum(step.action == "create" for step in steps(plan)) == 1 + 4 * count
