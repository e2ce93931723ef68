"""Which implementation a resource type has: the resource registry's rules.

Pure functions over the registry's nested maps; the source of the rules is
heat/engine/environment.py (ResourceInfo, ResourceRegistry).
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.ir.environment import HOOKS, RESTRICTED, is_template_name
from heatplan.ir.value import Map, Value

MAX_CHAIN = 64
"""Mappings that are followed one after the other; a longer chain has no end (a pattern that makes names longer)."""

SHOWN = 8
"""Names of a circle that are shown."""


@dataclass(frozen=True, slots=True)
class Implementation:
    """What a type is made by: a type of the catalogue, or (``template``) a template file.

    ``path`` is the registry entry that said so, by its keys; ``user`` is False
    for what Heat or its operator registered.  ``way`` are the names that were
    looked up to get there, the type's own first.
    """

    name: str
    template: bool
    path: tuple[str, ...]
    user: bool
    way: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Entry:
    path: tuple[str, ...]
    value: Value
    user: bool

    def order(self) -> tuple[bool, int, tuple[str, ...]]:
        """User entries before the operator's, longer paths first, then by text."""
        return (not self.user, -len(self.path), self.path)


@dataclass(frozen=True, slots=True)
class Broken:
    """Why the registry gives no answer to a type: mappings in a circle, or a mapping in the place of a name."""

    why: Literal["loop", "mapping"]
    path: tuple[str, ...]


def implementation(
    registry: Map,
    type_name: str,
    resource: str | None = None,
    *,
    ignore: Implementation | None = None,
    known: Catalogue = SHIPPED,
) -> Implementation | Broken | None:
    """The implementation of ``type_name`` for the resource of that name, or None when there is none.

    ``ignore`` leaves one implementation out: what is found then is what it
    stands before (a facade).  ``known`` says which types there are without
    any registry.
    """
    return _find(_Search(registry, resource, known), type_name, ignore, (), user=True)


@dataclass(frozen=True, slots=True)
class _Search:
    registry: Map
    resource: str | None
    types: Catalogue


def _find(
    search: _Search, type_name: str, ignore: Implementation | None, way: tuple[tuple[str, bool], ...], *, user: bool
) -> Implementation | Broken | None:
    """Follows entries; ``way`` are the names looked up before: one that comes again never ends (in Heat too)."""
    if (type_name, user) in way or len(way) > MAX_CHAIN:
        return Broken("loop", (*(name for name, _ in way[:SHOWN]), type_name))
    entries = list(_candidates(search.registry, type_name, search.resource)) if user else []
    entries.extend(_built_in(search, type_name))
    entries.sort(key=_Entry.order)
    for entry in entries:
        found = _follow(search, entry, type_name, (*way, (type_name, user)))
        if found is not None and found != ignore:
            return found
    return None


def _follow(
    search: _Search, entry: _Entry, type_name: str, way: tuple[tuple[str, bool], ...]
) -> Implementation | Broken | None:
    name = entry.path[-1]
    names = tuple(one for one, _ in way)
    if is_template_name(name) or is_template_name(entry.value):
        template = name if is_template_name(name) else entry.value
        return Implementation(template, True, entry.path, entry.user, names)
    if not entry.user and entry.value is None:
        return Implementation(name, False, entry.path, False, names)
    target = entry.value
    if not isinstance(target, str):
        return Broken("mapping", entry.path)
    if name.endswith("*") and target.endswith("*"):
        target = target[:-1] + type_name[len(name) - 1 :]
    return _find(search, target, None, way, user=entry.user)


def _candidates(registry: Map, type_name: str, resource: str | None) -> Iterator[_Entry]:
    if is_template_name(type_name):
        yield _Entry((type_name,), registry.get(type_name, type_name), True)
    yield from _registered(registry, type_name, resource, user=True)


def _registered(registry: Map, type_name: str, resource: str | None, *, user: bool) -> Iterator[_Entry]:
    by_name = registry.get("resources")
    if resource and isinstance(by_name, dict):
        own = by_name.get(resource)
        if isinstance(own, dict) and own.get(type_name):
            yield _Entry(("resources", resource, type_name), own[type_name], user)
    if registry.get(type_name) and type_name != "resources" and not is_template_name(type_name):
        yield _Entry((type_name,), registry[type_name], user)
    for pattern, value in registry.items():
        if not isinstance(pattern, str) or not pattern.endswith("*") or not isinstance(value, str):
            continue
        if is_template_name(value):
            continue  # a pattern can stand for types, and never for a template
        if type_name != value and type_name.startswith(pattern[:-1]):
            yield _Entry((pattern,), value, user)


