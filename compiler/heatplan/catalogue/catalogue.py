"""What one compile knows of resource types: those of a release of Heat, and those of the user's own cloud.

A ``Catalogue`` is a value, and nothing else is asked what a type is: two
compiles with different ones do not see each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from heatplan.catalogue import older, resource_types
from heatplan.catalogue.completed import completed
from heatplan.catalogue.releases import NEWEST, OLDEST
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Map


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The types of the release with this ``major`` number; ``own`` types come on top of them, by name."""

    major: int = NEWEST
    own: Map = field(default_factory=Map)  # of str to ResourceType
    operator: Map | None = None
    """The operator's registry: what stands in it beside types of Heat's own; None is Heat's default environment."""
    gone: frozenset[str] = frozenset()
    """Heat's own types that the operator took away or has something else for."""

    def lookup(self, name: str) -> ResourceType | None:
        """The resource type ``name``, None where there is none of that name (aliases are not followed)."""
        if name in self.gone:
            return None
        own: ResourceType | None = self.own.get(name) if self.own else None
        return self.shipped(name) if own is None else own

    def shipped(self, name: str) -> ResourceType | None:
        """The type as Heat itself has it."""
        return resource_types.lookup(name) if self.major == NEWEST else older.lookup_in(self.major, name)

    def is_foreign(self, name: str) -> bool:
        """Whether only a file says what the type is: Heat itself has none of that name."""
        return name in self.own and self.shipped(name) is None

    def names(self) -> tuple[str, ...]:
        """The names of all types, sorted."""
        shipped = older.names_in(self.major)
        return tuple(sorted({*shipped, *self.own})) if self.own else shipped

    def facts(self) -> Mapping[str, Any]:
        """What belongs to the release and to no type (``resource_types.release``)."""
        return resource_types.release() if self.major == NEWEST else older.facts_in(self.major)

    def registrations(self) -> Map:
        """The operator's registry: aliases by type name, by default those of ``resource_types.registrations``."""
        return resource_types.operators(self.facts()["registrations"]) if self.operator is None else self.operator

    def with_operator(self, registry: Map) -> Catalogue:
        """With this registry of the operator's, in which a type of Heat's own stands for itself."""
        own = self.operators_start()
        return replace(
            self,
            operator=Map((name, value) for name, value in registry.items() if own.get(name) is None or value != name),
            gone=frozenset(name for name in self.names() if registry.get(name) != name),
        )

    def operators_start(self) -> Map:
        """What an operator's registry starts with: each type of Heat's own as itself, and Heat's aliases."""
        return Map({**{name: name for name in self.names()}, **self.registrations()})

    def with_own(self, types: Iterable[ResourceType]) -> Catalogue:
        """With these types too.

        Where Heat has one of that name, what the form of the cloud's can not
        say is Heat's (``completed``).
        """
        own = {}
        for kind in types:
            shipped = self.shipped(kind.name)
            own[kind.name] = kind if shipped is None else completed(kind, shipped)
        return replace(self, own=Map({**self.own, **own}))


SHIPPED = Catalogue()
"""The newest release, and nothing else."""


def releases_with(name: str) -> tuple[int, ...]:
    """The releases that have the type, oldest first."""
    return tuple(major for major in range(OLDEST, NEWEST + 1) if Catalogue(major).lookup(name) is not None)
