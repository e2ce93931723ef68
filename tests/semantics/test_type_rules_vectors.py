"""The rules of resource types by Heat's own answers (vectors/make_type_rule_vectors.py)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.pipeline import analyse
from tests.semantics.vectors.make_type_rule_vectors import NESTED, PLAIN, VECTORS, accepted
from tests.semantics.vectors.type_rule_grids import GRIDS, nested, templates
from tests.sources import sources_of

ROWS = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]


def errors(template: dict[str, Any]) -> list[Diagnostic]:
    """What is wrong with the subject, in the order in which it was found."""
    found = analyse(sources_of({"template.yaml": json.dumps(template)}), Request()).diagnostics
    return [item for item in found if item.severity == "error" and item.address.startswith("resources.subject")]


def reported(first: Diagnostic) -> str | None:
    """The exception class as which Heat reports it: what is none of its own comes out as StackValidationFailed."""
    return "StackValidationFailed" if first.code.heat in PLAIN else first.code.heat


@pytest.mark.parametrize(
    ("row", "asked"),
    list(zip(ROWS, templates(), strict=True)),
    ids=[f"{number}-{row['of']}" for number, row in enumerate(ROWS)],
)
def test_a_type_rejects_what_heat_rejects_and_for_the_same_reason(row: Any, asked: list[Any]) -> None:
    assert len(asked) == len(row["answers"])
    differ = []
    for template, answer in zip(asked, row["answers"], strict=True):
        if answer != "?":
            found = errors(template)
            if (reported(found[0]) if found else None) != answer:
                differ.append((template["resources"]["subject"], answer, [item.message for item in found]))

    assert differ == []


def test_both_answers_are_among_those_to_each_grid() -> None:
    assert [row["of"] for row in ROWS] == [*(kind for kind, _, _ in GRIDS), "stacks"]
    same = {row["of"] for row in ROWS if len(set(row["answers"])) == 1}

    assert same == {"OS::Neutron::QoSPolicy"}


def test_in_a_nested_stack_heat_fails_at_the_values_that_rules_look_at() -> None:
    answers = json.loads(NESTED.read_text(encoding="utf-8"))["accepted"]
    differ = []
    for (template, child), answer in zip(nested(accepted()), answers, strict=True):
        sources = sources_of({"template.yaml": json.dumps(template), "child.yaml": child})
        wrong = [item.message for item in analyse(sources, Request()).diagnostics if item.severity == "error"]
        if answer != "2" and bool(wrong) != (answer == "0"):
            differ.append((json.loads(child)["resources"]["subject"], answer, wrong))

    assert differ == []
    assert {"0", "1"} <= set(answers)
