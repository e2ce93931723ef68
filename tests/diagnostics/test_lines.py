"""Offsets as lines and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.diagnostic import Code, finding
from heatplan.diagnostics.lines import Position, lines_of
from heatplan.diagnostics.order import SEVERITIES, is_failure, sentence, summary


def test_lines_end_as_in_an_editor() -> None:
    lines = lines_of("ab\ncd\r\nef\rgh")

    assert [lines.line(number) for number in (1, 2, 3, 4)] == ["ab", "cd", "ef", "gh"]
    assert [lines.position(offset) for offset in (0, 2, 3, 7, 10)] == [
        Position(1, 1),
        Position(1, 3),
        Position(2, 1),
        Position(3, 1),
        Position(4, 1),
    ]


@given(st.text(alphabet="ab\n\r", max_size=40))
def test_the_character_at_an_offset_is_in_its_line(text: str) -> None:
    lines = lines_of(text)
    for offset, char in enumerate(text):
        at = lines.position(offset)
        if char not in "\r\n":
            assert lines.line(at.line)[at.column - 1] == char


def test_what_findings_come_to() -> None:
    error, fails, warns, note = (
        finding(Code(f"HP990{number}", f"n{number}", severity, "m")) for number, severity in enumerate(SEVERITIES)
    )

    assert summary([error, error, fails, warns, note]) == "2 errors, 1 that will fail, 1 warning, 1 note"
    assert [is_failure([item]) for item in (error, fails, warns, note)] == [True, True, False, False]
    assert [is_failure([item], strict=True) for item in (error, fails, warns, note)] == [True, True, True, False]


def test_messages_become_sentences() -> None:
    def said(message: str, **facts: str) -> str:
        return sentence(finding(Code("HP9900", "n", "note", message), facts=facts))

    assert said("the group {g} is empty", g="x") == "The group x is empty."
    assert said("{g} is empty.", g="x") == "x is empty."
    assert said("Is {g} empty?", g="x") == "Is x empty?"
