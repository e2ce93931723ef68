"""Both sides' dumps in one normal form, so that what differs is a difference of meaning.

A *level* is one stack as plain JSON data::

    {"parameters": {NAME: {"type", "hidden", "value"}}, "conditions": {NAME: bool},
     "disabled": [NAME], "edges": [[BEFORE, AFTER]], "implicit_edges": [[BEFORE, AFTER]],
     "resources": {NAME: {"type", "properties", "final_properties", "metadata", "policies", "nested": level}},
     "outputs": {NAME: {"value"}}}

A call that waits for a live resource is ``{"$unresolved": {function: arguments}}``,
a value that can never be had ``{"$error": exception class}``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from heatplan.ir.environment import is_template_name
from tests.conformance.job import LIMIT

MEMBERS = 200
"""No more members of a group than this are compared."""

Level = dict[str, Any]
Rename = Callable[[str], str]

_URL = re.compile(r"file://(/[^\s\"'<>\\]*)")
OPERATORS = "/etc/heat/templates/"
_DRAWN = re.compile(r"m\d{11}")  # the names that the oracle gives in the place of random ones
_TYPES = {
    "String": "string",
    "Number": "number",
    "CommaDelimitedList": "comma_delimited_list",
    "Json": "json",
    "Boolean": "boolean",
}
PSEUDO = ("OS::", "AWS::")


def from_oracle(dump: Mapping[str, Any], root: Path, folder: str) -> Level:
    """The level that the oracle describes; ``folder`` is the root template's, relative to ``root``."""
    return renamed(_oracle_level(dump, _relative(root, folder)), _DRAWN)


def _relative(root: Path, folder: str) -> Rename:
    """``file:`` URLs inside the root folder as names relative to the root template's folder."""
    top = str(root)

    def name(match: re.Match[str]) -> str:
        path = unquote(match[1])
        if not path.startswith(top + "/"):
            place, found, name = path.rpartition(OPERATORS)  # Heat's own, wherever it is installed
            return f"file://{found}{name}" if place and found else match[0]
        return posixpath.relpath(path, posixpath.join(top, folder))

    return lambda text: _URL.sub(name, text) if "file://" in text else text


def _oracle_level(dump: Mapping[str, Any], rename: Rename) -> Level:
    implicit = {tuple(edge) for edge in dump.get("implicit_edges") or ()}
    sinks = {"event_sinks": dump["event_sinks"]} if dump.get("event_sinks") else {}
    return sinks | {
        "parameters": {
            name: {
                "type": _TYPES.get(given["type"], given["type"]),
                "hidden": given["hidden"],
                "value": plain(given.get("value"), rename),
            }
            for name, given in dump["parameters"].items()
            if not name.startswith(PSEUDO)
        },
        "conditions": plain(dump.get("conditions") or {}, rename),
        "disabled": list(dump.get("disabled_resources") or ()),
        "edges": edges(tuple(edge) for edge in dump.get("edges") or () if tuple(edge) not in implicit),
        "implicit_edges": edges(implicit),
        "resources": {name: _oracle_resource(given, rename) for name, given in (dump.get("resources") or {}).items()},
        "outputs": {
            name: {"value": broken(plain(given["value"], rename), dump.get("resources") or {})}
            for name, given in (dump.get("outputs") or {}).items()
        },
    }


def broken(value: Any, resources: Mapping[str, Any]) -> Any:
    """An output's value with references to resources that are not there as errors: the oracle shows them as calls.

    Heat does not look at them before somebody asks for the output.
    """
    match value:
        case {"$unresolved": dict(call)} if _refers_to_nothing(call, resources):
            return {"$error": "InvalidTemplateReference"}
        case {"$unresolved": dict(call)}:
            inner = broken(call, resources)
            return _first_error(inner) or {"$unresolved": inner}
        case dict():
            return {key: broken(item, resources) for key, item in value.items()}
        case list():
            return [broken(item, resources) for item in value]
        case _:
            return value


def _refers_to_nothing(call: Mapping[str, Any], resources: Mapping[str, Any]) -> bool:
    """Whether a call refers, by a literal name, to a resource that is not there."""
    match next(iter(call.items())):
        case ("get_resource", dict() | list()) | ("Ref", dict() | list()):
            return False
        case ("get_resource", name) | ("Ref", str(name)):
            return name not in resources
        case ("get_attr" | "Fn::GetAtt", [str(name), *_]):
            return name not in resources
    return False


