"""Laws about a template: what they are, and how they are told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from heatplan.executors.in_process import run
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.testing.laws import TEMPLATE_LAWS, Case, Law, Terms, compiles, runs
from tests.conftest import ROOT
from tests.sources import sources_of

LEAK = """\
heat_template_version: 2018-08-31
parameters:
  password: {type: string, hidden: true}
  size: {type: number, default: 0}
resources:
  value: {type: OS::Heat::Value, properties: {value: 1}}
outputs:
  login: {value: {list_join: [":", [admin, {get_param: password}]]}}
"""


def law(name: str) -> Law:
    return next(one for one in TEMPLATE_LAWS if one.name == name)


def test_the_document_has_every_law() -> None:
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", page.partition("<!-- template laws -->")[2], re.MULTILINE)

    assert rows[: len(TEMPLATE_LAWS)] == [(law.name, law.sentence) for law in TEMPLATE_LAWS]


def test_laws_have_names_of_their_own_and_sentences() -> None:
    assert len({one.name for one in TEMPLATE_LAWS}) == len(TEMPLATE_LAWS)
    assert all(one.sentence.endswith(".") for one in TEMPLATE_LAWS)


def test_a_broken_law_is_told_as_check_tells_it() -> None:
    case = Case.of(sources_of({"template.yaml": LEAK}), Request(parameters=Map(password="marked-5e1f")))
    asked = law("no_secret_reaches_an_output")

    (found,) = asked(case)

    assert (found.code.id, found.severity, found.address) == ("HP1404", "error", "outputs.login")
    assert LEAK[found.span.start : found.span.end].startswith("{list_join:")
    with pytest.raises(AssertionError, match=r"No output shows [^\n]*\nerror\[HP1404\]: The output login") as raised:
        asked.check(case, Terms())
    assert " --> template.yaml:8:18\n" in str(raised.value)
    assert "marked-5e1f" not in str(raised.value)


def test_what_does_not_compile_is_told_without_a_case() -> None:
    (found,) = compiles(sources_of({"template.yaml": LEAK}), Request())

    assert (found.code.id, found.severity, found.address) == ("HP1402", "error", "parameters.password")
    assert (
        found.message
        == "What the template allows is refused: The parameter password has no value and no default (HP0457)"
    )


def test_the_program_of_the_document_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"<!-- asking -->\n```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(ROOT / "samples" / "resource_group")

    exec(compile(program, "testing.md", "exec"), {})
    with pytest.raises(AssertionError, match="HP1409"):
        exec(compile(program.replace("resources=30", "resources=3"), "testing.md", "exec"), {})


def test_what_is_wrong_with_heatplan_is_told_at_its_resource(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(*args: Any, **options: Any) -> Any:
        done = run(*args, **options)
        return replace(done, outputs=Map()) if options.get("state") else done

    monkeypatch.setattr(runs, "run", forgetful)
    (found,) = law("run_finishes_after_any_failure")(
        Case.of(sources_of({"template.yaml": LEAK}), Request(parameters=Map(password="x")))
    )

    assert (found.code.id, found.address) == ("HP1401", "")
    assert LEAK[found.span.start : found.span.end] == "heat_template_version", "it is the trust that fails first"
    assert "mistake of heatplan's" in found.hint


def test_one_case_is_asked_once_and_a_changed_one_anew() -> None:
    case = Case.of(sources_of({"template.yaml": LEAK}), Request(parameters=Map(password="x")))
    asked: list[Case] = []

    def question(one: Case) -> int:
        asked.append(one)
        return len(asked)

    assert [case.once(question), case.once(question), replace(case).once(question)] == [1, 1, 2]
