"""What a compile knows of one stack level, in two moments.

``Scope`` is the plan's moment: parameters that depend on the cloud or on a
member's name are unknown.  ``Before`` is Heat's moment of validation: nothing
exists, references are placeholders, attributes are null (heat/engine/stk_defn.py,
heat/engine/resource.py, ``node_data``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.ir.expr import Expr, Failed, Lit
from heatplan.ir.schema import Parameter
from heatplan.ir.value import Value
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.failures import first_failure
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.functions.base import class_name, text_of
from heatplan.semantics.knowledge import UNKNOWN, AbsentError, Knowledge, Unknown, no_facade
from heatplan.semantics.substituting import substitute


@dataclass(frozen=True)
class Level:
    """The facts of one stack level.

    ``references`` maps each enabled resource to its reference before creation;
    ``facade`` has the parts of the resource that this level is the body of
    (over ``outer``); ``outer`` is the level above and ``member`` the name of
    the member (None while it is open) where this level is a group's.
    ``catalogue`` is the compile's.
    """

    parameters: Mapping[str, Parameter]
    conditions: Mapping[str, Expr]
    files: Mapping[str, Value]
    env: FunctionEnv
    references: Mapping[str, Value] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    facade: Mapping[str, Expr] | None = None
    outer: Scope | None = None
    member: str | None = None
    first: str | None = None
    catalogue: Catalogue = SHIPPED


class Scope:
    """A level as known when it is compiled.  The memo of conditions is local and never seen."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self._memo: dict[str, bool | Unknown | Failed | None] = {}

    def parameter(self, name: str) -> Value | Unknown:
        """The value where it is known; raises AbsentError for one that is not declared or has no value."""
        parameter = self.level.parameters.get(name)
        if parameter is None:
            raise AbsentError("UserParameterMissing", f"The Parameter ({name}) was not provided.")
        if isinstance(parameter.value, Failed):
            raise AbsentError(parameter.value.error, parameter.value.text, reported=parameter.value.reported)
        return parameter.value.value if isinstance(parameter.value, Lit) else UNKNOWN

    def reference(self, resource: str) -> Value | Unknown:
        """Unknown: only the cloud gives it.  Raises AbsentError for no resource of this level."""
        self._require(resource)
        return UNKNOWN

    def attribute(self, resource: str, _path: tuple[Value, ...]) -> Value | Unknown:
        """Unknown: only the cloud gives it.  Raises AbsentError for no resource of this level."""
        self._require(resource)
        return UNKNOWN

    def _require(self, resource: Value) -> None:
        if isinstance(resource, (tuple, dict, frozenset)):
            raise AbsentError("TypeError", f"unhashable type: '{class_name(resource)}'")
        if not isinstance(resource, str) or resource not in self.level.references:
            raise AbsentError(
                "InvalidTemplateReference", f'The specified reference "{text_of(resource)}" (in unknown) is incorrect.'
            )

    def condition(self, name: Value) -> bool | Unknown:
        """A condition by its name, found once (heat/engine/conditions.py)."""
        if name is None:
            return True
        definition = self.level.conditions.get(name) if isinstance(name, str) else None
        if definition is None:
            raise AbsentError("ValueError", f'Invalid condition "{text_of(name)}"')
        if name in self._memo:
            found = self._memo[name]
            if found is None:
                raise AbsentError("StackValidationFailed", f'Circular definition for condition "{name}"')
        else:
            self._memo[name] = None
            found = self._memo[name] = self._decide(name, definition)
        if isinstance(found, Failed):
            raise AbsentError(found.error, found.text, reported=found.reported)
        return found

    def _decide(self, name: str, definition: Expr) -> bool | Unknown | Failed:
        value = evaluate(definition, self, self.level.env)
        if isinstance(value, Lit) and not isinstance(value.value, bool):
            text = f'The definition of condition "{name}" is invalid: {text_of(value.value)}'
            return Failed("condition", "StackValidationFailed", text)
        return decide(value, self, self.level.env)

    def file(self, name: str) -> Value:
        """The content of a file of the source set."""
        return self.level.files.get(name)

    def zones(self) -> Value | Unknown:
        """Unknown: Heat asks Nova, even to validate (heat/engine/stack.py, get_availability_zones)."""
        return UNKNOWN

    def facade(self, part: str) -> Value | Unknown:
        """A part of the resource that this stack is the body of; raises AbsentError in a root stack."""
        if self.level.facade is None:
            raise AbsentError(*no_facade(part))
        expr = self.level.facade.get(part)
        return expr.value if isinstance(expr, Lit) else UNKNOWN

    def member(self, expr: Expr, variable: str) -> Expr:
        """``expr`` over the level above, with this member's name where it is known."""
        if self.level.outer is None:
            return expr
        return substitute(evaluate(expr, self.level.outer, self.level.env), variable, self.level.member)


class Before(Scope):
    """The same level before anything of it is created: everything has an answer."""

    def parameter(self, name: str) -> Value | Unknown:
        """The value that Heat validates with."""
        parameter = self.level.parameters.get(name)
        if parameter is not None and not isinstance(parameter.value, (Lit, Failed)):
            return parameter.initial
        return super().parameter(name)

    def reference(self, resource: str) -> Value | Unknown:
        """The placeholder of the resource's type: its name, null, or the text 'None'."""
        self._require(resource)
        return self.level.references[resource]

    def attribute(self, resource: str, _path: tuple[Value, ...]) -> Value | Unknown:
        """Null."""
        self._require(resource)
        return None

    def facade(self, part: str) -> Value | Unknown:
        """The facade's part as it is before creation."""
        if self.level.facade is None or self.level.outer is None:
            return super().facade(part)
        value = evaluate(self.level.facade.get(part, Lit(None)), Before(self.level.outer.level), self.level.env)
        return value.value if isinstance(value, Lit) else None

    def member(self, expr: Expr, variable: str) -> Expr:
        """``expr`` before creation, for this member or, while it is open, the first."""
        if self.level.outer is None:
            return expr
        name = self.level.member if self.level.member is not None else self.level.first
        return substitute(evaluate(expr, Before(self.level.outer.level), self.level.env), variable, name)


def value_of(expr: Expr, known: Knowledge, env: FunctionEnv) -> Value:
    """The value of an expression when everything is known; raises AbsentError where Heat would raise."""
    found = evaluate(expr, known, env)
    if isinstance(found, Lit):
        return found.value
    failure = first_failure(found)
    if failure is not None:
        raise AbsentError(failure.error, failure.text, reported=failure.reported)
    return None
