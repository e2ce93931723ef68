"""The strategies: what they draw is lawful, and shrinks to what a person reads."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from heatplan.ir.schema import AllowedPattern, AllowedValues, Constraint, Length, Modulo, ParameterSchema, Range
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.parameters import check
from heatplan.testing.drawn import Drawn
from heatplan.testing.schemas import KINDS, declared, schemas
from heatplan.testing.strategies import parameters_of, schemas_of, templates, values_of
from heatplan.testing.writing import to_yaml
from tests.sources import sources_of

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(suppress_health_check=SLOW)
@given(templates())
def test_a_drawn_template_compiles(drawn: Drawn) -> None:
    result = compile_plan(drawn.sources(), drawn.request())

    assert [one.message for one in result.diagnostics if one.severity in {"error", "will-fail"}] == []
    assert result.value is not None


SMALL = settings(
    max_examples=1000, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)
SCREEN = 30


def test_what_is_found_fits_on_a_screen() -> None:
    found = find(templates(), lambda drawn: "get_resource" in str(drawn.root), settings=SMALL, random=Random(1))

    assert len(repr(found).strip().splitlines()) <= SCREEN, repr(found)


@settings(max_examples=20, suppress_health_check=SLOW)
@given(templates(max_resources=2, max_templates=0, with_groups=False, with_conditions=False, versions=("2015-10-15",)))
def test_knobs_are_heeded(drawn: Drawn) -> None:
    text = repr(drawn)

    assert next(iter(drawn.files)) == "template.yaml"
    assert [name for name in drawn.files if name.endswith(".yaml")] == ["template.yaml"]
    assert len(drawn.root.get("resources", {})) <= 2
    assert "OS::Heat::ResourceGroup" not in text
    assert "conditions" not in drawn.root
    assert drawn.root["heat_template_version"] == "2015-10-15"


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_schema_that_is_declared_is_read_again(kind: Any, data: st.DataObject) -> None:
    schema = data.draw(schemas("p", kind, "", "2018-08-31"))

    text = to_yaml({"heat_template_version": "2018-08-31", "parameters": {"p": declared(schema)}})

    assert schemas_of(text) == (schema,)


def schema_of(kind: str, *constraints: Constraint) -> ParameterSchema:
    return ParameterSchema("p", kind, constraints=constraints)


SCHEMAS = [
    schema_of("string"),
    schema_of("string", Length(3, 5)),
    schema_of("string", Length(None, 2)),
    schema_of("string", AllowedValues(("a", "b")), AllowedValues(("b", "c"))),
    schema_of("string", AllowedPattern("a|ab")),
    schema_of("string", AllowedPattern("[A-Z]+[a-z]*$"), Length(2, 6)),
    schema_of("number", Range(3, 5)),
    schema_of("number", Range(0.25, 0.5)),
    schema_of("number", Modulo(5, 2), Range(0, 30)),
    schema_of("number", Modulo(-5, -2), Range(-30, 0)),
    schema_of("number", AllowedValues((1, 2.5))),
    schema_of("boolean"),
    schema_of("comma_delimited_list", Length(2, 3)),
    schema_of("comma_delimited_list", AllowedValues(("a", "b")), Length(1, None)),
    schema_of("json", Length(1, 2)),
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=repr)
@settings(suppress_health_check=SLOW)
@given(st.data())
def test_values_are_lawful(schema: ParameterSchema, data: st.DataObject) -> None:
    value = data.draw(values_of(schema))

    assert check(schema, freeze(value)) == ()


def test_alternatives_are_taken_as_heat_takes_them() -> None:
    """Heat matches the first alternative that begins the text: ``ab`` never matches ``a|ab``."""
    found = {find(values_of(schema_of("string", AllowedPattern("a|ab"))), lambda _: True)}

    assert found == {"a"}
    assert re.fullmatch("a|ab", "ab")
    assert check(schema_of("string", AllowedPattern("a|ab")), "ab") != ()


@pytest.mark.parametrize("spelling", ["yes", "off", "1", 0, True])
def test_booleans_come_in_all_spellings(spelling: Any) -> None:
    found = find(
        values_of(schema_of("boolean")),
        lambda value: value is spelling or (value == spelling and type(value) is type(spelling)),
    )

    assert found == spelling


TEMPLATE = """\
heat_template_version: 2018-08-31
parameters:
  size: {type: number, constraints: [{range: {min: 1, max: 9}}]}
  name: {type: string, constraints: [{allowed_pattern: "[a-z]{3}"}]}
  more: {type: json, default: {}}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: 1, name: {get_param: name}}}
"""


@given(parameters_of(TEMPLATE))
def test_parameters_of_a_template_compile_with_it(given_: dict[str, Any]) -> None:
    result = compile_plan(sources_of({"template.yaml": TEMPLATE}), Request(parameters=freeze(given_)))

    assert [one.message for one in result.diagnostics if one.severity != "note"] == []
    assert {"size", "name"} <= set(given_) <= {"size", "name", "more"}


def test_a_text_that_is_no_template_is_refused() -> None:
    with pytest.raises(ValueError, match="is no template"):
        parameters_of("- a list")
