"""The text of a page: the same for the same plan, harmless, and with nothing hidden in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from heatplan.diagnostics.lines import lines_of
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.expr import Call, Lit, MapExpr
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.value import Map, freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.render.html.data import page_data
from heatplan.render.html.page import SCRIPTS, as_data, page, program
from heatplan.render.html.sources import declared
from heatplan.render.html.values import laid_out
from heatplan.shown import shown
from heatplan.span import Span
from tests.conftest import ROOT
from tests.edge.commands import heatplan
from tests.render.stacks import HOSTILE, PLAN, WEB, ordered
from tests.sources import folder_sources, sources_of

WEB_PLAN = replace(PLAN, root=ordered(WEB))


def data_in(text: str) -> dict[str, Any]:
    """The data of a page, as its program reads it."""
    (found,) = re.findall(r'<script type="application/json" id="plan">(.*?)</script>', text, re.DOTALL)
    data: dict[str, Any] = json.loads(found)
    return data


def plan_of(files: dict[str, str], **parameters: Any) -> tuple[Plan, dict[str, str | bytes]]:
    sources = sources_of(files)
    request = Request(parameters=Map(parameters))
    plan = compile_plan(sources, request).value
    assert plan is not None
    return plan, shown(sources, request.settings)


def test_a_plan_and_its_file_give_the_same_page() -> None:
    plan = compile_plan(folder_sources(ROOT / "samples" / "trusts", "template.yaml"), Request("trusts")).value
    assert plan is not None
    again = decode(encode(plan)).value
    assert again is not None

    assert page(plan) == page(again)


def test_the_policy_allows_its_own_script_and_style_and_nothing_else() -> None:
    text = page(WEB_PLAN)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)

    def digest(part: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()

    assert policy.split("; ")[:3] == [
        "default-src 'none'",
        f"script-src '{digest(script)}'",
        f"style-src '{digest(style)}'",
    ]
    assert "unsafe" not in policy
    assert re.findall(r"\b(?:https?:)?//[\w.]+\.\w+|@import|url\(", text.replace("http://www.w3.org", "")) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_part_of_the_program_ends_it_or_evaluates_text(name: str) -> None:
    text = (ROOT / "compiler/heatplan/render/html" / f"{name}.js").read_text(encoding="utf-8")

    assert text in program()
    assert re.findall(r"</script|<!--|\beval\(|\bFunction\(|innerHTML|insertAdjacentHTML|document\.write", text) == []


@pytest.mark.parametrize(
    "hostile", ["</script>", "<!--", "<script>", "]]>", "\u2028", "\u2029", "\ud800", "&lt;", "\0"]
)
def test_nothing_in_the_data_breaks_out(hostile: str) -> None:
    text = as_data({hostile: [hostile]})

    assert text.isascii()
    assert not re.search(r"[<>&\x00-\x1f]", text)
    assert json.loads(text) == {hostile: [hostile]}


def test_hostile_names_stay_in_the_data() -> None:
    plain, hostile = page(WEB_PLAN), page(replace(PLAN, root=ordered(HOSTILE)))

    assert [hostile.count(mark) for mark in ("<", "\n")] == [plain.count(mark) for mark in ("<", "\n")]


def test_a_family_is_there_once_whatever_its_count() -> None:
    sources = folder_sources(ROOT / "samples" / "resource_group", "template.yaml")
    few, many = (compile_plan(sources, Request(parameters=Map(count=count))).value for count in (5, 1_000_000))
    assert few is not None
    assert many is not None

    assert len(page(many)) - len(page(few)) < 100
    assert len(page(many)) < 150_000


def test_a_stack_that_is_nested_twice_is_there_once() -> None:
    plan, _ = plan_of(
        {
            "template.yaml": "heat_template_version: 2018-08-31\nresources:\n  a: {type: one.yaml}\n  b: {type: one.yaml}\n",
            "one.yaml": "heat_template_version: 2018-08-31\nresources:\n  v: {type: OS::Cinder::Volume, properties: {size: 1}}\n",
        }
    )

    data = page_data(plan, {})

    assert [block["template"] for block in data["blocks"]] == ["one.yaml", "template.yaml"]
    assert [one["nested"]["block"] for one in data["blocks"][1]["resources"]] == [0, 0]


CHILD = """\
heat_template_version: 2018-08-31
parameters:
  password: {type: string, hidden: true}
  size: {type: number}
