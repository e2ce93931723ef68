"""The file of step times: what it says, and what is wrong with it."""

from __future__ import annotations

import pytest

from heatplan.ir.value import Map
from heatplan.semantics.times import DEFAULT, Times
from heatplan.step_times import read_times


def test_an_empty_file_is_the_table() -> None:
    assert read_times("").value == DEFAULT


def test_everything_that_can_be_said() -> None:
    text = """\
types:
  OS::Nova::Server: 45
  OS::Neutron::*: 3.5
  Vendor::Thing: 7
  others: 2
mints: {user: 0.5, others: 0}
addresses:
  db.server: 180
  servers[*].volume: 12
wait: timeout
parallel: 20
"""
    result = read_times(text)

    assert result.diagnostics == ()
    times = result.value
    assert times is not None
    assert times.types == Map({"OS::Nova::Server": 45.0, "OS::Neutron::*": 3.5, "Vendor::Thing": 7.0})
    assert (times.others, times.mints, times.mint) == (2.0, Map(user=0.5), 0.0)
    assert [(rule.text, rule.seconds, rule.exact) for rule in times.addresses] == [
        ("db.server", 180.0, ()),
        ("servers[*].volume", 12.0, (False,)),
    ]
    assert (times.wait, times.parallel) == (None, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", "HP0114"),
        ("types: [1]", "HP1495 The part types is a list in the file of times: it must be a mapping."),
        (
            "typs: {}",
            "HP1495 There is no part typs in the file of times: it has types, mints, addresses, wait and parallel.",
        ),
        ("parallel: 0", "HP1495 parallel is wrong"),
        ("parallel: yes", "HP1495 parallel is wrong"),
        (
            "types: {OS::Nova::Server: 45s}",
            "HP1496 The time of OS::Nova::Server is 45s: it must be a number of seconds",
        ),
        ("types: {OS::Nova::Server: true}", "HP1496"),
        ("types: {OS::Nova::Server: -1}", "HP1496"),
        ("types: {OS::Nova::Server: .nan}", "HP1496"),
        ("types: {OS::Nova::Server: .inf}", "HP1496"),
        ("types: {OS::Nova::Server: [1]}", "HP1496 The time of OS::Nova::Server is a list"),
        ("mints: {user: }", "HP1496 The time of user is null"),
        (
            "wait: never",
            "HP1496 The time of wait is never: it must be a number of seconds, 0 or more, or the word timeout.",
        ),
        ("addresses: {'servers[].volume': 1}", "HP1498 servers[].volume is no address of a step."),
        ("addresses: {'': 1}", "HP1498"),
    ],
)
def test_what_is_an_error(text: str, found: str) -> None:
    result = read_times(text)

    assert result.value is None
    errors = [f"{item.code.id} {item.message}" for item in result.diagnostics if item.severity == "error"]
    assert errors[0].startswith(found)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("types: {OS::Nova::Sever: 1}", "Did you mean OS::Nova::Server?"),
        ("types: {OS::Vendor::Thing: 1}", ""),
        ("types: {OS::Nove::*: 1}", ""),
        ("types: {other: 1}", "Did you mean others?"),
        ("mints: {usr: 1}", "Did you mean user?"),
    ],
)
def test_a_name_that_heat_does_not_have_is_a_warning(text: str, hint: str) -> None:
    result = read_times(text)

    assert isinstance(result.value, Times)
    assert [(item.code.id, item.severity, item.hint) for item in result.diagnostics] == [("HP1497", "warning", hint)]
    span = result.diagnostics[0].span
    assert text[span.start : span.end] in {"OS::Nova::Sever", "OS::Vendor::Thing", "OS::Nove::*", "other", "usr"}


def test_findings_point_at_their_place() -> None:
    text = "types: {OS::Nova::Server: soon}"

    (found,) = read_times(text, "t.yaml").diagnostics

    assert (found.span.source, text[found.span.start : found.span.end]) == ("t.yaml", "soon")


def test_all_is_found_at_once() -> None:
    result = read_times("typs: {}\nwait: -1\naddresses: {'a[': x}")

    assert sorted(item.code.id for item in result.diagnostics) == ["HP1495", "HP1496", "HP1496", "HP1498"]