def _oracle_resource(given: Mapping[str, Any], rename: Rename) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "type": rename(given["type"]),
        "properties": plain(given["properties"], rename),
        "final_properties": {
            name: plain(value, rename)
            for name, value in _final(given).items()
            if not _read_as_bytes(value) and not (value is None and name not in given["properties"])
        },
        "metadata": plain(given["metadata"], rename) or {},  # rsrc_defn.py, metadata: what is empty is no metadata
        "policies": {
            "deletion": plain(given["deletion_policy"], rename),
            "update": plain(given["update_policy"], rename),
            "external_id": plain(given["external_id"], rename),
        },
    }
    if "hooks" in given:  # the oracle alone does not say (wire.py)
        resource["mapped"] = rename(given["mapped"])
        resource["hooks"] = given["hooks"]
        resource["restricted"] = given["restricted_actions"]
    if (given.get("nested_error") or {}).get("class") == LIMIT:
        resource["limit"] = True
    if "nested" in given and given["external_id"] is None:  # the oracle shows what Heat would not make
        resource["nested"] = _oracle_level(given["nested"], rename)
    return resource


def _final(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties as Heat reads them; none of a template that is managed elsewhere, whose file it does not need."""
    if given["external_id"] is not None and is_template_name(given.get("mapped", given["type"])):
        return {}
    return given.get("final_properties") or {}


def _read_as_bytes(value: Any) -> bool:
    """An artefact of the oracle: over its API, Heat gets the text of each file and never bytes."""
    return isinstance(value, dict) and "$error" in value and "got b'" in str(value["$error"])


def plain(value: Any, rename: Rename) -> Any:
    """A rendered value with names made relative and of errors only the exception's class."""
    match value:
        case str():
            return rename(value)
        case {"$error": [error, *_]}:
            return {"$error": error}
        case {"$unresolved": call}:
            args = plain(call, rename)
            return _first_error(args) or {"$unresolved": args}
        case dict():
            return {rename(key): plain(item, rename) for key, item in value.items()}
        case list():
            return [plain(item, rename) for item in value]
        case _:
            return value


def _first_error(value: Any) -> Any:
    """A call waits in vain when one of its arguments can never have a value: it fails with it."""
    if isinstance(value, dict) and "$error" in value:
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next(filter(None, map(_first_error, inner)), None)


def edges(pairs: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """Edges as sorted lists [before, after], each once."""
    return [list(pair) for pair in sorted({tuple(pair) for pair in pairs})]


def renamed(level: Level, drawn: re.Pattern[str]) -> Level:
    """The level with the randomly drawn names of members numbered, at each level in sorted order.

    ``drawn`` matches such a name wherever it stands in a text.
    """
    inner = {
        **level,
        "resources": {
            name: {**given, "nested": renamed(given["nested"], drawn)} if "nested" in given else given
            for name, given in level["resources"].items()
        },
    }
    names = sorted(name for name in level["resources"] if drawn.fullmatch(name))
    if not names:
        return inner
    numbers = {name: f"~{number}" for number, name in enumerate(names)}
    changed: Level = plain(inner, lambda text: drawn.sub(lambda match: numbers.get(match[0], match[0]), text))
    return {key: sorted(part) if key.endswith("edges") else part for key, part in changed.items()}


def shortest(level: Level, folder: str) -> Level:
    """The level with the names of templates as short as they can be, seen from the root template's ``folder``.

    Heat's client makes whole URLs of them; ours are as they are written, and
    ``../site/web.yaml`` is ``web.yaml`` to a template in the folder ``site``.
    """

    def name(written: str) -> str:
        inside = posixpath.join(folder, written)
        return posixpath.relpath(posixpath.normpath(inside), folder or ".") if written.startswith("../") else written

    def resource(given: dict[str, Any]) -> dict[str, Any]:
        nested = {"nested": shortest(given["nested"], folder)} if "nested" in given else {}
        return given | {key: name(given[key]) for key in ("type", "mapped") if key in given} | nested

    return level | {"resources": {key: resource(given) for key, given in level["resources"].items()}}


def capped(level: Level) -> Level:
    """The level with at most ``MEMBERS`` of its resources, in numeric order, where it has more.

    The outputs of a cut level are left out: they list every member.
    """
    resources = {
        name: {**given, "nested": capped(given["nested"])} if "nested" in given else given
        for name, given in level["resources"].items()
    }
    if len(resources) <= MEMBERS or not all(name.isdigit() for name in resources):
        return {**level, "resources": resources}
    kept = set(sorted(resources, key=int)[:MEMBERS])
    return {
        **level,
        "resources": {name: given for name, given in resources.items() if name in kept},
        **{key: [edge for edge in level[key] if kept.issuperset(edge)] for key in ("edges", "implicit_edges")},
        "outputs": {},
    }


def count(level: Level) -> int:
    """The number of resources in the level and all nested ones."""
    return sum(1 + (count(given["nested"]) if "nested" in given else 0) for given in level["resources"].values())
