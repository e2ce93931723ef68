"""Finishing what a resource asks for: properties, policies and counts as values, once all they need stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.schema import ResourceType
from heatplan.ir.state import Undo
from heatplan.ir.steps import members_of, undo_of
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Resource
from heatplan.ir.value import Map, Value
from heatplan.semantics.conversion import show
from heatplan.semantics.properties import typed_properties
from heatplan.semantics.view import Instance, ViewError, view

_FATAL = frozenset({"error", "will-fail"})


class RefusedError(Exception):
    """A value that came out and is not allowed; the text says what and why."""


class Finisher:
    """Finishes resources; what is the same for each copy of a resource is done once.

    The keys of what is kept are identities of resources that the plan holds.
    With ``secret`` no message shows a value: it may come from a hidden
    parameter.
    """

    def __init__(self, most_members: int, *, secret: bool, types: Catalogue = SHIPPED) -> None:
        self._most = most_members
        self._secret = secret
        self._types = types
        self._final: dict[int, Map] = {}

    def properties(self, resource: Resource, level: Instance) -> Map:
        """The final properties: typed, with defaults.  Raises ViewError and RefusedError."""
        final = self._final.get(id(resource))
        if final is not None:
            return final
        kind = None if resource.child is not None else self._types.lookup(resource.mapped)
        expr = resource.properties
        found = view(expr, level)
        if level.member_name is not None and isinstance(found, dict):  # resource_group.py, _clean_props
            found = Map((name, value) for name, value in found.items() if value is not None)
        final = self._typed(kind, found)
        if isinstance(expr, Lit):
            self._final[id(resource)] = final
        return final

    def _typed(self, kind: ResourceType | None, properties: Value) -> Map:
        if not isinstance(properties, dict):
            raise RefusedError(f"the properties came out as {type(properties).__name__} in the place of a mapping")
        if kind is None:
            return Map(properties)
        final, faults = typed_properties(kind, properties)
        wrong = [fault.hidden() if self._secret else fault for fault in faults if fault.level in _FATAL]
        if wrong:
            raise RefusedError("; ".join(sorted({fault.message for fault in wrong})))
        return final

    def members(self, family: Family, level: Instance) -> Iterator[tuple[str, MemberClass]]:
        """The members' names with their classes; a count that was deferred is found now."""
        if isinstance(family.members, Known):
            return members_of(family)
        if family.members.keyed:
            return ((name, one) for one in family.classes for name in self.values(family, level))
        return self._deferred(family, family.members, level)

    def values(self, family: Family, level: Instance) -> Map:
        """What the members of a keyed family have, by their names; empty for any other family."""
        if not isinstance(family.members, Deferred) or not family.members.keyed:
            return Map()
        found = view(family.members.count, level)
        if not isinstance(found, dict) or not all(isinstance(name, str) and "/" not in name for name in found):
            raise RefusedError(f"{show(found)} is no mapping of names")
        if len(found) > self._most:
            raise WrongCountError(str(len(found)), self._most)
        return Map(found)

    def _deferred(self, family: Family, members: Deferred, level: Instance) -> Iterator[tuple[str, MemberClass]]:
        found = view(members.count, level)
        count = 0 if family.drawn and found is None else count_of(found)
        if count is None or not 0 <= count <= self._most:
            raise WrongCountError(show(found), self._most)
        return _first_names(count, frozenset(members.skip), family.classes[0]) if family.classes else iter(())


class WrongCountError(Exception):
    """A count that is none: what was found, as text, and the greatest that is allowed."""

    def __init__(self, found: str, limit: int) -> None:
        super().__init__(found)
        self.found = found
        self.limit = limit


def count_of(value: Value) -> int | None:
    """A count as Heat types it: an integer; null is the default, which is one member."""
    if value is None:
        return 1
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    try:
        return int(value)
    except (ValueError, TypeError):
        return None


def _first_names(count: int, skip: frozenset[int], one: MemberClass) -> Iterator[tuple[str, MemberClass]]:
    number = 0
    while count:
        if number not in skip:
            yield str(number), one
            count -= 1
        number += 1


def undo(resource: Resource, level: Instance) -> Undo:
    """What deleting the stack does to the resource, a policy that is no value yet found now."""
    found = undo_of(resource)
    if found == "policy":
        policy = view(cast(Expr, resource.deletion_policy), level)
        found = policy.lower() if isinstance(policy, str) and policy.lower() in {"retain", "snapshot"} else "delete"
    return cast(Undo, found)


def external_id(resource: Resource, level: Instance) -> str | None:
    """The physical id of a resource that is there already, None for one that is made."""
    if resource.external_id is None:
        return None
    value = view(resource.external_id, level)
    if not isinstance(value, str):
        raise ViewError("TypeError", "external_id came out as no string")
    return value
