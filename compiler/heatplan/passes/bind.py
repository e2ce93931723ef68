"""bind: every parameter has a typed, checked value, or a finding.

A value comes from the caller (an environment, an option, the parent's
properties), else from ``parameter_defaults``, else from the template's default
(heat/engine/parameters.py).  Hidden parameters stay sealed: the plan reads
them when it is applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import Near
from heatplan.ir.expr import Call, Expr, Failed, Lit
from heatplan.ir.schema import Given, Parameter, ParameterSchema
from heatplan.ir.template import Template
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.semantics.parameters import check, coerce
from heatplan.span import NOWHERE, Span


def bind(
    template: Template[Expr],
    schemas: tuple[ParameterSchema, ...],
    given: Mapping[str, Given],
    defaults: Map,
    pseudo: Mapping[str, Given],
    *,
    strict: bool,
) -> Result[tuple[Parameter, ...]]:
    """The level's parameters, pseudo parameters first.

    ``given`` are the caller's values, ``defaults`` the environment's
    ``parameter_defaults``, ``pseudo`` the pseudo parameters.  ``strict`` is
    Heat's strict_validate: off in nested stacks, where a wrong value is found
    only at creation (severity will-fail).
    """
    names = tuple(schema.name for schema in schemas)
    places = {decl.name: decl.span for decl in template.parameters}
    found: list[Diagnostic] = list(_unknown(given, names))
    bound = [
        Parameter(ParameterSchema(name, "string"), value.expr, value.initial, given=True)
        for name, value in pseudo.items()
    ]
    for schema in schemas:
        parameter, problems = _bind(
            schema, given.get(schema.name), defaults, places.get(schema.name, NOWHERE), strict=strict
        )
        bound.append(parameter)
        found.extend(problems if strict else (replace(problem, level="will-fail") for problem in problems))
    return Result(tuple(bound), tuple(found))


def _unknown(given: Mapping[str, Given], names: tuple[str, ...]) -> list[Diagnostic]:
    found = []
    near, known = Near(names), frozenset(names)
    for name in given:
        if name not in known:
            hint = near.hint(str(name))
            found.append(
                finding(codes.UNKNOWN_PARAMETER, given[name].span, address=f"parameters.{name}", hint=hint, name=name)
            )
    return found


def _bind(
    schema: ParameterSchema, given: Given | None, defaults: Map, place: Span, *, strict: bool
) -> tuple[Parameter, tuple[Diagnostic, ...]]:
    address = f"parameters.{schema.name}"
    read = Call("get_param", "GetParam", Lit(schema.name), place)
    if given is not None and isinstance(given.expr, Failed) and given.initial is None:
        return Parameter(schema, replace(given.expr, reported=given.expr.reported or "error"), None, given=True), ()
    supplied = given is not None and not (isinstance(given.expr, Lit) and given.expr.value is None)
    known = given is None or isinstance(given.expr, Lit)
    raw = given.initial if given is not None and supplied else None
    if raw is None:
        raw = defaults.get(schema.name)
        raw = schema.default if raw is None else raw
    if raw is None:
        if supplied and not known:  # the cloud has not answered, and there is no default to stand in
            return Parameter(schema, read, None, given=True), ()
        error, text = _reading_nothing(schema)
        missing = Failed("get_param", error, text, place, reported="error" if strict else "will-fail")
        hint = f"Give it with --parameter {schema.name}=VALUE or in an environment file."
        if not strict:  # a nested stack's
            hint = "Give it among the properties of the resource, or in an environment's parameter_defaults."
        diagnostic = finding(codes.PARAMETER_MISSING, place, address=address, hint=hint, name=schema.name)
        return Parameter(schema, missing), (diagnostic,)
    hidden = schema.hidden or (given is not None and given.sealed)
    guarded = replace(schema, hidden=hidden)
    where = given.span if given is not None and supplied and given.span != NOWHERE else place
    value, fault = coerce(guarded, raw)
    if fault is not None:
        failed = Failed("get_param", "ValueError", fault.message, place, reported="error" if strict else "will-fail")
        problem = replace(fault, span=where, address=address)
        return Parameter(schema, failed, None, given=supplied, sealed=hidden), (problem,)
    default = not supplied and raw is schema.default
    problems = check(guarded, raw, default=default)
    faults = tuple(replace(problem, span=where, address=address) for problem in problems)
    unknown = hidden or not known
    return Parameter(schema, read if unknown else Lit(value), value, given=supplied, sealed=hidden), faults


def _reading_nothing(schema: ParameterSchema) -> tuple[str, str]:
    """What reading a parameter without a value raises, and why; a boolean is read as the text None (BooleanParam)."""
    if schema.type == "boolean":
        return "ValueError", "Unrecognized value 'None'"
    return "UserParameterMissing", f"The Parameter ({schema.name}) was not provided."
