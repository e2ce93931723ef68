"""Our compiler's stack tree as a level in normal form: the same data that the oracle gives for Heat's.

The oracle is Heat before creation, so every level is taken as it then is; what
a live resource of the same level would answer stays a call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from heatplan import pipeline
from heatplan.catalogue import resource_types
from heatplan.edge.load import load
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Expr, Failed, Lit, entry, known_entries, map_of
from heatplan.ir.node import Scalar
from heatplan.ir.schema import Parameter, ParameterSchema, ResourceType
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, Source, SourceSet, text_of
from heatplan.ir.template import Template
from heatplan.ir.tree import MEMBER_VALUE, Deferred, Family, MemberClass, Nested, Resource, Stack
from heatplan.ir.value import Map, Value, freeze, thaw
from heatplan.levels import Compilation
from heatplan.passes.check import check
from heatplan.result import Result
from heatplan.semantics.counted import names_of
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.generated import DRAWN
from heatplan.semantics.parameters import coerce
from heatplan.semantics.template_type import from_property, template_resource_type
from heatplan.semantics.view import Instance, NothingStands, Unanswered, initial
from tests.conformance import normal
from tests.conformance.family_outputs import family_outputs
from tests.conformance.final import final_properties
from tests.conformance.job import Job
from tests.conformance.normal import MEMBERS, PSEUDO, Level, edges, shortest
from tests.conformance.render import OMITTED, plain, render
from tests.conformance.verdict import Finding, as_finding

PROJECT = "oracle_tenant_id"


def compile_job(job: Job, root: Path) -> tuple[tuple[Finding, ...], Level | None]:
    """Our findings for a job and, where nothing is an error, its stack tree as a level."""
    loaded = Result(inline(job)) if job.text else _load(job, root)
    found = loaded.diagnostics
    if loaded.value is None:
        return tuple(map(as_finding, found)), None
    request = request_of(job)
    bodies = Bodies()
    trees: list[Result[Stack]] = []

    def analyse(sources: SourceSet, request: Request, **options: Any) -> Result[Stack]:
        trees.append(analyse_as_it_is(sources, request, **options))
        return trees[-1]

    analyse_as_it_is = pipeline.analyse
    with patch.object(pipeline, "check", bodies.watch(check)), patch.object(pipeline, "analyse", analyse):
        result = pipeline.compile(loaded.value, request)
    found = (*found, *result.diagnostics)
    tree = trees[-1].value
    if tree is None or result.value is None or any(one.severity == "error" for one in found):
        return tuple(map(as_finding, found)), None
    level = dump(tree, loaded.value, request, bodies)
    return tuple(map(as_finding, found)), shortest(level, job.folder)


def _load(job: Job, root: Path) -> Result[SourceSet]:
    return load(str(root / job.template), [str(root / name) for name in job.environments], root=root)


def inline(job: Job) -> SourceSet:
    """The sources of a job that holds its own texts."""
    environments = {f"env{number}.yaml": text for number, text in enumerate(job.environments)}
    texts = {job.template: job.text, **job.files, **environments}
    return SourceSet(job.template, Map((name, Source(name, text)) for name, text in texts.items()), tuple(environments))


def request_of(job: Job) -> Request:
    """What the job asks for, under the names that the oracle gives."""
    settings = replace(DEFAULTS, max_resources_per_stack=job.max_resources)
    return Request(job.stack_name, freeze(dict(job.parameters)), settings, project_id=PROJECT, merge=job.merge)


class Bodies:
    """Properties and update policies as they were before they were typed: the oracle shows both, a plan needs only the typed ones.

    They are found again by the typed expression, which later passes hand on
    as it is.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Expr, Expr]] = {}
        self._described: dict[int, str] = {}

    def watch(self, check: Callable[..., Result[Any]]) -> Callable[..., Result[Any]]:
        """The check pass, watched."""

        def watched(stack: Stack, template: Template[Expr], *more: Any, **options: Any) -> Result[Any]:
            result = check(stack, template, *more, **options)
            if result.value is not None:
                about = {decl.name: decl.node.get("description") for decl in template.resources}
                before = {resource.name: resource for resource in stack.resources}
                for resource in result.value[0].resources:
                    written = before[resource.name]
                    self._keep(resource.properties, written.properties)
                    self._keep(resource.update_policy, written.update_policy)
                    described = about[resource.name]
                    if isinstance(described, Scalar) and isinstance(described.value, str):
                        self._described[id(resource.properties)] = described.value
            return result

        return watched

    def _keep(self, typed: Expr | None, written: Expr | None) -> None:
        if typed is not None and written is not None:
            self._kept[id(typed)] = (typed, written)

    def of(self, typed: Expr) -> Expr:
        """What was written of a resource's properties, or of its update policy."""
        return self._kept.get(id(typed), (None, typed))[1]

    def description(self, resource: Resource) -> str | None:
        """The resource's own description."""
        return self._described.get(id(resource.properties))


