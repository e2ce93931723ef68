"""A stack level with values in it: what an executor has open, or what Heat sees before creation.

The same expressions that were compiled are finished here with the same
evaluator.  An ``Instance`` answers for one level; the levels above it are
reached through ``outer``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from heatplan.ir.expr import Call, Expr, Failed, Lit
from heatplan.ir.schema import Parameter, ParameterSchema
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map, Value
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.failures import first_failure
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.functions.base import text_of
from heatplan.semantics.knowledge import UNKNOWN, AbsentError, Unknown, no_facade
from heatplan.semantics.parameters import coerce
from heatplan.semantics.substituting import substitute
from heatplan.semantics.template_type import from_property


class ViewError(Exception):
    """An expression that has no value: Heat's exception class and text."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error
        self.text = text


class Answers(Protocol):
    """What the resources of one level say of themselves."""

    def reference(self, resource: str, /) -> Value | Unknown:
        """The reference id."""

    def attribute(self, resource: str, path: tuple[Value, ...], /) -> Value | Unknown:
        """An attribute's value at a path; all attributes for an empty path."""


@dataclass(frozen=True)
class Unanswered:
    """Nothing is said yet: references and attributes stay calls."""

    def reference(self, _resource: str) -> Value | Unknown:
        """Unknown."""
        return UNKNOWN

    def attribute(self, _resource: str, _path: tuple[Value, ...]) -> Value | Unknown:
        """Unknown."""
        return UNKNOWN


@dataclass(frozen=True)
class NothingStands:
    """Before creation: placeholders for references (by resource, its name else), null for attributes."""

    references: Mapping[str, Value] = field(default_factory=dict)

    def reference(self, resource: str) -> Value | Unknown:
        """The placeholder."""
        return self.references.get(resource, resource)

    def attribute(self, _resource: str, _path: tuple[Value, ...]) -> Value | Unknown:
        """Null."""
        return None


@dataclass(frozen=True)
class Instance:
    """One level: its conditions and parameters, its resources' answers, and where it stands.

    ``parameters`` has the values by name, pseudo parameters included;
    ``conditions`` those of the compiled stack (bools and expressions);
    ``member`` is the member's name where the level is a group's, ``known_zones``
    are the cloud's availability zones.
    """

    parameters: Mapping[str, Value]
    conditions: Mapping[str, bool | Expr] = field(default_factory=Map)
    answers: Answers = field(default_factory=Unanswered)
    files: Mapping[str, Value] = field(default_factory=Map)
    facade_parts: Mapping[str, Expr] | None = None
    outer: Instance | None = None
    member_name: str | None = None
    env: FunctionEnv = field(default_factory=FunctionEnv)
    known_zones: tuple[str, ...] | None = None

    def parameter(self, name: str) -> Value | Unknown:
        """The value of a parameter of this level; raises AbsentError for one without."""
        if name not in self.parameters:
            raise AbsentError("UserParameterMissing", f"The Parameter ({name}) was not provided.")
        return self.parameters[name]

    def reference(self, resource: str) -> Value | Unknown:
        """The reference id of a resource."""
        return self.answers.reference(resource)

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value | Unknown:
        """An attribute of a resource."""
        return self.answers.attribute(resource, path)

    def condition(self, name: Value) -> bool | Unknown:
        """A condition by its name."""
        if name is None:
            return True
        found = self.conditions.get(name) if isinstance(name, str) else None
        if found is None:
            raise AbsentError("ValueError", f'Invalid condition "{text_of(name)}"')
        if isinstance(found, bool):
            return found
        decided = decide(found, self, self.env)
        if isinstance(decided, Failed):
            raise AbsentError(decided.error, decided.text, reported=decided.reported)
        return decided

    def file(self, name: str) -> Value:
        """The content of a file that is read by a name known only now."""
        return self.files.get(name)

    def zones(self) -> Value | Unknown:
        """The availability zones, where the cloud has been asked."""
        return UNKNOWN if self.known_zones is None else self.known_zones

    def facade(self, part: str) -> Value | Unknown:
        """A part of the resource that this stack is the body of."""
        if self.facade_parts is None or self.outer is None:
            raise AbsentError(*no_facade(part))
        return view(self.facade_parts.get(part, Lit(None)), self.outer)

    def member(self, expr: Expr, variable: str) -> Expr:
        """``expr`` of the level above, with this member's name."""
        if self.outer is None:
            return expr
        return substitute(evaluate(expr, self.outer, self.outer.env), variable, self.member_name)


def view(expr: Expr, instance: Instance) -> Value:
    """The value of an expression in a level where everything is known; raises ViewError where Heat would raise."""
    found = evaluate(expr, instance, instance.env)
    if isinstance(found, Lit):
        return found.value
    failure = first_failure(found)
    if failure is not None:
        raise ViewError(failure.error, failure.text)
    call = found.name if isinstance(found, Call) else type(found).__name__
    if type(found).__name__ == "Omitted":
        return None
    raise ViewError("Unknown", f"{call} has no value yet")


def holds(when: Expr | None, instance: Instance) -> bool:
    """Whether an undecided condition holds now; raises ViewError where it can not be decided."""
    if when is None:
        return True
    decided = decide(when, instance, instance.env)
    if isinstance(decided, bool):
        return decided
    if isinstance(decided, Failed):
        raise ViewError(decided.error, decided.text)
    raise ViewError("Unknown", "the condition has no value yet")


def open_parameters(
    parameters: tuple[Parameter, ...],
    arguments: tuple[tuple[str, Expr], ...],
    outer: Instance,
    pseudo: Mapping[str, Value],
) -> dict[str, Value]:
    """The parameters of a nested stack when it is opened.

    ``parameters`` are those compiled, ``arguments`` the parent's expressions
    over ``outer``; ``pseudo`` are the values of the pseudo parameters.  A null
    argument is not passed (template_resource.py, child_params).  Raises
    ViewError for an argument without a value or of a wrong kind.
    """
    given = {name: view(expr, outer) for name, expr in arguments}
    values: dict[str, Value] = {}
    for parameter in parameters:
        schema = parameter.schema
        if schema.name in pseudo:
            values[schema.name] = pseudo[schema.name]
        elif given.get(schema.name) is not None and not isinstance(parameter.value, Lit):
            values[schema.name] = _typed(schema, from_property(given[schema.name], schema.type))
        elif isinstance(parameter.value, Lit):
            values[schema.name] = parameter.value.value
        elif not isinstance(parameter.value, Failed) and schema.default is not None:
            values[schema.name] = _typed(schema, schema.default)
    return values


def _typed(schema: ParameterSchema, raw: Value) -> Value:
    value, fault = coerce(schema, raw)
    if fault is not None:
        raise ViewError("StackValidationFailed", fault.message)
    return value


def initial(stack: Stack, answers: Answers, **place: object) -> Instance:
    """A level as Heat sees it before creation, its parameters at their initial values."""
    values = {
        parameter.schema.name: parameter.value.value if isinstance(parameter.value, Lit) else parameter.initial
        for parameter in stack.parameters
        if not isinstance(parameter.value, Failed)
    }
    return Instance(values, stack.conditions, answers, **place)  # type: ignore[arg-type]
