"""Differences that are on purpose, or the oracle's own: why a case on which the two sides differ is no mistake.

Each is a sentence of docs/differences.md, with what tells that it applies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

Row = Mapping[str, Any]


def hidden_decides(row: Row) -> bool:
    """What a hidden value decides is decided when the plan is applied: both ways are in the plan."""
    return row["outcome"] == "different" and any(one["name"] == "hidden-decides" for one in row["findings"])


def calls_passed_on(row: Row) -> bool:
    """Heat passes on a call that it does not make; we say so."""
    said = any(one["name"] == "property-unresolved" for one in row["findings"])
    return row["outcome"] == "different" and said and "<heat.engine." in str(row["detail"])


def cloud_asked(row: Row) -> bool:
    """The oracle looks no further at a resource whose validation asks a cloud; we do, and find something in it."""
    errors = [one["address"] for one in row["findings"] if one["severity"] == "error"]
    asked = tuple(f"resources.{name}." for name in row["asked"])
    return row["outcome"] == "we-reject" and bool(asked) and all(address.startswith(asked) for address in errors)


def not_yet(row: Row) -> bool:
    """We say ourselves that we do not support it yet."""
    return bool(row["outcome"] == "unsupported")


EXPLAINED: Final[dict[str, Callable[[Row], bool]]] = {
    "a hidden value decides, and is looked at when the plan is applied": hidden_decides,
    "Heat passes on a call as an object of its own": calls_passed_on,
    "the oracle has no cloud to ask while it validates a resource": cloud_asked,
    "not supported yet, and said so": not_yet,
}


def explained(row: Row) -> str:
    """Why the two sides differ on purpose; empty where there is no such reason."""
    return next((why for why, holds in EXPLAINED.items() if holds(row)), "")
