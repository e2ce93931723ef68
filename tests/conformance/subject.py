"""What an error is about, on both sides: its subject.

Heat's is taken from the path that the exception carries or the step that it
came from, and from its words by the table ``subjects.toml``; ours from the
finding's address and facts.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tests.conformance.job import Record

TABLE: Final = Path(__file__).parent / "subjects.toml"

SECTIONS: Final = {
    "resources": "resource",
    "parameters": "parameter",
    "outputs": "output",
    "conditions": "condition",
    "parameter_groups": "template",
}
"""The kind of thing that stands in a section; CFN's names are the same with a capital."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an error is about.

    ``kind`` is resource, parameter, output, condition, template, environment,
    file, graph or unsaid; ``names`` says which one, from the root stack down to
    the nested stack it is in, and is empty where that is not said.  ``path``
    leads on from there: ``("properties", "networks", "0", "port")``.  ``part``
    is what the words name (a property, a reference, a type); ``among`` are
    names of which one must be named.  ``inside`` is the resource whose body the
    innermost nested stack is.
    """

    kind: str
    names: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    part: str = ""
    among: tuple[str, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    says: re.Pattern[str]
    about: str
    part: str
    steps: frozenset[str]

    def fits(self, words: str, place: Subject | None, step: str) -> re.Match[str] | None:
        """The match of Heat's words, where the row may be asked."""
        there = place is not None or self.about != "there"
        early = not self.steps or (place is None and step in self.steps)
        return self.says.fullmatch(words) if there and early else None


@functools.cache
def table() -> tuple[Row, ...]:
    """The rows of ``subjects.toml``, in order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["message"]
    return tuple(
        Row(re.compile(row["says"], re.DOTALL), row["about"], row.get("part", ""), frozenset(row.get("steps", ())))
        for row in rows
    )


def heats_subject(error: Record) -> Subject | None:
    """The subject of an error of the oracle's; None where the table has no row for its words.

    A row that says "there" needs a place: without a path and a named step it
    does not fit; one with steps needs an error of such a step.
    """
    path = tuple(map(str, error.get("path") or ()))
    place = _place(path, error.get("where", ""))
    words = bare(error["message"], path)
    for row in table():
        found = row.fits(words, place, error.get("where", ""))
        if found is not None:
            return _subject(row, found, place)
    return None


def bare(message: str, path: Sequence[str]) -> str:
    """Heat's message without its path and what stands before it."""
    text = message
    if path:
        steps = "".join(rf"[.\[]?{re.escape(step)}\]?" for step in path)
        text = re.sub(rf"^.*?{steps}: ", "", text, count=1)
    else:
        text = re.sub(r"^(Property|Conditions? validation|Output validation) error: ", "", text)
    return text.strip()


def _subject(row: Row, found: re.Match[str], place: Subject | None) -> Subject:
    groups = found.groupdict()
    part = row.part or groups.get("part") or ""
    among = tuple(name for name in re.findall(r"[\w:.%@-]+", groups.get("among") or "") if name != "and")
    if row.about == "there":
        assert place is not None
        return replace(place, part=part, among=among)
    if row.about in {"unsaid", "template", "environment", "file"}:
        return Subject(row.about, part=part, among=among)
    if groups.get("name"):
        around = place.names if place is not None and place.inside == place.names[-1] else ()
        return Subject(row.about, (*around, groups["name"]), part=part, among=among)
    if place is not None and place.kind == row.about:
        return replace(place, part=part, among=among)
    return Subject(row.about, part=part, among=among)


def _place(path: Sequence[str], where: str) -> Subject | None:
    """The place by the error's path, else by the step of the validation it came from."""
    steps = tuple(_steps(path))
    if len(steps) > 1 and steps[0].lower() in SECTIONS:
        nested = [found for found in map(_BODY.fullmatch, path) if found]
        return replace(located(steps), inside=nested[-1][1] if nested else "")
    step, _, name = where.partition(":")
    if name and step in SECTIONS.values():
        return Subject(step, (name,))
    return Subject("template") if steps[:1] == ("parameter_groups",) else None


