"""Outcomes, and when a rejection is for the same thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.job import heat_errors, missing_files
from tests.conformance.recorded import records
from tests.conformance.verdict import Finding, Place, heat_place, outcome, same_finding


def ours(address: str, heat: str | None = "StackValidationFailed", *, name: str = "some-code", **facts: str) -> Finding:
    return Finding("HP0000", name, "error", heat, address, facts, " ".join(facts.values()))


@pytest.mark.parametrize(
    ("sample", "place"),
    [
        ("unknown_property", Place("resource", "volume")),
        ("unknown_reference", Place("resource", "volume", "nobody")),
        ("no_value", Place("parameter", "wanted")),
        ("bad_value", Place("parameter", "count")),
        ("unknown_type", Place("resource")),
        ("missing", Place("load")),
    ],
)
def test_where_heats_error_is(sample: str, place: Place) -> None:
    assert heat_place(records()[sample]["errors"][0]) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (["resources", "a", "properties", "config"], Place("resource", "a", "config")),
        (["resources", "a", "properties"], Place("resource", "a")),
        (["resources.a.properties.user_data.str_replace"], Place("resource", "a", "user_data")),
        (["Resources", "Web", "Properties", "ImageId"], Place("resource", "Web", "ImageId")),
        (["resources", "group<nested_stack>", "resources", "0", "properties", "x"], Place("resource", "group")),
        (["outputs.string.value.get_attr"], Place("output", "string")),
    ],
)
def test_heats_path_says_the_place(path: list[str], place: Place) -> None:
    assert heat_place({"class": "StackValidationFailed", "message": "", "where": "node_data", "path": path}) == place


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
    "message": "Property error: resources.web.properties.size: Value must be a string",
    "path": ["resources", "web", "properties", "size"],
}


@pytest.mark.parametrize(
    ("finding", "same"),
    [
        (ours("web", property="size"), True),
        (ours("web.properties.size"), True),
        (ours('"web".size'), True),
        (ours('resources."web.1".size'), False),
        (ours("web[0].size"), True),
        (ours("resources.web.properties.size"), True),
        (ours("resources.db.properties.size"), False),
        (ours("web", property="sizes"), False),
        (ours("web"), False),
        (ours("db", property="size"), False),
        (ours("parameters.web", property="size"), False),
        (ours("web", "UserParameterMissing", property="size"), False),
        (ours("web", None, property="size"), False),
    ],
)
def test_the_same_finding_has_the_class_the_place_and_the_property(finding: Finding, same: bool) -> None:
    assert same_finding([HEATS], [ours("other"), finding]) is same


def test_only_heats_first_error_counts() -> None:
    assert not same_finding([{**HEATS, "path": ["resources", "first", "properties"]}, HEATS], [ours("web", p="size")])


def test_a_file_that_can_not_be_had_is_a_class_of_its_own() -> None:
    assert missing_files(records()["missing"])
    assert not missing_files(records()["unknown_type"])


def test_heats_limits_are_no_rejection() -> None:
    assert heat_errors({"errors": [{"class": "RequestLimitExceeded", "message": "", "where": "limits"}]}) == ()
