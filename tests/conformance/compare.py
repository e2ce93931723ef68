"""What differs between two levels: a list of differences, each of one aspect."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.conformance.normal import Level

ASPECTS: Final = (
    "parameters",
    "conditions",
    "resources",
    "edges",
    "implicit_edges",
    "properties",
    "metadata",
    "policies",
    "children",
    "outputs",
)

ABSENT: Final = "<absent>"
"""Stands in a difference for what one side does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where, and what each side has there.

    ``aspect`` is one of ASPECTS; for what is inside a nested stack it is
    ``children`` and ``inner`` is the aspect there.  ``shape`` is the path with
    names replaced by what kind of thing they name.
    """

    aspect: str
    inner: str
    path: tuple[str, ...]
    shape: str
    ours: Any
    heats: Any


def differences(ours: Level, heats: Level) -> tuple[Difference, ...]:
    """All differences of two levels, nested ones included."""
    return tuple(_level(ours, heats))


def _level(ours: Level, heats: Level) -> Iterator[Difference]:
    for aspect in ("parameters", "conditions"):
        for path, mine, theirs in diff(ours[aspect], heats[aspect]):
            yield Difference(aspect, aspect, path, ".".join(("*", *path[1:2])), mine, theirs)
    for path, mine, theirs in diff(ours["disabled"], heats["disabled"]):
        yield Difference("resources", "resources", ("disabled", *path), "disabled", mine, theirs)
    for aspect in ("edges", "implicit_edges"):
        yield from _edges(aspect, ours, heats)
    yield from _resources(ours["resources"], heats["resources"])
    for path, mine, theirs in diff(ours.get("event_sinks"), heats.get("event_sinks")):
        yield Difference("resources", "resources", ("event_sinks", *path), "event_sinks", mine, theirs)
    for path, mine, theirs in diff(ours["outputs"], heats["outputs"]):
        yield Difference("outputs", "outputs", path, "*" + _shape(path[1:]), mine, theirs)


def _edges(aspect: str, ours: Level, heats: Level) -> Iterator[Difference]:
    mine, theirs = ({tuple(edge) for edge in side[aspect]} for side in (ours, heats))
    for edge in sorted(mine ^ theirs):
        kinds = [_type_of(name, heats, ours) for name in edge]
        shape = f"{kinds[1]} needs {kinds[0]}"
        has = edge in mine
        yield Difference(aspect, aspect, edge, shape, list(edge) if has else ABSENT, ABSENT if has else list(edge))


def _type_of(name: str, *levels: Level) -> str:
    return next((_kind(level["resources"][name]["type"]) for level in levels if name in level["resources"]), "?")


def _kind(name: str) -> str:
    """A type's name, the same for all templates."""
    return "a template" if name.endswith((".yaml", ".yml", ".template", ".json")) else name


def _resources(ours: Mapping[str, Any], heats: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted({*ours, *heats}):
        if name not in ours or name not in heats:
            kind = _kind((ours.get(name) or heats[name])["type"])
            mine, theirs = (side[name]["type"] if name in side else ABSENT for side in (ours, heats))
            yield Difference("resources", "resources", (name,), kind, mine, theirs)
        else:
            yield from _resource(name, ours[name], heats[name])


def _resource(name: str, ours: Mapping[str, Any], heats: Mapping[str, Any]) -> Iterator[Difference]:
    kind = _kind(heats["type"])
    if ours["type"] != heats["type"]:
        yield Difference("resources", "resources", (name, "type"), kind, ours["type"], heats["type"])
    for part in ("mapped", "hooks", "restricted"):
        if part in heats and ours[part] != heats[part]:
            yield Difference("resources", "resources", (name, part), kind, ours[part], heats[part])
    for part, aspect in (
        ("properties", "properties"),
        ("final_properties", "properties"),
        ("metadata", "metadata"),
        ("policies", "policies"),
    ):
        for path, mine, theirs in diff(ours.get(part, ABSENT), heats.get(part, ABSENT)):
            yield Difference(aspect, aspect, (name, part, *path), f"{kind} {part}{_shape(path)}", mine, theirs)
    yield from _child(name, kind, ours, heats)


def _child(name: str, kind: str, ours: Mapping[str, Any], heats: Mapping[str, Any]) -> Iterator[Difference]:
    mine, theirs = ours.get("nested"), heats.get("nested")
    if mine is None or theirs is None:
        if mine is not None and theirs is None and heats.get("limit"):
            yield Difference("children", "limit", (name, "nested"), kind, sorted(mine["resources"]), ABSENT)
        elif mine is not theirs:
            sides = [ABSENT if side is None else sorted(side["resources"]) for side in (mine, theirs)]
            yield Difference("children", "nested", (name, "nested"), kind, *sides)
        return
    for found in _level(mine, theirs):
        path = (name, "nested", *found.path)
        yield Difference("children", found.inner, path, found.shape, found.ours, found.heats)


def _shape(path: tuple[str, ...]) -> str:
    return "".join("[]" if part.isdigit() else f".{part}" for part in path)


def diff(ours: Any, heats: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """The deepest places where two JSON values differ: (path, ours, Heat's).

    Types count: ``1``, ``1.0``, ``true`` and ``"1"`` are four values.
    """
    if isinstance(ours, dict) and isinstance(heats, dict):
        for key in sorted({*ours, *heats}):
            yield from diff(ours.get(key, ABSENT), heats.get(key, ABSENT), (*path, key))
    elif isinstance(ours, list) and isinstance(heats, list) and len(ours) == len(heats):
        for index, (mine, theirs) in enumerate(zip(ours, heats, strict=True)):
            yield from diff(mine, theirs, (*path, str(index)))
    elif not _same(ours, heats):
        yield path, ours, heats


def _same(ours: Any, heats: Any) -> bool:
    if isinstance(ours, float) and isinstance(heats, float) and math.isnan(ours):
        return math.isnan(heats)
    if isinstance(ours, list) and isinstance(heats, list):
        return False  # of different lengths: equal ones were compared item by item
    return type(ours) is type(heats) and bool(ours == heats)
