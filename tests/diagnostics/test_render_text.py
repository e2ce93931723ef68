"""Diagnostics as text: what is shown, what is cut, what is never sent to a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.diagnostic import Code, Diagnostic, Fix, finding
from heatplan.diagnostics.render_text import render_text
from heatplan.span import Span
from tests.conftest import Golden

UNKNOWN = Code("HP9901", "unknown-reference", "error", "no resource is named `{name}`")
FAILS = Code("HP9902", "late-mistake", "will-fail", "member {member} cannot be made")
WARNS = Code("HP9903", "surprise", "warning", "the index is never put in")
NOTES = Code("HP9904", "remark", "note", "nothing happens")

WEB = """\
heat_template_version: 2015-04-30
resources:
  server:
    type: OS::Nova::Server
outputs:
  address:
    value: {get_attr: [sever, first_address]}
"""
SOURCES = {"web.yaml": WEB, "env.yaml": "parameters:\n\tcount: 5\n"}


def span(word: str, source: str = "web.yaml") -> Span:
    start = SOURCES[source].index(word)
    return Span(source, start, start + len(word))


FULL = finding(
    UNKNOWN,
    span("sever,"),
    name="sever",
    address="outputs.address",
    hint="a resource `server` is there",
    labels=((span("server:"), "did you mean this resource?"), (span("count", "env.yaml"), "asked for here")),
    fix=Fix(span("sever"), "server"),
)


def test_all_parts(golden: Golden) -> None:
    items = [
        FULL,
        finding(FAILS, member="7", address="servers[7]"),
        finding(WARNS, Span("gone.yaml", 3, 4)),
        finding(NOTES, span("resources"), fix=Fix(span("resources"), "")),
    ]

    golden("all_parts.txt", render_text(items, SOURCES))
    golden("all_parts_colour.txt", render_text(items, SOURCES, colour=True))


def test_nothing_found_is_nothing_said() -> None:
    assert render_text([], SOURCES) == ""


def test_the_same_finding_is_shown_once() -> None:
    assert render_text([FULL, FULL], SOURCES) == render_text([FULL], SOURCES)


def test_order_is_by_source_and_place() -> None:
    early, late = finding(NOTES, span("resources")), finding(UNKNOWN, span("outputs"), name="x")

    assert render_text([late, early], SOURCES) == render_text([early, late], SOURCES)


def mark(text: str, start: int, end: int, width: int = 40) -> tuple[str, str]:
    """The source line as shown, and what is shown of it above the marks."""
    shown = render_text([finding(NOTES, Span("f", start, end))], {"f": text}, width=width).splitlines()
    line, under = shown[3].partition(" | ")[2], shown[4].partition("| ")[2]
    return line, line[under.index("^") : under.rindex("^") + 1]


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "a" * 500 + "HERE" + "b" * 500

    line, marked = mark(text, 500, 504)

    assert marked == "HERE"
    assert line.startswith("…a")
    assert line.endswith("b…")
    assert len(line) <= 42


def test_a_place_longer_than_the_window_is_marked_to_its_end() -> None:
    line, marked = mark("x" * 1000, 100, 900)

    assert len(line) <= 42
    assert set(marked) <= {"x", "…"}


def test_a_place_over_several_lines_is_marked_on_the_first() -> None:
    assert mark("ab: [\n c\n]\n", 4, 9) == ("ab: [", "[")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 4), (99, 120), (3, 1)])
def test_a_place_without_width_or_outside_still_has_a_mark(start: int, end: int) -> None:
    assert "^" in render_text([finding(NOTES, Span("f", start, end))], {"f": "abc\n"})


def test_an_empty_file_can_be_pointed_at() -> None:
    assert "f:1:1" in render_text([finding(NOTES, Span("f", 0, 0))], {"f": ""})


def test_wide_characters_and_tabs_keep_the_mark_in_place() -> None:
    shown = render_text([finding(NOTES, Span("f", 4, 6))], {"f": "\t日本:ok"}).splitlines()

    assert shown[4].partition("| ")[2].index("^") == 4 + 2 + 2 + 1
    assert "f:1:5" in shown[1]


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[31m", "\r", "\x07", "\x9b2J", "\u202e", "\u2028", "##vso[task]", "##[error]", "\ud800", "\n::error::x"],
)
def test_nothing_is_sent_that_a_terminal_or_a_ci_system_obeys(hostile: str) -> None:
    place = Span("f", 0, 1)
    item = finding(UNKNOWN, place, name=hostile, address=hostile, hint=hostile, labels=((place, hostile),))
    item = Diagnostic(item.code, item.facts, place, item.labels, hostile, hostile, Fix(place, hostile))

    text = render_text([item], {"f": f"a {hostile} b"})

    assert hostile not in text
    assert all(char.isprintable() or char == "\n" for char in text)
    assert not any(line.lstrip().startswith("::error") for line in text.splitlines())


@given(st.text(max_size=200), st.integers(-5, 250), st.integers(-5, 250))
def test_any_place_in_any_text_can_be_shown(text: str, start: int, end: int) -> None:
    shown = render_text([finding(NOTES, Span("f", start, end))], {"f": text}, width=30)

    assert shown.endswith("1 note\n")
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert shown.count("^") >= 1


def test_the_same_of_the_same_place_is_shown_once_with_the_addresses() -> None:
    found = [finding(WARNS, Span("a.yaml", 0, 1), address=f"g.{n}") for n in "cabd"]
    other = finding(WARNS, Span("a.yaml", 2, 3), address="g.e")

    shown = render_text([*found, other], {"a.yaml": "a b\n"})

    assert [line.strip() for line in shown.splitlines() if "= in:" in line] == [
        "= in: g.a", "= in: g.b", "= in: g.c", "= in: 1 more", "= in: g.e",
    ]  # fmt: skip
    assert shown.endswith("2 warnings\n")
