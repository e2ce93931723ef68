"""Which implementation a resource type has: the resource registry's rules.

Pure functions over the registry's nested maps; the source of the rules is
heat/engine/environment.py (ResourceInfo, ResourceRegistry).
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.ir.environment import is_template_name
from heatplan.ir.value import Map, Value

MAX_CHAIN = 64
"""Mappings that are followed one after the other; a longer chain is a loop."""


@dataclass(frozen=True, slots=True)
class Implementation:
    """What a type is made by: a type of the catalogue, or (``template``) a template file.

    ``path`` is the registry entry that said so, by its keys; ``user`` is False
    for what Heat or its operator registered.
    """

    name: str
    template: bool
    path: tuple[str, ...]
    user: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    path: tuple[str, ...]
    value: Value
    user: bool

    def order(self) -> tuple[bool, int, tuple[str, ...]]:
        """User entries before the operator's, longer paths first, then by text."""
        return (not self.user, -len(self.path), self.path)


def implementation(
    registry: Map,
    type_name: str,
    resource: str | None = None,
    *,
    ignore: Implementation | None = None,
    known: Catalogue = SHIPPED,
) -> Implementation | None:
    """The implementation of ``type_name`` for the resource of that name, or None when there is none.

    ``ignore`` leaves one implementation out: what is found then is what it
    stands before (a facade).  ``known`` says which types there are without
    any registry.
    """
    return _find(_Known(registry, known, ignore), type_name, resource, 0, user=True)


@dataclass(frozen=True, slots=True)
class _Known:
    """What one search is over."""

    registry: Map
    types: Catalogue
    ignore: Implementation | None


def _find(over: _Known, type_name: str, resource: str | None, depth: int, *, user: bool) -> Implementation | None:
    if depth > MAX_CHAIN:
        return None
    entries = list(_candidates(over.registry, type_name, resource)) if user else []
    entries.extend(_built_in(over.types, type_name))
    entries.sort(key=_Entry.order)
    for entry in entries:
        found = _follow(over, entry, type_name, resource, depth)
        if found is not None and found != over.ignore:
            return found
    return None


def _follow(over: _Known, entry: _Entry, type_name: str, resource: str | None, depth: int) -> Implementation | None:
    name = entry.path[-1]
    if is_template_name(name) or is_template_name(entry.value):
        return Implementation(name if is_template_name(name) else entry.value, True, entry.path, entry.user)
    if not entry.user and entry.value is None:
        return Implementation(name, False, entry.path, False)
    target = entry.value
    if not isinstance(target, str):
        return None
    if name.endswith("*") and target.endswith("*"):
        target = target[:-1] + type_name[len(name) - 1 :]
    return _find(over, target, resource, depth + 1, user=entry.user)


def _candidates(registry: Map, type_name: str, resource: str | None) -> Iterator[_Entry]:
    if is_template_name(type_name):
        yield _Entry((type_name,), registry.get(type_name, type_name), True)
    by_name = registry.get("resources")
    if resource and isinstance(by_name, dict):
        own = by_name.get(resource)
        if isinstance(own, dict) and own.get(type_name) is not None:
            yield _Entry(("resources", resource, type_name), own[type_name], True)
    if registry.get(type_name) is not None and type_name != "resources" and not is_template_name(type_name):
        yield _Entry((type_name,), registry[type_name], True)
    for pattern, value in registry.items():
        if not isinstance(pattern, str) or not pattern.endswith("*") or not isinstance(value, str):
            continue
        if type_name != value and type_name.startswith(pattern[:-1]):
            yield _Entry((pattern,), value, True)


def _built_in(types: Catalogue, type_name: str) -> Iterator[_Entry]:
    if types.lookup(type_name) is not None:
        yield _Entry((type_name,), None, False)
        return
    for pattern, value in _registrations(types.major).items():
        if pattern == type_name or (
            pattern.endswith("*") and type_name != value and type_name.startswith(pattern[:-1])
        ):
            yield _Entry((pattern,), value, False)


@cache
def _registrations(major: int) -> Map:
    return Catalogue(major).registrations()


def child_registry(registry: Map, resource: str, used: Implementation | None) -> Map:
    """The registry that a nested stack of the resource sees.

    The template's own mapping is taken out (a template may stand before the
    type that it uses itself); entries by resource name move one level up where
    the resource's name matches.  (environment.py, get_child_environment.)
    """
    kept = dict(registry)
    if used is not None and used.user and used.template:
        kept = _without(kept, used.path)
    by_name = kept.get("resources")
    if isinstance(by_name, dict):
        inner: dict[Value, Value] = {}
        for pattern, entries in by_name.items():
            if isinstance(entries, dict) and fnmatch.fnmatchcase(resource, str(pattern)):
                inner.update(entries)
        if isinstance(by_name.get(resource), dict):
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
