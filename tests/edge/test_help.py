"""Help is short where it can be, and a mistyped word gets a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge.command_line import COMMANDS
from tests.edge.commands import heatplan


@pytest.mark.parametrize("name", COMMANDS)
def test_help_starts_with_one_line_and_has_examples(name: str) -> None:
    ended = heatplan("help", name)

    assert ended.out == heatplan(name, "--help").out
    first, blank, *_ = ended.out.splitlines()
    assert first.startswith(f"usage: heatplan {name} [OPTIONS]")
    assert (len(first) <= 80, blank) == (True, "")
    assert "examples:\n" in ended.out
    assert f"heatplan {name}" in ended.out.partition("examples:\n")[2]


def test_the_usage_says_what_is_needed() -> None:
    assert heatplan("graph", "--help").out.startswith("usage: heatplan graph [OPTIONS] (PLAN | -t FILE)\n")
    assert heatplan("compile", "--help").out.startswith("usage: heatplan compile [OPTIONS] (TEMPLATE | -t FILE)\n")
    assert heatplan("destroy", "--help").out.startswith("usage: heatplan destroy [OPTIONS] PLAN --state FILE\n")


def test_limits_come_last() -> None:
    text = heatplan("compile", "--help").out

    assert text.index("\nthe stack:") < text.index("\noutput:") < text.index("\nlimits:") < text.index("\nexamples:")


def test_the_program_alone_helps() -> None:
    ended = heatplan()

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == heatplan("help").out == heatplan("--help").out
    assert all(name in ended.err for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("chek",), "there is no command 'chek'; did you mean check?"),
        (("help", "grpah"), "there is no command 'grpah'; did you mean graph?"),
        (("check", "-t", "template.yaml", "--parametr", "a=b"), "no option --parametr; did you mean --parameter?"),
        (("check", "-t", "template.yaml", "--stack-nam=x"), "no option --stack-nam; did you mean --stack-name?"),
        (("check", "-t", "template.yaml", "--format", "sarfi"), "there is no --format 'sarfi'; did you mean sarif?"),
        (("check", "-t", "template.yaml", "--format", "xml"), "there is text, json, sarif, github."),
        (("compile",), "name a template, once"),
        (("show", "plan.json", "--timeline"), "--timeline wants a value: --timeline FILE"),
        (("check", "-t"), "-t/--template wants a value: --template FILE"),
    ],
)
def test_a_mistyped_word_gets_a_hint(words: tuple[str, ...], hint: str) -> None:
    ended = heatplan(*words)

    assert (ended.code, ended.out) == (2, "")
    assert hint in ended.err
    assert len(ended.err.splitlines()) == 2


def test_what_makes_no_sense_is_shown_how_it_does() -> None:
    assert heatplan("show").err.splitlines() == [
        "heatplan show: name a plan file or a template (-t), one of the two",
        "  as in: heatplan show plan.json",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_not_wider_than_a_terminal(name: str) -> None:
    body = heatplan("help", name).out.partition("examples:\n")[0]

    assert max(map(len, body.splitlines()), default=0) <= 100


@pytest.mark.parametrize("words", [("show",), ("graph",), ("audit",), ("apply",), ("compare",)])
def test_a_template_in_the_place_of_a_plan_gets_a_hint(words: tuple[str, ...]) -> None:
    ended = heatplan(*words, "template.yaml")

    assert ended.code == 1
    assert "-t template.yaml" in ended.err
    assert "heatplan compile -t template.yaml -o plan.json" in ended.err


def test_compile_takes_its_template_in_both_ways() -> None:
    given = ("-e", "env.yaml")
    both = heatplan("compile", "template.yaml", *given), heatplan("compile", "-t", "template.yaml", *given)

    assert both[0] == both[1]
    assert both[0].code == 0
    assert heatplan("compile", "template.yaml", "-t", "template.yaml").code == 2


def test_an_example_is_shown_only_where_it_helps(tmp_path: Path) -> None:
    (tmp_path / "web.case.yaml").write_text("", encoding="utf-8")
    ended = heatplan("test", "--init", "web.yaml", cwd=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "heatplan test: there is web.case.yaml already; heatplan test web.case.yaml runs it"
    ]
