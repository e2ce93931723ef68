"""The grammar files: no two terminals clash, every one is used and described, the template's terminals are the walk's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lark import Lark

from heatplan.syntax import tokens
from heatplan.syntax.grammars import grammar

FOLDER = Path(__file__).parent.parent.parent / "grammar"
NAMES = sorted(path.stem for path in FOLDER.glob("*.lark"))


def test_each_grammar_is_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert NAMES == ["address", "attribute_path", "template"]
    for name in NAMES:
        assert f"`{name}.lark`" in readme


@pytest.mark.parametrize("name", NAMES)
def test_each_grammar_shows_what_is_lawful_and_what_is_not(name: str) -> None:
    assert "// lawful " in grammar(name)
    assert "// unlawful " in grammar(name)


@pytest.mark.parametrize(
    ("name", "starts"), [("address", ["address"]), ("attribute_path", ["group_attribute", "stack_attribute"])]
)
def test_no_two_terminals_clash(name: str, starts: list[str]) -> None:
    pytest.importorskip("interegular")
    assert Lark(grammar(name), parser="lalr", start=starts, strict=True).terminals


def test_examples_of_the_address_grammar() -> None:
    from heatplan.syntax.address import parse_address  # noqa: PLC0415

    text = grammar("address")
    lawful = re.search(r"// lawful +(.*)", text)
    unlawful = re.search(r"// unlawful +(.*)", text)
    assert lawful is not None
    assert unlawful is not None
    assert all(parse_address(example).value for example in re.split(r" {2,}", lawful[1]))
    assert not any(parse_address(example).value for example in re.split(r" {2,}", unlawful[1]))


def test_the_walk_makes_the_terminals_of_the_grammar_and_no_others() -> None:
    declared = {
        word for line in grammar("template").splitlines() if line.startswith("%declare") for word in line.split()[1:]
    }
    source = Path(tokens.__file__).read_text(encoding="utf-8")
    made = set(re.findall(r'"([A-Z][A-Z_]+)"', source))
    assert made == declared


def test_every_terminal_of_the_template_but_the_unlawful_is_in_a_rule() -> None:
    text = grammar("template")
    rules = "\n".join(
        line.partition("//")[0] for line in text.splitlines() if ":" in line and not line.startswith("//")
    )
    declared = {word for line in text.splitlines() if line.startswith("%declare") for word in line.split()[1:]}
    used = set(re.findall(r"[A-Z][A-Z_]+", rules))
    assert declared - used == {"UNKNOWN_KEY", "ODD_NAME"}
    assert used <= declared
