"""Parameters that have a wanted value: declared with constraints that it keeps, and given in one of the many ways."""

from __future__ import annotations

import json
from typing import Any

from heatplan.semantics.parameter_schema import MODULO_SINCE, TAGS_SINCE
from tests.differential.templates_draft import Level


def parameter_with(level: Level, value: Any) -> Any:
    """A ``get_param`` of a new parameter whose value is the one that is wanted."""
    random = level.random
    if level.chance(0.15):
        key = random.choice(("key", "a b", "0", "x-y"))
        name = _declare(level, "json", {key: value, "more": [value]})
        return {"get_param": random.choice(([name, key], [name, "more", 0], [name, "more", "0"]))}
    return {"get_param": _declare(level, type_of(level, value), value)}


def type_of(level: Level, value: Any) -> str:
    """A parameter type that keeps the value as it is."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list() if value and all(isinstance(one, str) for one in value) and level.chance(0.7):
            return "comma_delimited_list"
    return "json"


def _declare(level: Level, kind: str, value: Any) -> str:
    random = level.random
    name = f"p{len(level.parameters)}" if level.depth == 0 else f"a{len(level.parameters)}_{level.depth}"
    found: dict[str, Any] = {"type": kind}
    if level.chance(0.4):
        found["constraints"] = [_constraint(level, kind, value)]
        if level.chance(0.2):
            found["constraints"].append(_constraint(level, kind, value))
    more = {"description": "said", "label": "A label", "hidden": random.choice((True, False, "true"))}
    found |= {key: item for key, item in more.items() if level.chance(0.1)}
    if level.table.version >= TAGS_SINCE and level.chance(0.05):
        found["tags"] = ["one"]
    if level.chance(0.05):
        found["immutable"] = True
    _give(level, name, found, kind, value)
    level.parameters[name] = found
    return name


def _give(level: Level, name: str, found: dict[str, Any], kind: str, value: Any) -> None:
    """Let the parameter have the value."""
    draft, random = level.draft, level.random
    spelled = _spelled(level, kind, value)
    if level.depth:
        if level.chance(0.25) and value is not None:
            found["default"] = spelled
            level.optional.add(name)
        else:
            if level.chance(0.2):
                found["default"] = spelled
            level.arguments[name] = value
        return
    way = random.choice(("default", "given", "parameters", "defaults", "over"))
    if way in {"default", "over"}:
        found["default"] = spelled
    places = {"given": draft.given, "parameters": draft.parameters, "defaults": draft.defaults}
    if way == "over":
        way = random.choice(tuple(places))
        if level.chance(0.3):  # a given one beats it
            draft.defaults[name] = spelled
    if way in places:
        places[way][name] = spelled


def _spelled(level: Level, kind: str, value: Any) -> Any:
    """The value in one of the spellings that mean the same."""
    match kind:
        case "number" if level.chance(0.3):
            return str(value)
        case "boolean" if level.chance(0.4):
            return level.random.choice(("true", "yes", "on", "1", 1, "T") if value else ("false", "no", "off", "0", 0))
        case "comma_delimited_list" if not any("," in one for one in value) and level.chance(0.5):
            return ",".join(value)
        case "json" if level.chance(0.3):
            return json.dumps(value)
    return value


def _constraint(level: Level, kind: str, value: Any) -> dict[str, Any]:
    random = level.random
    found: dict[str, Any]
    match kind:
        case "string" if level.chance(0.3):
            found = {"allowed_values": [value, "other"]}
        case "string" if level.chance(0.3):
            found = {"allowed_pattern": random.choice((".*", "[^~]*", "(.|\\n)*"))}
        case "number" if level.chance(0.3):
            found = {"allowed_values": [value, 77]}
        case "number" if isinstance(value, int) and level.table.version >= MODULO_SINCE and level.chance(0.3):
            found = {"modulo": {"step": 3, "offset": value % 3}}
        case "number":
            bounds = {"min": value - random.randint(0, 3), "max": value + random.randint(0, 3)}
            found = {"range": _some(level, bounds)}
        case "boolean":
            found = {"allowed_values": [value]}
        case "comma_delimited_list" if level.chance(0.3):
            found = {"allowed_values": sorted({*value, "other"})}
        case _:
            size = len(value) if isinstance(value, str | list | dict) else 0
            found = {"length": _some(level, {"min": max(size - 2, 0), "max": size + 2})}
            if not isinstance(value, str | list | dict):
                found = {"custom_constraint": "test_constr"}
    if level.chance(0.2):
        found["description"] = "it must be so"
    return found


def _some(level: Level, bounds: dict[str, Any]) -> dict[str, Any]:
    """Both bounds or one of them."""
    kept = dict(bounds)
    if level.chance(0.3):
        del kept[level.random.choice(list(kept))]
    return kept
