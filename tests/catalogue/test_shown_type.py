"""Types as ``openstack orchestration resource type show`` prints them: read, written, completed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.catalogue import resource_types
from heatplan.catalogue.catalogue import SHIPPED
from heatplan.catalogue.completed import unsaid
from heatplan.catalogue.shown_type import read_type, shown
from heatplan.ir.schema import AllowedValues, AttributeSchema, PropertySchema, Range, ResourceType
from heatplan.ir.value import Map, Value, freeze

ANSWERS = Path(__file__).with_name("shown_types.jsonl")
CONSTRAINTS = resource_types.release()["custom_constraints"]


def answers() -> list[Value]:
    return [freeze(json.loads(line)) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]


def said_by_heat(kind: ResourceType) -> Value:
    """The form as Heat answers it: without what it does not say (service.py, resource_schema)."""
    return shown(
        replace(
            kind,
            properties=Map((name, item) for name, item in kind.properties.items() if not unsaid(item)),
            attributes=Map((name, item) for name, item in kind.attributes.items() if item.support.status != "HIDDEN"),
        )
    )


@pytest.mark.parametrize("form", answers(), ids=lambda form: form["resource_type"])
def test_heats_answer_about_its_own_type_gives_that_type(form: Value) -> None:
    read = read_type(form, CONSTRAINTS)

    assert read.type is not None
    assert read.faults == ()
    assert SHIPPED.with_own([read.type]).lookup(read.type.name) == SHIPPED.lookup(read.type.name)


@pytest.mark.parametrize("form", answers(), ids=lambda form: form["resource_type"])
def test_what_is_written_is_what_heat_answers_but_for_descriptions(form: Value) -> None:
    kind = SHIPPED.lookup(form["resource_type"])
    assert kind is not None

    assert read_type(said_by_heat(kind), CONSTRAINTS) == read_type(form, CONSTRAINTS)


def test_each_type_comes_back_from_its_form() -> None:
    for name in resource_types.names():
        kind = SHIPPED.lookup(name)
        assert kind is not None
        read = read_type(said_by_heat(kind), CONSTRAINTS)
        assert read.type is not None
        assert read.faults == ()
        assert SHIPPED.with_own([read.type]).lookup(name) == kind


def test_the_order_in_a_form_is_of_no_consequence() -> None:
    for form in answers():
        turned = Map({**form, "properties": Map(reversed(form["properties"].items()))})
        first, second = read_type(form, CONSTRAINTS).type, read_type(turned, CONSTRAINTS).type
        assert first is not None
        assert second is not None
        assert list(first.properties) == list(second.properties)


def test_a_type_of_a_plugin_is_all_that_its_form_says() -> None:
    read = read_type(
        freeze(
            {
                "resource_type": "Acme::Thing",
                "properties": {
                    "size": {"type": "integer", "required": True, "constraints": [{"range": {"min": 1}}]},
                    "tiers": {
                        "type": "list",
                        "schema": {"*": {"type": "string", "constraints": [{"allowed_values": ["a"]}]}},
                    },
                },
                "attributes": {"where": {"description": "x"}, "used": {"type": "integer"}},
                "support_status": {"status": "DEPRECATED", "message": "m", "version": "3.0", "previous_status": None},
            }
        ),
        CONSTRAINTS,
    )

    assert read.faults == ()
    assert read.type is not None
    assert read.type.properties["size"] == PropertySchema("Integer", required=True, constraints=(Range(1),))
    assert read.type.properties["tiers"].items == PropertySchema("String", constraints=(AllowedValues(("a",)),))
    assert read.type.attributes == {"where": AttributeSchema(None), "used": AttributeSchema("Integer")}
    assert (read.type.support.status, read.type.support.version) == ("DEPRECATED", "3.0")
    assert not read.type.facts


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ([], "no mapping"),
        ({}, "no resource_type"),
        ({"resource_type": 1}, "no resource_type"),
        ({"heat_template_version": "2016-10-14", "resources": {}}, "--template-type"),
        ({"HeatTemplateFormatVersion": "2012-12-12"}, "--template-type"),
    ],
)
def test_what_is_no_form_gives_no_type(form: Value, why: str) -> None:
    read = read_type(freeze(form), CONSTRAINTS)

    assert read.type is None
    assert why in read.faults[0].why


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        (1, "no mapping"),
        ({"type": "int"}, "it can be string"),
        ({"type": "string", "required": "yes"}, "true or false"),
        ({"type": "string", "constraints": {}}, "no list"),
        ({"type": "string", "constraints": [1]}, "no mapping"),
        ({"type": "string", "constraints": [{"range": 5}]}, "can not be read"),
        ({"type": "string", "constraints": [{"range": {"min": "1"}}]}, "can not be read"),
        ({"type": "string", "constraints": [{"length": {"min": True}}]}, "can not be read"),
        ({"type": "string", "constraints": [{"modulo": {"step": 2}}]}, "can not be read"),
        ({"type": "string", "constraints": [{"allowed_values": "a"}]}, "can not be read"),
        ({"type": "string", "constraints": [{"allowed_pattern": 3}]}, "can not be read"),
        ({"type": "integer", "constraints": [{"modulo": {"step": 0, "offset": 0}}]}, "can not be read"),
        ({"type": "list", "schema": {"a": {"type": "string"}}}, "one entry, *"),
        ({"type": "map", "schema": [1]}, "no mapping"),
        ({"type": "map", "schema": {"k": {"type": "nothing"}}}, "it can be string"),
    ],
)
def test_a_part_that_can_not_be_is_named(schema: Value, why: str) -> None:
    form = freeze({"resource_type": "Acme::Thing", "properties": {"p": schema}})

    read = read_type(form, CONSTRAINTS)

    assert read.type is not None
    assert [why in fault.why and not fault.ignored for fault in read.faults] == [True]
    assert read.faults[0].path[:2] == ("properties", "p")


def test_a_constraint_of_the_clouds_own_is_left_to_it() -> None:
    constraints = [{"custom_constraint": "acme.pool"}, {"even": True}, {"custom_constraint": "ip_addr"}]
    form = {"resource_type": "A::B", "properties": {"p": {"type": "string", "constraints": constraints}}}

    read = read_type(freeze(form), CONSTRAINTS)

    assert read.type is not None
    assert len(read.type.properties["p"].constraints) == 1
    assert [fault.ignored for fault in read.faults] == [True, True]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["string", "list", "map", "*", "x"])
KEYS = st.sampled_from(
    [
        "resource_type",
        "properties",
        "attributes",
        "support_status",
        "type",
        "schema",
        "constraints",
        "range",
        "min",
        "length",
        "modulo",
        "step",
        "offset",
        "allowed_values",
        "allowed_pattern",
        "custom_constraint",
        "status",
        "*",
        "required",
        "default",
        "description",
    ]
)
FORMS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.integers(), inner, max_size=5)
)


@given(FORMS)
def test_whatever_is_read_nothing_is_raised_and_it_can_be_written(form: Value) -> None:
    data = form if isinstance(form, dict) else {"properties": {"p": form}, "attributes": form}
    read = read_type(freeze({**data, "resource_type": "A::B"}), CONSTRAINTS)

    assert read.type is not None
    again = read_type(shown(read.type), CONSTRAINTS)
    assert repr(again.type) == repr(read.type)
    assert again.faults == ()
