"""Diagnostics as GitHub's workflow commands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.diagnostic import Code, finding
from heatplan.diagnostics.render_github import render_github
from heatplan.span import NOWHERE, Span

UNKNOWN = Code("HP9901", "unknown-reference", "error", "no resource is named `{name}`")
ODD = Code("HP9900", "odd-thing", "will-fail", "{name} is odd")
NOTED = Code("HP9902", "noted", "note", "{name} is there")
TEXT = "a: 1\nb: sever\n"


def test_a_finding_is_a_command_with_its_place() -> None:
    item = finding(UNKNOWN, Span("t.yaml", 8, 13), name="sever", address="outputs.b", hint="Did you mean server?")

    assert render_github([item], {"t.yaml": TEXT}, base="infra") == (
        "::error file=infra/t.yaml,line=2,endLine=2,col=4,endColumn=9,title=HP9901 unknown-reference::"
        "No resource is named `sever`.%0ADid you mean server?%0Ain: outputs.b\n"
    )


def test_severities_are_githubs() -> None:
    lines = render_github([finding(ODD, name="x"), finding(NOTED, name="x")], {}).splitlines()

    assert lines == ["::error title=HP9900 odd-thing::x is odd.", "::notice title=HP9902 noted::x is there."]


def test_a_place_of_several_lines_has_no_columns() -> None:
    text = render_github([finding(UNKNOWN, Span("t.yaml", 0, 8), name="x")], {"t.yaml": TEXT})

    assert text.startswith("::error file=t.yaml,line=1,endLine=2,title=")


def test_a_source_that_is_not_there_has_no_line() -> None:
    text = render_github([finding(UNKNOWN, Span("gone.yaml", 0, 8), name="x")], {})

    assert text.startswith("::error file=gone.yaml,title=")


def test_what_parts_properties_is_escaped() -> None:
    text = render_github([finding(UNKNOWN, Span("a,b:c%d.yaml", 0, 8), name="50%, a: b")], {})

    assert text.startswith("::error file=a%2Cb%3Ac%25d.yaml,title=HP9901 unknown-reference::")
    assert text.endswith("::No resource is named `50%25, a: b`.\n")


@given(st.text(), st.text(), st.text(), st.text())
def test_a_finding_is_one_line_and_one_command_whatever_is_in_it(name: str, source: str, hint: str, where: str) -> None:
    text = render_github([finding(UNKNOWN, Span(source, 0, 1), name=name, hint=hint, address=where)], {})

    assert len(text.splitlines()) == 1
    assert text.startswith("::error ")
    assert text.partition("::error ")[2].partition("::")[0].count("title=HP9901 unknown-reference") == 1


def test_nothing_found_is_no_text() -> None:
    assert render_github([], {}) == ""
    assert render_github([finding(UNKNOWN, NOWHERE, name="x")], {}) != ""
