"""Declarations of parameters as schemas (heat/engine/parameters.py, heat/engine/hot/parameters.py).

What Heat finds when it reads a declaration and when it validates the schema is
found here together: both reject the template, whatever values are supplied.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from heatplan.diagnostics import codes_parameters as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.node import Node, value_of
from heatplan.ir.schema import (
    AllowedPattern,
    AllowedValues,
    Constraint,
    Custom,
    Length,
    Modulo,
    ParameterSchema,
    Range,
)
from heatplan.ir.template import ParameterDecl
from heatplan.ir.value import Value
from heatplan.semantics.constraint_definitions import KEYS, Malformed, Reading, cfn_constraints, hot_constraints
from heatplan.semantics.constraints import violations
from heatplan.semantics.conversion import show, text_of
from heatplan.span import Span

HOT_TYPES = ("string", "number", "comma_delimited_list", "json", "boolean")
CFN_TYPES = {
    "String": "string",
    "Number": "number",
    "CommaDelimitedList": "comma_delimited_list",
    "Json": "json",
    "Boolean": "boolean",
}
HOT_KEYS = ("type", "description", "default", "schema", "constraints", "hidden", "label", "immutable")
CFN_KEYS = (
    "Type", "Default", "NoEcho", "AllowedValues", "AllowedPattern", "MaxLength", "MinLength", "MaxValue", "MinValue",
    "Description", "ConstraintDescription", "Label",
)  # fmt: skip
TAGS_SINCE = "2018-03-02"
MODULO_SINCE = "2017-02-24"

_NUMBERS = ("number",)
_SIZED = ("string", "comma_delimited_list", "json")
_CHOSEN = ("string", "number", "boolean", "comma_delimited_list")
_FITS: dict[type[Constraint], tuple[str, tuple[str, ...]]] = {
    Range: ("range", _NUMBERS),
    Modulo: ("modulo", _NUMBERS),
    Length: ("length", _SIZED),
    AllowedValues: ("allowed_values", _CHOSEN),
    AllowedPattern: ("allowed_pattern", ("string",)),
    Custom: ("custom_constraint", _CHOSEN),
}
"""What a constraint is called, and the types that it can be put on (constraints.py, valid_types)."""

_COMPARED = {
    "string": "String",
    "number": "Number",
    "boolean": "Boolean",
    "comma_delimited_list": "List",
    "json": "Map",
}


def read_schema(
    decl: ParameterDecl, dialect: str, version: str
) -> tuple[ParameterSchema | None, tuple[Diagnostic, ...]]:
    """The schema of a declared parameter, and all that is wrong with the declaration.

    ``dialect`` is hot or cfn, ``version`` the template's.  There is no schema
    when the parameter has no lawful type; otherwise the parts that can be read
    are in it.  Findings stand at the part that they are about.
    """
    reader = _Reader(decl)
    schema = _read_hot(reader, version) if dialect == "hot" else _read_cfn(reader)
    if schema is not None:
        _check_fit(reader, schema)
        _check_default(reader, schema, "default" if dialect == "hot" else "Default")
    return schema, tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    """A declaration and what was found in it so far."""

    decl: ParameterDecl
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, code: Code, span: Span, hint: str = "", *, raises: str | None = None, **facts: object) -> None:
        named = {"name": self.decl.name, **facts}
        address = f"parameters.{self.decl.name}"
        self.found.append(finding(code, span, address=address, hint=hint, raises=raises, facts=named))

    def node(self, key: str) -> Node | None:
        return self.decl.node.get(key)

    def value(self, key: str, default: Value = None) -> Value:
        node = self.decl.node.get(key)
        return default if node is None else value_of(node)

    def text(self, key: str) -> str | None:
        value = self.value(key)
        return None if value is None else text_of(value)

    def check_keys(self, allowed: tuple[str, ...], hint: str = "") -> None:
        for key, _ in self.decl.node.entries:
            if key.value not in allowed:
                near = suggest(str(key.value), allowed)
                better = hint if key.value == "tags" else f"Did you mean {' or '.join(near)}?" if near else ""
                self.report(codes.PARAMETER_KEY, key.span, better, key=key.value)

    def type(self, key: str, types: tuple[str, ...]) -> str | None:
        """The type as written, where it is lawful."""
        node = self.node(key)
        if node is None:
            self.report(codes.PARAMETER_TYPE_MISSING, self.decl.span, f"The types are {', '.join(types)}.")
            return None
        value = value_of(node)
        if value in types:
            return str(value)
        near = suggest(str(value), types)
        hint = f"Did you mean {' or '.join(near)}?" if near else ""
        self.report(codes.PARAMETER_TYPE, node.span, hint, type=show(value), types=", ".join(types))
        return None

    def take(self, reading: Reading) -> tuple[Constraint, ...]:
        """The constraints that could be read; the others are reported."""
        for problem in reading.problems:
            self._malformed(problem)
        return reading.constraints

    def _malformed(self, problem: Malformed) -> None:
        span = problem.node.span if problem.node is not None else self.decl.span
        match problem.kind:
            case "list":
                self.report(codes.CONSTRAINTS_NOT_LIST, span)
            case "pattern":
                self.report(codes.PATTERN_SYNTAX, span, why=problem.why)
            case "ignored":
                self.report(codes.CONSTRAINT_IGNORED, span, taken=problem.taken, ignored=problem.why)
            case _:
                self.report(codes.CONSTRAINT_SHAPE, span, problem.hint, raises=problem.raises, why=problem.why)


def _read_hot(reader: _Reader, version: str) -> ParameterSchema | None:
    with_tags = version >= TAGS_SINCE
    reader.check_keys(HOT_KEYS + (("tags",) if with_tags else ()), f"tags came with version {TAGS_SINCE}.")
    tags = reader.value("tags", ())
    if with_tags and not isinstance(tags, tuple):
        node = reader.node("tags")
        reader.report(codes.PARAMETER_TAGS, node.span if node is not None else reader.decl.span)
    kind = reader.type("type", HOT_TYPES)
    constraints = reader.take(hot_constraints(reader.node("constraints"), modulo=version >= MODULO_SINCE))
    if kind is None:
        return None
    default = reader.value("default")
    return ParameterSchema(
        name=reader.decl.name,
        type=kind,
        default=default,
        has_default=default is not None,
        constraints=constraints,
        hidden=bool(reader.value("hidden", False)),  # Heat asks for truth only: the text "false" hides
        immutable=bool(reader.value("immutable", False)),
        label=reader.text("label"),
        description=reader.text("description"),
        tags=tuple(map(text_of, tags)) if with_tags and isinstance(tags, tuple) else (),
    )


def _read_cfn(reader: _Reader) -> ParameterSchema | None:
    reader.check_keys(CFN_KEYS)
    kind = reader.type("Type", tuple(CFN_TYPES))
    constraints = reader.take(cfn_constraints(reader.decl.node))
    if kind is None:
        return None
    default = reader.value("Default")
    return ParameterSchema(
        name=reader.decl.name,
        type=CFN_TYPES[kind],
        default=default,
        has_default=default is not None,
        constraints=constraints,
        hidden=text_of(reader.value("NoEcho", "false")).lower() == "true",
        label=reader.text("Label"),
        description=reader.text("Description"),
    )


def _check_fit(reader: _Reader, schema: ParameterSchema) -> None:
    """Each constraint must be one for the parameter's type (constraints.py, Schema.validate)."""
    for constraint in schema.constraints:
        called, types = _FITS[type(constraint)]
        if schema.type not in types:
            written = (reader.node(key) for key in ("constraints", *KEYS.get(called, ())))
            span = next((node.span for node in written if node is not None), reader.decl.span)
            hint = f"{called} is for {', '.join(types)}."
            reader.report(codes.CONSTRAINT_UNFIT, span, hint, constraint=called, type=schema.type)


def _check_default(reader: _Reader, schema: ParameterSchema, key: str) -> None:
    """The default must satisfy the constraints as it is declared, custom ones excepted (_validate_default)."""
    node = reader.node(key)
    default = schema.default
    if default is None or node is None:
        return
    if schema.type == "comma_delimited_list":
        if isinstance(default, tuple):
            default = tuple(map(text_of, default))
        elif isinstance(default, str):
            default = tuple(default.split(","))
        else:
            reader.report(codes.DEFAULT_KIND, node.span, kind="a list, or a text with commas between its items")
            return
    asked = tuple(item for item in schema.constraints if not isinstance(item, Custom))
    for violation in violations(asked, _COMPARED[schema.type], default):
        shown = "(hidden)" if schema.hidden else show(schema.default)
        code = codes.PARAMETER_SLOW_PATTERN if violation.kind == "slow" else codes.DEFAULT_CONSTRAINT
        reader.report(code, node.span, violation.description or "", value=shown, rule=violation.rule)