resources:
  server:
    type: OS::Nova::Server
    properties: {flavor: m1.tiny, image: tiny, networks: [{network: n}], admin_pass: {get_param: password}}
"""


def test_what_is_handed_to_a_hidden_parameter_is_sealed_and_masked() -> None:
    parent = """\
heat_template_version: 2018-08-31
resources:
  nested:
    type: child.yaml
    properties: {password: the-word-of-the-house, size: 3}
  group:
    type: OS::Heat::ResourceGroup
    properties:
      count: 2
      resource_def: {type: child.yaml, properties: {password: the-other-word, size: 3}}
"""
    plan, texts = plan_of({"template.yaml": parent, "child.yaml": CHILD})

    text = page(plan, texts)

    assert "the-word-of-the-house" not in text
    assert "the-other-word" not in text
    assert ["password", "(hidden)"] in data_in(text)["blocks"][-1]["resources"][1]["nested"]["given"]


@pytest.mark.parametrize(
    "written",
    [
        "|\n        -----BEGIN-----\n        the-first\n        the-second",
        '"the-\\"first"',
        "'the-''first'",
        '"the-\\u00e9first"',
    ],
    ids=["block", "double", "single", "escaped"],
)
def test_however_a_handed_secret_is_written_it_is_masked(written: str) -> None:
    parent = f"""\
heat_template_version: 2018-08-31
resources:
  nested:
    type: child.yaml
    properties:
      size: 3
      password: {written}
"""
    group = """\
heat_template_version: 2018-08-31
resources:
  group:
    type: OS::Heat::ResourceGroup
    properties: {count: 2, resource_def: {type: parent.yaml}}
"""
    plan, texts = plan_of({"template.yaml": group, "parent.yaml": parent, "child.yaml": CHILD})

    data = str(data_in(page(plan, texts)))

    assert "***" in data
    assert not [word for word in ("the-", "first", "BEGIN") if word in data]


def test_names_of_files_are_made_harmless() -> None:
    name = "ch\u202eild.yaml"
    parent = (
        f"heat_template_version: 2018-08-31\nresources: {{n: {{type: {name}, properties: {{password: p, size: 1}}}}}}\n"
    )
    plan, texts = plan_of({"template.yaml": parent, name: CHILD})

    files = [file["name"] for file in data_in(page(plan, texts))["files"]]

    assert sorted(files) == ["ch\\u202eild.yaml", "template.yaml"]


def test_defaults_of_hidden_parameters_are_masked_in_the_source_lines() -> None:
    template = """\
heat_template_version: 2018-08-31
parameters:
  word: {type: string, hidden: true, default: the-word-of-the-house}
resources:
  value: {type: OS::Heat::Value, properties: {value: {get_param: word}}}
"""
    plan, texts = plan_of({"template.yaml": template})

    text = page(plan, texts)

    assert "the-word" not in text
    assert data_in(text)["files"] == [{"name": "template.yaml", "lines": [[5, template.splitlines()[4]]]}]


def test_without_sources_a_place_is_a_file_and_a_character() -> None:
    plan, _ = plan_of(
        {"template.yaml": CHILD.replace("hidden: true", "default: x").replace("number}", "number, default: 1}")}
    )

    (server,) = page_data(plan, {})["blocks"][0]["resources"]

    assert server["at"][0] == 0
    assert server["at"][1] < -1


LINES = """\
resources:
  a:
    type: A

    properties:
      text: |
        x

  # about b
  b: {type: B}
  "c": {type: C,
    properties: {}}
