"""The properties of the resources of a level: typed, each finding where it is written (properties.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.codes_properties import PROPERTY_UNRESOLVED, WHEN_VALIDATED
from heatplan.diagnostics.diagnostic import Severity, finding
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, entry, known_entries
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Scalar, find, find_key
from heatplan.ir.schema import ResourceType
from heatplan.ir.template import ResourceDecl, spelled
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map, Value
from heatplan.passes.check.level import Level
from heatplan.semantics.counted import GROUP
from heatplan.semantics.failures import first_failure
from heatplan.semantics.given import given as given_only
from heatplan.semantics.implicit_edges import takes_part
from heatplan.semantics.judged import Judged
from heatplan.semantics.lost_values import lost_value
from heatplan.semantics.other_releases import with_releases
from heatplan.semantics.partly import refers
from heatplan.semantics.properties import PropertyFault, as_given, check_properties, current_names, typed_properties
from heatplan.semantics.sealed import sealed
from heatplan.semantics.translation import taken_as_written
from heatplan.span import Span

_READ_AT_ONCE = frozenset({("OS::Heat::Value", "type")})
"""Properties that a resource reads while it is made of the template, before anything is validated (value.py)."""

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

SEEN_ELSEWHERE = frozenset({"InvalidTemplateReference"})
"""Failures that the evaluate pass has reported where the reference stands."""


class Properties:
    """The work on the properties of one level.

    ``judged`` is what was found of each resource, for the rules of its type;
    ``values`` are the typed values before creation of those of which others
    want to know them.
    """

    def __init__(self, level: Level) -> None:
        self._level = level
        self.judged: dict[str, Judged] = {}
        self.values: dict[str, Mapping[str, Value]] = {}

    def call(self, call: Call | Choice, kind: ResourceType, resource: Resource, address: str) -> None:
        """A call in the place of the mapping: Heat looks for names in it (properties.py, ``validate``)."""
        raises = "TypeError" if kind.name in _READ_EARLY else None
        self._level.diagnostics.append(
            finding(
                codes.PROPERTIES_CALL,
                call.span,
                address=f"{address}.properties",
                raises=raises,
                name=resource.name,
                function=call.name,
            )
        )

    def typed(self, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, address: str) -> Resource:
        """The resource with its properties typed, as given; the findings about them are reported."""
        place = self._level.part(decl, "properties") or decl.node
        if isinstance(resource.properties, Failed):
            self._failed(resource.properties, resource.properties, "", decl.span, address)
            return resource
        waiting = {
            name for name, item in known_entries(resource.properties) if not isinstance(item, Lit) and refers(item)
        }
        given, lost, reported = self._initial(resource, decl, place, address)
        about = decl.node.get(spelled(self._level.dialect, "description"))
        description = about.value if isinstance(about, Scalar) and isinstance(about.value, str) else None
        final, faults = typed_properties(
            kind, given, strict=self._level.strict, unresolved=waiting, description=description
        )
        missed = current_names(kind, lost) if lost else frozenset()
        faults = with_releases(
            faults,
            kind,
            self._level.scope.level.catalogue,
            lambda later: typed_properties(later, given, strict=self._level.strict, unresolved=waiting)[1],
        )
        faults = (*faults, *self._passed_on(decl, kind))
        for fault in faults:
            if not fault.path or fault.path[0] not in missed:
                self.fault(fault, resource, place, decl.span, address)
        wrong = any(fault.level == "error" for fault in faults) or (bool(lost) and self._level.strict)
        unread = lost | {
            fault.path[0]
            for fault in faults
            if fault.path and fault.code not in WHEN_VALIDATED and not _readable(fault, decl)
        }
        unread = set(current_names(kind, unread)) if unread else unread
        unread -= {name for name in unread if self._does_without(kind, resource, name)}
        self.judged[resource.name] = Judged(
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
                kind, resource.properties, strict=self._level.strict, complete=False, description=description
            )
        self._remember(resource, kind, final, faults, unread)
        return replace(resource, properties=given_only(typed, kind.properties))

    def _passed_on(self, decl: ResourceDecl[Expr], kind: ResourceType) -> Iterator[PropertyFault]:
        """Properties that Heat takes as they are written: a call is no list, and in a list no service can read it.

        (translation.py, ``replace``: an old name's value is looked up in what the template has.)
        """
        for name in taken_as_written(kind.facts):
            written = entry(decl.properties, name)
            call = None if written is None else next(_calls(written), None)
            if call is not None:
                fault = PropertyFault((name,), PROPERTY_UNRESOLVED, (("property", name), ("function", call.name)))
                yield fault if written is call and self._level.strict else fault.later()

    def _does_without(self, kind: ResourceType, resource: Resource, name: Value) -> bool:
        """Whether Heat reads null where a parameter is missing (resource_group.py, get_resource_def)."""
        if kind.name != GROUP or name != "resource_def":
            return False
        failure = first_failure(self._level.value(entry(resource.properties, name) or Lit(None)))
        return failure is not None and failure.error == "UserParameterMissing"

    def _initial(
        self, resource: Resource, decl: ResourceDecl[Expr], place: MappingNode | object, address: str
    ) -> tuple[dict[str, Value], set[str], set[str]]:
        """The values given, as Heat has them before creation, and the names of those that have none (reported).

        Last, the names of those for which there is an error where the cause is.
        """
        given: dict[str, Value] = {}
        lost: set[str] = set()
        reported: set[str] = set()
        for name, item in known_entries(resource.properties):
            value = item if isinstance(item, Lit) else self._level.value(item)
            if isinstance(value, Lit):
                given[name] = value.value
            elif not isinstance(value, Omitted):
                failure = first_failure(value)
                lost.add(name)
                if failure is not None and failure.reported:
                    reported.update({name} if failure.reported == "error" else ())
                elif failure is not None and not self._level.refused(entry(decl.properties, name), failure):
                    node = find(place, (name,)) if isinstance(place, MappingNode) else None
                    place_of = node.span if node is not None else failure.span
                    at_once = (resource.mapped, name) in _READ_AT_ONCE
                    self._failed(failure, item, str(name), place_of, address, "ValueError" if at_once else None)
        return given, lost, reported

    def _failed(
        self, failure: Failed, expr: Expr, name: str, span: Span, address: str, raises: str | None = None
    ) -> None:
        if failure.reported or (failure.error in SEEN_ELSEWHERE and failure.name != "Ref"):
            return
        where = f"{address}.properties.{name}" if name else f"{address}.properties"
        span = failure.span if failure.span.source else span
        level: Severity | None = None if self._level.strict else "will-fail"
        if failure.error in SEEN_ELSEWHERE:
            self._stray(failure, span, where, level)
            return
        found = lost_value(
            failure, expr, self._level.scope.level, self._level.declared, self._level.near_parameters, span
        )
        self._level.diagnostics.extend(
            replace(one, address=where, level=level, raises=raises or one.raises) for one in found
        )

    def _stray(self, failure: Failed, span: Span, where: str, level: Severity | None) -> None:
        """``Ref`` of a name that nothing has: reading the property fails (cfn/functions.py, ParamRef)."""
        name = failure.text.split('"')[1]
        if name in self._level.scope.level.disabled or name in self._level.declared:
            return  # there is a finding about the resource, or about the parameter's schema
        hint = self._level.near.hint(name)
        raises = "StackValidationFailed"
        facts = {"name": name}
        self._level.diagnostics.append(
            finding(codes.UNKNOWN_REFERENCE, span, address=where, hint=hint, level=level, raises=raises, facts=facts)
        )

    def fault(self, fault: PropertyFault, resource: Resource, place: object, fallback: Span, address: str) -> None:
        """Report what is wrong with a property, at what is written for it; a hidden value stays hidden."""
        name = fault.path[0] if fault.path else None
        expr = next((item for key, item in known_entries(resource.properties) if key == name), None)
        if expr is not None and sealed(expr, self._level.scope.level):
            fault = fault.hidden()
        look = find_key if fault.key_itself else find
        node = look(place, fault.path) if isinstance(place, MappingNode) and place.entries else None
        self._level.diagnostics.append(fault.diagnostic(node.span if node is not None else fallback, address))

    def _remember(
        self,
        resource: Resource,
        kind: ResourceType,
        final: Map,
        faults: tuple[PropertyFault, ...],
        unread: Collection[Value],
    ) -> None:
        if takes_part(resource.type) or takes_part(resource.mapped):
            bad = {fault.path[0] for fault in faults if fault.path and fault.level == "error"}
            values = {name: final.get(name) for name in kind.properties if name not in bad}
            self.values[resource.name] = values
        elif kind.facts.get("is_stack_resource") or is_template_name(kind.name):
            self.values[resource.name] = Map((name, value) for name, value in final.items() if name not in unread)


def _readable(fault: PropertyFault, decl: ResourceDecl[Expr]) -> bool:
    """Whether Heat can read it all the same: a list with calls in it is a list."""
    return fault.code is PROPERTY_UNRESOLVED and not isinstance(entry(decl.properties, fault.path[0]), (Call, Choice))


def _calls(expr: Expr) -> Iterator[Call | Choice]:
    """The outermost calls in an expression."""
    match expr:
        case Call() | Choice():
            yield expr
        case MapExpr(entries):
            for _, item in entries:
                yield from _calls(item)
        case ListExpr(items):
            for item in items:
                yield from _calls(item)
