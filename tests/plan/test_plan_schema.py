from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from heatplan.ir.encode import encode
from heatplan.ir.plan_schema import plan_schema
from heatplan.ir.tree import Stack
from tests.plan.trees import group, nested, plan, resource, stack, stacks

FILE = Path(__file__).parents[2] / "docs" / "plan.schema.json"
VALIDATOR = Draft202012Validator(plan_schema())


def test_the_published_schema_is_the_one_of_the_code(request: pytest.FixtureRequest) -> None:
    text = json.dumps(plan_schema(), indent=2) + "\n"
    if request.config.getoption("--update-golden"):
        FILE.write_text(text, encoding="utf-8")

    assert FILE.read_text(encoding="utf-8") == text, "run `make golden`"
    Draft202012Validator.check_schema(plan_schema())


@given(stacks())
@settings(max_examples=25)
def test_every_plan_satisfies_the_schema(root: Stack) -> None:
    errors = [error.message for error in VALIDATOR.iter_errors(json.loads(encode(plan(root))))]

    assert errors == []


def test_what_has_another_shape_does_not() -> None:
    data = json.loads(encode(plan(stack(resource("g", child=group(resource("%index%", child=nested(stack())), 2))))))
    root = data["blocks"][data["root"]]["body"]

    assert VALIDATOR.is_valid(data)
    assert not VALIDATOR.is_valid({**data, "more": 1})
    assert not VALIDATOR.is_valid({**data, "digest": "x"})
    root["resources"][0]["child"]["classes"][0]["names"] = [[0, 1, 2]]
    assert not VALIDATOR.is_valid(data)
