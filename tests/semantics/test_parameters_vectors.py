"""Parameters by Heat's own answers (made by make_vectors.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.template import ParameterDecl
from heatplan.ir.value import freeze, thaw
from heatplan.semantics.parameter_schema import read_schema
from heatplan.semantics.parameters import check, coerce
from heatplan.span import Span

HERE = Path(__file__).parent
ROWS = [json.loads(line) for line in (HERE / "parameter_vectors.jsonl").read_text().splitlines()]
SPAN = Span("t.yaml", 0, 1)


def node(data: Any) -> Node:
    if isinstance(data, dict):
        return Mapping(tuple((Scalar(key, SPAN), node(item)) for key, item in data.items()), SPAN)
    if isinstance(data, list):
        return Sequence(tuple(map(node, data)), SPAN)
    return Scalar(data, SPAN)


def read(row: Any) -> tuple[ParameterSchema | None, list[str]]:
    declared = node(row["schema"])
    assert isinstance(declared, Mapping)
    dialect = "cfn" if row["version"] == "cfn" else "hot"
    schema, found = read_schema(ParameterDecl("p", declared, SPAN), dialect, row["version"])
    return schema, [one.message for one in found if one.severity == "error"]


def label(row: Any) -> str:
    return f"{row['version']} {json.dumps(row['schema'])[:70]}"


@pytest.mark.parametrize("row", [row for row in ROWS if "lawful" in row], ids=label)
def test_a_declaration_is_lawful_where_heat_takes_it(row: Any) -> None:
    schema, errors = read(row)

    assert (not errors) == row["lawful"], errors
    assert schema is not None or errors


@pytest.mark.parametrize("row", [row for row in ROWS if "answers" in row], ids=label)
def test_a_value_is_converted_and_judged_as_heat_does(row: Any) -> None:
    schema, errors = read(row)
    assert schema is not None
    assert not errors
    for given, valid, readable, value in row["answers"]:
        found = check(schema, freeze(given))
        converted, fault = coerce(schema, freeze(given))

        assert (not found) == valid, (given, found)
        assert (fault is None) == readable, (given, fault)
        if readable:
            assert json.dumps(thaw(converted), sort_keys=True) == json.dumps(value, sort_keys=True), given
