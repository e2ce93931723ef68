"""yaql's functions that could hang, fill the memory, or depend on the machine, each in a safe form.

Results are the same as yaql's.  Where yaql would only find afterwards that a
result is beyond its memory quota, the same exception comes before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from yaql.language import exceptions, utils
from yaql.standard_library import date_time as dates
from yaql.standard_library import math, queries, regex, strings

from heatplan.semantics.functions.base import LIMIT_EXCEEDED, NOT_REPRODUCIBLE
from heatplan.semantics.functions.yaql_budget import BUDGET, MAX_TEXT, Abort, SortedSet

MAX_BITS = 8 * 1024 * 1024
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")
MAX_QUEUE = 100_000


def _chance(what: str) -> Callable[..., NoReturn]:
    def refuse(*_args: Any) -> NoReturn:
        raise Abort(NOT_REPRODUCIBLE, f"{what} has another value each time")

    return refuse


def _too_long(length: int) -> None:
    """A text beyond any quota: yaql's own exception, before the memory is taken."""
    if length > MAX_TEXT:
        raise exceptions.MemoryQuotaExceededException


def _power(base: Any, exponent: Any, modulus: Any = None) -> Any:
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and modulus is None and exponent > 0 and base.bit_length() * exponent > MAX_BITS and abs(base) > 1:
        raise exceptions.MemoryQuotaExceededException
    if whole and isinstance(modulus, int) and exponent.bit_length() * modulus.bit_length() ** 2 > 10**10:
        raise Abort(LIMIT_EXCEEDED, "pow() of such numbers takes too long")
    return pow(base, exponent, modulus)


def _shift_left(value: int, bits: int) -> int:
    if value and bits > MAX_BITS:
        raise exceptions.MemoryQuotaExceededException
    return value << bits if value or bits < 0 else 0


def _round(number: Any, digits: int = 0) -> Any:
    if isinstance(number, int) and digits < -number.bit_length():
        return 0  # what Python finds too, after it has made ten to the power of the digits
    return round(number, digits)


def _concat(*texts: str) -> str:
    _too_long(sum(map(len, texts)))
    return "".join(texts)


def _replaced(text: str, old: str, new: str, count: int) -> str:
    found = text.count(old) if count < 0 else min(count, text.count(old))
    _too_long(len(text) + found * (len(new) - len(old)))
    return text.replace(old, new, count)


def _str(value: Any) -> str:
    found = str(strings.str_(value))
    if not isinstance(value, str) and _ADDRESS.search(found):
        raise Abort(
            NOT_REPRODUCIBLE, "the text of a list that is not made yet is its place in memory (toList() makes it)"
        )
    return found


def _replace(text: str, old: str, new: str, count: int = -1) -> str:
    return _replaced(text, old, new, count)


def _replace_many(text: str, to_text: Callable[[Any], str], replacements: Any, count: int = -1) -> str:
    for old, new in replacements.items():
        text = _replaced(text, to_text(old), to_text(new), count)
    return text


def _characters(*flags: bool) -> tuple[str, ...]:
    return tuple(sorted(strings.characters(*flags)))


def _count(items: Any) -> int:
    """``len`` of an iterator: the one function that yaql does not stop after ``limitIterators`` items."""
    number = 0
    for _ in items:
        number += 1
        BUDGET.get().spend_item()
    return number


def _join(engine: Any, left: Any, right: Any, predicate: Callable[..., Any], selector: Callable[..., Any]) -> Any:
    def paid(*pair: Any) -> Any:
        BUDGET.get().spend_item()
        return predicate(*pair)

    return queries.join(engine, left, right, paid, selector)


def _generate_many(engine: Any, initial: Any, producer: Callable[[Any], Any], *rest: Any) -> Any:
    return queries.generate_many(engine, initial, lambda item: _queued(iter(producer(item))), *rest)


def _queued(items: Iterator[Any]) -> Iterator[Any]:
    """Items for a queue, which yaql measures only when all of them are in it."""
    for number, item in enumerate(items):
        if number >= MAX_QUEUE:
            raise exceptions.MemoryQuotaExceededException
        yield item


def _searched(pattern: Any, text: str) -> None:
    if isinstance(pattern, str):
        BUDGET.get().search(pattern, 0, text)
    else:
        BUDGET.get().search(pattern.pattern, pattern.flags & ~re.UNICODE, text)


def _regex(pattern: str, *flags: bool) -> Any:
    kinds = (re.IGNORECASE, re.MULTILINE, re.DOTALL)
    BUDGET.get().search(pattern, sum(kind for kind, given in zip(kinds, flags, strict=False) if given), "")
    return regex.regex(pattern, *flags)


def _with_pattern(function: Callable[..., Any], pattern: int, text: int) -> Callable[..., Any]:
    """The function, with the search paid for; ``pattern`` and ``text`` are places among its arguments."""

    @functools.wraps(function)
    def guarded(*args: Any) -> Any:
        _searched(args[pattern], args[text])
        return function(*args)

    return guarded


def _substitute(pattern: Any, text: str, replacement: str, count: int = 0) -> str:
    _searched(pattern, text)
    references = replacement.count("\\")
    length = len(text)
    for match in pattern.finditer(text):
        longest = max(map(len, (match[0], *filter(None, match.groups()))))
        length += len(replacement) + references * longest
        if length > MAX_TEXT:
            raise Abort(LIMIT_EXCEEDED, "the yaql expression may make too long a text")
    return str(pattern.sub(replacement, text, count))


