"""Values that only the cloud knows, as tokens: equal tokens are equal values, different ones differ or may differ.

With them the evaluator finishes every expression, and what comes out of both
sides of a comparison can be compared as any value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from heatplan.ir.value import Value, walk
from heatplan.semantics.knowledge import UNKNOWN, Unknown

MARK: Final = "\0"
"""Every token has it.  A text of a template that has it too is taken for one: it is compared as it is, untyped."""


def token(*parts: Value) -> str:
    """The token of something, by what it is."""
    return f"{MARK}{parts!r}{MARK}"


def has_token(value: Value) -> bool:
    """Whether a token is in the value, or in a text that was made of one."""
    return any(isinstance(part, str) and MARK in part for part in walk(value))


@dataclass(frozen=True)
class Said:
    """What a resource says of itself: its reference, and an attribute by its path."""

    reference: Value
    attribute: Callable[[tuple[Value, ...]], Value]


@dataclass(frozen=True)
class Told:
    """The resources of one level, as far as they have been told."""

    said: dict[str, Said] = field(default_factory=dict)

    def reference(self, resource: str) -> Value | Unknown:
        """The reference of a resource, unknown while nothing is told of it."""
        found = self.said.get(resource)
        return UNKNOWN if found is None else found.reference

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value | Unknown:
        """An attribute of a resource, unknown while nothing is told of it."""
        found = self.said.get(resource)
        return UNKNOWN if found is None else found.attribute(path)


def says(address: str, *, reference: str = "", attributes: str = "") -> Said:
    """A resource whose reference and attributes are those before, or others (each by a mark of its own)."""
    return Said(token("id", address, reference), lambda path: token("attribute", address, path, attributes))