"""


@pytest.mark.parametrize(
    ("key", "expected"), [("a:", (2, 6)), ("b: {", (10, 1)), ('"c"', (11, 2)), ("type: B", (10, 1))]
)
def test_what_a_key_declares_is_what_is_indented_below_it(key: str, expected: tuple[int, int]) -> None:
    start = LINES.index(key)

    assert declared(lines_of(LINES), Span("x", start, start + 1)) == expected


LONG = "a long word " * 8


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\n\x1b[0m", "|-\n  a\n  \\x1b[0m"),
        ({"a": 1, "b": [1, 2]}, "{a: 1, b: [1, 2]}"),
        ({"a": LONG, "b": 1}, f'a: "{LONG}"\nb: 1'),
        ([LONG, {"a": LONG, "b": 2}], f'- "{LONG}"\n- a: "{LONG}"\n  b: 2'),
        ({"s": "x\ny\n"}, "s: |\n  x\n  y"),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_values_are_laid_out_as_yaml(value: Any, expected: str) -> None:
    assert laid_out(Lit(freeze(value))) == expected


def test_calls_are_laid_out_as_yaml() -> None:
    call = Call(
        "str_replace", "Replace", MapExpr((("template", Lit("#!/bin/sh\nrun X\n")), ("params", Lit(Map(X="x")))))
    )

    assert laid_out(call) == "str_replace:\n  template: |\n    #!/bin/sh\n    run X\n  params: {X: x}"


def test_the_command_writes_a_page(tmp_path: Any) -> None:
    ended = heatplan("graph", "-t", "template.yaml", "-e", "env.yaml", "-o", tmp_path / "plan.html", "--by", "action")

    assert ended.code == 0
    data = data_in((tmp_path / "plan.html").read_text(encoding="utf-8"))
    assert data["start"] == {"by": "action", "focus": "", "dark": False, "path": False}
    assert [file["name"] for file in data["files"]] == ["template.yaml", "server_with_volume.yaml"]
    assert all(file["lines"] for file in data["files"])


def test_a_focus_that_is_no_step_is_an_error(tmp_path: Any) -> None:
    arguments = ("graph", "-t", "template.yaml", "-e", "env.yaml", "-o", tmp_path / "plan.html", "--focus")

    assert heatplan(*arguments, "servers[1].volume").code == 0
    wrong = heatplan(*arguments, "servers[1].volum")

    assert (wrong.code, "HP1481" in wrong.err) == (1, True)


def test_a_type_of_ones_own_cloud_is_no_nested_stack(tmp_path: Any) -> None:
    sample = ROOT / "samples" / "own_cloud"

    ended = heatplan("graph", "-t", "template.yaml", "--types", "types", "-o", tmp_path / "plan.html", cwd=sample)

    assert ended.code == 0
    data = data_in((tmp_path / "plan.html").read_text(encoding="utf-8"))
    assert {one["type"]: one["kind"] for one in data["blocks"][0]["resources"]} == {
        "Acme::Storage::Share": "service",
        "OS::Nova::Server": "compute",
    }


def test_the_critical_path_goes_by_the_times_that_are_given(tmp_path: Any) -> None:
    (tmp_path / "times.yaml").write_text("types: {OS::Nova::Server: 1000}\naddresses: {nowhere: 1}\n", encoding="utf-8")
    arguments = ("graph", "-t", "template.yaml", "-e", "env.yaml", "-o", tmp_path / "plan.html", "--critical-path")

    ended = heatplan(*arguments, "--times", tmp_path / "times.yaml")

    assert (ended.code, "HP1499" in ended.err) == (0, True)
    data = data_in((tmp_path / "plan.html").read_text(encoding="utf-8"))
    assert data["path"]["seconds"] > 1000
    assert data["start"]["path"] is True
