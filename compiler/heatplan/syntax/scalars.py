"""What a scalar of Heat's YAML is worth: YAML 1.1 as PyYAML's safe loader has it, but dates stay text.

Sources: yaml/resolver.py and yaml/constructor.py of PyYAML, and
heat/common/template_format.py, which replaces the constructors of ``str`` and
``timestamp``.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from heatplan.ir.value import Value

PREFIX: Final = "tag:yaml.org,2002:"


class Special(str):
    """A plain scalar that YAML gives a meaning of its own, and only in a key: ``<<`` and ``=``."""

    __slots__ = ()


class Date(str):
    """A plain scalar that Heat's second reader turns into a date (see ``read``)."""

    __slots__ = ()


MERGE: Final = Special("<<")
INFINITY: Final = float("inf")
NAN: Final = float("nan")
"""One object, as PyYAML has one: two keys ``.nan`` are the same key."""

_TRUE = ("yes", "true", "on")
_FALSE = ("no", "false", "off")

WORDS: Final[dict[str, Value]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **{form: True for word in _TRUE for form in (word, word.capitalize(), word.upper())},
    **{form: False for word in _FALSE for form in (word, word.capitalize(), word.upper())},
    **{sign + form: value for sign, value in (("", INFINITY), ("+", INFINITY), ("-", -INFINITY))
       for form in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), NAN),
    "<<": MERGE,
    **{form: Special(form) for form in ("=", "!", "&", "*")},
}  # fmt: skip
"""Plain scalars that are no text, numbers left out."""

NUMBER_STARTS: Final = frozenset("-+0123456789.")

_INT = re.compile(r"[-+]?(?:0b[01_]+|0[0-7_]+|(?:0|[1-9][0-9_]*)|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)")
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
)
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)


def number(text: str) -> Value:
    """The int or float that a plain scalar starting like a number stands for, or the text itself.

    Raises ValueError where Python (and so Heat) can not make a number of it:
    ``0x_``, or more digits than Python reads.
    """
    if _INT.fullmatch(text):
        return integer(text)
    if _FLOAT.fullmatch(text):
        return floating(text)
    return text


def dated(value: Value) -> Value:
    """The value, marked as a ``Date`` where YAML 1.1 sees a timestamp in the text of a plain scalar."""
    return Date(value) if type(value) is str and _DATE.fullmatch(value) else value


def integer(text: str) -> int:
    """A YAML 1.1 integer: underscores, ``0b``, ``0x``, octal with a leading 0, base 60 with colons."""
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    if digits[0] in "+-":
        digits = digits[1:]
    if digits == "0":
        return 0
    if digits.startswith("0b"):
        return sign * int(digits, 2)
    if digits.startswith("0x"):
        return sign * int(digits, 16)
    if digits[0] == "0":
        return sign * int(digits, 8)
    if ":" in digits:
        total = 0
        for part in digits.split(":"):
            total = total * 60 + int(part)
        return sign * total
    return sign * int(digits)


def floating(text: str) -> float:
    """A YAML 1.1 float: underscores, base 60 with colons, ``.inf``, ``.nan``."""
    digits = text.replace("_", "").lower()
    sign = -1.0 if digits[0] == "-" else 1.0
    if digits[0] in "+-":
        digits = digits[1:]
    if digits == ".inf":
        return sign * INFINITY
    if digits == ".nan":
        return NAN
    if ":" in digits:
        total, base = 0.0, 1
        for part in reversed(digits.split(":")):
            total += float(part) * base
            base *= 60
        return sign * total
    return sign * float(digits)


def _null(_text: str) -> None:
    return None


def _boolean(text: str) -> bool:
    word = text.lower()
    if word not in _TRUE and word not in _FALSE:
        raise ValueError(f"{text!r} is no boolean")
    return word in _TRUE


def _binary(text: str) -> bytes:
    try:
        return base64.decodebytes(text.encode("ascii"))
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("the text is not base64") from None


def _integer(text: str) -> int:
    try:
        return integer(text)
    except (ValueError, IndexError):
        raise ValueError(f"{text[:40]!r} is no integer") from None


def _floating(text: str) -> float:
    try:
        return floating(text)
    except (ValueError, IndexError):
        raise ValueError(f"{text[:40]!r} is no number") from None


TAGGED: Final[dict[str, Callable[[str], Value]]] = {
    PREFIX + "null": _null,
    PREFIX + "bool": _boolean,
    PREFIX + "int": _integer,
    PREFIX + "float": _floating,
    PREFIX + "binary": _binary,
    PREFIX + "timestamp": str,
    PREFIX + "str": str,
}
"""What each tag makes of a scalar's text; ValueError with the reason where it does not fit."""


def is_date(text: str) -> bool:
    """True for the text of a date that exists (``2024-02-30`` has the form and is none)."""
    try:
        dt.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
