"""The figures of a report."""

from __future__ import annotations

from typing import Any

from tests.conformance.report import counts, fallen, text


def row(name: str, outcome: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "class": "HOT",
        "clean": outcome in {"equal", "different", "we-reject"},
        "outcome": outcome,
        "same_finding": False,
        "resources": 4,
        "children": False,
        "differs": [],
        "causes": [],
        "detail": [],
        "findings": [],
        "heat": [],
        **more,
    }


ROWS = [
    row("a", "equal"),
    row("b", "different", differs=["edges"], causes=["edges: A needs B (list for nothing)"]),
    row("c", "both-reject", same_finding=True),
    row("d", "we-reject", findings=[{"code": "HP0501", "name": "unknown-property", "severity": "error"}]),
    row("e", "we-accept", heat=[{"class": "X", "where": "resource:e", "message": 'it is "this"'}], **{"class": "CFN"}),
    row("f", "both-reject", **{"class": "missing files"}),
]


def test_the_report_counts_each_class_and_outcome() -> None:
    lines = text(ROWS, 10).splitlines()

    assert lines[1].split() == ["HOT", "4", "1", "1", "1", "1", "0", "0", "0", "1"]
    assert lines[2].split() == ["CFN", "1", "0", "0", "0", "0", "1", "0", "0", "0"]
    assert lines[3].split() == ["missing", "files", "1", "0", "0", "1", "0", "0", "0", "0", "0"]


def test_shares_leave_missing_files_aside() -> None:
    lines = text(ROWS, 10)

    assert "HOT that Heat accepts               2 of     3   66.7 %" in lines
    assert "HOT that Heat rejects               1 of     1  100.0 %" in lines
    assert "all that Heat can see               3 of     5   60.0 %" in lines
    assert "clean HOT, 3 resources or more      1 of     3   33.3 %" in lines


def test_causes_name_codes_shapes_and_heats_words() -> None:
    lines = text(ROWS, 10)

    assert "we-reject: HP0501 unknown-property" in lines
    assert "we-accept: X (resource) it is …" in lines
    assert "edges: A needs B (list for nothing)" in lines


def test_fewer_equal_jobs_than_the_baseline_fail() -> None:
    now = counts(ROWS)

    assert now == {"jobs": 6, "equal": 1, "verdict": 4, "same_finding": 1}
    assert fallen(now, now) == []
    assert fallen(now, {**now, "equal": 2}) == ["equal: 1, the baseline has 2"]


def test_the_report_lists_messages_that_no_table_maps() -> None:
    odd = row("g", "both-reject", heat=[{"class": "X", "where": "load", "message": "odd 'words'"}], unmapped=True)
    lines = text([odd], 10)

    assert "another finding: X (load) odd …" in lines
    assert lines.endswith("Heat's messages without a subject (subjects.toml): 1\n         odd …")
