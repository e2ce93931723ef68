"""The rules of resource types by Heat's own answers (vectors/make_type_rule_vectors.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.pipeline import analyse
from tests.semantics.vectors.type_rule_grids import GRIDS, templates
from tests.sources import sources_of

ROWS = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("vectors")
    .joinpath("type_rules.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def errors(template: dict[str, Any]) -> list[Diagnostic]:
    """What is wrong with the subject, in the order in which it was found."""
    found = analyse(sources_of({"template.yaml": json.dumps(template)}), Request()).diagnostics
    return [item for item in found if item.severity == "error" and item.address.startswith("resources.subject")]


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
            if (found[0].code.heat if found else None) != answer:
                differ.append((template["resources"]["subject"], answer, [item.message for item in found]))

    assert differ == []


def test_both_answers_are_among_those_to_each_grid() -> None:
    assert [row["of"] for row in ROWS] == [*(kind for kind, _, _ in GRIDS), "stacks"]
    same = {row["of"] for row in ROWS if len(set(row["answers"])) == 1}

    assert same == {"OS::Neutron::QoSPolicy"}
