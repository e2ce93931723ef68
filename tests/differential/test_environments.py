"""Our compiler and the real Heat agree on drawn environments: Heat's answers are recorded, so no Heat is needed.

``python -m tests.differential.environments`` draws more of them and asks Heat.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conformance.job import Record
from tests.differential.environments import agreed, compared, read_recorded, write
from tests.differential.environments_draw import Case, draw

RECORDED = Path(__file__).parent / "recorded"
DRAWN = tuple(read_recorded(RECORDED / "environments.jsonl"))
MADE = tuple(read_recorded(RECORDED / "environments_made.jsonl"))
"""Nested templates that declare one parameter with different types: the last one that is sent decides the merge."""
CASES = (*DRAWN, *MADE)


@pytest.mark.parametrize(("case", "record"), CASES, ids=[case.id for case, _ in CASES])
def test_drawn_environments_compile_as_in_heat(case: Case, record: Record, tmp_path: Path) -> None:
    write(case, tmp_path)
    there = json.loads(json.dumps(record).replace("/recorded", str(tmp_path)))

    row = compared(case, there, tmp_path)

    assert agreed(row), {key: row[key] for key in ("outcome", "heat", "findings", "detail")}


def test_the_recorded_cases_say_something() -> None:
    clean = [case for case, record in DRAWN if not record.get("errors")]

    assert len(DRAWN) >= 150
    assert len(clean) >= 40
    assert {case.server for case in clean} == {True, False}


def test_a_case_is_the_same_each_time() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)
