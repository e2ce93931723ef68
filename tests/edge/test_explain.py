"""``heatplan explain``: each code has a text that a terminal can show."""

from __future__ import annotations

import json
import re

import pytest

from heatplan.diagnostics.explanations import code_named, explained, explanations
from heatplan.diagnostics.table import code, codes
from tests.edge.commands import heatplan


@pytest.mark.parametrize("word", ["HP0411", "hp411", "411", "0411", "default-constraint", "DEFAULT_CONSTRAINT"])
def test_a_code_is_named_as_one_likes(word: str) -> None:
    assert code_named(word) == code("HP0411")


def test_a_section_is_shown() -> None:
    ended = heatplan("explain", "HP0411", "unknown-reference")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("HP0411 default-constraint\nerror: The default of the parameter {name} is {value}")
    assert "\nWhat to do\nChange the default" in ended.out
    assert "\nHP0310 unknown-reference\n" in ended.out


def test_each_code_can_be_explained() -> None:
    assert sorted(explanations()) == [item.id for item in codes()]
    for item in codes():
        text = explained(item)

        assert text.startswith(f"{item.id} {item.name}\n")
        assert re.search(r"^What to do$", text, re.MULTILINE), item
        assert "**" not in text.replace("`**`", ""), item
        assert "```" not in text, item
        prose = [line for line in text.splitlines() if not line.startswith(("    ", "|")) and " " in line]
        assert max(map(len, prose)) <= 100, item


def test_without_a_code_all_are_listed() -> None:
    assert len(heatplan("explain").out.splitlines()) == len(codes())
    assert {line.split()[1] for line in heatplan("explain", "--severity", "note").out.splitlines()} == {"note"}


def test_programs_get_the_text_as_it_is() -> None:
    (item,) = json.loads(heatplan("explain", "HP0411", "--json").out)["codes"]

    assert item["name"] == "default-constraint"
    assert item["explanation"] == explanations()["HP0411"]


def test_a_code_that_is_not_there_ends_with_2() -> None:
    ended = heatplan("explain", "defualt-constraint")

    assert (ended.code, ended.out) == (2, "")
    assert "did you mean default-constraint?" in ended.err
    assert "`heatplan explain` lists all" in heatplan("explain", "HP9998").err


def test_only_a_terminal_gets_bold_print() -> None:
    assert "\x1b" not in heatplan("explain", "HP0411").out
    assert heatplan("explain", "HP0411", "--color", "always").out.startswith("\x1b[1mHP0411 ")
