"""Help is short where it can be, and a mistyped word gets a hint."""

from __future__ import annotations

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
    assert heatplan("compile", "--help").out.startswith("usage: heatplan compile [OPTIONS] -t FILE\n")
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
        (("compile",), "required: -t/--template"),
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
