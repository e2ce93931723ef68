"""The stack's tags: the plan carries them, and nothing else knows of them."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.plan_schema import plan_schema
from heatplan.ir.source import Request
from heatplan.pipeline import compile as compile_plan
from heatplan.render.text import text as shown
from tests.edge.commands import heatplan
from tests.sources import sources_of

TEMPLATE = "heat_template_version: 2018-08-31\nresources: {a: {type: OS::Heat::None}}\n"
SOURCES = sources_of({"template.yaml": TEMPLATE})


def test_the_plan_has_the_tags_and_is_itself_again_when_it_is_read() -> None:
    plan = compile_plan(SOURCES, Request(tags=("web", "", "of the team"))).value

    assert plan is not None
    assert decode(encode(plan)).value == plan
    Draft202012Validator(plan_schema()).validate(json.loads(encode(plan)))
    assert shown(plan).splitlines()[1] == "  tags web, , of the team"


def test_a_plan_without_tags_says_nothing_of_them() -> None:
    plan = compile_plan(SOURCES).value

    assert plan is not None
    assert '"tags"' not in encode(plan)


def test_a_tag_of_more_than_80_characters_is_an_error() -> None:
    """heat/common/param_utils.py, extract_tags."""
    assert compile_plan(SOURCES, Request(tags=("x" * 80,))).value is not None
    (found,) = compile_plan(SOURCES, Request(tags=("x" * 81,))).diagnostics
    assert (found.code.id, found.heat) == ("HP0621", "ValueError")


def test_the_command_line_takes_them_with_commas(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")

    assert "  tags web,  team\n" in heatplan("show", "-t", "template.yaml", "--tags", "web, team", cwd=tmp_path).out
    assert "tags" not in heatplan("show", "-t", "template.yaml", "--tags", "", cwd=tmp_path).out
