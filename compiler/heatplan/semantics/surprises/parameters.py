"""Surprises of parameters: defaults that become other texts, lists with blanks, patterns, paths that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from heatplan.diagnostics import codes_surprises as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.expr import Lit
from heatplan.ir.node import Scalar
from heatplan.ir.schema import AllowedPattern, Parameter, ParameterSchema
from heatplan.ir.template import ParameterDecl
from heatplan.ir.value import Map, Value
from heatplan.semantics.conversion import show
from heatplan.semantics.property_faults import dotted
from heatplan.semantics.surprises.written import ParameterPath
from heatplan.span import Span

TextAt = Callable[[Span], str]
"""What stands in the file at a place, empty where that is not known."""

LIST = "comma_delimited_list"


def declared(
    decls: Iterable[ParameterDecl], schemas: Iterable[ParameterSchema], text_at: TextAt
) -> Iterator[Diagnostic]:
    """What a template's parameters show by themselves."""
    nodes = {decl.name: decl for decl in decls}
    for schema in schemas:
        decl = nodes.get(schema.name)
        if decl is None:
            continue
        default = decl.node.get("default") or decl.node.get("Default")
        if isinstance(default, Scalar):
            yield from _default(schema, default, text_at)
        for constraint in schema.constraints:
            if isinstance(constraint, AllowedPattern):
                yield from _pattern(schema, constraint.pattern, decl.span)


def _default(schema: ParameterSchema, default: Scalar, text_at: TextAt) -> Iterator[Diagnostic]:
    value, address = default.value, f"parameters.{schema.name}"
    if schema.type == "string" and isinstance(value, (bool, float)):
        written = text_at(default.span)
        if written and written != str(value):
            hint = f"Put it in quotes: '{written}'."
            facts = {"name": schema.name, "written": written, "text": show(str(value))}
            yield finding(codes.OTHER_TEXT, default.span, address=address, hint=hint, facts=facts)
    elif schema.type == LIST and isinstance(value, str) and not schema.hidden:
        yield from _blanks(schema.name, value.split(","), default.span)


def given(parameters: Iterable[Parameter], span: Span) -> Iterator[Diagnostic]:
    """What the values that a root stack is given show."""
    for parameter in parameters:
        value = parameter.value.value if isinstance(parameter.value, Lit) else None
        shown = parameter.given and not parameter.sealed and not parameter.schema.hidden
        if shown and parameter.schema.type == LIST and isinstance(value, tuple):
            yield from _blanks(parameter.schema.name, value, span)


def _blanks(name: str, items: Iterable[Value], span: Span) -> Iterator[Diagnostic]:
    wrong = next((item for item in items if isinstance(item, str) and item != item.strip(" ")), None)
    if wrong is not None:
        hint = "Write the list without blanks, or as a YAML list."
        facts = {"name": name, "item": show(wrong)}
        yield finding(codes.BLANK_IN_LIST, span, address=f"parameters.{name}", hint=hint, facts=facts)


def _pattern(schema: ParameterSchema, pattern: str, span: Span) -> Iterator[Diagnostic]:
    """Alternatives of plain text of which an earlier one is how a later one begins (constraints.py, AllowedPattern)."""
    alternatives = pattern.split("|")
    if len(alternatives) < 2 or not all(part.replace("-", "").replace("_", "").isalnum() for part in alternatives):
        return
    for number, later in enumerate(alternatives):
        earlier = next((one for one in alternatives[:number] if later != one and later.startswith(one)), None)
        if earlier is not None:
            hint = f"Put the longer one first: {later}|{earlier}."
            facts = {"later": later, "earlier": earlier}
            address = f"parameters.{schema.name}"
            yield finding(codes.PATTERN_TOO_SHORT, span, address=address, hint=hint, facts=facts)
            return


def missing_entries(paths: Iterable[ParameterPath], parameters: Mapping[str, Parameter]) -> Iterator[Diagnostic]:
    """Paths into parameters, the values of which are known, that lead to nothing (hot/functions.py, GetParam)."""
    for read in paths:
        parameter = parameters.get(read.name)
        if parameter is None or parameter.sealed or parameter.schema.hidden or not isinstance(parameter.value, Lit):
            continue
        if not _leads(parameter.value.value, read.path):
            index = next((part for part in read.path if isinstance(part, str) and part.startswith("%")), None)
            hint = f"{index} is replaced when the function has been resolved already." if index is not None else ""
            facts = {"name": read.name, "path": dotted(read.path)}
            yield finding(codes.MISSING_ENTRY, read.span, hint=hint, facts=facts)


def _leads(value: Value, path: tuple[Value, ...]) -> bool:
    """Whether there is something; an empty list or mapping waits for somebody to fill it, and says nothing."""
    for key in path:
        if value in ((), Map(), "", None):
            return True
        try:
            value = value[key] if isinstance(value, dict) else value[int(key)]
        except (KeyError, IndexError, ValueError, TypeError):
            return False
    return True
