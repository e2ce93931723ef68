"""check: properties are typed; references and attributes exist; policies are lawful.

All findings at once.  Heat judges by what it has before anything exists
(references are placeholders, attributes null), so errors come from those
values; the plan's expressions are typed beside them.  Sources:
heat/engine/resource.py (validate_template), heat/engine/properties.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heatplan.catalogue.versions import VERSIONS
from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.codes_type_rules import UNREADABLE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.address import quote
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Choice, Expr, Failed, Lit, Read, known_entries
from heatplan.ir.schema import ResourceType
from heatplan.ir.selection import Selection
from heatplan.ir.template import ResourceDecl, Template
from heatplan.ir.tree import Output, Resource, Stack
from heatplan.ir.value import Value
from heatplan.passes.check.level import Level
from heatplan.passes.check.policies import deletion_policy, update_policy
from heatplan.passes.check.properties import SEEN_ELSEWHERE, Properties
from heatplan.result import Result
from heatplan.semantics.conversion import show
from heatplan.semantics.dynamic_schemas import accepts_anything
from heatplan.semantics.elsewhere import is_validated, needs_nothing
from heatplan.semantics.failures import first_failure
from heatplan.semantics.inspect import inspect
from heatplan.semantics.other_releases import attribute_since
from heatplan.semantics.scope import Scope
from heatplan.semantics.sealed import sealed
from heatplan.semantics.type_rules import Neighbours, asked_first, broken, looks_around, neighbours, rules_of

Values = Mapping[str, Mapping[str, Value]]


def check(
    stack: Stack,
    template: Template[Expr],
    types: Mapping[str, ResourceType],
    scope: Scope,
    selection: Selection,
    *,
    strict: bool,
) -> Result[tuple[Stack, Values]]:
    """The level with typed properties, and each resource's typed values before creation.

    ``strict`` is Heat's strict_validate: off in nested stacks, where values
    are not looked at before creation (severity will-fail).
    """
    declared = frozenset(decl.name for decl in template.parameters)
    work = _Checker(Level(types, scope, declared, VERSIONS[template.version], strict=strict))
    decls = {decl.name: decl for decl in template.resources}
    now = {selected.decl.name: selected.now for selected in selection.resources}
    resources = tuple(
        work.resource(item, decls[item.name], stack.version, now=now[item.name]) for item in stack.resources
    )
    work.rules(resources, decls, now)
    work.unregistered(resources, decls, stack.outputs)
    for output in stack.outputs:
        work.output(output)
    work.names(template, stack)
    return Result((replace(stack, resources=resources), work.properties.values), tuple(work.diagnostics))


class _Checker:
    """The work on one level."""

    def __init__(self, level: Level) -> None:
        self._level = level
        self.properties = Properties(level)
        self.diagnostics = level.diagnostics
        self._found: dict[str, range] = {}

    def resource(self, resource: Resource, decl: ResourceDecl[Expr], version: str, *, now: bool) -> Resource:
        address = f"resources.{resource.name}"
        kind = self._level.types[resource.name]
        start = len(self.diagnostics)
        if resource.explicit and needs_nothing(resource.external_id, self._level.scope.level):
            self.diagnostics.append(finding(codes.BAD_EXTERNAL, resource.span, address=address, type=resource.type))
        if resource.external_id is not None and not is_validated(resource.external_id, self._level.scope.level):
            value = self._level.value(resource.external_id)
            if isinstance(value, Failed):
                self._level.unread(value, decl.external_id, resource.span, f"{address}.external_id", value.error)
            return resource
        self._attributes(resource.reads, address, decl.properties)
        if accepts_anything(kind):
            return resource  # a placeholder: it takes anything and looks at nothing (none_resource.py)
        if isinstance(decl.properties, (Call, Choice)):
            self.properties.call(decl.properties, kind, resource, address)
            return resource
        resource = self.properties.typed(resource, decl, kind, address)
        policy = deletion_policy(self._level, resource, decl, kind, version, address)
        update = update_policy(self._level, resource, decl, kind, address)
        if not now:
            self.diagnostics[start:] = [self._later(item) for item in self.diagnostics[start:]]
        self._found[resource.name] = range(start, len(self.diagnostics))
        if policy is resource.deletion_policy and update is resource.update_policy:
            return resource
        return replace(resource, deletion_policy=policy, update_policy=update)

    def rules(
        self, resources: Iterable[Resource], decls: Mapping[str, ResourceDecl[Expr]], now: Mapping[str, bool]
    ) -> None:
        """The rules that types have beside their schemas, once the values of all resources are known."""
        level = tuple(resources)
        stack: Neighbours | None = None
        for resource in level:
            kind, judged = self._level.types[resource.name], self.properties.judged.get(resource.name)
            if judged is None or not rules_of(kind) or (judged.wrong and not asked_first(kind)):
                continue
            if stack is None and looks_around(kind):
                values = {name: other.values for name, other in self.properties.judged.items()}
                stack = neighbours(level, self._level.scope.level.references, values)
            metadata = self._level.value(resource.metadata)
            known = metadata.value if isinstance(metadata, Lit) else None
            faults = broken(
                kind, judged.values, name=resource.name, metadata=known, stack=stack, unreadable=judged.unread
            )
            node, span = self._level.part(decls[resource.name], "properties"), decls[resource.name].span
            for fault in faults:
                if judged.said(fault):
                    continue
                found = fault if now[resource.name] else fault.later()
                self.properties.fault(found, resource, node, span, f"resources.{resource.name}")
                if fault.code is UNREADABLE:
                    self._sooner(resource.name, f"resources.{resource.name}.properties.{fault.path[0]}")

    def _later(self, diagnostic: Diagnostic) -> Diagnostic:
        return replace(diagnostic, level="will-fail") if diagnostic.severity == "error" else diagnostic

    def _sooner(self, resource: str, address: str) -> None:
        """What is wrong with a value that Heat reads when it validates the stack fails then."""
        for index in self._found[resource]:
            item = self.diagnostics[index]
            if item.severity == "will-fail" and item.address.startswith(address):
                self.diagnostics[index] = replace(item, level="error")

    def output(self, output: Output) -> None:
        """An output's attributes must exist; a value that can not be had is a warning."""
        if output.value is None:
            return
        address = f"outputs.{quote(output.name)}"
        self._attributes(output.reads, f"{address}.value")
        failure = first_failure(self._level.value(output.value))
        seen = failure is not None and failure.error in SEEN_ELSEWHERE and failure.name not in ("get_resource", "Ref")
        if failure is not None and output.span is not None and not seen and not failure.reported:
            why = "(hidden)" if sealed(output.value, self._level.scope.level) else failure.text
            self.diagnostics.append(
                finding(
                    codes.OUTPUT_FAILS,
                    failure.span if failure.span.source else output.span,
                    address=address,
                    name=output.name,
                    why=why,
                )
            )

    def unregistered(
        self, resources: Iterable[Resource], decls: Mapping[str, ResourceDecl[Expr]], outputs: Iterable[Output]
    ) -> None:
        """A finding for each attribute that only an id or an update policy reads.

        Heat knows of a resource only the attributes that properties, metadata
        and outputs read (resource.py, node_data), whatever its type has.
        """
        level = tuple(resources)
        parts: tuple[Resource | Output, ...] = (*level, *outputs)
        known = {(read.resource, read.path[0]) for part in parts for read in part.reads if read.path}
        everything = {read.resource for part in parts for read in part.reads if read.path == ()}
        for resource in level:
            decl = decls[resource.name]
            if not is_validated(resource.external_id, self._level.scope.level):
                continue
            for name, expr in (("external_id", decl.external_id), ("update_policy", decl.update_policy)):
                for read in inspect(expr, self._level.before, self._level.scope.level.env).reads:
                    kind = self._level.types.get(read.resource) if isinstance(read.resource, str) else None
                    if kind is None or not read.path or (read.resource, read.path[0]) in known:
                        continue
                    if read.resource in everything and read.path[0] in kind.attributes:
                        continue
                    facts = {"resource": read.resource, "type": kind.name, "name": read.path[0]}
                    where = f"resources.{resource.name}.{name}"
                    hint = "Heat knows here only the attributes that a property or an output reads too."
                    self.diagnostics.append(
                        finding(codes.UNKNOWN_ATTRIBUTE, read.span, address=where, hint=hint, facts=facts)
                    )

    def names(self, template: Template[Expr], stack: Stack) -> None:
        """No name is a parameter's and a resource's (stack.py, validate)."""
        parameters = {decl.name: decl.span for decl in template.parameters}
        for resource in stack.resources:
            if resource.name in parameters:
                labels = ((parameters[resource.name], "the parameter"),)
                address = f"resources.{resource.name}"
                self.diagnostics.append(
                    finding(codes.DUPLICATE_NAME, resource.span, address=address, labels=labels, name=resource.name)
                )

    def _attributes(self, reads: Iterable[Read], address: str, properties: Expr | None = None) -> None:
        """A finding for each attribute that there is not, at the property that reads it."""
        for read in reads:
            kind = self._level.types.get(read.resource) if isinstance(read.resource, str) else None
            if kind is None or not read.path:
                continue
            name = read.path[0]
            if name is None and self._level.all_attributes:
                continue
            anything = kind.facts.get("any_attribute") or is_template_name(kind.name)
            alone = len(read.path) == 1 or isinstance(name, (dict, tuple))  # else Heat takes the name out of a path
            if (isinstance(name, str) and name in kind.attributes) or (
                anything and (isinstance(name, str) or not alone)
            ):
                continue
            near = suggest(str(name), tuple(kind.attributes))
            since = attribute_since(kind, name, self._level.scope.level.catalogue)
            hint = since or (f"Did you mean {' or '.join(near)}?" if near else "")
            odd = not isinstance(name, str)  # Heat takes its first character
            facts = {"resource": read.resource, "type": kind.name, "name": show(name) if odd else name}
            where = f"{address}{self._reader(read, properties)}"
            raises = "TypeError" if odd and alone else None
            self.diagnostics.append(
                finding(codes.UNKNOWN_ATTRIBUTE, read.span, address=where, hint=hint, raises=raises, facts=facts)
            )

    def _reader(self, read: Read, properties: Expr | None) -> str:
        """Which property reads it, as the end of an address; nothing where it is none."""
        for name, item in known_entries(properties):
            if read in inspect(item, self._level.before, self._level.scope.level.env).reads:
                return f".properties.{name}"
        return ""
