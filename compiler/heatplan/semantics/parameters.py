"""Values of parameters: converted to their type and checked (heat/engine/parameters.py).

Both functions take the value as it was supplied, before any conversion: Heat
asks most constraints of that (a number 5 for a string parameter has no length,
the text "5" has one).
"""

from __future__ import annotations

import json
from dataclasses import replace

from heatplan.diagnostics import codes_parameters as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.ir.schema import Custom, ParameterSchema
from heatplan.ir.value import Value, freeze, thaw
from heatplan.semantics.constraints import Violation, violations
from heatplan.semantics.conversion import (
    CONVERSION_ERRORS,
    boolean_of,
    list_of_text,
    number_of,
    show,
    text_of,
)
from heatplan.semantics.parameter_schema import read_schema

__all__ = ["check", "coerce", "default_of", "read_schema"]

HIDDEN = "(hidden)"

MAX_DEPTH = 200
"""How deep JSON may be nested; what walks through values afterwards is recursive."""

PROPERTY_TYPES = {
    "string": "String",
    "number": "Number",
    "boolean": "Boolean",
    "comma_delimited_list": "List",
    "json": "Map",
}
"""The property type that a parameter type is compared and passed as."""

_KINDS = {
    "string": "a string",
    "number": "a number",
    "boolean": "a boolean (true, false, yes, no, on, off, 1 or 0)",
    "comma_delimited_list": "a list, or a text with commas between its items",
    "json": f"JSON (a mapping, a list, or a text of one), nested at most {MAX_DEPTH} deep",
}


def default_of(schema: ParameterSchema) -> Value:
    """The default as declared, None where there is none: a null default is none (not yet converted)."""
    return schema.default


def coerce(schema: ParameterSchema, value: Value) -> tuple[Value, Diagnostic | None]:
    """The supplied value as one of the parameter's type, or None and why it can not be one."""
    try:
        return _converted(schema.type, value), None
    except CONVERSION_ERRORS:
        return None, _fault(schema, codes.PARAMETER_KIND, value, kind=_KINDS[schema.type])


def check(schema: ParameterSchema, value: Value, *, default: bool = False) -> tuple[Diagnostic, ...]:
    """All that is wrong with a supplied value: its kind, or else each constraint that it breaks.

    ``default`` says that the value is the declared default: what ``read_schema``
    has asked of it is not asked again.  No message shows the value of a hidden
    parameter.
    """
    try:
        converted = _converted(schema.type, value)
    except CONVERSION_ERRORS:
        return (_fault(schema, codes.PARAMETER_KIND, value, kind=_KINDS[schema.type]),)
    constraints = schema.constraints
    if default and schema.type != "json":  # of JSON, the schema was asked before it was parsed
        constraints = tuple(item for item in constraints if isinstance(item, Custom))
    if not constraints:
        return ()
    subject = converted if schema.type in ("comma_delimited_list", "json") else value
    found = violations(constraints, PROPERTY_TYPES[schema.type], subject)
    return tuple(_broken(schema, violation, value) for violation in found)


def _converted(kind: str, value: Value) -> Value:
    match kind:
        case "string":
            return text_of(value)
        case "number":
            return number_of(value)
        case "boolean":
            return boolean_of(value)
        case "comma_delimited_list":
            return _as_list(value)
    return _as_json(value)


def _as_list(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(map(text_of, value))
    if not isinstance(value, str):
        raise TypeError("no text")
    return list_of_text(value)


def _as_json(value: Value) -> Value:
    """Text is parsed; the rest makes the way through JSON, which turns keys into texts."""
    text = value if isinstance(value, str) else json.dumps(thaw(value))
    if not text:
        return value
    parsed = json.loads(text)
    if _deeper(parsed, MAX_DEPTH):
        raise ValueError("too deep")
    return freeze(parsed)


def _deeper(data: Value, depth: int) -> bool:
    """Whether plain data is nested deeper; without recursion, which is what the limit protects."""
    level = [data]
    for _ in range(depth + 1):
        level = [
            inner
            for item in level
            if isinstance(item, (dict, list))
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True


def _broken(schema: ParameterSchema, violation: Violation, value: Value) -> Diagnostic:
    fault = _fault(schema, codes.BY_KIND[violation.kind], value, rule=violation.rule)
    return replace(fault, hint=violation.description or "")


def _fault(schema: ParameterSchema, code: Code, value: Value, **facts: str) -> Diagnostic:
    shown = HIDDEN if schema.hidden else show(value)
    return finding(code, address=f"parameters.{schema.name}", facts={"name": schema.name, "value": shown, **facts})
