"""check: properties are typed; references and attributes exist; policies are lawful.

All findings at once.  Heat judges by what it has before anything exists
(references are placeholders, attributes null), so errors come from those
values; the plan's expressions are typed beside them.  Sources:
heat/engine/resource.py (validate_template), heat/engine/properties.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.codes_properties import WHEN_VALIDATED
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Choice, Expr, Failed, Lit, Omitted, Read, entry
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, Scalar, find, find_key
from heatplan.ir.schema import ResourceType
from heatplan.ir.selection import Selection
from heatplan.ir.template import Dialect, ResourceDecl, Template, spelled
from heatplan.ir.tree import Output, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.dynamic_schemas import accepts_anything
from heatplan.semantics.evaluate import evaluate, first_failure, known_entries
from heatplan.semantics.given import given as given_only
from heatplan.semantics.implicit_edges import takes_part
from heatplan.semantics.inspect import inspect
from heatplan.semantics.judged import Judged
from heatplan.semantics.lost_values import lost_value
from heatplan.semantics.other_releases import attribute_since, with_releases
from heatplan.semantics.partly import refers
from heatplan.semantics.policies import judged
from heatplan.semantics.properties import PropertyFault, as_given, check_properties, current_names, typed_properties
from heatplan.semantics.scope import Before, Scope
from heatplan.semantics.sealed import sealed
from heatplan.semantics.type_rules import Neighbours, asked_first, broken, looks_around, neighbours, rules_of
from heatplan.span import Span

Values = Mapping[str, Mapping[str, Value]]

_SEEN_ELSEWHERE = frozenset({"InvalidTemplateReference"})
"""Failures that the evaluate pass has reported where the reference stands."""

_READ_EARLY = frozenset(
    {
        "OS::Heat::RandomString",
        "OS::Heat::Value",
        "OS::Magnum::BayModel",
        "OS::Neutron::RBACPolicy",
        "OS::Neutron::Router",
    }
)
"""Types whose properties Heat reads when it makes the resource, before it validates (``translation_rules``, ``reparse``)."""


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
    work = _Checker(types, scope, declared, template.dialect, strict=strict)
    decls = {decl.name: decl for decl in template.resources}
    now = {selected.decl.name: selected.now for selected in selection.resources}
    resources = tuple(
        work.resource(item, decls[item.name], stack.version, now=now[item.name]) for item in stack.resources
    )
    work.rules(resources, decls, now)
    for output in stack.outputs:
        work.output(output)
    work.names(template, stack)
    return Result((replace(stack, resources=resources), work.values), tuple(work.diagnostics))


class _Checker:
    """The work on one level."""

    def __init__(
        self,
        types: Mapping[str, ResourceType],
        scope: Scope,
        declared: frozenset[str],
        dialect: Dialect,
        *,
        strict: bool,
    ) -> None:
        self._types = types
        self._declared = declared
        self._dialect = dialect
        self._scope = scope
        self._before = Before(scope.level)
        self._strict = strict
        self.values: dict[str, Mapping[str, Value]] = {}
        self._judged: dict[str, Judged] = {}
        self.diagnostics: list[Diagnostic] = []

    def resource(self, resource: Resource, decl: ResourceDecl[Expr], version: str, *, now: bool) -> Resource:
        address = f"resources.{resource.name}"
        kind = self._types[resource.name]
        start = len(self.diagnostics)
        self._attributes(resource.reads, address, decl.properties)
        if resource.external_id is not None and resource.external_id != Lit(None):
            value = evaluate(resource.external_id, self._before, self._scope.level.env)
            if isinstance(value, Failed) and value.error == "UserParameterMissing":
                self._unread(value, decl.external_id, resource.span, f"{address}.external_id", value.error)
            if resource.explicit:
                self.diagnostics.append(finding(codes.BAD_EXTERNAL, resource.span, address=address, type=resource.type))
            return resource
        if accepts_anything(kind):
            return resource  # a placeholder: it takes anything and looks at nothing (none_resource.py)
        if isinstance(decl.properties, (Call, Choice)):
            self._call(decl.properties, kind, resource, address)
            return resource
        resource = self._properties(resource, decl, kind, address)
        policy = self._deletion_policy(resource, decl, kind, version, address)
        update = self._update_policy(resource, decl, kind, address)
        if not now:
            self.diagnostics[start:] = [self._later(item) for item in self.diagnostics[start:]]
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
            kind, judged = self._types[resource.name], self._judged.get(resource.name)
            if judged is None or not rules_of(kind) or (judged.wrong and not asked_first(kind)):
                continue
            if stack is None and looks_around(kind):
                values = {name: other.values for name, other in self._judged.items()}
                stack = neighbours(level, self._scope.level.references, values)
            metadata = evaluate(resource.metadata, self._before, self._scope.level.env)
            known = metadata.value if isinstance(metadata, Lit) else None
            faults = broken(
                kind, judged.values, name=resource.name, metadata=known, stack=stack, unreadable=judged.unread
            )
            node, span = self._part(decls[resource.name], "properties"), decls[resource.name].span
            for fault in faults:
                if judged.said(fault):
                    continue
                found = fault if now[resource.name] else fault.later()
                self._fault(found, resource, node, span, f"resources.{resource.name}")

    def _later(self, diagnostic: Diagnostic) -> Diagnostic:
        return replace(diagnostic, level="will-fail") if diagnostic.severity == "error" else diagnostic

    def output(self, output: Output) -> None:
        """An output's attributes must exist; a value that can not be had is a warning."""
        if output.value is None:
            return
        address = f"outputs.{output.name}"
        self._attributes(output.reads, f"{address}.value")
        failure = first_failure(evaluate(output.value, self._before, self._scope.level.env))
        seen = failure is not None and failure.error in _SEEN_ELSEWHERE and failure.name not in ("get_resource", "Ref")
        if failure is not None and output.span is not None and not seen and not failure.reported:
            why = "(hidden)" if sealed(output.value, self._scope.level) else failure.text
            self.diagnostics.append(
                finding(
                    codes.OUTPUT_FAILS,
                    failure.span if failure.span.source else output.span,
                    address=address,
                    name=output.name,
                    why=why,
                )
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
            kind = self._types.get(read.resource) if isinstance(read.resource, str) else None
            if kind is None or not read.path or kind.facts.get("any_attribute") or is_template_name(kind.name):
                continue
            name = read.path[0]
            if name is None or (isinstance(name, str) and name in kind.attributes):
                continue
            near = suggest(str(name), tuple(kind.attributes))
            since = attribute_since(kind, name, self._scope.level.catalogue)
            hint = since or (f"Did you mean {' or '.join(near)}?" if near else "")
            facts = {"resource": read.resource, "type": kind.name, "name": name}
            where = f"{address}{self._reader(read, properties)}"
            self.diagnostics.append(finding(codes.UNKNOWN_ATTRIBUTE, read.span, address=where, hint=hint, facts=facts))

    def _reader(self, read: Read, properties: Expr | None) -> str:
        """Which property reads it, as the end of an address; nothing where it is none."""
        for name, item in known_entries(properties):
            if read in inspect(item, self._before, self._scope.level.env).reads:
                return f".properties.{name}"
        return ""

    def _part(self, decl: ResourceDecl[Expr], plain: str) -> Node | None:
        """What is written under a key of a declaration; one that Heat generates is written in the parent's dialect."""
        found = decl.node.get(spelled(self._dialect, plain))
        return decl.node.get(plain) or decl.node.get(spelled("cfn", plain)) if found is None else found

    # Properties.

    def _call(self, call: Call | Choice, kind: ResourceType, resource: Resource, address: str) -> None:
        """A call in the place of the mapping: Heat looks for names in it (properties.py, ``validate``)."""
        raises = "TypeError" if kind.name in _READ_EARLY else None
        self.diagnostics.append(
            finding(
                codes.PROPERTIES_CALL,
                call.span,
                address=f"{address}.properties",
                raises=raises,
                name=resource.name,
                function=call.name,
            )
        )

    def _properties(self, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, address: str) -> Resource:
        place = self._part(decl, "properties") or decl.node
        if isinstance(resource.properties, Failed):
            self._failed(resource.properties, resource.properties, "", decl.span, address)
            return resource
        waiting = {
            name for name, item in known_entries(resource.properties) if not isinstance(item, Lit) and refers(item)
        }
        given, lost, reported = self._initial(resource, decl, place, address)
        about = decl.node.get(spelled(self._dialect, "description"))
        description = about.value if isinstance(about, Scalar) and isinstance(about.value, str) else None
        final, faults = typed_properties(kind, given, strict=self._strict, unresolved=waiting, description=description)
        missed = current_names(kind, lost) if lost else frozenset()
        faults = with_releases(
            faults,
            kind,
            self._scope.level.catalogue,
            lambda later: typed_properties(later, given, strict=self._strict, unresolved=waiting)[1],
        )
        for fault in faults:
            if not fault.path or fault.path[0] not in missed:
                self._fault(fault, resource, place, decl.span, address)
        wrong = any(fault.level == "error" for fault in faults) or (bool(lost) and self._strict)
        unread = lost | {fault.path[0] for fault in faults if fault.path and fault.code not in WHEN_VALIDATED}
        self._judged[resource.name] = Judged(
            final,
            frozenset(unread),
            wrong=wrong,
            reported=frozenset(reported),
            faulty=frozenset(fault.path[0] for fault in faults if fault.path),
        )
        typed: Expr
        if isinstance(resource.properties, Lit) and isinstance(resource.properties.value, dict):
            typed = Lit(as_given(kind, given, final))  # nothing is left to find out
        else:
            typed, _ = check_properties(
                kind, resource.properties, strict=self._strict, complete=False, description=description
            )
        self._remember(resource, kind, final, faults)
        return replace(resource, properties=given_only(typed, kind.properties))

    def _initial(
        self, resource: Resource, decl: ResourceDecl[Expr], place: MappingNode | object, address: str
    ) -> tuple[dict[str, Value], set[str], set[str]]:
        """The values given, as Heat has them before creation, and the names of those that have none (reported).

        Last, the names of those for which the finding is where the cause is.
        """
        given: dict[str, Value] = {}
        lost: set[str] = set()
        reported: set[str] = set()
        for name, item in known_entries(resource.properties):
            value = item if isinstance(item, Lit) else evaluate(item, self._before, self._scope.level.env)
            if isinstance(value, Lit):
                given[name] = value.value
            elif not isinstance(value, Omitted):
                failure = first_failure(value)
                lost.add(name)
                if failure is not None and failure.reported:
                    reported.add(name)
                elif failure is not None and not self._refused(entry(decl.properties, name), failure):
                    node = find(place, (name,)) if isinstance(place, MappingNode) else None
                    self._failed(failure, item, str(name), node.span if node is not None else failure.span, address)
        return given, lost, reported

    def _refused(self, written: Expr | None, failure: Failed) -> bool:
        """Whether the evaluate pass has reported the call already: its form is wrong."""
        faults = inspect(written, self._before, self._scope.level.env).faults
        return any(fault.span == failure.span for fault in faults)

    def _failed(self, failure: Failed, expr: Expr, name: str, span: Span, address: str) -> None:
        if failure.reported or (failure.error in _SEEN_ELSEWHERE and failure.name != "Ref"):
            return
        where = f"{address}.properties.{name}" if name else f"{address}.properties"
        span = failure.span if failure.span.source else span
        level: Severity | None = None if self._strict else "will-fail"
        if failure.error in _SEEN_ELSEWHERE:
            self._stray(failure, span, where, level)
            return
        found = lost_value(failure, expr, self._scope.level, self._declared, span)
        self.diagnostics.extend(replace(one, address=where, level=level) for one in found)

    def _stray(self, failure: Failed, span: Span, where: str, level: Severity | None) -> None:
        """``Ref`` of a name that nothing has: reading the property fails (cfn/functions.py, ParamRef)."""
        name = failure.text.split('"')[1]
        if name in self._scope.level.disabled or name in self._declared:
            return  # there is a finding about the resource, or about the parameter's schema
        near = suggest(name, (*self._scope.level.references, *self._scope.level.parameters))
        hint = f"Did you mean {' or '.join(near)}?" if near else ""
        raises = "StackValidationFailed"
        facts = {"name": name}
        self.diagnostics.append(
            finding(codes.UNKNOWN_REFERENCE, span, address=where, hint=hint, level=level, raises=raises, facts=facts)
        )

    def _fault(self, fault: PropertyFault, resource: Resource, place: object, fallback: Span, address: str) -> None:
        name = fault.path[0] if fault.path else None
        expr = next((item for key, item in known_entries(resource.properties) if key == name), None)
        if expr is not None and sealed(expr, self._scope.level):
            fault = fault.hidden()
        look = find_key if fault.key_itself else find
        node = look(place, fault.path) if isinstance(place, MappingNode) and place.entries else None
        self.diagnostics.append(fault.diagnostic(node.span if node is not None else fallback, address))

    def _remember(self, resource: Resource, kind: ResourceType, final: Map, faults: tuple[PropertyFault, ...]) -> None:
        if takes_part(resource.type) or takes_part(resource.mapped):
            bad = {fault.path[0] for fault in faults if fault.path and fault.level == "error"}
            values = {name: final.get(name) for name in kind.properties if name not in bad}
            self.values[resource.name] = values
        elif kind.facts.get("is_stack_resource") or is_template_name(kind.name):
            self.values[resource.name] = final

    # Policies.

    def _unread(self, failure: Failed, written: Expr | None, span: Span, address: str, raises: str | None) -> None:
        if not self._refused(written, failure):
            level: Severity | None = None if raises or self._strict else "will-fail"
            found = lost_value(failure, written, self._scope.level, self._declared, span)
            self.diagnostics.extend(replace(one, address=address, raises=raises, level=level) for one in found)

    def _deletion_policy(
        self, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, version: str, address: str
    ) -> Expr | None:
        policy = resource.deletion_policy
        if policy is None:
            return None
        value = evaluate(policy, self._before, self._scope.level.env)
        if isinstance(value, Failed):
            self._unread(value, decl.deletion_policy, resource.span, f"{address}.deletion_policy", value.error)
        if not isinstance(value, Lit) or value.value is None:
            return policy
        canonical, facts = judged(value.value, kind, version)
        if facts is not None:
            where = f"{address}.deletion_policy"
            self.diagnostics.append(finding(codes.BAD_DELETION_POLICY, resource.span, address=where, facts=facts))
        return Lit(canonical) if isinstance(policy, Lit) and canonical else policy

    def _update_policy(
        self, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, address: str
    ) -> Expr | None:
        policy = resource.update_policy
        if policy is None or policy == Lit(None):
            return None
        fields = kind.facts.get("update_policy", Map())
        for name, item in known_entries(policy):
            failure = first_failure(evaluate(item, self._before, self._scope.level.env)) if name in fields else None
            if failure is not None:
                written, where = entry(decl.update_policy, name), f"{address}.update_policy.{name}"
                self._unread(failure, written, resource.span, where, None)
        typed, faults = check_properties(fields, policy, strict=True)
        place = self._part(decl, "update_policy")
        for fault in faults:
            node = (find_key if fault.key_itself else find)(place, fault.path)
            diagnostic = fault.diagnostic(node.span if node is not None else decl.span, "")
            self.diagnostics.append(replace(diagnostic, address=f"{address}.update_policy.{diagnostic.address}"))
        return typed
