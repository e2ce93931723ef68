"""Our compiler's stack tree as a level in normal form: the same data that the oracle gives for Heat's.

The oracle is Heat before creation, so everything is taken as ``Before`` has
it, except that references and attributes stay calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from heatplan.catalogue import resource_types
from heatplan.edge.load import load
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.schema import Parameter, ResourceType
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, SourceSet, text_of
from heatplan.ir.tree import Deferred, Family, MemberClass, Nested, Resource, Stack
from heatplan.ir.value import Map, Value, freeze
from heatplan.passes.expand import names_of
from heatplan.pipeline import analyse
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.knowledge import Unknown
from heatplan.semantics.parameters import coerce
from heatplan.semantics.properties import from_property, template_resource_type
from heatplan.semantics.scope import Before, Level, Scope
from tests.conformance.final import final_properties
from tests.conformance.job import Job
from tests.conformance.normal import MEMBERS, PSEUDO, edges
from tests.conformance.normal import Level as Dump
from tests.conformance.render import OMITTED, plain, render
from tests.conformance.verdict import Finding, as_finding

STACK_NAME = "oracle-stack"
PROJECT = "oracle_tenant_id"


def compile_job(job: Job, root: Path) -> tuple[tuple[Finding, ...], Dump | None]:
    """Our findings for a job and, where nothing is an error, its stack tree as a level."""
    loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
    found = loaded.diagnostics
    if loaded.value is None:
        return tuple(map(as_finding, found)), None
    request = request_of(job)
    result = analyse(loaded.value, request)
    found = (*found, *result.diagnostics)
    if result.value is None or any(one.severity == "error" for one in found):
        return tuple(map(as_finding, found)), None
    return tuple(map(as_finding, found)), dump(result.value, loaded.value, request)


def request_of(job: Job) -> Request:
    """What the job asks for, under the name that the oracle gives its stacks."""
    settings = replace(DEFAULTS, max_resources_per_stack=job.max_resources)
    return Request(STACK_NAME, freeze(dict(job.parameters)), settings, project_id=PROJECT, merge="client")


def dump(stack: Stack, sources: SourceSet, request: Request) -> Dump:
    """The tree as the oracle's ``dump_stack`` gives it, in normal form."""
    files = {name: text_of(sources, name) for name in sources.files}
    dumper = _Dumper(files, FunctionEnv.of(request.settings))
    return dumper.stack(stack, dumper.level(stack))


class _Moment(Before):
    """Before creation, except that what a live resource would answer is left open."""

    def reference(self, resource: str) -> Value | Unknown:
        """Unknown."""
        return Scope.reference(self, resource)

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value | Unknown:
        """Unknown."""
        return Scope.attribute(self, resource, path)