@dataclass(frozen=True)
class Moment:
    """A level before creation twice: with references and attributes open, and with their stand-ins."""

    shown: Instance
    before: Instance


def dump(stack: Stack, sources: SourceSet, request: Request, bodies: Bodies) -> Level:
    """The tree as the oracle's ``dump_stack`` gives it, in normal form."""
    files = Map((name, text_of(sources, name)) for name in sources.files)
    defaults = Compilation(sources, request).documents.environment().defaults
    sinks = {"event_sinks": thaw(stack.event_sinks)} if stack.event_sinks else {}
    dumper = _Dumper(files, FunctionEnv.of(request.settings), bodies, defaults, sinks)
    return dumper.stack(stack, dumper.moment(stack))


class _Dumper:
    """The walk over the tree."""

    def __init__(self, files: Map, env: FunctionEnv, bodies: Bodies, defaults: Map, sinks: dict[str, Any]) -> None:
        self._sinks = sinks  # those of the root stack, which nested ones have too
        self._files = files
        self._env = env
        self._bodies = bodies
        self._defaults = defaults

    def moment(self, stack: Stack, **place: Any) -> Moment:
        """A stack level before creation."""
        references = {one.name: _reference(one) for one in stack.resources}
        place = {"files": self._files, "env": self._env, **place}
        return Moment(initial(stack, Unanswered(), **place), initial(stack, NothingStands(references), **place))

    def stack(self, stack: Stack, moment: Moment) -> Level:
        there = {one.name for one in stack.resources if self._holds(one.when, moment)}
        resources = [one for one in stack.resources if one.name in there]
        away = {one.name for one in stack.resources} - there
        return self._sinks | {
            "parameters": {
                one.schema.name: _parameter(one, moment)
                for one in stack.parameters
                if not one.schema.name.startswith(PSEUDO)
            },
            "conditions": {name: self._condition(value, moment) for name, value in stack.conditions.items()},
            "disabled": sorted({*stack.disabled, *away}),
            "edges": edges((need, one.name) for one in resources for need in one.explicit if need in there),
            "implicit_edges": edges(
                (need, one.name)
                for one in resources
                for need in one.implicit
                if need in there and need not in one.explicit
            ),
            "resources": {one.name: self.resource(one, moment) for one in resources},
            "outputs": {
                one.name: {"value": self._render(one.value, moment) if self._holds(one.when, moment) else None}
                for one in stack.outputs
            },
        }

    def resource(self, resource: Resource, moment: Moment) -> dict[str, Any]:
        body = self._given(resource, moment)
        external = self._render(resource.external_id, moment)
        deletion = self._render(resource.deletion_policy, moment) or "Delete"
        update = resource.update_policy
        found: dict[str, Any] = {
            "type": resource.type,
            "properties": self._render(body, moment) or {},
            "final_properties": self._final(resource, body, moment),
            "metadata": self._render(resource.metadata, moment) or {},
            "policies": {
                "deletion": "Retain"
                if external is not None
                else deletion.capitalize()
                if isinstance(deletion, str)
                else deletion,
                "update": self._render(update and self._bodies.of(update), moment) or {},
                "external_id": external,
            },
            "mapped": resource.mapped,
            "hooks": list(resource.hooks),
            "restricted": sorted(resource.restricted),
        }
        match resource.child:
            case Nested():
                found["nested"] = self._nested(resource, resource.child, moment)
            case Family():
                found["nested"] = self._family(resource, resource.child, moment)
        return found

    def _final(self, resource: Resource, body: Expr, moment: Moment) -> dict[str, Any]:
        kind = _kind(resource)
        if kind is None:
            return {}
        shown, before = (evaluate(body, one, self._env) for one in (moment.shown, moment.before))
        return final_properties(kind, body, shown, before, self._bodies.description(resource))

    def _given(self, resource: Resource, moment: Moment) -> Expr:
        """The properties as written; into a member, null ones are not (resource_group.py, build_resource_definition)."""
        body = self._bodies.of(resource.properties)
        if moment.before.member_name is None:
            return body
        values = evaluate(body, moment.before, self._env)
        return map_of([(key, item) for key, item in known_entries(values) if item != Lit(None)])

    def _nested(self, resource: Resource, nested: Nested, moment: Moment) -> Level:
        stack = nested.stack
        if moment.before.member_name is not None:
            stack = replace(stack, parameters=tuple(self._member_parameters(nested, moment)))
        facade = {
            "metadata": resource.metadata,
            "deletion_policy": resource.deletion_policy or Lit("Delete"),
            "update_policy": resource.update_policy or Lit(Map()),
        }
        return self.stack(stack, self.moment(stack, outer=moment.before, facade_parts=facade))

    def _member_parameters(self, nested: Nested, moment: Moment) -> Iterator[Parameter]:
        """The nested stack's parameters as this one member of a family gives them."""
        given = dict(nested.arguments)
        for parameter in nested.stack.parameters:
            expr = given.get(parameter.schema.name)
            value = None if expr is None else evaluate(expr, moment.before, self._env)
            if isinstance(parameter.value, Lit) or not isinstance(value, Lit):
                yield parameter
                continue
            raw = from_property(value.value, parameter.schema.type)
            if raw is None:  # null properties are not written into a member
                raw = self._defaults.get(parameter.schema.name, parameter.schema.default)
            if raw is None:
                error = "ValueError" if parameter.schema.type == "boolean" else "UserParameterMissing"
                yield replace(parameter, initial=None, value=Failed("get_param", error, ""))
                continue
            found, fault = coerce(parameter.schema, raw)
            yield parameter if fault is not None else replace(parameter, initial=found)

    def _family(self, group: Resource, family: Family, moment: Moment) -> Level:
        values = self._members(family, moment)
        called = {name: f"~{number}" if family.drawn else name for number, name in enumerate(islice(values, MEMBERS))}
        return self._sinks | {
            "parameters": {},
            "conditions": {},
            "disabled": [],
            "edges": [],
            "implicit_edges": [],
            "resources": {new: self._member(group, family, name, values[name], moment) for name, new in called.items()},
            "outputs": {
                name: {"value": value}
                for name, value in family_outputs(group.mapped, family.outputs, list(called.values())).items()
            },
        }

    def _members(self, family: Family, moment: Moment) -> Mapping[str, Value]:
        """The members' names, each with what a keyed family has for it."""
        if not isinstance(family.members, Deferred):
            return dict.fromkeys(islice(family.members.names, MEMBERS))
        count = evaluate(family.members.count, moment.before, self._env)
        found = count.value if isinstance(count, Lit) else None
        if family.members.keyed:
            return found if isinstance(found, dict) else {}
        number = int(found) if found is not None else 0 if family.drawn else 1
        return dict.fromkeys(islice(names_of(number, family.members.skip), MEMBERS))

    def _member(self, group: Resource, family: Family, name: str, value: Value, moment: Moment) -> dict[str, Any]:
        one = _class_of(family.classes, name)
        resource = replace(one.resource, name=name)
        called = f"{moment.before.parameters.get('OS::stack_name')}-{group.name}"
        values = {MEMBER_VALUE: value, "OS::stack_name": called, "OS::stack_id": "None", "OS::project_id": PROJECT}
        own = tuple(Parameter(ParameterSchema(key, "string"), Lit(given)) for key, given in values.items())
        inner = Stack(template="", version="", parameters=own, resources=(resource,))
        index = name if family.indexed else None
        found = self.resource(resource, self.moment(inner, outer=moment.before, member_name=index))
        first = None if one.names is None else one.names.first()
        before, after = (f"-{DRAWN}", f"-~{name}") if family.drawn else (f"{called}-{first}", f"{called}-{name}")
        # what a class knows of its stack's name before creation is that of its first member
        renamed: dict[str, Any] = normal.plain(
            found, lambda text: re.sub(rf"{re.escape(before)}(?!\d)", lambda _: after, text)
        )
        return renamed

    def _holds(self, when: Expr | None, moment: Moment) -> bool:
        return when is None or decide(when, moment.before, self._env) is not False

    def _condition(self, value: bool | Expr, moment: Moment) -> Any:
        if isinstance(value, bool):
            return value
        found = decide(value, moment.before, self._env)
        return found if isinstance(found, bool) else {"$error": getattr(found, "error", "Unknown")}

    def _render(self, expr: Expr | None, moment: Moment) -> Any:
        if expr is None:
            return None
        found = render(evaluate(expr, moment.shown, self._env))
        return None if found == OMITTED else found


