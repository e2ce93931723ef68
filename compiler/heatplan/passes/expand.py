"""expand: nested stacks and groups are in the tree; a group is a family, not N copies.

What a child is made of is decided here; the child itself is compiled by the
pipeline, which hands itself in as ``compile_child``.  Sources of the rules:
heat/engine/resources/template_resource.py, openstack/heat/resource_group.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from heatplan.catalogue.versions import VERSIONS
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, entries_of, entry, map_of
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, find
from heatplan.ir.schema import Given, ResourceType
from heatplan.ir.settings import Settings
from heatplan.ir.template import ResourceDecl, Template
from heatplan.ir.tree import Batch, Deferred, Family, Known, MemberClass, Members, Names, Nested, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.evaluate import known_entries
from heatplan.semantics.members import needs_member_check, settle
from heatplan.semantics.registry import Implementation, child_registry
from heatplan.semantics.reparse import reparse
from heatplan.semantics.scope import Scope
from heatplan.semantics.sealed import sealed
from heatplan.semantics.template_type import from_property
from heatplan.span import NOWHERE

GROUP = "OS::Heat::ResourceGroup"
GROUP_VERSION = "2015-04-30"
"""The version of the template that Heat generates for a group (resource_group.py, _assemble_nested)."""


@dataclass(frozen=True)
class ChildRequest:
    """What the pipeline needs to compile a child.

    ``template`` is a file's name, or a template that a group generates;
    ``given`` are the child's parameters; ``name`` is the child's name before
    creation; ``member`` is the name of the member that the level is compiled
    for (None: open), ``first`` the one that stands for all in validation.
    """

    template: str | Template[Expr]
    given: Mapping[str, Given]
    registry: Map
    name: str
    outer: Scope
    facade: Mapping[str, Expr] | None = None
    member: str | None = None
    first: str | None = None


CompileChild = Callable[[ChildRequest], Result[Stack]]


@dataclass(frozen=True)
class Surroundings:
    """What expansion needs to know of the level: its name before creation, registry, scope and findings so far.

    ``values`` has each resource's typed values before creation, ``nodes`` its declaration.
    """

    name: str
    registry: Map
    scope: Scope
    types: Mapping[str, ResourceType]
    implementations: Mapping[str, Implementation]
    values: Mapping[str, Mapping[str, Value]]
    nodes: Mapping[str, MappingNode]
    settings: Settings


def expand(stack: Stack, around: Surroundings, compile_child: CompileChild) -> Result[Stack]:
    """The level with the children of its resources."""
    paths: dict[str, list[tuple[Value, ...]]] = {}
    reads = [read for resource in stack.resources for read in resource.reads]
    for read in (*reads, *(read for output in stack.outputs for read in output.reads)):
        if read.path is not None:
            paths.setdefault(read.resource, []).append(read.path)
    work = _Expander(around, compile_child, paths)
    resources = tuple(work.resource(resource) for resource in stack.resources)
    return Result(replace(stack, resources=resources), tuple(work.diagnostics))


class _Expander:
    """The work on one level."""

    def __init__(
        self, around: Surroundings, compile_child: CompileChild, paths: Mapping[str, list[tuple[Value, ...]]]
    ) -> None:
        self._around = around
        self._compile = compile_child
        self._paths = paths
        self.diagnostics: list[Diagnostic] = []

    def resource(self, resource: Resource) -> Resource:
        if is_template_name(resource.mapped):
            return self._nested(resource)
        if resource.mapped == GROUP:
            return self._group(resource)
        if self._around.types[resource.name].facts.get("is_stack_resource"):
            self._report(resource, codes.UNSUPPORTED_GROUP, name=resource.mapped)
        return resource

    def _report(self, resource: Resource, code: Code, **facts: object) -> None:
        address = f"resources.{resource.name}"
        self.diagnostics.append(finding(code, resource.span, address=address, facts=facts))

    def _add(self, resource: Resource, found: Iterable[Diagnostic]) -> None:
        for diagnostic in found:
            here = replace(diagnostic, span=resource.span) if diagnostic.span == NOWHERE else diagnostic
            self.diagnostics.append(here.at(f"resources.{resource.name}"))

    def _registry(self, resource: Resource) -> Map:
        used = self._around.implementations.get(resource.name)
        return child_registry(self._around.registry, resource.name, used)

    # A resource whose body is a template.

    def _nested(self, resource: Resource) -> Resource:
        kinds = self._around.types[resource.name].facts["parameter_types"]
        values = self._around.values.get(resource.name, {})
        arguments = []
        given = {}
        for name, expr in known_entries(resource.properties):
            if name not in kinds:
                continue
            known = Lit(from_property(expr.value, kinds[name])) if isinstance(expr, Lit) else expr
            initial = from_property(values.get(name), kinds[name])
            if isinstance(known, Lit) and known.value is None:
                continue
            arguments.append((name, known))
            given[name] = Given(known, initial, resource.span, sealed(expr, self._around.scope.level))
        facade = {
            "metadata": resource.metadata,
            "deletion_policy": resource.deletion_policy or Lit("Delete"),
            "update_policy": resource.update_policy or Lit(Map()),
        }
        child = self._compile(
            ChildRequest(
                template=resource.mapped,
                given=given,
                registry=self._registry(resource),
                name=f"{self._around.name}-{resource.name}",
                outer=self._around.scope,
                facade=facade,
            )
        )
        self._add(resource, child.diagnostics)
        if child.value is None:
            return resource
        return replace(resource, child=Nested(child.value, tuple(arguments)))

    # A counted group.

    def _group(self, resource: Resource) -> Resource:
        values = self._around.values.get(resource.name, {})
        definition = entry(resource.properties, "resource_def")
        variable = _literal(entry(resource.properties, "index_var"), "%index%")
        kind = _literal(entry(definition, "type"), None)
        if not isinstance(variable, str) or not isinstance(kind, str):
            what = "index_var" if not isinstance(variable, str) else "member type"
            if definition is not None and entry(definition, "type") is not None:
                self._report(resource, codes.UNSUPPORTED_MEMBER_TYPE, what=what)
            return resource
        members = self._members(resource, values)
        if members is None or definition is None:
            return resource
        self._unsubstituted(resource, definition, variable)
        classes = self._classes(resource, members, definition, variable, kind)
        outputs = tuple(sorted({name for path in self._paths.get(resource.name, ()) for name in _output_name(path)}))
        family = Family(members, variable, definition, classes, outputs, _batch(resource))
        return replace(resource, child=family)

    def _members(self, resource: Resource, values: Mapping[str, Value]) -> Members | None:
        skip = _skip_list(values.get("removal_policies"))
        count = entry(resource.properties, "count")
        if count is None or (isinstance(count, Lit) and count.value is None):
            count = Lit(1)
        if not isinstance(count, Lit):
            return Deferred(count, skip)
        if not isinstance(count.value, int) or count.value < 0:
            return None  # the check pass has said so
        if count.value > self._around.settings.max_resources:
            limit = self._around.settings.max_resources
            self._report(resource, codes.TOO_MANY_MEMBERS, count=count.value, limit=limit)
            return None
        return Known(names_of(count.value, skip))

    def _classes(
        self, resource: Resource, members: Members, definition: Expr, variable: str, kind: str
    ) -> tuple[MemberClass, ...]:
        names = members.names if isinstance(members, Known) else None
        first = (
            names.first()
            if names is not None
            else names_of(1, members.skip if isinstance(members, Deferred) else ()).first()
        )
        if first is None:
            return ()  # Heat does not look at the definition of an empty group
        compiled = self._member(resource, definition, variable, kind, None, first)
        opened = compiled.value.resources[0] if compiled.value is not None and compiled.value.resources else None
        if opened is not None and names is not None and needs_member_check(opened):
            return self._split(resource, names, definition, variable, kind, opened)
        self._add(resource, compiled.diagnostics)
        return () if opened is None else (MemberClass(replace(opened, name=variable), names),)

    def _split(
        self, resource: Resource, names: Names, definition: Expr, variable: str, kind: str, opened: Resource
    ) -> tuple[MemberClass, ...]:
        """Compile each member by its name: those of one shape are a class, and each mistake is found."""
        limit = self._around.settings.max_member_checks
        if len(names) > limit:
            self._report(resource, codes.MEMBERS_UNCHECKED, count=len(names), checked=limit)
        shapes: dict[Resource, list[int]] = {}
        problems: dict[tuple[str, str, object], tuple[Diagnostic, list[int]]] = {}
        for position, name in enumerate(names):
            if position == limit:
                rest = [int(other) for other in names if int(other) >= int(name)]
                shapes.setdefault(opened, []).extend(rest)
                break
            concrete = self._member(resource, definition, variable, kind, name, name)
            for problem in concrete.diagnostics:
                inner = problem.address.removeprefix(f"resources.{name}")
                later = replace(problem, level="will-fail") if position and problem.severity == "error" else problem
                problems.setdefault((problem.code.id, inner, problem.span), (later, []))[1].append(int(name))
            there = concrete.value is not None and bool(concrete.value.resources)
            shape = settle(opened, concrete.value.resources[0]) if concrete.value is not None and there else opened
            shapes.setdefault(shape, []).append(int(name))
        self._add(resource, (_for_members(problem, numbers) for problem, numbers in problems.values()))
        return tuple(
            MemberClass(replace(shape, name=variable), Names(ranges_of(numbers))) for shape, numbers in shapes.items()
        )

    def _member(
        self, resource: Resource, definition: Expr, variable: str, kind: str, name: str | None, first: str
    ) -> Result[Stack]:
        node = find(self._around.nodes.get(resource.name), ("properties", "resource_def"))
        template = _member_template(resource, definition, variable, kind, first, node)
        return self._compile(
            ChildRequest(
                template=template,
                given={},
                registry=self._registry(resource),
                name=f"{self._around.name}-{resource.name}",
                outer=self._around.scope,
                member=name,
                first=first,
            )
        )

    def _unsubstituted(self, resource: Resource, definition: Expr, variable: str) -> None:
        for part in ("metadata", "type"):
            expr = entry(definition, part)
            if isinstance(expr, Lit) and variable in str(expr.value):
                self._report(resource, codes.INDEX_NOT_USED, variable=variable, where=f"the member's {part}")


def _for_members(problem: Diagnostic, numbers: list[int]) -> Diagnostic:
    """A finding that several members share, said once."""
    if len(numbers) == 1:
        return problem
    spelled = ", ".join(
        f"{start}" if stop == start + 1 else f"{start} to {stop - 1}" for start, stop in ranges_of(numbers)
    )
    hint = f"The members {spelled} have the same mistake."
    return replace(problem, hint=f"{problem.hint} {hint}".strip())


def _member_template(
    resource: Resource, definition: Expr, variable: str, kind: str, name: str, node: Node | None
) -> Template[Expr]:
    """The template that Heat writes for one member: the definition, parsed again by its version."""
    functions = VERSIONS[GROUP_VERSION].functions
    properties = _given(entry(definition, "properties"))
    metadata = entry(definition, "metadata")
    decl: ResourceDecl[Expr] = ResourceDecl(
        name=name,
        type=kind,
        node=node if isinstance(node, MappingNode) else MappingNode((), resource.span),
        span=resource.span,
        type_span=resource.span,
        properties=None if properties is None else _cross(properties, variable, functions, resource),
        metadata=None if metadata is None else _cross(metadata, "", functions, resource),
    )
    return Template(source="", dialect="hot", version=GROUP_VERSION, span=NOWHERE, resources=(decl,))


def _given(properties: Expr | None) -> Expr | None:
    """The properties without those that are null: members do not get them (resource_group.py, _clean_props)."""
    if properties is None or entries_of(properties) is None:
        return properties
    return map_of([(key, item) for key, item in known_entries(properties) if item != Lit(None)])


def _cross(expr: Expr, variable: str, functions: Mapping[str, str], resource: Resource) -> Expr:
    """An expression of the level above as the member's template has it."""
    again = reparse(expr, functions, resource.span)
    if again != expr:
        return _crossed(again, variable)
    return Substitute(expr, variable)


