"""Pages of plans that are drawn at random: their steps are the plan's, and nothing lies over anything."""

from __future__ import annotations

import json
import os
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from heatplan.edge.load import load
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.steps import steps
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.drawn import Drawn
from heatplan.testing.strategies import templates
from tests import corpus
from tests.browser.conftest import Open, Opened
from tests.conformance.job import read_jobs

EVERY = 1 if os.environ.get("HEATPLAN_LAWS") == "all" else 160

MOST = 3000
"""Steps that are compared of one plan."""

OVERLAPS = """(() => {
  const { page } = heatplan, wrong = [];
  const visit = (node) => {
    const boxes = node.kids.map((kid) => [kid.x, kid.y, kid.x + kid.w, kid.y + kid.h, kid.address]);
    for (const [left, top, right, bottom, name] of boxes) {
      if (left < node.x || top < node.y || right > node.x + node.w + 1 || bottom > node.y + node.h + 1)
        wrong.push(`${name} is outside of ${node.address}`);
    }
    boxes.sort((a, b) => a[0] - b[0]);
    boxes.forEach((one, at) => {
      for (let next = at + 1; next < boxes.length && boxes[next][0] < one[2] - 1; next++) {
        const other = boxes[next];
        if (other[1] < one[3] - 1 && other[3] > one[1] + 1) wrong.push(`${one[4]} lies over ${other[4]}`);
      }
    });
    for (const kid of node.kids) if (kid.open) visit(kid);
  };
  visit(page.tree.root);
  return wrong.slice(0, 5);
})()"""


def faults(one: Opened, plan: Plan) -> list[Any]:
    """What is wrong with the page of a plan, as it opens, with all open, and with its credentials."""
    expected: list[list[Any]] = []
    for step in steps(plan):
        if len(expected) == MOST:
            break
        expected.append([step.address, step.action, step.type, step.identity, list(step.needs), step.undo])
    found: list[Any] = list(one.wrong)
    got = one.run(f"heatplan.steps(0, {MOST})")
    found += [pair for pair in zip(got, expected, strict=False) if pair[0] != pair[1]][:1]
    if len(got) != len(expected):
        found.append(f"{len(got)} steps, not {len(expected)}")
    found += one.run(OVERLAPS)
    one.run("heatplan.page.all(true)")
    found += one.run(OVERLAPS)
    one.run("document.getElementById('mints').click()")
    found += one.run(OVERLAPS)
    some = [address for address, *_ in expected[:: max(1, len(expected) // 12)]]
    missing = one.run(f"{json.dumps(some)}.filter((address) => !heatplan.page.visit(address))")
    found += [f"there is no {address}" for address in missing]
    one.run("['steps', 'credentials', 'graph'].forEach((tab) => heatplan.page.tab(tab))")
    return found + [word for word in one.wrong if word not in found]


@settings(
    max_examples=12,
    phases=[Phase.generate],  # a failure is small enough, and a browser slow
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drawn=templates())
def test_drawn_plans_have_their_steps_and_no_box_over_another(opened: Open, drawn: Drawn) -> None:
    plan = compile_plan(drawn.sources(), drawn.request()).value
    assert plan is not None

    one = opened(plan)

    assert faults(one, plan) == []
    one.tab.context.close()


def test_real_plans_have_their_steps_and_no_box_over_another(opened: Open) -> None:
    jobs = read_jobs(corpus.require().read_text(encoding="utf-8").splitlines())
    seen = 0
    for job in jobs[::EVERY]:
        root = corpus.templates()
        loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
        result = (
            None
            if loaded.value is None
            else compile_plan(loaded.value, Request(parameters=freeze(dict(job.parameters))))
        )
        if result is None or result.value is None:
            continue
        one = opened(result.value)
        assert faults(one, result.value) == [], job.id
        one.tab.context.close()
        seen += 1
    assert seen
