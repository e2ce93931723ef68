"""The command line from a template to a plan, a graph and findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.edge.commands import SAMPLE, heatplan

GIVEN = ("-t", "template.yaml", "-e", "env.yaml")

ENDLESS = """\
heat_template_version: 2016-10-14
resources:
  one:
    type: OS::Heat::Value
    properties:
      value: {get_file: plain.txt}
"""


@pytest.fixture(scope="module")
def compiled() -> str:
    """What ``heatplan compile`` writes for the sample."""
    ended = heatplan("compile", *GIVEN)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_a_template_becomes_a_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"

    ended = heatplan("compile", *GIVEN, "--stack-name", "five", "-o", file)

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert heatplan("show", file).out == (SAMPLE / "plan.golden.txt").read_text(encoding="utf-8")


def test_the_plan_is_the_same_in_a_file(compiled: str, tmp_path: Path) -> None:
    heatplan("compile", *GIVEN, "-o", tmp_path / "plan.json")

    assert (tmp_path / "plan.json").read_text() == compiled


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_bytes_under_any_hash_seed(compiled: str, seed: str) -> None:
    assert heatplan("compile", *GIVEN, PYTHONHASHSEED=seed).out == compiled


def test_the_same_bytes_from_any_folder(compiled: str) -> None:
    there = ("-t", SAMPLE / "template.yaml", "-e", SAMPLE / "env.yaml")

    assert heatplan("compile", *there, cwd=SAMPLE.parent).out == compiled


def test_parameters_and_their_files_count(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "heat_template_version: 2016-10-14\n"
        "parameters: {a: {type: string}, b: {type: string}}\n"
        "outputs: {o: {value: [{get_param: a}, {get_param: b}]}}\n"
    )
    (tmp_path / "b.txt").write_text("from a file")

    ended = heatplan("show", "-t", tmp_path / "t.yaml", "--parameter", "a=1", "--parameter-file", "b=b.txt")

    assert ended.code == 0
    assert 'o = ["1", "from a file"]' in ended.out


def test_findings_are_shown_at_their_place() -> None:
    ended = heatplan("check", "-t", "template.yaml", cwd=SAMPLE.parent / "mistakes")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (SAMPLE.parent / "mistakes" / "check.golden.txt").read_text(encoding="utf-8")


def test_findings_are_there_as_json() -> None:
    ended = heatplan("check", "-t", "template.yaml", "--json", cwd=SAMPLE.parent / "mistakes")

    assert (ended.code, ended.err) == (1, "")
    assert [item["span"]["from"]["line"] for item in json.loads(ended.out)["diagnostics"]] == [6, 19, 24]


def test_nothing_is_written_beside_an_error(tmp_path: Path) -> None:
    for command, name in (("compile", "plan.json"), ("graph", "graph.dot"), ("graph", "graph.svg")):
        ended = heatplan(command, "-t", "template.yaml", "-o", tmp_path / name, cwd=SAMPLE.parent / "mistakes")

        assert ended.code == 1
    assert list(tmp_path.iterdir()) == []


def test_what_will_fail_ends_with_1_and_still_has_a_plan(tmp_path: Path) -> None:
    ended = heatplan("compile", "-t", "wrong_way.yaml", "-o", tmp_path / "plan.json")

    assert ended.code == 1
    assert "will-fail[HP0612]" in ended.err
    assert (tmp_path / "plan.json").exists()


def test_a_clean_template_is_said_to_be_clean() -> None:
    ended = heatplan("check", *GIVEN)

    assert (ended.code, ended.out, ended.err) == (0, "template.yaml: nothing to complain of\n", "")


def test_a_template_that_is_not_there_is_a_finding() -> None:
    ended = heatplan("compile", "-t", "gone.yaml")

    assert ended.code == 1
    assert "error[HP09" in ended.err


def test_a_file_outside_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("hunter2")
    (tmp_path / "inside" / "t.yaml").write_text(ENDLESS.replace("plain.txt", "../secret.txt"))

    ended = heatplan("compile", "-t", "inside/t.yaml", cwd=tmp_path)

    assert ended.code == 1
    assert "hunter2" not in ended.out + ended.err
    assert "hunter2" in heatplan("compile", "-t", "inside/t.yaml", "--root", ".", cwd=tmp_path).out


def test_a_limit_of_the_compiler_is_an_option() -> None:
    ended = heatplan("compile", *GIVEN, "--max-source-size", "100")

    assert ended.code == 1
    assert "100" in ended.err


def test_an_expanded_graph_has_each_member(tmp_path: Path) -> None:
    assert heatplan("graph", *GIVEN, "--expand", "-o", tmp_path / "g.dot").code == 0
    assert (tmp_path / "g.dot").read_text().count("OS::Nova::Server<") == 5