def _built_in(search: _Search, type_name: str) -> Iterator[_Entry]:
    """What Heat and its operator registered; no alias of Heat's own default environment is about a type of its own."""
    types = search.types
    known = types.lookup(type_name) is not None
    if known:
        yield _Entry((type_name,), None, False)
    if types.operator is not None:
        yield from _registered(types.operator, type_name, search.resource, user=False)
    elif not known:
        yield from _registered(_registrations(types.major), type_name, None, user=False)


@cache
def _registrations(major: int) -> Map:
    return Catalogue(major).registrations()


def hooks_of(registry: Map, resource: str | None) -> tuple[str, ...]:
    """The hooks of the resource of that name, in the order in which Heat has them (environment.py, matches_hook)."""
    given = set(_words(registry, resource, "hooks"))
    return tuple(hook for hook in HOOKS if hook in given)


def restricted_of(registry: Map, resource: str | None) -> tuple[str, ...]:
    """What may not be done to the resource of that name (environment.py, get_rsrc_restricted_actions)."""
    given = set(_words(registry, resource, "restricted_actions"))
    return tuple(action for action in RESTRICTED if action in given)


def _words(registry: Map, resource: str | None, key: str) -> Iterator[str]:
    by_name = registry.get("resources")
    for pattern, entries in by_name.items() if isinstance(by_name, dict) else ():
        if isinstance(entries, dict) and key in entries and _matches(resource, str(pattern)):
            words = entries[key]
            yield from (words,) if isinstance(words, str) else words


def _matches(resource: str | None, pattern: str) -> bool:
    """Whether an entry by name is about the resource; one whose name is not known yet only where it is about all."""
    if resource is None:
        return pattern.strip("*") == "" != pattern
    return fnmatch.fnmatchcase(resource, pattern)


def names_matter(registry: Map) -> bool:
    """Whether resources of one definition can differ by what the registry says of their names."""
    by_name = registry.get("resources")
    return isinstance(by_name, dict) and any(
        isinstance(entries, dict) and not _matches(None, str(pattern)) for pattern, entries in by_name.items()
    )


def leaking(registry: Map, resource: str, made_by: Implementation) -> Iterator[tuple[str, str]]:
    """The entries by name (type, target) that Heat may use for other resources: those that lead to a built-in type.

    When Heat follows an entry to a class it keeps the entry for the type as a
    whole (environment.py, get_resource_info, "store it to local env"), for the
    rest of the stack and for what is nested in it; and it goes through
    resources in the order of a set.
    """
    by_name = registry.get("resources")
    own = by_name.get(resource) if isinstance(by_name, dict) else None
    if not isinstance(own, dict) or made_by.template:
        return
    for name in made_by.way:
        target = own.get(name)
        if isinstance(target, str):
            yield name, target


def child_registry(registry: Map, resource: str | None, used: Implementation | None) -> Map:
    """The registry that a nested stack of the resource sees.

    The template's own mapping is taken out (a template may stand before the
    type that it uses itself); entries by resource name move one level up where
    the resource's name matches; it is None where that is not known yet.  (environment.py, get_child_environment.)
    """
    kept = dict(registry)
    if used is not None and used.user and used.template:
        kept = _without(kept, used.path)
    by_name = kept.get("resources")
    if isinstance(by_name, dict):
        inner: dict[Value, Value] = {}
        for pattern, entries in by_name.items():
            if isinstance(entries, dict) and _matches(resource, str(pattern)):
                inner.update(entries)
        if resource is not None and isinstance(by_name.get(resource), dict):
            inner.update(by_name[resource])
        kept["resources"] = Map(inner)
    return Map(kept)


def _without(registry: dict[Value, Value], path: tuple[str, ...]) -> dict[Value, Value]:
    if path[0] not in registry:
        return registry
    if len(path) == 1:
        return {key: value for key, value in registry.items() if key != path[0]}
    inner = registry[path[0]]
    return {**registry, path[0]: Map(_without(dict(inner), path[1:]))} if isinstance(inner, dict) else registry
