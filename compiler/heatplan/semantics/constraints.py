"""Constraints on values, as Heat checks them for parameters and for properties (heat/engine/constraints.py)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heatplan.ir.schema import AllowedPattern, AllowedValues, Constraint, Custom, Length, Modulo, Range
from heatplan.ir.value import Value
from heatplan.semantics.conversion import CONVERSION_ERRORS, as_type, number_of, show
from heatplan.semantics.custom_constraints import needs_cloud, why_not
from heatplan.semantics.patterns import PATTERN_ERRORS, matches


@dataclass(frozen=True, slots=True)
class Violation:
    """A constraint that a value breaks.

    ``kind`` is range, length, modulo, values, pattern, slow (a pattern that
    takes too long), custom, or unfit (the constraint can not be asked of such
    a value).  ``rule`` says what must be, to follow "it must"; the value is
    not in it.  ``description`` is the author's own message.
    """

    kind: str
    rule: str
    description: str | None = None


Check = Callable[[Value], Violation | None]


def violations(constraints: tuple[Constraint, ...], kind: str, value: Value) -> tuple[Violation, ...]:
    """All constraints that the value breaks.

    ``kind`` is the property type by which values are compared (String,
    Integer, Number, Boolean, List, Map, Any).
    """
    found = (check(value) for check in checks(constraints, kind))
    return tuple(violation for violation in found if violation is not None)


def checks(constraints: tuple[Constraint, ...], kind: str) -> tuple[Check, ...]:
    """A function for each constraint that can be broken without asking a cloud."""
    return tuple(
        _guarded(constraint, kind)
        for constraint in constraints
        if not (isinstance(constraint, Custom) and needs_cloud(constraint.name))
    )


def _guarded(constraint: Constraint, kind: str) -> Check:
    check = _check(constraint, kind)
    rule, description = rule_of(constraint), constraint.description

    def guarded(value: Value) -> Violation | None:
        try:
            return check(value)
        except CONVERSION_ERRORS:
            return Violation("unfit", f"{rule}, which can not be asked of such a value", description)

    return guarded


def _check(constraint: Constraint, kind: str) -> Check:
    match constraint:
        case Range():
            return _range_check(constraint)
        case Length():
            return _length_check(constraint)
        case Modulo():
            return _modulo_check(constraint)
        case AllowedValues():
            return _values_check(constraint, kind)
        case AllowedPattern():
            return _pattern_check(constraint)
        case Custom():
            return _custom_check(constraint)


def rule_of(constraint: Constraint) -> str:
    """What the constraint asks, in words that follow "it must"."""
    match constraint:
        case Range(minimum, maximum):
            return f"be {_bounds(minimum, maximum)}"
        case Length(minimum, maximum):
            return f"have a length of {_bounds(minimum, maximum)}"
        case Modulo(step, offset):
            return f"be a multiple of {step} with an offset of {offset}"
        case AllowedValues(values):
            return f"be one of {', '.join(map(show, values))}" if values else "be one of no values at all"
        case AllowedPattern(pattern):
            return f"match the pattern {pattern}"
        case Custom(name):
            return f"satisfy the constraint {name}"


def _bounds(minimum: Value, maximum: Value) -> str:
    if maximum is None:
        return f"at least {minimum}"
    return f"at most {maximum}" if minimum is None else f"at least {minimum} and at most {maximum}"


def _outside(number: Value, minimum: Value, maximum: Value) -> bool:
    # a value that is no number (NaN) is inside: Heat asks what is too small or too large
    return bool((minimum is not None and number < minimum) or (maximum is not None and number > maximum))


def _range_check(constraint: Range) -> Check:
    minimum, maximum = constraint.minimum, constraint.maximum
    broken = Violation("range", rule_of(constraint), constraint.description)
    return lambda value: broken if _outside(number_of(value), minimum, maximum) else None


def _length_check(constraint: Length) -> Check:
    minimum, maximum = constraint.minimum, constraint.maximum
    broken = Violation("length", rule_of(constraint), constraint.description)
    return lambda value: broken if _outside(len(value), minimum, maximum) else None


def _modulo_check(constraint: Modulo) -> Check:
    step, offset = constraint.step, constraint.offset
    broken = Violation("modulo", rule_of(constraint), constraint.description)
    return lambda value: broken if number_of(value) % step != offset else None


def _values_check(constraint: AllowedValues, kind: str) -> Check:
    allowed = constraint.values
    broken = Violation("values", rule_of(constraint), constraint.description)
    try:
        typed = tuple(as_type(kind, item) for item in allowed)
    except CONVERSION_ERRORS:
        typed = None  # an allowed value that is none of the type: no single value passes

    def check(value: Value) -> Violation | None:
        if isinstance(value, tuple):
            return None if all(item in allowed for item in value) else broken
        if typed is None:
            return broken
        return None if as_type(kind, value) in typed else broken

    return check


def _pattern_check(constraint: AllowedPattern) -> Check:
    pattern = constraint.pattern
    broken = Violation("pattern", rule_of(constraint), constraint.description)
    slow = Violation("slow", f"be matched against {pattern}, which takes too long", constraint.description)

    def check(value: Value) -> Violation | None:
        if not isinstance(value, str):
            raise TypeError("a pattern is for texts")
        try:
            answer = matches(pattern, value)
        except PATTERN_ERRORS:
            return broken
        return slow if answer is None else None if answer else broken

    return check


def _custom_check(constraint: Custom) -> Check:
    name, description = constraint.name, constraint.description

    def check(value: Value) -> Violation | None:
        rule = why_not(name, value)
        return None if rule is None else Violation("custom", rule, description)

    return check