def _crossed(expr: Expr, variable: str) -> Expr:
    """As ``_cross`` where calls were found: they belong to the member's level, the rest to the one above."""
    match expr:
        case MapExpr():
            return MapExpr(tuple((key, _crossed(item, variable)) for key, item in expr.entries))
        case ListExpr():
            return ListExpr(tuple(_crossed(item, variable) for item in expr.items))
        case Call() if expr.impl in VERSIONS[GROUP_VERSION].functions.values() and isinstance(expr.args, Lit):
            return Call(expr.name, expr.impl, Substitute(expr.args, variable), expr.span)
        case _:
            return Substitute(expr, variable)


def _output_name(path: tuple[Value, ...]) -> Iterator[str]:
    """The output that Heat generates in the group's stack for an attribute that is read.

    (resource_group.py, _nested_output_defns: ``refs_map`` is always there.)
    """
    first = str(path[0]) if path else "*"
    if first == "refs":
        yield "refs"
    elif first in ("refs_map", "removed_rsrc_list") or (first == "attributes" and len(path) == 1):
        return
    elif not first.startswith("resource.") or first.count(".") > 1 or len(path) > 1:
        yield ", ".join(map(str, path)) or "*"


def _literal(expr: Expr | None, default: Value) -> Value:
    """A known value, the default for one that is not given or null; an unknown one is None."""
    if expr is None:
        return default
    if isinstance(expr, Lit):
        return default if expr.value is None else expr.value
    return None


