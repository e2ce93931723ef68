"""``heatplan apply`` with steps that wait for signals, and what it mints: nothing secret is written anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edge.commands import heatplan

TEMPLATE = """
heat_template_version: 2021-04-16
resources:
  one: {type: OS::Heat::WaitConditionHandle}
  two: {type: OS::Heat::WaitConditionHandle}
  first: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: one}, timeout: 30}}
  second: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: two}, timeout: 30}, depends_on: first}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    assert heatplan("compile", "-t", tmp_path / "template.yaml", "-o", tmp_path / "plan.json").code == 0
    return tmp_path / "plan.json"


def test_all_are_signalled_unless_some_are_named_or_none_at_all(plan: Path) -> None:
    assert heatplan("apply", plan).code == 0
    none = heatplan("apply", plan, "--no-signals")
    assert none.code == 3
    assert "! first" in none.out
    assert "0 of 1 signals came" in none.err
    one = heatplan("apply", plan, "--signal", "first")
    assert one.code == 3
    assert "+ first" in one.out
    assert "! second" in one.out
    assert heatplan("apply", plan, "--signal", "first", "--signal", "second").code == 0


def test_a_signal_for_no_step_is_said(plan: Path) -> None:
    ended = heatplan("apply", plan, "--signal", "first", "--signal", "second", "--signal", "third")

    assert ended.code == 0
    assert "warning[HP0939]" in ended.err
    assert "third" in ended.err


def test_a_mint_can_fail_and_the_run_goes_on_later_and_is_undone(plan: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    failed = heatplan("apply", plan, "--state", state, "--fail-at", "two.@auth.token")
    texts = [failed.out, failed.err, state.read_text(encoding="utf-8"), plan.read_text(encoding="utf-8")]
    assert failed.code == 3
    assert "! two.@auth.token" in failed.out
    again = heatplan("apply", plan, "--state", state)
    assert again.code == 0
    assert "* two.@auth.token" in again.out
    gone = heatplan("destroy", plan, "--state", state)
    assert (gone.code, gone.err) == (0, "")
    assert "~ @auth.project" in gone.out
    assert "skipped: it expires" in gone.out
    texts += [again.out, gone.out, state.read_text(encoding="utf-8")]
    assert not any("secret~" in text for text in texts)
