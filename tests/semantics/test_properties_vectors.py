"""Property values by Heat's own answers (made by make_vectors.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heatplan.catalogue.resource_types import _property
from heatplan.ir.expr import Call, Expr, Lit, entry, map_of
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Map, freeze, thaw
from heatplan.semantics.custom_constraints import why_not
from heatplan.semantics.properties import check_properties, typed_properties

HERE = Path(__file__).parent


def rows(name: str) -> list[Any]:
    return [json.loads(line) for line in (HERE / name).read_text().splitlines()]


VALUES, *SCHEMAS = rows("property_vectors.jsonl")


def same(ours: Any, theirs: Any) -> bool:
    """Equal, and of equal types: 1 is not True."""
    return json.dumps(ours, sort_keys=True) == json.dumps(theirs, sort_keys=True)


@pytest.mark.parametrize("row", SCHEMAS, ids=lambda row: json.dumps(row["schema"])[:60])
def test_a_property_is_typed_and_judged_as_heat_does(row: Any) -> None:
    fields = Map(p=_property(row["schema"]))
    given = [{}, *({"p": value} for value in VALUES)]
    for data, (valid, readable, value) in zip(given, row["answers"], strict=True):
        final, faults = typed_properties(fields, freeze(data))

        assert (not faults) == valid, (data, faults)
        if valid and readable:
            assert same(thaw(final.get("p")), value), data


@pytest.mark.parametrize("row", SCHEMAS, ids=lambda row: json.dumps(row["schema"])[:60])
def test_a_value_that_heat_only_reads_fails_where_heat_fails(row: Any) -> None:
    fields = Map(p=_property(row["schema"]))
    given = [{}, *({"p": value} for value in VALUES)]
    for data, (_, readable, value) in zip(given, row["answers"], strict=True):
        final, faults = typed_properties(fields, freeze(data), unresolved={"p"})

        assert (not faults) == readable, (data, faults)
        if readable:
            assert same(thaw(final.get("p")), value), data


@pytest.mark.parametrize("row", rows("rule_vectors.jsonl"), ids=lambda row: row["rules"][0]["path"][-1])
def test_translation_rules_move_values_as_heat_does(row: Any) -> None:
    properties = Map((name, _property(schema)) for name, schema in row["fields"].items())
    subject = ResourceType("T", properties, Map(), facts=freeze({"translation_rules": row["rules"]}))
    for data, valid, readable, value in row["answers"]:
        final, faults = typed_properties(subject, freeze(data))

        assert (not faults) == valid, (data, faults)
        if valid and readable:
            assert same({name: thaw(final.get(name)) for name in value}, value), data


@pytest.mark.parametrize("row", rows("custom_vectors.jsonl"), ids=lambda row: row["name"])
def test_constraints_with_a_name_hold_where_heat_says_so(row: Any) -> None:
    for value, holds in row["answers"]:
        assert (why_not(row["name"], freeze(value)) is None) == holds, value


@pytest.mark.parametrize("row", SCHEMAS, ids=lambda row: json.dumps(row["schema"])[:60])
def test_an_expression_that_is_all_known_is_judged_as_its_value(row: Any) -> None:
    fields = Map(p=_property(row["schema"]))
    for value in VALUES:
        data = freeze({"p": value})
        final, faults = typed_properties(fields, data)
        expr, found = check_properties(fields, Lit(data))

        assert isinstance(expr, Lit)
        assert repr((final, faults)) == repr((expr.value, found))  # NaN is not equal to itself


def wrap(value: Any) -> Expr:
    return Call("get_param", "GetParam", Lit(value))


@pytest.mark.parametrize("row", SCHEMAS, ids=lambda row: json.dumps(row["schema"])[:60])
def test_what_is_unknown_is_left_alone(row: Any) -> None:
    unknown = wrap("x")
    expr, faults = check_properties(Map(p=_property(row["schema"])), map_of([("p", unknown)]))
    allowed = {"property-unimplemented"} if row["schema"].get("unimplemented") else set()

    assert entry(expr, "p") is unknown
    assert {fault.code.name for fault in faults} <= allowed


def test_a_report_does_not_show_a_hidden_value() -> None:
    _, (fault,) = typed_properties(Map(p=_property({"type": "Integer"})), freeze({"p": "secret"}))

    assert "secret" in fault.message
    assert "secret" not in fault.hidden().message
