"""One function for each kind of rule: what is broken of it at a place (words in ``catalogue/type_rules.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from heatplan.catalogue import type_rules as rules
from heatplan.diagnostics import codes_type_rules as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.ir.value import Value
from heatplan.semantics.conversion import show
from heatplan.semantics.property_faults import PropertyFault
from heatplan.semantics.type_rule_forms import FORMS, number
from heatplan.semantics.type_rule_scope import Place, paths

Faults = Iterator[PropertyFault]


def breaches(rule: rules.Rule, place: Place) -> Faults:
    """What of a rule is broken at a place, in the order of the text."""
    return CHECKS[type(rule)](rule, place)


def _for_each(rule: rules.ForEach, place: Place) -> Faults:
    for item in place.items(rule.path):
        for each in rule.rules:
            yield from breaches(each, item)


# Which properties are given.


def _exclusive(rule: rules.Exclusive, place: Place) -> Faults:
    if place.holds(rule.when) and sum(map(place.count, rule.of)) > 1:
        there = [part for whole in rule.of for part in _parts(whole) if place.holds(part)]
        things = tuple(thing for part in there for thing in place.things(part))
        yield _among(place, rule.code, things, paths(there[-1])[0])


def _parts(condition: rules.Condition) -> tuple[rules.Condition, ...]:
    """The alternatives of which a condition is made."""
    return condition.conditions if isinstance(condition, rules.Some) else (condition,)


def _at_least_one(rule: rules.AtLeastOne, place: Place) -> Faults:
    if place.holds(rule.when) and not any(map(place.count, rule.of)):
        yield _among(place, rule.code, tuple(thing for condition in rule.of for thing in place.things(condition)))


def _alone(rule: rules.Alone, place: Place) -> Faults:
    others = tuple(key for key, value in place.here.items() if value is not None and key != rule.path)
    if place.value(rule.path) and others:
        yield _among(place, rule.code, tuple(map(place.said, (rule.path, *others))), rule.path)


def _requires(rule: rules.Requires, place: Place) -> Faults:
    if place.holds(rule.when) and place.holds(rule.having) and not place.holds(rule.other):
        yield _fault(place, rule.having.path, codes.DEPENDENCY, other=place.said(rule.other.path))


def _requires_value(rule: rules.RequiresValue, place: Place) -> Faults:
    if place.holds(rule.having) and not place.holds(rule.condition):
        words = place.words(rule.said or rule.condition)
        yield _fault(place, rule.having.path, codes.VALUE_DEPENDENCY, condition=words)


def _required_when(rule: rules.RequiredWhen, place: Place) -> Faults:
    if place.holds(rule.when) and not place.holds(rule.needed):
        yield _fault(place, rule.needed.path, codes.NEEDED, condition=place.when(rule.when))


def _forbidden_when(rule: rules.ForbiddenWhen, place: Place) -> Faults:
    if place.holds(rule.unwanted) and place.holds(rule.when):
        yield _fault(place, rule.unwanted.path, codes.FORBIDDEN, condition=place.when(rule.when))


# What properties hold.


def _not_value(rule: rules.NotValue, place: Place) -> Faults:
    if any(place.value(rule.path) == value for value in rule.values):
        yield _unfit(place, rule.path, f"not be {_or(rule.values)}")


def _one_of(rule: rules.OneOf, place: Place) -> Faults:
    if place.holds(rule.when) and place.value(rule.path) not in rule.values:
        yield _unfit(place, rule.path, f"be {_or(rule.values)}", place.when(rule.when))


def _written(rule: rules.Written, place: Place) -> Faults:
    test, words = FORMS[rule.form]
    value = place.value(rule.path) if place.holds(rule.when) else None
    if value is not None and not test(str(value)):
        yield _unfit(place, rule.path, words, place.when(rule.when))


def _not_greater(rule: rules.NotGreater, place: Place) -> Faults:
    low, high = _operand(place, rule.lower), _operand(place, rule.upper)
    if low is not None and high is not None and place.holds(rule.when) and low > high:
        at = rule.lower if isinstance(rule.lower, str) else str(rule.upper)
        facts = {"lower": _said(place, rule.lower), "upper": _said(place, rule.upper)}
        yield _fault(place, at, codes.ORDER, **facts, condition=place.when(rule.when))


def _at_most(rule: rules.AtMost, place: Place) -> Faults:
    value = place.value(rule.path)
    if place.holds(rule.when) and isinstance(value, tuple | dict | str) and len(value) > rule.limit:
        yield _fault(place, rule.path, rule.code, limit=str(rule.limit), condition=place.when(rule.when))


def _covers_sum(rule: rules.CoversSum, place: Place) -> Faults:
    parts = [number(item.value(key)) or 0 for where, key in rule.lists for item in place.items(where)]
    value = number(place.value(rule.path))
    if value is not None and sum(parts) > value:
        lower = " and ".join(f"{key} in {place.said(where)}" for where, key in rule.lists)
        facts = {"lower": f"The sum of {lower}", "upper": _said(place, rule.path)}
        yield _fault(place, rule.path, codes.ORDER, **facts, condition="")


def _distinct(rule: rules.Distinct, place: Place) -> Faults:
    seen: list[Value] = []
    for item in place.items(rule.path):
        value = item.value(rule.key)
        mine = value if isinstance(value, tuple) else (value,)
        again = next((each for each in mine if each in seen), None)
        if again is not None:
            yield _fault(item, rule.key, codes.REPEATED, value=show(again))
        seen.extend(mine)


def _distinct_properties(rule: rules.DistinctProperties, place: Place) -> Faults:
    seen: list[Value] = []
    for path in rule.paths:
        value = place.value(path)
        if value is not None and value in seen:
            yield _fault(place, path, codes.REPEATED, value=show(value))
        seen.append(value)


def _known_names(rule: rules.KnownNames, place: Place) -> Faults:
    if not place.value(rule.path):
        return
    there = [item.value(rule.names_key) for item in place.items(rule.among)]
    for item in place.items(rule.path):
        if any(value not in there for value in item.value(rule.key) or ()):
            yield _unfit(item, rule.key, f"name only what {place.said(rule.among)} has")


def _no_reserved_keys(rule: rules.NoReservedKeys, place: Place) -> Faults:
    reserved = {*rule.more, *place.subject.names}
    for key in place.value(rule.path) or ():
        if key in reserved:
            facts = (("property", place.said(rule.path)), ("name", str(key)))
            yield PropertyFault((*place.whole(rule.path), key), codes.RESERVED_KEYS, facts)


def _reads(rule: rules.Reads, place: Place) -> Faults:
    for path in rule.paths if place.holds(rule.when) else ():
        place.value(path)
    yield from ()


# Beside the properties.


def _metadata_without(rule: rules.MetadataWithout, place: Place) -> Faults:
    metadata = place.subject.metadata
    if place.holds(rule.when) and isinstance(metadata, dict) and rule.key in metadata:
        facts = (("name", rule.key), ("condition", place.when(rule.when)))
        yield PropertyFault(place.whole(paths(rule.when)[0]), codes.METADATA_KEY, facts)


def _in_stack(rule: rules.InStack, place: Place) -> Faults:
    stack, value = place.subject.stack, place.value(rule.path)
    if stack is None or not isinstance(value, tuple):
        return
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in stack.resources:
            facts = (("property", place.said(rule.path)), ("value", show(item)))
            yield PropertyFault((*place.whole(rule.path), index), codes.NOT_IN_STACK, facts)


def _other_has(rule: rules.OtherHas, place: Place) -> Faults:
    stack = place.subject.stack
    name = stack.referred(place.value(rule.path)) if stack is not None else None
    found = stack.resources[name].values.get(rule.other) if stack is not None and name is not None else None
    if name is not None and found and found != rule.expected:
        facts = {"name": name, "other": rule.other, "expected": show(rule.expected)}
        yield _fault(place, rule.path, codes.OTHER_PROPERTY, **facts)


def _referenced(rule: rules.Referenced, place: Place) -> Faults:
    stack, value = place.subject.stack, place.value(rule.path)
    if stack is None or not value:
        return
    name = stack.referred(value)
    if name is None:
        yield _fault(place, rule.path, codes.NOT_IN_STACK, value=show(value))
    elif place.subject.name not in stack.resources[name].needed_by:
        yield _fault(place, rule.path, codes.NOT_REFERENCED, name=name)


# Words.


def _fault(place: Place, path: str, code: Code, **facts: str) -> PropertyFault:
    return PropertyFault(place.whole(path), code, (("property", place.said(path)), *facts.items()))


def _unfit(place: Place, path: str, rule: str, condition: str = "") -> PropertyFault:
    value = show(place.value(path))
    return _fault(place, path, codes.NOT_ALLOWED_VALUE, value=value, rule=rule, condition=condition)


def _among(place: Place, code: Code, things: tuple[str, ...], at: str = "") -> PropertyFault:
    said = tuple(dict.fromkeys(things))
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return PropertyFault(place.whole(at) if at else place.path, code, (("properties", listed),))


def _operand(place: Place, of: str | int) -> float | None:
    return of if isinstance(of, int) else number(place.value(of))


def _said(place: Place, of: str | int) -> str:
    return str(of) if isinstance(of, int) else place.said(of)


def _or(values: tuple[Value, ...]) -> str:
    return " or ".join(map(show, values))


CHECKS: Mapping[type, Callable[[Any, Place], Faults]] = {
    rules.Alone: _alone,
    rules.AtLeastOne: _at_least_one,
    rules.AtMost: _at_most,
    rules.CoversSum: _covers_sum,
    rules.Distinct: _distinct,
    rules.DistinctProperties: _distinct_properties,
    rules.Exclusive: _exclusive,
    rules.ForEach: _for_each,
    rules.ForbiddenWhen: _forbidden_when,
    rules.InStack: _in_stack,
    rules.KnownNames: _known_names,
    rules.MetadataWithout: _metadata_without,
    rules.NoReservedKeys: _no_reserved_keys,
    rules.NotGreater: _not_greater,
    rules.NotValue: _not_value,
    rules.OneOf: _one_of,
    rules.OtherHas: _other_has,
    rules.Reads: _reads,
    rules.Referenced: _referenced,
    rules.RequiredWhen: _required_when,
    rules.Requires: _requires,
    rules.RequiresValue: _requires_value,
    rules.Written: _written,
}
