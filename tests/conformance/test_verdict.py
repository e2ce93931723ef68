"""Outcomes, and when a rejection is for the same thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.job import heat_errors, missing_files
from tests.conformance.recorded import records
from tests.conformance.verdict import Finding, outcome, same_finding


def ours(address: str, heat: str | None = "StackValidationFailed", *, name: str = "some-code", **facts: str) -> Finding:
    return Finding("HP0000", name, "error", heat, address, facts, " ".join(facts.values()))


@pytest.mark.parametrize(
    ("rejects", "findings", "equal", "expected"),
    [
        (False, [], True, "equal"),
        (False, [], False, "different"),
        (True, [], False, "we-accept"),
        (False, [ours("a")], False, "we-reject"),
        (True, [ours("a")], False, "both-reject"),
        (False, [ours("a", name="unsupported-type")], False, "unsupported"),
        (True, [ours("a", name="unsupported-type"), ours("b")], False, "unsupported"),
    ],
)
def test_outcomes(rejects: bool, findings: list[Finding], equal: bool, expected: str) -> None:
    assert outcome(heat_rejects=rejects, findings=findings, equal=equal) == expected


def test_a_warning_is_no_rejection() -> None:
    warning = Finding("HP0000", "limit", "warning", None, "", {}, "")

    assert outcome(heat_rejects=False, findings=[warning], equal=True) == "equal"


HEATS: dict[str, Any] = {
    "class": "StackValidationFailed",
    "where": "resource:web",
    "message": "Property error: resources.web.properties.size: Value must be a string; got []",
    "path": ["resources", "web", "properties", "size"],
}


@pytest.mark.parametrize(
    ("finding", "same"),
    [
        (ours("resources.web.properties.size"), True),
        (ours("web.properties.size"), True),
        (ours("resources.db.properties.size"), False),
        (ours("resources.web", property="size"), False),
        (ours("resources.web.properties.size", "UserParameterMissing"), False),
        (ours("resources.web.properties.size", None), False),
    ],
)
def test_the_same_finding_has_the_class_and_the_subject(finding: Finding, same: bool) -> None:
    assert same_finding([HEATS], [ours("other"), finding]) is same


def test_only_heats_first_error_counts() -> None:
    first = {**HEATS, "path": ["resources", "first", "properties", "size"]}
    first["message"] = first["message"].replace("web", "first")

    assert not same_finding([first, HEATS], [ours("resources.web.properties.size")])


def test_a_message_that_the_table_does_not_map_is_no_same_finding() -> None:
    odd = {**HEATS, "message": "Property error: resources.web.properties.size: 3 is odd"}

    assert not same_finding([odd], [ours("resources.web.properties.size")])


def test_a_file_that_can_not_be_had_is_a_class_of_its_own() -> None:
    assert missing_files(records()["missing"])
    assert not missing_files(records()["unknown_type"])


def test_heats_limits_are_no_rejection() -> None:
    assert heat_errors({"errors": [{"class": "RequestLimitExceeded", "message": "", "where": "limits"}]}) == ()
