"""Plausible values of a parameter: what fits its constraints, and also what the template does with it.

``values_of`` draws anything that a parameter's own constraints allow.  Here the
rules of the properties that it goes into are heeded too, so that most of what
is drawn compiles, and what is odd about a template shows behind that.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from heatplan.ir.schema import (
    AllowedPattern,
    AllowedValues,
    Constraint,
    Custom,
    Length,
    Modulo,
    ParameterSchema,
    PropertySchema,
    Range,
)
from heatplan.ir.value import Map, Value, freeze, thaw
from heatplan.semantics.constraints import violations
from heatplan.semantics.parameters import check
from heatplan.testing.uses import UNUSED, Use
from heatplan.testing.values import values_of
from heatplan.testing.words import SELDOM, WORDS, named

SIZES: Final = (1, 0, 2, 3, 10, 11, 12, 101)
"""How many members a group is tried with: none, few, and where their names get longer."""

LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,=+ "
"""Characters of texts that follow a pattern, where these will do."""

NUMBERS: Final = (1, 0, 2, 3, 10, 80, 1024)
LONGEST, LONGEST_NEEDED = 1_024, 65_536
"""Characters of the longest text that is drawn because so many are allowed, and because so many are asked for."""
BEYOND: Final = 20
"""Numbers without an upper bound are drawn up to so much above the lower one."""


def plausible(schema: ParameterSchema, use: Use = UNUSED) -> st.SearchStrategy[Any]:
    """Values that fit the parameter's constraints, and where it can be done the properties that it is given to."""

    def fits(value: Any) -> bool:
        return not check(schema, freeze(value))

    def fits_all(value: Any) -> bool:
        return fits(value) and all(_takes(one, freeze(value)) for one in use.properties)

    rules = (*schema.constraints, *(rule for one in use.properties for rule in one.constraints))
    known = list(dict.fromkeys(filter(_hashable, _candidates(schema, use, rules))))
    for wanted in (fits_all, fits):
        found = [value for value in known if wanted(value)]
        if found:
            return st.sampled_from(found)
    if schema.type == "number":
        return _integers(schema, use).filter(fits)
    patterns = [rule.pattern for rule in rules if isinstance(rule, AllowedPattern)]
    if patterns and schema.type == "string":
        return _readable(patterns[0]).filter(fits)
    if schema.type == "json":
        return _json(schema).filter(fits)
    return values_of(schema, text=WORDS, spelled=False)


def guess(schema: ParameterSchema, use: Use = UNUSED) -> Value:
    """One plausible value, without a draw: the simplest; at worst one of the type that breaks a constraint."""
    rules = (*schema.constraints, *(rule for one in use.properties for rule in one.constraints))
    least, most = bounds(rules)
    number = math.ceil(least) if math.isfinite(least) else math.floor(most) if math.isfinite(most) else 1
    simplest = {"string": "a", "number": number, "boolean": False, "comma_delimited_list": ("a",), "json": Map()}
    values = (value for value in _candidates(schema, use, rules) if not check(schema, freeze(value)))
    return freeze(next(values, simplest[schema.type]))


def recognisable(name: str) -> str:
    """The value that a hidden text is drawn as, where nothing forbids it: it is known again wherever it turns up."""
    return f"secret-of-{name}"


def _candidates(schema: ParameterSchema, use: Use, rules: tuple[Constraint, ...]) -> Iterator[Any]:
    """Values that may do, the simplest first; whether they do is asked later."""
    allowed = [rule.values for rule in rules if isinstance(rule, AllowedValues)]
    custom = [rule.name for rule in rules if isinstance(rule, Custom)]
    kinds = {one.type for one in use.properties}
    match schema.type:
        case "boolean":
            yield from (False, True)
        case "number":
            yield from (value for values in allowed for value in values)
            yield from _numbers(rules, counts=use.counts)
        case "string":
            yield from (value for values in allowed for value in values)
            if allowed or any(isinstance(rule, AllowedPattern) for rule in schema.constraints):
                return
            yield from (value for name in custom for value in named(name))
            if custom:
                return
            if use.counts or kinds & {"Integer", "Number"}:
                yield from map(str, _numbers(rules, counts=use.counts))
            elif "Boolean" in kinds:
                yield from ("false", "true")
            elif schema.hidden:
                yield recognisable(schema.name)
                yield from _long_enough(rules)
            elif any(isinstance(rule, Length) for rule in rules):
                yield from _long_enough(rules)
        case "json" if kinds == {"List"}:
            yield ()