def _skip_list(policies: Value) -> tuple[int, ...]:
    """The numbers that removal policies take out before creation; other names never are a member's."""
    listed = {
        str(item) for policy in policies or () if isinstance(policy, dict) for item in policy.get("resource_list") or ()
    }
    return tuple(sorted(int(item) for item in listed if item.isascii() and item.isdigit() and str(int(item)) == item))


def names_of(count: int, skip: tuple[int, ...]) -> Names:
    """The first ``count`` decimal names that are not skipped (resource_group.py, _resource_names)."""
    ranges = []
    start = 0
    left = count
    for number in skip:
        if left <= 0:
            break
        size = min(left, number - start)
        if size > 0:
            ranges.append((start, start + size))
            left -= size
        start = number + 1
    if left > 0:
        ranges.append((start, start + left))
    return Names(tuple(ranges))


def ranges_of(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Ascending numbers as half-open ranges."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return tuple(ranges)


def _batch(resource: Resource) -> Batch | None:
    """The group's batch_create, if it has one (resource_group.py, handle_create)."""
    batch = entry(resource.update_policy, "batch_create")
    if batch is None or not isinstance(batch, Lit) or not batch.value:
        return None
    return Batch(int(batch.value.get("max_batch_size") or 1), float(batch.value.get("pause_time") or 0))
