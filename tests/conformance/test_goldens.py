"""Our cases are what they are in Heat: its answers are written down in ``goldens/`` (record.py)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.conformance.cases import Case, agree, compare, read_cases, topics
from tests.conformance.record import GOLDENS, digest


@cache
def answers(topic: str) -> dict[str, dict[str, Any]]:
    lines = (GOLDENS / f"{topic}.jsonl").read_text(encoding="utf-8").splitlines()
    return {golden["id"]: golden for golden in map(json.loads, lines)}


ALL = [(path.stem, case) for path in topics() for case in read_cases(path)]


@pytest.mark.parametrize(("topic", "case"), ALL, ids=[case["id"] for _, case in ALL])
def test_the_case_is_as_in_heat(topic: str, case: Case) -> None:
    golden = answers(topic).get(case["id"])
    assert golden is not None, "make record"
    assert golden["case"] == digest(case), "the case changed: make record"

    found = compare(case, golden)

    assert agree(found), {key: found[key] for key in ("outcome", "detail", "findings", "heat")}
