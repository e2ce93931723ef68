"""``heatplan apply`` and ``heatplan destroy``: a plan in the simulator, failed, resumed and undone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from heatplan.ir.expr import Lit
from heatplan.ir.tree import Output
from tests.edge.commands import heatplan
from tests.edge.test_cli import plan_file
from tests.render.stacks import FIVE


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_file(tmp_path / "plan.json", FIVE)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def standing(state: Path) -> list[str]:
    return [one["address"] for one in json.loads(state.read_text())["standing"]]


def test_a_plan_is_run(plan: Path, state: Path) -> None:
    ended = heatplan("apply", plan, "--state", state)

    assert (ended.code, ended.err) == (0, "")
    assert "+ servers[4].attachment\n" in ended.out
    assert ended.out.count("+ ") == 1 + 5 + 15
    assert len(standing(state)) == 1 + 1 + 5 + 15


def test_a_failed_run_leaves_a_state_and_is_resumed(plan: Path, state: Path) -> None:
    ended = heatplan("apply", plan, "--state", state, "--fail-at", "servers[3].volume")

    assert ended.code == 3
    assert "! servers[3].volume" in ended.out
    assert "error[HP1001]" in ended.err
    assert "servers[2].attachment" in standing(state)
    assert "servers[3].volume" not in standing(state)

    again = heatplan("apply", plan, "--state", state)

    assert again.code == 0
    assert "  servers[2].volume" in again.out
    assert "+ servers[3].volume" in again.out
    assert len(standing(state)) == 22


def test_a_resumed_run_has_the_outputs_of_a_whole_one(plan: Path, state: Path) -> None:
    whole = heatplan("apply", plan).out.partition("\noutputs\n")[2]
    heatplan("apply", plan, "--state", state, "--fail-at", "servers[3].volume")

    assert whole
    assert heatplan("apply", plan, "--state", state).out.partition("\noutputs\n")[2] == whole


def test_a_run_is_undone(plan: Path, state: Path) -> None:
    heatplan("apply", plan, "--state", state)

    stuck = heatplan("destroy", plan, "--state", state, "--fail-at", "servers[1].server")

    assert stuck.code == 3
    assert "servers[1].server" in standing(state)
    assert "servers[2].server" not in standing(state)

    ended = heatplan("destroy", plan, "--state", state)

    assert (ended.code, ended.err) == (0, "")
    assert standing(state) == []


def test_the_trace_is_there_as_json(plan: Path) -> None:
    ended = heatplan("apply", plan, "--json", "--fail-at", "servers[0].volume")

    shown = json.loads(ended.out)
    assert (ended.code, ended.err) == (3, "")
    assert shown["trace"][-1]["outcome"] == "failed"
    assert [item["code"] for item in shown["diagnostics"]] == ["HP1001"]


def test_outputs_that_json_has_not_are_written_as_text(tmp_path: Path) -> None:
    value = (float("inf"), b"x", frozenset("a"), 1)
    file = plan_file(tmp_path / "plan.json", replace(FIVE, outputs=(Output("o", Lit(value)),)))

    assert json.loads(heatplan("apply", file, "--json").out)["outputs"] == {
        "o": [".inf", "!!binary (1 bytes)", "!!set {a}", 1]
    }


def test_a_place_that_is_never_tried_is_a_warning(plan: Path) -> None:
    assert heatplan("apply", plan, "--fail-at", "servers[99].volume").code == 0
    assert heatplan("apply", plan, "--fail-at", "servers[99].volume", "--strict").code == 1


def test_a_state_of_another_plan_is_refused(plan: Path, state: Path, tmp_path: Path) -> None:
    heatplan("apply", plan, "--state", state)
    before = state.read_text()
    other = plan_file(tmp_path / "other.json", replace(FIVE, outputs=()))

    for command in ("apply", "destroy"):
        ended = heatplan(command, other, "--state", state)

        assert ended.code == 3
        assert "error[HP1007]" in ended.err
        assert state.read_text() == before


@pytest.mark.parametrize("content", ["", "{}", "\0"])
def test_what_is_no_state_is_refused(plan: Path, state: Path, content: str) -> None:
    state.write_text(content)

    assert heatplan("destroy", plan, "--state", state).code == 1
    assert heatplan("apply", plan, "--state", state).code == 1
    assert state.read_text() == content


def test_a_state_that_is_not_there_can_not_be_destroyed(plan: Path, state: Path) -> None:
    assert heatplan("destroy", plan, "--state", state).code == 1
