"""Opening a stack level: its parameters, pseudo parameters and conditions, ready for expressions to be finished in."""

from __future__ import annotations

from collections.abc import Mapping

from heatplan.executors.records import Records
from heatplan.ir.expr import Expr, Failed, Lit
from heatplan.ir.plan import Plan
from heatplan.ir.schema import Parameter
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.tree import MEMBER_VALUE, Family, Nested, Resource
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.parameters import check, coerce
from heatplan.semantics.stack_id import arn
from heatplan.semantics.view import Instance, ViewError, open_parameters

PSEUDO = ("OS::", "AWS::")
"""What the names of pseudo parameters begin with, by dialect."""


def pseudo_values(name: str, stack_id: str, project: str) -> dict[str, Value]:
    """The values of a stack's pseudo parameters in both dialects (hot/parameters.py, cfn/parameters.py).

    ``AWS::StackId`` is the stack's ARN (heat/common/identifier.py); ``AWS::Region`` is a constant, in the plan.
    """
    return {
        "OS::stack_name": name,
        "OS::stack_id": stack_id,
        "OS::project_id": project,
        "AWS::StackName": name,
        "AWS::StackId": arn(project, name, stack_id),
    }


class SealedError(Exception):
    """A hidden parameter without a value."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def sealed(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The hidden ones whose value is not in the plan."""
    return tuple(one for one in parameters if one.schema.hidden and not isinstance(one.value, (Lit, Failed)))


def root_instance(
    plan: Plan,
    given: Mapping[str, Value],
    pseudo: Mapping[str, Value],
    records: Records,
    env: FunctionEnv,
    zones: tuple[str, ...],
) -> Instance:
    """The root stack's level.

    ``given`` are values of hidden parameters as the user wrote them, ``zones``
    the cloud's availability zones; raises
    SealedError where one is missing, and ViewError for a value that its parameter
    does not allow (the message does not show it).
    """
    values: dict[str, Value] = {}
    for parameter in plan.root.parameters:
        name = parameter.schema.name
        if name in pseudo and not isinstance(parameter.value, Lit):
            values[name] = pseudo[name]
        elif isinstance(parameter.value, Lit):
            values[name] = parameter.value.value
        elif not isinstance(parameter.value, Failed):
            values[name] = unseal(parameter, name, given)
    return Instance(values, plan.root.conditions, records, env=env, known_zones=zones)


def unseal(parameter: Parameter, key: str, given: Mapping[str, Value]) -> Value:
    """The value of a hidden parameter, typed and checked."""
    schema = parameter.schema
    raw = given.get(key, schema.default)
    if raw is None:
        raise SealedError(key)
    value, fault = coerce(schema, raw)
    for problem in (fault,) if fault is not None else check(schema, raw):
        raise ViewError("StackValidationFailed", problem.message)
    return value


def nested_instance(
    nested: Nested,
    resource: Resource,
    outer: Instance,
    given: Mapping[str, Value],
    pseudo: Mapping[str, Value],
    records: Records,
) -> Instance:
    """The level of a nested stack; ``given`` are values of hidden parameters that no argument gives, by name."""
    parameters = nested.stack.parameters
    values = open_parameters(parameters, nested.arguments, outer, pseudo)
    for parameter in sealed(parameters):
        if parameter.schema.name not in values:
            values[parameter.schema.name] = unseal(parameter, parameter.schema.name, given)
    for parameter in parameters:
        _must_be_lawful(parameter, values)
    facade: dict[str, Expr] = {
        "metadata": resource.metadata,
        "deletion_policy": resource.deletion_policy or Lit("Delete"),
        "update_policy": resource.update_policy or Lit(Map()),
    }
    return Instance(
        values,
        nested.stack.conditions,
        records,
        facade_parts=facade,
        outer=outer,
        env=outer.env,
        known_zones=outer.known_zones,
    )


def _must_be_lawful(parameter: Parameter, values: Mapping[str, Value]) -> None:
    """Raise ViewError for a parameter without a value, or with one that its constraints refuse.

    Heat validates a nested stack when it creates it (heat/engine/resources/stack_resource.py).
    """
    name = parameter.schema.name
    if name not in values:
        if isinstance(parameter.value, Failed):
            raise ViewError(parameter.value.error, parameter.value.text)
        raise ViewError("UserParameterMissing", f"The Parameter ({name}) was not provided.")
    if not isinstance(parameter.value, Lit) and not name.startswith(PSEUDO):
        for problem in check(parameter.schema, values[name]):
            raise ViewError("StackValidationFailed", problem.message)


def member_instance(
    outer: Instance, family: Family, name: str, values: Mapping[str, Value], pseudo: Mapping[str, Value]
) -> Instance:
    """The level of a group as one of its members sees it: in it are the member's name and pseudo parameters.

    Members that have no index do not see their name; ``values`` are those of
    a keyed family.
    """
    own = {**pseudo, MEMBER_VALUE: values[name]} if name in values else pseudo
    index = name if family.indexed else None
    return Instance(
        own, answers=Records(), outer=outer, member_name=index, env=outer.env, known_zones=outer.known_zones
    )


def function_env(plan: Plan) -> FunctionEnv:
    """The limits of functions by the plan's settings."""
    settings = plan.header.settings
    return FunctionEnv(
        yaql_limit_iterators=settings.get("yaql_limit_iterators", DEFAULTS.yaql_limit_iterators),
        yaql_memory_quota=settings.get("yaql_memory_quota", DEFAULTS.yaql_memory_quota),
    )


def most_members(plan: Plan) -> int:
    """How many members a group may come out with."""
    return int(plan.header.settings.get("max_resources", DEFAULTS.max_resources))
