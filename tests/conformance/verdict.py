"""Who accepts, who rejects, and whether both reject for the same thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.conformance.job import Record

OUTCOMES: Final = ("equal", "different", "both-reject", "we-reject", "we-accept", "unsupported", "crash")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of our errors, as far as it is compared: ``heat`` is the exception class Heat has for it."""

    code: str
    name: str
    severity: str
    heat: str | None
    address: str
    facts: Mapping[str, str]
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding is about: ``kind`` (resource, parameter, output, condition, section, load) and its name.

    ``name`` is empty where a finding is about a whole section; ``part`` is the
    property (the first key inside the resource's properties) or the name that
    is referred to, where it is said.
    """

    kind: str
    name: str = ""
    part: str = ""


_NESTED = re.compile(r"<[^<>]*>|\[[^\[\]]*\].*$")
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^.\[\]"]+')
_MENTIONS = (
    (re.compile(r"The Parameter \((?P<name>[^()]+)\)"), "parameter"),
    (re.compile(r"Parameter '(?P<name>[^']+)'"), "parameter"),
    (re.compile(r"for parameter \((?P<name>[^()]+)\)"), "parameter"),
    (re.compile(r"grouped parameter (?P<name>\S+)"), "section"),
    (re.compile(r'reference "(?P<part>[^"]+)" \(in (?P<name>[^.()]+)\.'), "resource"),
    (re.compile(r"condition \"(?P<name>[^\"]+)\""), "condition"),
)
_SECTIONS = {
    "resources": "resource",
    "parameters": "parameter",
    "outputs": "output",
    "conditions": "condition",
    "Resources": "resource",
    "Parameters": "parameter",
    "Outputs": "output",
    "Conditions": "condition",
}


def outcome(*, heat_rejects: bool, findings: Iterable[Finding], equal: bool) -> str:
    """The job's outcome, by Heat's verdict, our errors and whether the results are equal."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if any(finding.name.startswith("unsupported") for finding in errors):
        return "unsupported"
    if errors:
        return "both-reject" if heat_rejects else "we-reject"
    if heat_rejects:
        return "we-accept"
    return "equal" if equal else "different"


def same_finding(heats: Sequence[Record], ours: Iterable[Finding]) -> bool:
    """Whether one of our errors is Heat's first: the same exception class and the same place.

    The place is what the finding is about (this resource, this parameter, …);
    where Heat names a property or a wrong reference, ours must name that too,
    in its address, its facts or its message.
    """
    if not heats:
        return False
    first = heats[0]
    place = heat_place(first)
    return any(
        finding.severity == "error"
        and finding.heat == first["class"]
        and _agree(place, our_place(finding))
        and (not place.part or _names(finding, place.part))
        for finding in ours
    )


def _agree(heats: Place, ours: Place) -> bool:
    if heats.kind in {"load", "section"}:
        return True  # Heat says no more than that the document can not be read: the class decides
    return heats.kind == ours.kind and (not heats.name or heats.name == ours.name)


def _names(finding: Finding, part: str) -> bool:
    words = [*re.split(r"[.\[\]]", finding.address), *finding.facts.values()]
    return part in words or re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", finding.message) is not None


def heat_place(error: Record) -> Place:
    """What an error of the oracle is about: by its path, else by the step it came from and its words."""
    path = list(_parts(error.get("path") or ()))
    if len(path) > 1 and path[0] in _SECTIONS:
        part = path[3] if len(path) > 3 and path[2].lower() == "properties" else ""
        return Place(_SECTIONS[path[0]], _NESTED.sub("", path[1]), part)
    step, _, name = error.get("where", "load").partition(":")
    if name:
        return Place(step, name)
    for pattern, kind in _MENTIONS:
        found = pattern.search(error["message"])
        if found:
            return Place(kind, found["name"], found.groupdict().get("part") or "")
    return Place(_SECTIONS.get(step, "load" if step == "load" else "section"))


def _parts(path: Iterable[str]) -> Iterator[str]:
    """The parts of Heat's path: the first one may hold several, joined by dots."""
    for index, part in enumerate(path):
        yield from part.split(".") if index == 0 and part.split(".")[0] in _SECTIONS else (part,)


def our_place(finding: Finding) -> Place:
    """What one of our findings is about, by its address."""
    parts = [json.loads(part) if part[0] == '"' else part for part in _PART.findall(finding.address)]
    if len(parts) > 1 and parts[0] in _SECTIONS:
        return Place(_SECTIONS[parts[0]], parts[1])
    return Place("resource", parts[0]) if parts else Place("section")


def as_finding(diagnostic: Any) -> Finding:
    """The part of a diagnostic that is compared."""
    code = diagnostic.code
    return Finding(
        code.id,
        code.name,
        diagnostic.severity,
        code.heat,
        diagnostic.address,
        dict(diagnostic.facts),
        diagnostic.message,
    )
