"""The JSON Schema of case files says what the reader says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from heatplan.ir.source import Source
from heatplan.testing.cases import expecting, reading
from tests.conftest import ROOT
from tests.samples.golden import SAMPLES

SCHEMA = json.loads((ROOT / "docs" / "case.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)

WRONG = [
    "template: a\nparamters: {}",
    "template: [a]",
    "template: a\nparameters: [b]",
    "template: a\npolicy: least",
    "template: a\nexpect: {count: {}}",
    "template: a\nexpect: {counts: {X: many}}",
    "template: a\nexpect: {counts: {X: -1}}",
    "template: a\nexpect: {resources: {x: gone}}",
    "template: a\nexpect: {resources: {x: {typ: y}}}",
    "template: a\nexpect: {fails: 3}",
    "template: a\nexpect: {plan: web.yaml}",
    "template: a\nexpect: {plan: requirements.txt}",
    "template: a\nexpect: {findings: [{at: x}]}",
    "template: a\nexpect: {findings: HP0411}",
    "template: a\nexpect: {terms: {within: soon}}",
    "template: a\nexpect: {terms: {calls: 1.5}}",
    "template: a\nexpect: {terms: {timeout: 60}}",
    "template: a\ncases: [{}]",
    "template: a\ncases: [{name: a, counts: {}}]",
]
RIGHT = [
    "template: a",
    "template: a\nparameters: {n: 1, l: [a], m: {k: true}}\ntags: one\nheat_release: 18\nmerge: client",
    "template: a\nexpect: {plan: false, allow: HP0550, findings: [HP0411, {code: default-constraint, at: 'a:3'}]}",
    "template: a\nexpect: {plan: x.plan.txt, resources: {x: absent, y: {}, z: {needs: [a], type: T, properties: {p: 1}}}}",
    "template: a\nexpect: {mints: [], laws: all, terms: {within: 1.5, calls: 3, stays: [a]}, outputs: {o: 1}}",
    "template: a\nexpect: {counts: {x: 0}}\ncases: [{name: a, template: b}, {name: c, expect: {fails: true}}]",
]


def data(text: str) -> Any:
    return yaml.safe_load(text)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_has_the_readers_keys() -> None:
    assert tuple(SCHEMA["$defs"]["case"]["properties"]) == reading.KEYS
    assert tuple(SCHEMA["properties"]) == (*reading.KEYS, "cases")
    assert tuple(SCHEMA["$defs"]["expect"]["properties"]) == expecting.KEYS


@pytest.mark.parametrize("text", WRONG)
def test_both_refuse_what_does_not_fit(text: str) -> None:
    assert reading.read_cases(Source("x.case.yaml", text)).value is None
    assert not VALID.is_valid(data(text))


@pytest.mark.parametrize("text", RIGHT)
def test_both_take_what_fits(text: str) -> None:
    assert reading.read_cases(Source("x.case.yaml", text)).value
    assert VALID.is_valid(data(text)), list(VALID.iter_errors(data(text)))


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*/tests/*.case*.yaml")), ids=lambda file: file.name)
def test_the_samples_cases_fit(file: Any) -> None:
    assert [error.message for error in VALID.iter_errors(data(file.read_text(encoding="utf-8")))] == []
