"""Values of parameters: what Heat's answers can not show."""

from __future__ import annotations

import pytest

from heatplan.ir.schema import AllowedValues, Custom, Length, ParameterSchema
from heatplan.ir.value import Map, Value
from heatplan.semantics.custom_constraints import why_not
from heatplan.semantics.parameters import check, coerce
from tests.counting import steps_of


def test_a_hidden_value_is_in_no_message() -> None:
    constraints = (Length(maximum=3), AllowedValues(("a", "b"), "Choose well."))
    schema = ParameterSchema("p", "string", constraints=constraints, hidden=True)
    found = check(schema, "hunter2")

    assert {one.code.name for one in found} == {"parameter-length", "parameter-value"}
    assert not any("hunter2" in one.message + one.hint for one in found)
    assert {one.hint for one in found} == {"", "Choose well."}


def test_a_hidden_value_of_a_wrong_kind_is_in_no_message() -> None:
    _, fault = coerce(ParameterSchema("p", "number", hidden=True), "hunter2")

    assert fault is not None
    assert "hunter2" not in fault.message


def test_a_finding_names_its_parameter() -> None:
    (found,) = check(ParameterSchema("size", "number"), "large")

    assert found.address == "parameters.size"
    assert found.message == 'The parameter size must be a number, not "large".'


@pytest.mark.parametrize("value", ["[" * 300 + "]" * 300, "[" * 100_000 + "]" * 100_000])
def test_json_that_is_nested_too_deep_is_a_finding(value: str) -> None:
    assert coerce(ParameterSchema("p", "json"), value)[1] is not None


def test_json_may_be_nested_deep() -> None:
    assert coerce(ParameterSchema("p", "json"), "[" * 200 + "]" * 200)[1] is None


def test_values_that_json_has_not_are_a_finding() -> None:
    schema = ParameterSchema("p", "json")

    assert coerce(schema, b"x")[1] is not None
    assert coerce(schema, Map({"a": frozenset({1})}))[1] is not None
    assert coerce(schema, Map({1: 2, None: 3})) == (Map({"1": 2, "null": 3}), None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cron_expression", "R(0-99999999999) * * * *"),
        ("cron_expression", "0-59," * 20_000 + "x * * * *"),
        ("iso_8601", "1" * 1_000_000),
        ("iso_8601", "2018-08-31T" + "0" * 1_000_000),
        ("ip_addr", "1" * 1_000_000),
        ("ip_addr", ":" * 1_000_000),
        ("net_cidr", "1/" * 500_000),
        ("net_cidr", "1" * 1_000_000),
        ("mac_addr", "0" * 1_000_000),
        ("dns_name", "a." * 500_000),
        ("json_string", "[" * 1_000_000),
        ("expiration", " " * 1_000_000),
    ],
)
def test_a_long_value_does_not_take_long(name: str, value: Value) -> None:
    found: list[str | None] = []
    steps_of(lambda: found.append(why_not(name, value)), most=500_000)

    assert found != [None]


def test_an_expiration_in_the_past_holds_since_there_is_no_clock() -> None:
    assert why_not("expiration", "2001-01-01") is None


def test_a_default_is_asked_only_what_its_declaration_was_not() -> None:
    constraints = (Length(maximum=3), Custom("ip_addr"))
    schema = ParameterSchema("p", "string", default="long", has_default=True, constraints=constraints)

    assert {one.code.name for one in check(schema, "long", default=True)} == {"parameter-constraint"}
    assert {one.code.name for one in check(schema, "long")} == {"parameter-constraint", "parameter-length"}


def test_a_constraint_that_asks_a_cloud_holds() -> None:
    assert why_not("nova.flavor", "no such flavor") is None
    assert why_not("nova.flavour", "m1.small") is not None
