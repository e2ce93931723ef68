"""Golden cases: a template, and what compiling it says and gives.

A case is a YAML file in ``cases/``.  Comments at its top say how it is
compiled: ``# title: …``, ``# parameters: {"a": 1}`` (JSON), ``# environments: a.yaml b.yaml``.
The expected text is in ``golden/``; ``make golden`` rewrites it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from heatplan.diagnostics.render_text import render_text
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.render.text import text as plan_text
from tests.conftest import Golden
from tests.sources import folder_sources

CASES = Path(__file__).parent / "cases"


def option(text: str, name: str) -> str:
    found = re.search(rf"^# {name}: *(.*)$", text, re.MULTILINE)
    return found.group(1) if found else ""


@pytest.mark.parametrize("case", sorted(CASES.glob("*.case.yaml")), ids=lambda case: case.name.split(".")[0])
def test_case(case: Path, golden: Golden) -> None:
    text = case.read_text(encoding="utf-8")
    assert option(text, "title"), "a case says in its first line what it shows"
    environments = tuple(option(text, "environments").split())
    sources = folder_sources(CASES, case.name, environments)
    request = Request(parameters=freeze(json.loads(option(text, "parameters") or "{}")))

    planned = compile_plan(sources, request)

    said = render_text(planned.diagnostics, {name: source.text for name, source in sources.files.items()})
    if planned.value is not None:
        said += plan_text(planned.value).rpartition("\nplan ")[0]  # the digest moves with every field a plan gains
    golden(case.name.split(".")[0] + ".txt", said)