def _kind(resource: Resource) -> ResourceType | None:
    """The resource's type; a nested template is one by its parameters."""
    if not isinstance(resource.child, Nested) or not is_template_name(resource.mapped):
        return resource_types.lookup(resource.mapped)
    stack = resource.child.stack
    schemas = [
        replace(one.schema, default=one.initial) if one.schema.default is None and not one.given else one.schema
        for one in stack.parameters
        if not one.schema.name.startswith(PSEUDO)
    ]
    return template_resource_type(resource.mapped, schemas, (output.name for output in stack.outputs))


def _reference(resource: Resource) -> Value:
    """What a reference to the resource is before creation, by the catalogue."""
    kind = _kind(resource)
    match kind.facts.get("reference") if kind is not None else None:
        case "null":
            return None
        case "text None":
            return "None"
        case "property name":
            own = entry(resource.properties, "name")
            return own.value if isinstance(own, Lit) else None
    return resource.name


def _class_of(classes: Iterable[MemberClass], name: str) -> MemberClass:
    return next(one for one in classes if one.names is None or name in one.names)


def _parameter(parameter: Parameter, moment: Moment) -> dict[str, Any]:
    value = moment.before.parameters.get(parameter.schema.name)
    return {"type": parameter.schema.type, "hidden": parameter.schema.hidden, "value": plain(value)}