class _Dumper:
    """The walk over the tree."""

    def __init__(self, files: Mapping[str, Value], env: FunctionEnv) -> None:
        self._files = files
        self._env = env

    def level(
        self,
        stack: Stack,
        outer: Level | None = None,
        facade: Mapping[str, Expr] | None = None,
        member: str | None = None,
    ) -> Level:
        """What is known of a stack level."""
        return Level(
            parameters={parameter.schema.name: parameter for parameter in stack.parameters},
            conditions={
                name: Lit(value) if isinstance(value, bool) else value for name, value in stack.conditions.items()
            },
            files=self._files,
            env=self._env,
            references={resource.name: _reference(resource) for resource in stack.resources},
            disabled=frozenset(stack.disabled),
            facade=facade,
            outer=None if outer is None else Scope(outer),
            member=member,
            first=member,
        )

    def stack(self, stack: Stack, level: Level) -> Dump:
        moment = _Moment(level)
        there = {resource.name for resource in stack.resources if self._holds(resource.when, moment)}
        resources = [resource for resource in stack.resources if resource.name in there]
        away = {resource.name for resource in stack.resources} - there
        return {
            "parameters": {
                parameter.schema.name: _parameter(parameter)
                for parameter in stack.parameters
                if not parameter.schema.name.startswith(PSEUDO)
            },
            "conditions": {name: self._condition(value, moment) for name, value in stack.conditions.items()},
            "disabled": sorted({*stack.disabled, *away}),
            "edges": edges(
                (before, resource.name) for resource in resources for before in resource.explicit if before in there
            ),
            "implicit_edges": edges(
                (before, resource.name)
                for resource in resources
                for before in resource.implicit
                if before in there and before not in resource.explicit
            ),
            "resources": {resource.name: self.resource(resource, level) for resource in resources},
            "outputs": {
                output.name: {"value": self._render(output.value, moment) if self._holds(output.when, moment) else None}
                for output in stack.outputs
            },
        }

    def resource(self, resource: Resource, level: Level) -> dict[str, Any]:
        moment = _Moment(level)
        external = self._render(resource.external_id, moment)
        deletion = self._render(resource.deletion_policy, moment) or "Delete"
        found: dict[str, Any] = {
            "type": resource.type,
            "properties": self._render(resource.properties, moment) or {},
            "final_properties": self._final(resource, level),
            "metadata": self._render(resource.metadata, moment) or {},
            "policies": {
                "deletion": "Retain" if external else deletion.capitalize() if isinstance(deletion, str) else deletion,
                "update": self._render(resource.update_policy, moment) or {},
                "external_id": external,
            },
        }
        match resource.child:
            case Nested():
                found["nested"] = self._nested(resource, resource.child, level)
            case Family():
                found["nested"] = self._family(resource.child, level)
        return found

    def _final(self, resource: Resource, level: Level) -> dict[str, Any]:
        kind = _kind(resource)
        if kind is None:
            return {}
        before = evaluate(resource.properties, Before(level), self._env)
        return final_properties(kind, evaluate(resource.properties, _Moment(level), self._env), before)

    def _nested(self, resource: Resource, nested: Nested, level: Level) -> Dump:
        stack = nested.stack
        if level.member is not None:  # parameters may depend on the member's name
            stack = replace(stack, parameters=member_parameters(nested, level))
        facade = {
            "metadata": resource.metadata,
            "deletion_policy": resource.deletion_policy or Lit("Delete"),
            "update_policy": resource.update_policy or Lit(Map()),
        }
        return self.stack(stack, self.level(stack, level, facade))

    def _family(self, family: Family, level: Level) -> Dump:
        names = list(islice(self._members(family, level), MEMBERS))
        return {
            "parameters": {},
            "conditions": {},
            "disabled": [],
            "edges": [],
            "implicit_edges": [],
            "resources": dict(self._each(family, names, level)),
            "outputs": {name: {"value": value} for name, value in family_outputs(family.outputs, names).items()},
        }

    def _members(self, family: Family, level: Level) -> Iterable[str]:
        if not isinstance(family.members, Deferred):
            return family.members.names
        count = evaluate(family.members.count, Before(level), self._env)
        number = count.value if isinstance(count, Lit) and count.value is not None else 1
        return names_of(int(number), family.members.skip)

    def _each(self, family: Family, names: Iterable[str], level: Level) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in names:
            resource = replace(_class_of(family.classes, name).resource, name=name)
            inner = Stack(template="", version="", resources=(resource,))
            if not self._holds(resource.when, _Moment(self.level(inner, level, member=name))):
                continue
            found = self.resource(resource, self.level(inner, level, member=name))
            # Null properties are not written into a member (resource_group.py, build_resource_definition).
            found["properties"] = {key: value for key, value in found["properties"].items() if value is not None}
            yield name, found

    def _holds(self, when: Expr | None, moment: _Moment) -> bool:
        return when is None or decide(when, moment, self._env) is not False

    def _condition(self, value: bool | Expr, moment: _Moment) -> Any:
        if isinstance(value, bool):
            return value
        found = decide(value, moment, self._env)
        return found if isinstance(found, bool) else {"$error": getattr(found, "error", "Unknown")}

    def _render(self, expr: Expr | None, moment: _Moment) -> Any:
        if expr is None:
            return None
        found = render(evaluate(expr, moment, self._env))
        return None if found == OMITTED else found


def _kind(resource: Resource) -> ResourceType | None:
    if isinstance(resource.child, Nested):
        stack = resource.child.stack
        schemas = tuple(one.schema for one in stack.parameters if not one.schema.name.startswith(PSEUDO))
        return template_resource_type(resource.mapped, schemas, tuple(output.name for output in stack.outputs))
    return resource_types.lookup(resource.mapped)


def _reference(resource: Resource) -> Value:
    kind = _kind(resource)
    return resource.name if kind is None else resource_types.reference_before_creation(kind, resource.name)


def member_parameters(nested: Nested, level: Level) -> tuple[Parameter, ...]:
    """A nested stack's parameters as one member of a family gives them before creation."""
    kinds = {parameter.schema.name: parameter for parameter in nested.stack.parameters}
    found = dict(kinds)
    for name, expr in nested.arguments:
        parameter = kinds.get(name)
        if parameter is None or isinstance(expr, Lit):
            continue
        value = evaluate(expr, Before(level), level.env)
        if isinstance(value, Lit) and value.value is not None:
            initial, fault = coerce(parameter.schema, from_property(value.value, parameter.schema.type))
            if fault is None:
                found[name] = replace(parameter, initial=initial)
    return tuple(found.values())


def _class_of(classes: Iterable[MemberClass], name: str) -> MemberClass:
    return next(one for one in classes if one.names is None or name in one.names)


def _parameter(parameter: Parameter) -> dict[str, Any]:
    value = parameter.value.value if isinstance(parameter.value, Lit) else parameter.initial
    return {"type": parameter.schema.type, "hidden": parameter.schema.hidden, "value": plain(value)}


def family_outputs(outputs: Iterable[str], names: list[str]) -> dict[str, Any]:
    """The outputs that Heat generates for a group's child stack (resource_group.py, _nested_output_defns)."""
    found: dict[str, Any] = {"refs_map": {name: _call("get_resource", name) for name in names}}
    for output in outputs:
        first, *rest = output.split(", ")
        if first == "refs":
            found[output] = [_call("get_resource", name) for name in names]
        elif first == "attributes" and rest:
            found[output] = {name: _call("get_attr", [name, *rest]) for name in names}
        elif first.startswith("resource."):
            _, member, *attribute = first.split(".", 2)
            if attribute and member in names:
                found[output] = _call("get_attr", [member, *attribute, *rest])
        elif first != "refs_map":
            found[output] = [_call("get_attr", [name, first, *rest]) for name in names]
    return found


def _call(name: str, args: Any) -> dict[str, Any]:
    return {"$unresolved": {name: args}}
