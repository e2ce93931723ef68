"""The examples in the documentation of parameters and properties produce the code that they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from heatplan.catalogue.resource_types import lookup
from heatplan.ir.expr import Lit
from heatplan.ir.node import Mapping, value_of
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.source import Source
from heatplan.ir.template import ParameterDecl
from heatplan.ir.value import Value
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.parameters import check, read_schema
from heatplan.semantics.properties import check_properties
from heatplan.semantics.template_type import template_resource_type
from heatplan.syntax.read import read
from tests.sources import sources_of

DOCS = Path(__file__).parents[2] / "docs" / "diagnostics"
SECTION = re.compile(r"^## (HP\d{4}) .*?```yaml\n(.*?)```", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^# --parameter (\w+)=(.*)$", re.MULTILINE)
PARTS = ("parameters.md", "properties.md")

CALLS = ("HP0517",)
"""Codes that are about calls in properties, where the others are about values."""

SECTIONS = [found for part in PARTS for found in SECTION.findall((DOCS / part).read_text(encoding="utf-8"))]
EXAMPLES = [pytest.param(code, example, id=code) for code, example in SECTIONS if code not in CALLS]


def document(text: str) -> Mapping:
    node = read(Source("t.yaml", text)).value
    assert isinstance(node, Mapping)
    return node


def declarations(root: Mapping) -> Iterator[tuple[ParameterSchema | None, set[str]]]:
    section = root.get("parameters")
    for name, body in section.entries if isinstance(section, Mapping) else ():
        assert isinstance(body, Mapping)
        schema, found = read_schema(ParameterDecl(str(name.value), body, name.span), "hot", "2018-08-31")
        yield schema, {one.code.id for one in found}


def codes_of(example: str) -> Iterator[str]:
    nested, _, rest = example.partition("# in the template that uses it")
    root = document(rest.partition("\n")[2] if rest else example)
    given: dict[str, Value] = dict(OPTION.findall(example))
    if "# in an environment file: parameters: {name: 5}" in example:
        given = {"name": 5}
    for schema, found in declarations(root):
        yield from found
        if schema is not None:
            value = given.get(schema.name)
            yield from (one.code.id for one in (check(schema, value) if value is not None else ()))
    resources = root.get("resources")
    for _, body in resources.entries if isinstance(resources, Mapping) else ():
        assert isinstance(body, Mapping)
        name = value_of(body.entries[0][1])
        kind = lookup(name)
        if kind is None:
            schemas = [schema for schema, _ in declarations(document(nested)) if schema is not None]
            kind = template_resource_type(name, schemas, ())
        properties = body.get("properties")
        _, faults = check_properties(kind, Lit(None if properties is None else value_of(properties)))
        yield from (fault.code.id for fault in faults)


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_produces_its_code_and_no_other(code: str, example: str) -> None:
    assert set(codes_of(example)) == {code}


def test_there_is_an_example_for_each_section() -> None:
    headings = sum((DOCS / part).read_text(encoding="utf-8").count("\n## HP") for part in PARTS)

    assert len(SECTIONS) == headings


@pytest.mark.parametrize(("code", "example"), [found for found in SECTIONS if found[0] in CALLS])
def test_an_example_with_calls_produces_its_code_and_no_other(code: str, example: str) -> None:
    plan = compile_plan(sources_of({"template.yaml": f"heat_template_version: 2018-08-31\n{example}"}))

    assert [one.code.id for one in plan.diagnostics if one.severity == "error"] == [code]
