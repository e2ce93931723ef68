"""What a type's rules look at: a resource's values from one place inside them, and the other resources of its stack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from heatplan.catalogue.type_rules import All, Condition, Filled, Given, Is, Item, Not, Some
from heatplan.ir.value import Map, Value
from heatplan.semantics.conversion import show
from heatplan.semantics.property_faults import Path, dotted


class UnreadableError(Exception):
    """A rule looks at a property whose value can not be had; the property is ``name``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A resource of the same stack as Heat sees it before creation.

    ``reference`` is what a reference to it gives, ``values`` its typed
    properties, ``needed_by`` the names of the resources that depend on it.
    """

    reference: Value
    values: Mapping[str, Value] = field(default_factory=Map)
    needed_by: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The resources of a stack by name, and their names by reference."""

    resources: Mapping[str, Neighbour]
    by_reference: Mapping[Value, str]

    @classmethod
    def of(cls, resources: Mapping[str, Neighbour]) -> Neighbours:
        """Of two with one reference the first counts (stack.py, resource_by_refid); empty ones refer to nothing."""
        pairs = [(neighbour.reference, name) for name, neighbour in resources.items() if neighbour.reference]
        return cls(resources, dict(reversed(pairs)))

    def referred(self, value: Value) -> str | None:
        """The name of the resource of which the value is the reference."""
        return self.by_reference.get(value) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Subject:
    """The resource that the rules are asked of.

    ``values`` are its typed properties before creation: absent is None.
    ``names`` are all properties that its type has, ``stack`` the resources of
    the stack, or None where they are not known.
    Looking at an ``unreadable`` property raises UnreadableError.
    """

    values: Mapping[str, Value]
    name: str = ""
    names: Collection[str] = ()
    metadata: Value = None
    stack: Neighbours | None = None
    unreadable: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping inside the properties, and the path that leads to it."""

    subject: Subject
    path: Path
    here: Mapping[str, Value]

    def value(self, path: str) -> Value:
        """The value at a path of a rule; None where there is nothing."""
        from_top, parts = _split(path)
        found: Value = self.here
        if from_top or not self.path:
            found = self.subject.values
            if parts[0] in self.subject.unreadable:
                raise UnreadableError(parts[0])
        for part in parts:
            if not isinstance(found, dict):
                return None
            found = found.get(part)
        return found

    def whole(self, path: str) -> Path:
        """The path of a rule from the resource's properties."""
        from_top, parts = _split(path)
        return parts if from_top else (*self.path, *parts)

    def said(self, path: str) -> str:
        """The path in words: ``networks[0].port``."""
        return dotted(self.whole(path))

    def items(self, path: str) -> Iterator[Place]:
        """The places of a list's items that are mappings."""
        value = self.value(path)
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, dict):
                yield Place(self.subject, (*self.whole(path), index), item)

    def count(self, condition: Condition) -> int:
        """How often the condition holds: an ``Item`` once for each item, the others once."""
        if isinstance(condition, Item):
            return sum(place.holds(condition.condition) for place in self.items(condition.path))
        return int(self.holds(condition))

    def holds(self, condition: Condition) -> bool:
        """Whether the condition holds here."""
        return _HOLDS[type(condition)](condition, self)

    def words(self, condition: Condition) -> str:
        """The condition in words: ``type is "PRIMARY"``."""
        match condition:
            case Given(path) | Filled(path):
                return f"{self.said(path)} is given"
            case Is(path, values):
                return f"{self.said(path)} is {' or '.join(map(show, values))}"
            case Not(Given(path) | Filled(path)):
                return f"{self.said(path)} is not given"
            case Not(Is(path, values)):
                return f"{self.said(path)} is not {' or '.join(map(show, values))}"
            case Not(inner):
                return f"it is not so that {self.words(inner)}"
            case All(conditions):
                return ", and ".join(map(self.words, conditions))
            case Some(conditions):
                return " or ".join(map(self.words, conditions))
            case Item(_, _, said):
                return f"there is {said}"

    def things(self, condition: Condition) -> tuple[str, ...]:
        """What the condition wants to be there, in words: ``networks[0].port``."""
        match condition:
            case Given(path) | Filled(path) | Is(path, _):
                return (self.said(path),)
            case Item(_, _, said):
                return (said,)
            case Not(inner):
                return self.things(inner)
            case All(conditions) | Some(conditions):
                return tuple(dict.fromkeys(thing for inner in conditions for thing in self.things(inner)))

    def when(self, condition: Condition) -> str:
        """The condition as the end of a sentence; empty where it always holds."""
        return "" if condition == All() else f" when {self.words(condition)}"


@cache
def _split(path: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a path of a rule starts from the top, and its parts."""
    return path.startswith("/"), tuple(path.lstrip("/").split("."))


def _given(condition: Given, place: Place) -> bool:
    return place.value(condition.path) is not None


def _filled(condition: Filled, place: Place) -> bool:
    return bool(place.value(condition.path))


def _is(condition: Is, place: Place) -> bool:
    return place.value(condition.path) in condition.values


def _not(condition: Not, place: Place) -> bool:
    return not place.holds(condition.condition)


def _all(condition: All, place: Place) -> bool:
    return all(map(place.holds, condition.conditions))


def _some(condition: Some, place: Place) -> bool:
    return any(map(place.holds, condition.conditions))


def _item(condition: Item, place: Place) -> bool:
    return any(item.holds(condition.condition) for item in place.items(condition.path))


_HOLDS: Mapping[type, Callable[[Any, Place], bool]] = {
    All: _all,
    Filled: _filled,
    Given: _given,
    Is: _is,
    Item: _item,
    Not: _not,
    Some: _some,
}


def paths(condition: Condition) -> tuple[str, ...]:
    """The paths that a condition reads, from where it stands, in order; of an ``Item``, the list."""
    match condition:
        case Given(path) | Filled(path) | Is(path, _) | Item(path, _, _):
            return (path,)
        case Not(inner):
            return paths(inner)
        case All(conditions) | Some(conditions):
            return tuple(dict.fromkeys(path for inner in conditions for path in paths(inner)))
