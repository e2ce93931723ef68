"""The differences that are on purpose: entries of docs/differences.md, and what shows that each is still so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.conformance.cases import FOLDER
from tests.conformance.report import Row, causes

TABLE: Final = FOLDER / "differences.toml"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry.

    ``causes`` are patterns for causes of difference that the corpus shows,
    ``elsewhere`` for those that only other templates show.
    ``differs`` and ``shown`` name cases of ours, ``tests`` tests as pytest
    names them.
    """

    id: str
    differs: tuple[str, ...]
    shown: tuple[str, ...]
    tests: tuple[str, ...]
    causes: tuple[re.Pattern[str], ...]
    elsewhere: tuple[re.Pattern[str], ...] = ()


@cache
def entries() -> tuple[Difference, ...]:
    """All entries, in the order of the file."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["difference"]
    unknown = {key for row in rows for key in row} - {"id", "differs", "shown", "tests", "causes", "elsewhere"}
    if unknown:
        raise ValueError(f"{TABLE.name}: {sorted(unknown)}")
    return tuple(
        Difference(
            row["id"],
            tuple(row.get("differs", ())),
            tuple(row.get("shown", ())),
            tuple(row.get("tests", ())),
            tuple(re.compile(pattern) for pattern in row.get("causes", ())),
            tuple(re.compile(pattern) for pattern in row.get("elsewhere", ())),
        )
        for row in rows
    )


def named(cause: str) -> str | None:
    """The id of the entry that a cause of difference belongs to."""
    return next(
        (
            one.id
            for one in entries()
            for part in (one.causes, one.elsewhere)
            for pattern in part
            if pattern.search(cause)
        ),
        None,
    )


def unexplained(rows: Iterable[Row]) -> tuple[str, ...]:
    """The jobs with a cause of difference that belongs to no entry, each with the first such cause."""
    found = ((row["id"], [cause for cause in causes(row) if named(cause) is None]) for row in rows)
    return tuple(f"{name}: {left[0]}" for name, left in found if left)


def not_seen(rows: Iterable[Row]) -> tuple[str, ...]:
    """The ids of entries that the corpus should show and does not any more."""
    seen = {named(cause) for row in rows for cause in causes(row)}
    return tuple(one.id for one in entries() if one.causes and one.id not in seen)
