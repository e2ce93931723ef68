"""Constraints as templates write them: HOT's list, and the keys beside the type in the other dialect.

(heat/engine/hot/parameters.py, _constraint_from_def; heat/engine/parameters.py,
from_dict; the constructors of heat/engine/constraints.py.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from heatplan.ir.node import Mapping, Node, Sequence, value_of
from heatplan.ir.schema import AllowedPattern, AllowedValues, Constraint, Custom, Length, Modulo, Range
from heatplan.ir.value import Value
from heatplan.semantics.conversion import CONVERSION_ERRORS, number_of, show, text_of
from heatplan.semantics.patterns import PATTERN_ERRORS, compile_pattern

KINDS = ("modulo", "range", "length", "allowed_values", "allowed_pattern", "custom_constraint")
"""In the order in which Heat looks for them: the first one is taken."""


KEYS: Final[dict[str, tuple[str, ...]]] = {
    "range": ("MinValue", "MaxValue"),
    "length": ("MinLength", "MaxLength"),
    "allowed_values": ("AllowedValues",),
    "allowed_pattern": ("AllowedPattern",),
}
"""How the CloudFormation style writes each kind, beside the type."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """What is wrong with a definition.  ``kind`` is shape, list, pattern, or ignored (no error).

    ``raises`` is the exception of Python's that Heat lets out of it, where it is not that of bad schemas.
    """

    kind: str
    why: str
    node: Node | None
    taken: str = ""
    hint: str = ""
    raises: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The constraints that could be read, and what was wrong with the others."""

    constraints: tuple[Constraint, ...] = ()
    problems: tuple[Malformed, ...] = ()


class _UnreadableError(Exception):
    """A definition that Heat rejects."""

    def __init__(self, why: str, kind: str = "shape", hint: str = "", raises: str | None = None) -> None:
        super().__init__(why)
        self.kind = kind
        self.hint = hint
        self.raises = raises


def hot_constraints(node: Node | None, *, modulo: bool) -> Reading:
    """The ``constraints`` of a parameter; ``modulo`` says whether the version has that kind."""
    if node is None or value_of(node) is None:
        return Reading()
    if not isinstance(node, Sequence):
        return Reading(problems=(Malformed("list", "", node),))
    constraints: list[Constraint] = []
    problems: list[Malformed] = []
    for item in node.items:
        try:
            constraint, ignored = _hot_constraint(item, modulo=modulo)
        except _UnreadableError as error:
            problems.append(Malformed(error.kind, str(error), item, hint=error.hint, raises=error.raises))
            continue
        constraints.append(constraint)
        problems.extend(ignored)
    return Reading(tuple(constraints), tuple(problems))


def _hot_constraint(node: Node, *, modulo: bool) -> tuple[Constraint, tuple[Malformed, ...]]:
    if not isinstance(node, Mapping):
        raise _UnreadableError("it is no mapping")
    keys = tuple(key.value for key, _ in node.entries)
    for key in keys:
        if key not in KINDS and key != "description":
            raise _UnreadableError(f"there is no kind {key}", hint=f"The kinds are {', '.join(KINDS)}.")
    given = tuple(kind for kind in KINDS if kind in keys and (modulo or kind != "modulo"))
    if not given:
        hint = "modulo came with version 2017-02-24." if "modulo" in keys else ""
        raise _UnreadableError("it says nothing that this version knows", hint=hint)
    taken, rest = given[0], given[1:]
    ignored = (Malformed("ignored", ", ".join(rest), node, taken=taken),) if rest else ()
    part = node.get(taken)
    assert part is not None  # its key is there
    return _constraint(taken, value_of(part), _description(node.get("description"))), ignored


def cfn_constraints(node: Mapping) -> Reading:
    """The constraints among the keys of a parameter; one description serves all."""
    data = {key.value: value_of(item) for key, item in node.entries}
    description = _description(node.get("ConstraintDescription"))
    constraints: list[Constraint] = []
    problems: list[Malformed] = []
    for kind, keys in KEYS.items():
        if not any(key in data for key in keys):
            continue
        definition = {"min": data.get(keys[0]), "max": data.get(keys[1])} if len(keys) > 1 else data[keys[0]]
        place = next(node.get(key) for key in keys if key in data)
        try:
            constraints.append(_constraint(kind, definition, description))
        except _UnreadableError as error:
            problems.append(Malformed(error.kind, str(error), place, hint=error.hint, raises=error.raises))
    return Reading(tuple(constraints), tuple(problems))


def _description(node: Node | None) -> str | None:
    value = None if node is None else value_of(node)
    return text_of(value) if value else None


def _constraint(kind: str, definition: Value, description: str | None) -> Constraint:
    match kind:
        case "range":
            return Range(*_bounds(kind, definition), description)
        case "length":
            minimum, maximum = _bounds(kind, definition)
            if not all(isinstance(bound, (int, type(None))) for bound in (minimum, maximum)):
                raise _UnreadableError("min and max of a length must be whole numbers")
            return Length(minimum, maximum, description)
        case "modulo":
            return Modulo(*_modulo(definition), description)
        case "allowed_values":
            if not isinstance(definition, tuple):
                raise _UnreadableError("allowed values must be a list")
            return AllowedValues(definition, description)
        case "allowed_pattern":
            return AllowedPattern(_pattern(definition), description)
    return Custom(definition if isinstance(definition, str) else text_of(definition), description)


def _numbers(kind: str, definition: Value, keys: tuple[str, str]) -> tuple[Value, Value]:
    """The two numbers of a definition, None where one is not given."""
    if not isinstance(definition, dict):
        raise _UnreadableError(f"{kind} must be a mapping of {keys[0]} and {keys[1]}")
    for key in definition:
        if key not in keys:
            raise _UnreadableError(f"{kind} has no key {key}")
    first, second = (_number(kind, key, definition.get(key)) for key in keys)
    return first, second


def _number(kind: str, key: str, value: Value) -> Value:
    if value is None:
        return None
    try:
        return number_of(value)
    except CONVERSION_ERRORS as error:
        raises = "ValueError" if isinstance(value, str) else "TypeError"  # parameters.py, str_to_num
        raise _UnreadableError(f"{key} of {kind} must be a number, not {show(value)}", raises=raises) from error


def _bounds(kind: str, definition: Value) -> tuple[Value, Value]:
    minimum, maximum = _numbers(kind, definition, ("min", "max"))
    if minimum is None and maximum is None:
        raise _UnreadableError(f"{kind} needs min or max or both")
    return minimum, maximum


def _modulo(definition: Value) -> tuple[Value, Value]:
    step, offset = _numbers("modulo", definition, ("step", "offset"))
    if step is None or offset is None:
        raise _UnreadableError("modulo needs both step and offset")
    try:
        whole = int(step) == step and int(offset) == offset
    except CONVERSION_ERRORS as error:  # infinity and NaN
        raise _UnreadableError("step and offset must be whole numbers") from error
    if not whole:
        raise _UnreadableError("step and offset must be whole numbers")
    if step == 0:
        raise _UnreadableError("step must not be 0")
    if abs(int(offset)) >= abs(int(step)):
        raise _UnreadableError("offset must be smaller than step, signs aside")
    if int(step) * int(offset) < 0:
        raise _UnreadableError("step and offset must have the same sign")
    return step, offset


def _pattern(definition: Value) -> str:
    if not isinstance(definition, str):
        raise _UnreadableError("a pattern must be a string")
    try:
        compile_pattern(definition)
    except PATTERN_ERRORS as error:
        raise _UnreadableError(str(error) or "it is nested too deeply", kind="pattern") from error
    return definition
