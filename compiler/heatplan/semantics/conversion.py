"""Scalars between the types of Heat: what parameters, properties and constraints share.

Each function takes a value and gives the converted one, or raises ValueError,
TypeError or OverflowError where Heat's does (heat/engine/constraints.py,
heat/common/param_utils.py, oslo_utils/strutils.py).
"""

from __future__ import annotations

import json
from numbers import Number

from heatplan.ir.value import Value, thaw

CONVERSION_ERRORS = (ValueError, TypeError, OverflowError, RecursionError, AttributeError)
"""What Python raises when Heat converts a value of a wrong kind."""

TRUE_TEXTS = frozenset({"1", "t", "true", "on", "y", "yes"})
FALSE_TEXTS = frozenset({"0", "f", "false", "off", "n", "no"})

SHOWN = 72
"""How many characters of a value a message shows."""


def number_of(value: Value) -> int | float:
    """A number as it is (a boolean is one), else ``int()`` or ``float()`` of the value."""
    if isinstance(value, Number):
        return value  # type: ignore[return-value]
    try:
        return int(value)
    except ValueError:
        return float(value)


def boolean_of(value: Value) -> bool:
    """A boolean from its many spellings, as oslo.utils reads it strictly; raises ValueError for others."""
    if isinstance(value, bool):
        return value
    lowered = text_of(value).strip().lower()
    if lowered in TRUE_TEXTS:
        return True
    if lowered in FALSE_TEXTS:
        return False
    raise ValueError("no spelling of a boolean")


def text_of(value: Value) -> str:
    """Python's ``str()`` of the value, lists and maps as Python writes its own."""
    return value if isinstance(value, str) else str(thaw(value))


def list_of_text(value: str) -> tuple[str, ...]:
    """The items between the commas, spaces kept; the empty text has none."""
    return tuple(value.split(",")) if value else ()


def as_type(kind: str, value: Value) -> Value:
    """The value as an allowed value of a property of type ``kind`` is compared (constraints.py, to_schema_type)."""
    match kind:
        case "Integer":
            number = number_of(value)
            if isinstance(number, float):
                raise ValueError("no integer")  # noqa: TRY004 — as Heat does
            return number
        case "Number":
            return number_of(value)
        case "String":
            return text_of(value)
        case "Boolean":
            return boolean_of(text_of(value))
    return value


def show(value: Value) -> str:
    """A value for a message: JSON as far as it goes, cut after ``SHOWN`` characters."""
    try:
        text = json.dumps(thaw(value), ensure_ascii=False, default=str)
    except (ValueError, TypeError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
