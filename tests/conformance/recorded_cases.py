"""Our cases with Heat's answers, as ``record`` wrote them down."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.conformance.cases import Case, read_cases, topics
from tests.conformance.record import GOLDENS

ON_PURPOSE = "on_purpose"
"""The topic whose cases differ, each by an entry of docs/differences.md."""


@cache
def every_case() -> dict[str, Case]:
    """All cases by their id."""
    return {case["id"]: case for path in topics() for case in read_cases(path)}


@cache
def answers(topic: str) -> dict[str, dict[str, Any]]:
    """What Heat said of a topic's cases, by their id."""
    lines = (GOLDENS / f"{topic}.jsonl").read_text(encoding="utf-8").splitlines()
    return {golden["id"]: golden for golden in map(json.loads, lines)}