_BODY = re.compile(r"(.*)<([^<>]*)>")


_INDEXED = re.compile(r"\w+(\[\d+\])+")
"""A property with the index of an item of it, which Heat makes one step where a function stands in the item."""


def _steps(path: Sequence[str]) -> Iterator[str]:
    """The steps of Heat's path: one may hold several, joined by dots; a child's is marked with its file."""
    for index, step in enumerate(path):
        if (index == 0 or "." in step) and step.split(".")[0].lower() in SECTIONS:
            yield from (part for part in re.split(r"\.|\[(\d+)\]\.?", step) if part)
        else:
            named = re.sub(r"^m\d{11}$", "~0", re.sub(r"<[^<>]*>$", "", step))  # the one drawn member that is validated
            yield from (
                (part for part in re.split(r"\[(\d+)\]", named) if part) if _INDEXED.fullmatch(named) else (named,)
            )


def located(steps: Sequence[str]) -> Subject:
    """The subject at ``resources, a, resources, b, properties, c``: what it is, its names, and the path on."""
    kind, names, rest = "resource", [], tuple(steps)
    while len(rest) > 1 and rest[0].lower() in SECTIONS:
        kind = SECTIONS[rest[0].lower()]
        names.append(rest[1])
        rest = rest[2:]
    if kind == "template":
        return Subject(kind)
    section = tuple(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", step).lower() for step in rest[:1])
    return Subject(kind, tuple(names), (*section, *rest[1:]))


_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|[^.\[\]"]+')


def our_subject(address: str) -> Subject:
    """The subject of one of our findings, by its address; one without is about the template."""
    steps = [json.loads(step) if step[0] == '"' else step for step in _STEP.findall(address)]
    if not steps:
        return Subject("template")
    if steps[0] in SECTIONS:
        return located(steps) if len(steps) > 1 else Subject("template")
    return located(["resources", *steps])


def agrees(heats: Subject, address: str, facts: Mapping[str, str]) -> bool:
    """Whether a finding at ``address`` with these facts is about Heat's subject."""
    ours = our_subject(address)
    named = {word for text in (*ours.names, *ours.path, *facts.values()) for word in _words(text)}
    alike = heats.kind == ours.kind or _is_inside(heats, ours)
    if heats.kind not in ANYWHERE and not (alike and _same_place(heats, ours, named)):
        return False
    part = heats.part
    said = not re.search(r"[^\W\d]", part) and any(part in text for text in facts.values())  # a number, or signs alone
    return (not part or said or named.issuperset(_words(part))) and (
        not heats.among or any(named.issuperset(_words(name)) for name in heats.among)
    )


ANYWHERE: Final = frozenset({"unsaid", "template", "environment", "file", "graph"})
"""Where Heat names no one thing, it does not matter at which of them our finding stands."""


def _is_inside(heats: Subject, ours: Subject) -> bool:
    """Whether Heat names only the stack of a resource, and ours is something in it: an output, a condition."""
    return bool(heats.inside) and not heats.path and len(ours.names) > len(heats.names)


def _same_place(heats: Subject, ours: Subject, named: set[str]) -> bool:
    """The same thing, and one path leads into the other.

    Heat may name only the outermost stack that a resource is in; where it
    names a property, ours must name at least that.
    """
    if ours.names[: len(heats.names)] != heats.names:
        return False
    if len(ours.names) > len(heats.names):
        return True
    both = min(len(heats.path), len(ours.path))
    all_of_them = both == 1 and not named.isdisjoint(heats.path[1:2])  # and says which
    said = heats.path[:1] != ("properties",) or both > 1 or heats.part != "" or all_of_them
    return said and heats.path[:both] == ours.path[:both]


def _words(text: str) -> set[str]:
    """The words of a fact, a path or a name: without quotes, dots and indexes; sections as HOT writes them."""
    found = (word for word in re.findall(r"[\w:%@-]+", text) if not word.isdigit())
    words = {word.lower() if word.lower() in SECTIONS else word for word in found}
    return words or ({text} if text else set())
