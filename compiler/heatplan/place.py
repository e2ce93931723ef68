"""Where a stack level stands: its name before creation, what it inherits, and who is above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heatplan.ir.expr import Expr
from heatplan.ir.value import Map
from heatplan.semantics.children import ChildRequest
from heatplan.semantics.scope import Scope


@dataclass(frozen=True)
class Place:
    """Where a level stands: its name before creation, what it inherits, and who is above it."""

    name: str
    registry: Map
    defaults: Map
    depth: int = 0
    outer: Scope | None = None
    facade: Mapping[str, Expr] | None = None
    member: str | None = None
    first: str | None = None
    chain: tuple[str, ...] = ()

    @property
    def strict(self) -> bool:
        """Heat's strict_validate: values are checked in the root stack only."""
        return self.depth == 0

    def child(self, request: ChildRequest) -> Place:
        """The place of a child."""
        template = request.template if isinstance(request.template, str) else ""
        return Place(
            name=request.name,
            registry=request.registry,
            defaults=Map({**self.defaults, **request.defaults}) if request.defaults else self.defaults,
            depth=self.depth + 1,
            outer=request.outer,
            facade=request.facade,
            member=request.member,
            first=request.first,
            chain=(*self.chain, template),
        )