def _substitute_in(text: str, pattern: Any, replacement: str, count: int = 0) -> str:
    return _substitute(pattern, text, replacement, count)


def _substitute_by(context: Any, pattern: Any, text: str, replacement: Callable[[Any], Any], count: int = 0) -> str:
    _searched(pattern, text)
    length = len(text)

    def bounded(match: Any) -> Any:
        nonlocal length
        new = replacement(match)
        length += len(new) if isinstance(new, str) else 0
        _too_long(length)
        return new

    return str(regex.replace_by(context, pattern, text, bounded, count))


def _substitute_in_by(context: Any, text: str, pattern: Any, replacement: Callable[[Any], str], count: int = 0) -> str:
    return _substitute_by(context, pattern, text, replacement, count)


class _Dates(dates.parser.parserinfo):  # type: ignore[misc] # it comes without types
    """dateutil's words, without its look at the present year."""

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        if year < 100 and not century_specified:
            raise Abort(NOT_REPRODUCIBLE, "which century a year of two digits is in depends on the clock")
        return year


def _zone(name: str | None, offset: int | None) -> Any:
    if offset is not None:
        return dates.tz.tzoffset(name, offset) if offset else dates.tz.UTC
    if name is not None:
        raise Abort(NOT_REPRODUCIBLE, f"what the time zone {name} is depends on the machine")
    return None


def _datetime(text: str, form: str | None = None) -> Any:
    if form:
        if "%Z" in form:
            raise Abort(NOT_REPRODUCIBLE, "which time zones %Z knows depends on the machine")
        return dates.datetime_from_string(text, form)
    reader = dates.parser.parser(_Dates())
    first, second = (
        reader.parse(text, default=dates.DATETIME_TYPE(year, month, day), tzinfos=_zone)
        for year, month, day in ((2000, 1, 1), (2008, 3, 5))
    )
    if first != second:
        raise Abort(NOT_REPRODUCIBLE, "a date that is not complete is filled from the clock")
    return first if first.tzinfo else first.replace(tzinfo=dates.UTCTZ)


def _format(moment: Any, form: str) -> str:
    if "%s" in form.replace("%%", ""):
        raise Abort(NOT_REPRODUCIBLE, "%s depends on the machine's time zone")
    return str(moment.strftime(form))


GUARDS: dict[Callable[..., Any], Callable[..., Any]] = {
    dates.datetime_from_string: _datetime,
    dates.format_: _format,
    dates.localtz: _chance("localtz()"),
    dates.now: _chance("now()"),
    math.pow_: _power,
    math.random_: _chance("random()"),
    math.random__: _chance("random()"),
    math.round_: _round,
    math.shift_bits_left: _shift_left,
    queries.count_: _count,
    queries.generate_many: _generate_many,
    queries.join: _join,
    regex.matches: _with_pattern(regex.matches, 0, 1),
    regex.matches_: _with_pattern(regex.matches_, 1, 0),
    regex.matches_operator_regex: _with_pattern(regex.matches_operator_regex, 1, 0),
    regex.matches_operator_string: _with_pattern(regex.matches_operator_string, 1, 0),
    regex.not_matches_operator_regex: _with_pattern(regex.not_matches_operator_regex, 1, 0),
    regex.not_matches_operator_string: _with_pattern(regex.not_matches_operator_string, 1, 0),
    regex.regex: _regex,
    regex.replace: _substitute,
    regex.replace_by: _substitute_by,
    regex.replace_by_string: _substitute_in_by,
    regex.replace_string: _substitute_in,
    regex.search: _with_pattern(regex.search, 1, 2),
    regex.search_all: _with_pattern(regex.search_all, 1, 2),
    regex.split: _with_pattern(regex.split, 0, 1),
    regex.split_string: _with_pattern(regex.split_string, 1, 0),
    strings.characters: _characters,
    strings.concat: _concat,
    strings.replace: _replace,
    strings.replace_with_dict: _replace_many,
    strings.str_: _str,
}
"""yaql's function → the form of it that is used here."""

NAMES = (
    "#operator_!~",
    "#operator_=~",
    "characters",
    "concat",
    "datetime",
    "format",
    "generateMany",
    "join",
    "len",
    "localtz",
    "matches",
    "now",
    "pow",
    "random",
    "regex",
    "replace",
    "replaceBy",
    "round",
    "search",
    "searchAll",
    "shiftBitsLeft",
    "split",
    "str",
)
"""The names in yaql's context under which they are found."""


def guard(context: Any) -> None:
    """Put the safe forms in the place of the functions of a context and of all above it."""
    for name in NAMES:
        for layer in context.collect_functions(name):
            for spec in layer:
                spec.payload = GUARDS.get(spec.payload, spec.payload)


def to_input(value: Any) -> Any:
    """A template's value as yaql has its data: frozen mappings, tuples, sets with an order."""
    if isinstance(value, dict):
        return utils.FrozenDict((to_input(key), to_input(item)) for key, item in value.items())
    if isinstance(value, tuple):
        return tuple([to_input(item) for item in value])
    if isinstance(value, frozenset):
        return SortedSet(to_input(item) for item in value)
    return value
