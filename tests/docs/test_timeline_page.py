"""The page about step times shows what the commands print and draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heatplan.edge.load import load
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.render.critical_path import critical_path_text
from heatplan.semantics.timing import critical_path
from heatplan.step_times import read_times
from tests.conftest import ROOT
from tests.edge.commands import heatplan

PAGE = ROOT / "docs" / "timeline.md"
DRAWN = {
    "timeline_five.svg": ("resource_group", ("--parameter", "count=5", "--stack-name", "five"), ()),
    "timeline_no_signal.svg": ("stack_domain_users", ("--stack-name", "users"), ("--no-signals",)),
}


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether the page and its pictures are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


def five() -> Plan:
    sources = load(str(ROOT / "samples" / "resource_group" / "template.yaml")).value
    assert sources is not None
    made = compile_plan(sources, Request("five", Map(count="5"))).value
    assert made is not None
    return made


def test_the_table_is_what_the_command_prints(update_golden: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = f"<!-- path -->\n\n```\n{critical_path_text(critical_path(five()))}```\n\n<!-- /path -->"
    if update_golden:
        page = re.sub(r"<!-- path -->.*?<!-- /path -->", shown.replace("\\", r"\\"), page, flags=re.DOTALL)
        PAGE.write_text(page, encoding="utf-8")

    assert shown in page


@pytest.mark.parametrize("name", list(DRAWN))
def test_the_pictures_are_what_the_command_draws(name: str, tmp_path: Path, update_golden: bool) -> None:
    sample, how, run = DRAWN[name]
    made, picture = tmp_path / "plan.json", tmp_path / "run.svg"
    compiled = heatplan("compile", "-t", "template.yaml", *how, "-o", made, cwd=ROOT / "samples" / sample)
    assert compiled.code == 0, compiled.err

    heatplan("apply", made, "--timeline", picture, *run)

    kept = ROOT / "docs" / "images" / name
    if update_golden:
        kept.write_bytes(picture.read_bytes())
    assert picture.read_bytes() == kept.read_bytes()


def test_the_file_and_the_program_of_the_page_work(capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (file,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    assert read_times(file).diagnostics == ()
    exec(compile(program, "timeline.md", "exec"), {"plan": five()})

    assert "servers[4].volume 0.25 5.25 servers[4]" in capsys.readouterr().out