def _numbers(rules: Iterable[Constraint], *, counts: bool) -> Iterator[int]:
    """Whole numbers within the bounds: sizes of groups, or small ones and those at the bounds."""
    least, most = bounds(rules)
    simple = list(SIZES if counts else NUMBERS)
    if math.isfinite(least):
        simple += [math.ceil(least), math.ceil(least) + 1]
    if math.isfinite(most) and (not counts or most <= SIZES[-1]):
        simple += [math.floor(most) - 1, math.floor(most)]
    steps = [rule for rule in rules if isinstance(rule, Modulo)]
    if steps:
        simple += [steps[0].step * times + steps[0].offset for times in range(4)]
    inside = {number for number in simple if least <= number <= most}
    yield from sorted(
        inside, key=lambda number: (abs(number - 1), number < 0, number) if least <= 1 <= most else (number, False, 0)
    )


def _integers(schema: ParameterSchema, use: Use) -> st.SearchStrategy[int]:
    least, most = bounds((*schema.constraints, *(rule for one in use.properties for rule in one.constraints)))
    low = math.ceil(least) if math.isfinite(least) else min(0, math.floor(most) - BEYOND) if math.isfinite(most) else 0
    high = math.floor(most) if math.isfinite(most) else low + BEYOND
    return st.integers(low, min(high, max(low, SIZES[-1]))) if low <= high else st.nothing()


def bounds(rules: Iterable[Constraint]) -> tuple[float, float]:
    """The least and the most that all ranges allow; infinite where there is no bound."""
    ranges = [rule for rule in rules if isinstance(rule, Range)]
    least = max((_float(one.minimum) for one in ranges if one.minimum is not None), default=-math.inf)
    most = min((_float(one.maximum) for one in ranges if one.maximum is not None), default=math.inf)
    return least, most


def _float(number: float) -> float:
    """The number as a float; one that is beyond all of them is infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _long_enough(rules: Iterable[Constraint]) -> Iterator[str]:
    """Texts of the least and of the most length that is asked for, with those between that are plain."""
    lengths = [rule for rule in rules if isinstance(rule, Length)]
    least = max((int(one.minimum) for one in lengths if one.minimum is not None), default=1)
    most = min((int(one.maximum) for one in lengths if one.maximum is not None), default=least)
    if least <= LONGEST_NEEDED:
        yield "a" * max(least, 1)
    yield from ("web", "node-1")
    if most <= LONGEST:
        yield "a" * most


def _readable(pattern: str) -> st.SearchStrategy[str]:
    """Texts that the pattern matches, of plain characters where these will do."""
    compiled = re.compile(pattern)
    plain = st.from_regex(compiled, fullmatch=True, alphabet=st.sampled_from(LETTERS))
    try:
        plain.validate()
    except (InvalidArgument, ValueError):
        return st.from_regex(compiled, fullmatch=True)
    return plain


def _json(schema: ParameterSchema) -> st.SearchStrategy[Any]:
    """JSON of the shape that the default shows, where one does; else words by words, and now and then anything."""
    default = thaw(schema.default)
    if isinstance(default, str):
        default = _parsed(default)
    if isinstance(default, (dict, list)) and default:
        entries = list(default.items()) if isinstance(default, dict) else default
        make = type(default)
        less = (
            [make(entries[:at] + entries[at + 1 :]) for at in range(min(len(entries), 4))] if len(entries) > 1 else []
        )
        return st.sampled_from([default, *less])
    if isinstance(default, list):
        return st.lists(WORDS.filter(bool), max_size=3)
    words = st.dictionaries(WORDS.filter(bool), WORDS, max_size=3)
    anything = values_of(schema, text=WORDS, spelled=False)
    return st.integers(0, SELDOM - 1).flatmap(lambda number: anything if number == SELDOM - 1 else words)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _takes(schema: PropertySchema, value: Value) -> bool:
    """Whether a property with this schema takes the value, as far as its constraints say."""
    if schema.type in {"Integer", "Number"} and isinstance(value, str):
        try:
            value = int(value) if schema.type == "Integer" else float(value)
        except ValueError:
            return False
    if schema.type == "Integer" and isinstance(value, float):
        return False
    return not schema.constraints or not violations(schema.constraints, schema.type, value)


def _hashable(value: Any) -> bool:
    return not isinstance(value, (dict, list))


def spellings(schema: ParameterSchema, value: Any) -> tuple[Any, ...]:
    """Other ways to write a value that Heat takes for it: numbers and JSON as text, ``yes`` for true, commas in lists."""
    match schema.type:
        case "number":
            return (str(value),)
        case "boolean":
            return ("yes", "on", "1", 1) if value else ("no", "off", "0", 0)
        case "comma_delimited_list" if isinstance(value, (list, tuple)) and not any("," in str(item) for item in value):
            return (",".join(map(str, value)),)
        case "json" if not isinstance(value, str):
            return (json.dumps(value),)
    return ()
