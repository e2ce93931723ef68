"""The command line: what it prints, what it writes, and what it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from heatplan import __version__
from heatplan.edge import cli
from heatplan.edge.command_line import COMMANDS, parser
from heatplan.ir.encode import encode
from heatplan.ir.plan import Header
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.passes.schedule import schedule
from tests.conftest import ROOT
from tests.edge.commands import heatplan
from tests.render.stacks import FIVE, WEB

MISTAKES = ROOT / "samples" / "mistakes"


@pytest.fixture
def five(tmp_path: Path) -> Path:
    return plan_file(tmp_path / "five.json", FIVE)


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return plan_file(tmp_path / "web.json", WEB)


def plan_file(path: Path, stack: Stack) -> Path:
    plan = schedule(stack, Header("five", "template.yaml", Map(), Map(count=5), Map(), "27.0.1")).value
    assert plan is not None
    path.write_text(encode(plan), encoding="utf-8")
    return path


def test_version() -> None:
    ended = heatplan("--version")

    assert (ended.code, ended.out) == (0, f"heatplan {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    ended = heatplan(command, "--help")

    assert ended.code == 0
    assert "ends with: 0 fine" in ended.out


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("bogus",),
        ("compile",),
        ("show",),
        ("show", "plan.json", "-t", "template.yaml"),
        ("compile", "-t", "template.yaml", "--json"),
        ("compile", "-t", "template.yaml", "--parameter", "count"),
        ("compile", "-t", "template.yaml", "--max-cpu-seconds", "0", "-o", "x"),
        ("graph", "-t", "template.yaml", "-o", "graph.jpeg"),
        ("graph", "-t", "template.yaml", "-o", "graph"),
    ],
)
def test_a_wrong_command_line_ends_with_2(args: tuple[str, ...]) -> None:
    ended = heatplan(*args)

    assert ended.code == 2
    assert ended.out == ""
    assert "heatplan" in ended.err


def test_a_plan_is_shown(five: Path) -> None:
    ended = heatplan("show", five)

    assert (ended.code, ended.err) == (0, "")
    assert "+ servers ×5  OS::Heat::ResourceGroup" in ended.out
    assert "size = 1" not in heatplan("show", five, "--brief").out


def test_a_plan_is_shown_on_a_terminal_that_knows_ascii_only(five: Path) -> None:
    ended = heatplan("graph", five, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")

    assert ended.code == 0
    assert heatplan("check", "-t", "gone-é.yaml", PYTHONIOENCODING="ascii").code == 1


def test_a_plan_as_json_is_the_plan(five: Path) -> None:
    assert heatplan("show", five, "--json").out == five.read_text()


def test_a_plan_comes_from_standard_input_with_a_dash() -> None:
    ended = heatplan("show", "-")

    assert ended.code == 1
    assert "HP08" in ended.err


@pytest.mark.parametrize(
    ("name", "start"),
    [("g.dot", b"digraph"), ("g.mmd", b"---\ntitle"), ("g.svg", b"<?xml"), ("g.PNG", b"\x89PNG")],
)
def test_a_graph_is_written_in_the_format_of_its_name(five: Path, tmp_path: Path, name: str, start: bytes) -> None:
    ended = heatplan("graph", five, "-o", tmp_path / name)

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_graph_that_leaves_members_out_says_so(five: Path, tmp_path: Path) -> None:
    ended = heatplan("graph", five, "--expand", "--max-members", "2", "-o", tmp_path / "g.dot")

    assert ended.code == 0
    assert "note[HP0938]: The group servers has 5 members; 2 of them are drawn." in ended.err
    assert "servers[1].volume" in (tmp_path / "g.dot").read_text()


def test_what_can_not_be_written_ends_with_1(five: Path, tmp_path: Path) -> None:
    for name in ("gone/g.dot", "gone/g.svg"):
        ended = heatplan("graph", five, "-o", tmp_path / name)

        assert ended.code == 1
        assert "HP0932" in ended.err


def test_what_can_not_be_read_ends_with_1() -> None:
    ended = heatplan("show", "gone.json")

    assert ended.code == 1
    assert "error[HP0931]: The file gone.json can not be read: No such file or directory." in ended.err


def test_what_is_no_plan_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}")

    ended = heatplan("graph", tmp_path / "plan.json", "--json", "-o", tmp_path / "g.dot")

    assert ended.code == 1
    assert [item["severity"] for item in json.loads(ended.out)["diagnostics"]] == ["error"]
    assert not (tmp_path / "g.dot").exists()


def test_colours_come_only_when_asked_for() -> None:
    assert "\x1b[" not in heatplan("show", "gone.json").err
    assert "\x1b[1;31m" in heatplan("show", "gone.json", "--color", "always").err


def test_a_mistake_in_heatplan_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_name: str) -> object:
        raise KeyError("the value of a hidden parameter")

    monkeypatch.setattr(cli, "command", broken)

    assert cli.main(["show", "plan.json"]) == 1
    shown = capsys.readouterr().err
    assert "error[HP0930]" in shown
    assert "KeyError in edge/cli.py:" in shown
    assert "hidden" not in shown


def test_interrupting_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_name: str) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "command", interrupted)

    assert cli.main(["show", "plan.json"]) == 130


def test_options_are_spelled_as_openstack_spells_them() -> None:
    given = "compile -t t.yaml -e a.yaml -e b.yaml --parameter a=1 --parameter b=2 --parameter-file c=f"

    args = parser(*COMMANDS).parse_args(given.split())

    assert (args.template, args.environment) == ("t.yaml", ["a.yaml", "b.yaml"])
    assert (args.parameter, args.parameter_file) == (["a=1", "b=2"], ["c=f"])


def test_a_large_graph_ends_quietly_when_nobody_reads_on(web: Path) -> None:
    command = f"{sys.executable} -m heatplan graph {web} --expand | head -c 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        env={"PYTHONPATH": str(ROOT / "compiler"), "PATH": "/usr/bin:/bin"},
        check=False,
    )

    assert done.stderr == b""


def test_a_file_that_can_not_be_had_is_said_once(tmp_path: Path) -> None:
    template = "heat_template_version: 2018-08-31\nresources:\n  inside: {type: gone.yaml}\n"
    template += "  value: {type: OS::Heat::Value, properties: {value: {get_file: gone.sh}}}\n"
    template += "outputs:\n  text: {value: {get_file: gone.txt}}\n"
    (tmp_path / "template.yaml").write_text(template)

    done = heatplan("check", "-t", str(tmp_path / "template.yaml"))

    assert done.code == 1
    assert done.err.count("error[") == done.err.count("error[HP0901]") == 3
    assert done.err.endswith("3 errors\n")


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_a_document_of_findings_goes_to_standard_output(name: str) -> None:
    ended = heatplan("check", "-t", MISTAKES / "template.yaml", "--format", name)

    assert (ended.code, ended.err) == (1, "")
    assert json.loads(ended.out)


def test_nothing_found_is_a_document_too() -> None:
    ended = heatplan("check", "-t", "template.yaml", "--format", "sarif")

    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["runs"][0]["results"] == []


def test_files_are_named_from_where_the_program_runs() -> None:
    for name in ("sarif", "github", "text"):
        ended = heatplan("check", "-t", "mistakes/template.yaml", "--format", name, cwd=MISTAKES.parent)

        assert "mistakes/template.yaml" in ended.out + ended.err


def test_annotations_go_beside_a_result() -> None:
    ended = heatplan("show", "-t", "template.yaml", "--format", "github", cwd=MISTAKES)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("::error file=template.yaml,line=6,endLine=6,col=14,endColumn=16,title=HP0411 ")


def test_sarif_that_would_be_mixed_with_a_result_is_refused(tmp_path: Path) -> None:
    ended = heatplan("compile", "-t", "template.yaml", "--format", "sarif")

    assert ended.code == 2
    assert "--format sarif" in ended.err
    assert json.loads(heatplan("compile", "-t", "template.yaml", "--format", "sarif", "-o", tmp_path / "p").out)
