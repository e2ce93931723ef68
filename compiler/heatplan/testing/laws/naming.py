"""The law about names: what a service keeps apart is not given twice, and no name is longer than it may be.

It looks at what a run has made, where every name is a value: members of groups
among them, and what nested stacks got from their parents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.redact import HIDDEN, Redactor
from heatplan.executors.simulator.world import Thing
from heatplan.ir import address
from heatplan.ir.value import Value
from heatplan.testing.laws import sites
from heatplan.testing.laws.behind import behind
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms, one_a_place
from heatplan.testing.laws.runs import too_large, whole_run
from heatplan.testing.laws.secrets import is_secret
from heatplan.testing.laws.unique import BY_TYPE, EACH, Unique, host_name, longest_name, values_at

SERVER = "OS::Nova::Server"


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a thing was made with, and where in its properties it is."""

    thing: Thing
    path: tuple[Value, ...]
    value: Value


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    redact = Redactor([*case.hidden.values(), *case.secrets])
    things = case.once(made_things)
    for rule, given in _shared(things):
        alike = _made_alike(case, given)
        if len(alike) > 1:
            yield _collision(case, rule, alike, redact)
    for thing in things:
        yield from _too_long(case, thing, redact)


def made_things(case: Case) -> tuple[Thing, ...]:
    """The things that the run has made, in the order in which it made them: ask for it ``once``."""
    done = whole_run(case)
    return tuple(done.world[one.id] for one in done.state.standing if one.kind == "resource" and one.id in done.world)


def _shared(things: tuple[Thing, ...]) -> Iterator[tuple[Unique, list[Given]]]:
    """Values that several things have, and only one may."""
    found: dict[tuple[Unique, Value, tuple[Value, ...]], list[Given]] = {}
    for thing in things:
        for rule in BY_TYPE.get(thing.type, ()):
            scope = tuple(_first(thing, names) for names in rule.within)
            for path, value in values_at(thing.properties, rule.path):
                seen = host_name(str(value)) if thing.type == SERVER else value
                found.setdefault((rule, seen, scope), []).append(Given(thing, path, value))
    for (rule, _, _), given in found.items():
        if len(given) > 1:
            yield rule, given


def _made_alike(case: Case, given: list[Given]) -> list[Given]:
    """Those that are made of the same parameters as the first: others are equal only by what was given."""
    groups: dict[frozenset[str], list[Given]] = {}
    for one in given:
        groups.setdefault(behind(case, one.thing.address, one.path[0]), []).append(one)
    return max(groups.values(), key=len)


def _first(thing: Thing, names: tuple[str, ...]) -> Value:
    """The first of these properties that has a value."""
    return next((thing.properties[name] for name in names if thing.properties.get(name) is not None), None)


def _collision(case: Case, rule: Unique, given: list[Given], redact: Redactor) -> Diagnostic:
    first, second = given[:2]
    more = f", and {len(given) - 2} more" if len(given) > 2 else ""
    facts = {
        "first": first.thing.address,
        "second": second.thing.address + more,
        "property": ".".join(part for part in rule.path if part != EACH),
        "value": _shown(case, second, redact),
        "rule": rule.rule,
    }
    told = finding(
        codes.NAME_TAKEN,
        sites.of_address(case, second.thing.address, *second.path),
        hint=_hint(rule, first.thing.address, second.thing.address),
        labels=((sites.of_address(case, first.thing.address, *first.path), "the first one"),),
        level=rule.level,
        facts=facts,
    )
    return told.at(_where(second))


def _hint(rule: Unique, first: str, second: str) -> str:
    around = _group(first), _group(second)
    if around[0] is not None and around[0] == around[1]:
        return f"Make it depend on the member's name: put %index% into it where {around[0]} says what a member is."
    if rule.path == ("name",):
        return "Give one of them another name, or none: Heat draws one then."
    return "Give one of them another one."


def _group(where: str) -> str | None:
    """The group around an address, by the address; None outside of groups."""
    parts = address.parse(where) or ()
    places = [place for place, part in enumerate(parts) if part.kind == "member"]
    return address.show(parts[: places[-1]]) if places else None


def _shown(case: Case, given: Given, redact: Redactor) -> str:
    """The value as a finding may show it: nothing of it where it derives from a secret, be it a part or a digest."""
    if is_secret(case, given.thing.address, f"properties.{given.path[0]}"):
        return HIDDEN
    return redact(str(given.value))


def _where(given: Given) -> str:
    return f"{address.in_template(given.thing.address)}.properties.{'.'.join(map(str, given.path))}"


def _too_long(case: Case, thing: Thing, redact: Redactor) -> Iterator[Diagnostic]:
    name, longest = thing.properties.get("name"), longest_name(thing.type)
    if not isinstance(name, str) or longest is None or longest.of(name) <= longest.limit:
        return
    facts = {
        "place": thing.address,
        "length": longest.of(name),
        "limit": longest.limit,
        "count": longest.count,
        "who": longest.who,
        "name": _shown(case, Given(thing, ("name",), name), redact)[:20],
    }
    told = finding(
        codes.NAME_TOO_LONG,
        sites.of_address(case, thing.address, "name"),
        hint="Constrain the length of the parameters that it is made of.",
        facts=facts,
    )
    yield told.at(_where(Given(thing, ("name",), name)))


def _runs(case: Case, _terms: Terms) -> bool:
    return not too_large(case)


NAMES_ARE_UNIQUE = Law(
    "names_are_unique_and_fit",
    "What a service keeps apart is given once, and no name is longer than its service takes.",
    lambda case, terms: one_a_place(_ask(case, terms)),
    _runs,
)
