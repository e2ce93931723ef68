"""The resource types of older releases of Heat, made from those of the newest by the differences that are kept.

``older_releases.jsonl`` is made by ``extract_releases.py``: for each type the
JSON merge patches (RFC 7396) from one release to the one before it.  It is
read when an older release is asked about and not before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any, Final

from heatplan.catalogue import resource_types
from heatplan.catalogue.releases import NEWEST, release_of
from heatplan.ir.schema import ResourceType

_FACTS: Final = ""
"""The name under which the differences stand that are of no type."""


@cache
def _lines() -> dict[str, bytes]:
    """Type name to its line of the file, not yet parsed: a line is ``["NAME",{"RELEASE":PATCH}]``."""
    data = get_data(__package__, "older_releases.jsonl") or b""
    return {line[2 : line.index(b'"', 2)].decode(): line for line in data.splitlines()}


@cache
def _patches(name: str) -> Mapping[int, Any]:
    """The patches of a name by release, newest first."""
    line = _lines().get(name)
    found: Mapping[str, Any] = {} if line is None else json.loads(line)[1]
    return {int(major): found[major] for major in sorted(found, key=int, reverse=True)}


def patched(newer: Any, patch: Any) -> Any:
    """What a JSON merge patch makes of some data, which stays as it is (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    made = dict(newer) if isinstance(newer, dict) else {}
    for key, value in patch.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = patched(made.get(key), value)
    return made


def _at(major: int, name: str, newest: Any) -> Any:
    found = newest
    for release, patch in _patches(name).items():
        if release >= major:
            found = patched(found, patch)
    return found


@cache
def lookup_in(major: int, name: str) -> ResourceType | None:
    """The resource type ``name`` as that release has it, None where it has none.

    A type that has not changed since is the very same object as the newest's.
    """
    if all(release < major for release in _patches(name)):
        return resource_types.lookup(name)
    row = _at(major, name, resource_types.row(name))
    return None if row is None else resource_types.resource_type(name, _known(row))


def _known(data: Any) -> Any:
    """A row without constraints by names that the newest release no longer has: all of them ask a service."""
    if isinstance(data, list):
        return [_known(item) for item in data if not (isinstance(item, dict) and _is_gone(item))]
    return {key: _known(item) for key, item in data.items()} if isinstance(data, dict) else data


def _is_gone(data: Mapping[str, Any]) -> bool:
    name = data.get("custom_constraint")
    return isinstance(name, str) and name not in resource_types.release()["custom_constraints"]


@cache
def names_in(major: int) -> tuple[str, ...]:
    """The names of all types of that release, sorted."""
    every = {*resource_types.names(), *_lines()} - {_FACTS}
    if major == NEWEST:
        return resource_types.names()
    return tuple(sorted(name for name in every if lookup_in(major, name) is not None))


@cache
def facts_in(major: int) -> Mapping[str, Any]:
    """What belongs to that release and to no type, as ``resource_types.release`` says it of the newest."""
    known = release_of(major)
    facts: Mapping[str, Any] = _at(major, _FACTS, resource_types.release())
    return facts if known is None else {**facts, "heat": known.version}
