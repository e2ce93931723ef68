"""The resource registry as the engine loads it: all levels, null deletes, words are checked.

Source: heat/engine/environment.py, ``_load_registry`` and ``_register_info``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.environment import HOOKS, RESTRICTED, is_template_name
from heatplan.ir.value import Map, Value, kind, thaw
from heatplan.span import NOWHERE, Span

Path = tuple[Value, ...]
_EMPTY = Map()


def loaded(registry: Map, places: Mapping[Path, Span], onto: Map = _EMPTY) -> tuple[Map, tuple[Diagnostic, ...]]:
    """The registry as the engine loads it ``onto`` what there is, with what it refuses."""
    found: list[Diagnostic] = []
    return _level(registry, (), places, found, onto), tuple(found)


def _level(level: Map, path: Path, places: Mapping[Path, Span], found: list[Diagnostic], onto: Map = _EMPTY) -> Map:
    kept: dict[Value, Value] = dict(onto)
    for key, value in level.items():
        here = (*path, key)
        if value is None:
            _delete(kept, str(key))
        elif key in ("hooks", "restricted_actions"):
            if _words_hold(key, value, places.get(here, NOWHERE), found):
                kept[key] = value
        elif isinstance(value, dict):
            inner = _level(Map(value), here, places, found)
            before = kept.get(key)
            kept[key] = Map({**before, **inner}) if isinstance(before, dict) else inner
        elif isinstance(value, str) or is_template_name(key):
            kept[key] = value
        else:
            facts = {"name": ".".join(str(step) for step in here), "kind": kind(value), "file": "the environment"}
            found.append(finding(codes.REGISTRY_VALUE, places.get(here, NOWHERE), facts=facts))
    return Map(kept)


def _delete(kept: dict[Value, Value], name: str) -> None:
    """Null takes out the entry, and with ``X*`` all entries so far that start like it, but no mapping of entries."""
    if not name.endswith("*"):
        kept.pop(name, None)
        return
    for key in [key for key, value in kept.items() if str(key).startswith(name[:-1]) and isinstance(value, str)]:
        del kept[key]


def _words_hold(key: str, value: Value, span: Span, found: list[Diagnostic]) -> bool:
    """Whether all words are lawful; what is not is reported, and not kept."""
    before = len(found)
    allowed, code = (HOOKS, codes.BAD_HOOK) if key == "hooks" else (RESTRICTED, codes.BAD_RESTRICTION)
    words = value if isinstance(value, tuple) else (value,)
    for word in words:
        if not isinstance(word, str) or word not in allowed:
            shown = word if isinstance(word, str) else json.dumps(thaw(word), default=repr)
            facts = {"value": shown, "allowed": ", ".join(allowed), "given": json.dumps(thaw(value), default=repr)}
            found.append(finding(code, span, facts=facts))
    return len(found) == before
