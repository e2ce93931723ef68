"""Values of a parameter, drawn from its type and constraints.

Whatever is drawn is lawful: the strategies aim at the constraints, and
``heatplan.semantics.parameters.check`` has the last word.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.ir.schema import AllowedPattern, AllowedValues, Constraint, Length, Modulo, ParameterSchema, Range
from heatplan.ir.value import freeze, thaw
from heatplan.semantics.parameters import check

TEXT: Final = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
"""Any text that a document may have."""

_TRUE: Final = (True, "true", "True", "on", "yes", "y", "t", "1", 1)
_FALSE: Final = (False, "false", "False", "off", "no", "n", "f", "0", 0)
_MOST: Final = 40
"""Items or characters that are drawn where there is no upper bound, beyond the lower one."""


def values_of(
    schema: ParameterSchema,
    *,
    text: st.SearchStrategy[str] = TEXT,
    alphabet: str | None = None,
    spelled: bool = True,
) -> st.SearchStrategy[Any]:
    """Lawful values of a parameter, as a user may give them (plain data).

    ``text`` draws free texts, ``alphabet`` are the characters of texts that
    follow a pattern (None: any).  With ``spelled`` a value may come in another
    spelling that Heat takes for it: numbers as text, ``yes`` for true, lists
    as text with commas, JSON as text.  Without, as a default may be declared.
    """
    found = _SPELLERS[schema.type](schema.constraints, text, alphabet, spelled)
    return found.filter(lambda value: not check(schema, freeze(value)))


def _strings(
    constraints: tuple[Constraint, ...], text: st.SearchStrategy[str], alphabet: str | None, _spelled: bool
) -> st.SearchStrategy[Any]:
    chosen = _allowed(constraints)
    if chosen is not None:
        return chosen
    patterns = [one.pattern for one in constraints if isinstance(one, AllowedPattern)]
    if patterns:
        return _by_pattern(patterns[0], alphabet)
    least, most = _bounds(constraints)
    if (least, most) == (0, math.inf):
        return text
    longest = None if most == math.inf else int(most)
    letters = st.text(alphabet or "abcdefghijklmnopqrstuvwxyz", min_size=least, max_size=longest or least + _MOST)
    return text.filter(lambda found: least <= len(found) <= most) | letters if not least else letters


def _by_pattern(pattern: str, alphabet: str | None) -> st.SearchStrategy[str]:
    """Texts that the pattern matches from the first to the last character; the caller's filter asks as Heat does.

    Heat takes the first alternative that matches: ``a|ab`` never gets to the
    end of ``ab``, which a full match would find.
    """
    compiled = re.compile(pattern)
    if alphabet is None:
        return st.from_regex(compiled, fullmatch=True)
    return st.from_regex(compiled, fullmatch=True, alphabet=st.sampled_from(alphabet))


def _numbers(
    constraints: tuple[Constraint, ...], _text: st.SearchStrategy[str], _alphabet: str | None, spelled: bool
) -> st.SearchStrategy[Any]:
    found = _allowed(constraints)
    if found is None:
        ranges = [one for one in constraints if isinstance(one, Range)]
        least = max((one.minimum for one in ranges if one.minimum is not None), default=None)
        most = min((one.maximum for one in ranges if one.maximum is not None), default=None)
        steps = [one for one in constraints if isinstance(one, Modulo)]
        found = _stepped(steps[0], least, most) if steps else _between(least, most)
    return found | found.map(str) if spelled else found


def _between(least: Any, most: Any) -> st.SearchStrategy[Any]:
    low = None if least is None else math.ceil(least)
    high = None if most is None else math.floor(most)
    floats = st.floats(least, most, allow_nan=False, allow_infinity=False, width=32 if least is most is None else 64)
    whole = st.integers(low, high) if low is None or high is None or low <= high else st.nothing()
    return whole | floats.map(lambda number: round(number, 3)).filter(lambda number: "e" not in repr(number))


def _stepped(rule: Modulo, least: Any, most: Any) -> st.SearchStrategy[int]:
    step, offset = rule.step, rule.offset
    low = None if least is None else math.ceil((least - offset) / step)
    high = None if most is None else math.floor((most - offset) / step)
    first, last = (high, low) if step < 0 else (low, high)
    return st.integers(first, last).map(lambda number: number * step + offset)


def _booleans(
    constraints: tuple[Constraint, ...], _text: st.SearchStrategy[str], _alphabet: str | None, spelled: bool
) -> st.SearchStrategy[Any]:
    if not spelled:
        allowed = _allowed(constraints)
        return st.booleans() if allowed is None else allowed
    return st.booleans() | st.sampled_from(_TRUE + _FALSE)


def _lists(
    constraints: tuple[Constraint, ...], text: st.SearchStrategy[str], _alphabet: str | None, spelled: bool
) -> st.SearchStrategy[Any]:
    least, most = _bounds(constraints)
    allowed = _allowed(constraints)
    items = text if allowed is None else allowed
    longest = least + 4 if most == math.inf else int(min(most, least + _MOST))
    found = st.lists(items.map(str), min_size=least, max_size=longest)
    if not spelled:
        return found
    return found | found.filter(lambda drawn: not any("," in item for item in drawn)).map(",".join)


def _json(
    constraints: tuple[Constraint, ...], text: st.SearchStrategy[str], _alphabet: str | None, spelled: bool
) -> st.SearchStrategy[Any]:
    least, most = _bounds(constraints)
    longest = least + 3 if most == math.inf else int(min(most, least + _MOST))
    leaves = text | st.integers(-9, 9) | st.booleans() | st.none()
    items = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3), max_leaves=4
    )
    found = st.dictionaries(text, items, min_size=least, max_size=longest)
    return found | found.map(json.dumps) if spelled else found


_SPELLERS: Final = {
    "string": _strings,
    "number": _numbers,
    "boolean": _booleans,
    "comma_delimited_list": _lists,
    "json": _json,
}


def _allowed(constraints: tuple[Constraint, ...]) -> st.SearchStrategy[Any] | None:
    """One of the allowed values, of all lists of them, or None where any value is allowed."""
    lists = [one.values for one in constraints if isinstance(one, AllowedValues)]
    if not lists:
        return None
    both = [value for value in lists[0] if all(value in more for more in lists[1:])]
    return st.sampled_from([thaw(value) for value in both]) if both else st.nothing()


def _bounds(constraints: tuple[Constraint, ...]) -> tuple[int, float]:
    lengths = [one for one in constraints if isinstance(one, Length)]
    least = max((int(one.minimum) for one in lengths if one.minimum is not None), default=0)
    most = min((float(one.maximum) for one in lengths if one.maximum is not None), default=math.inf)
    return least, most
