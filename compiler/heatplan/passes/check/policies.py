"""Deletion and update policies of a resource: what its type takes (resource.py, validate_deletion_policy)."""

from __future__ import annotations

from dataclasses import replace

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.diagnostic import finding
from heatplan.ir.expr import Expr, Failed, Lit, entry, known_entries
from heatplan.ir.node import find, find_key
from heatplan.ir.schema import ResourceType
from heatplan.ir.template import ResourceDecl
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map
from heatplan.passes.check.level import Level
from heatplan.semantics import policies
from heatplan.semantics.failures import first_failure
from heatplan.semantics.properties import check_properties

_WRAPPED = ("TypeError", "ValueError", "KeyError")
"""What goes wrong while a policy is read is a mistake of the template (hot/template.py, resource_definitions)."""


def deletion_policy(
    level: Level, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, version: str, address: str
) -> Expr | None:
    """The policy as the plan has it; findings where the type does not support it or its value can not be had."""
    policy = resource.deletion_policy
    if policy is None:
        return None
    value = level.value(policy)
    if isinstance(value, Failed):
        raises = "StackValidationFailed" if value.error in _WRAPPED else value.error
        level.unread(value, decl.deletion_policy, resource.span, f"{address}.deletion_policy", raises)
    if not isinstance(value, Lit) or value.value is None:
        return policy
    meant = policies.canonical(value.value, version)
    if meant is not None and not policies.supports(meant, kind):
        facts = {"value": value.value, "type": kind.name, "allowed": policies.names(version, kind)}
        where = f"{address}.deletion_policy"
        level.diagnostics.append(finding(codes.BAD_DELETION_POLICY, resource.span, address=where, facts=facts))
    return Lit(meant) if isinstance(policy, Lit) and meant else policy


def update_policy(
    level: Level, resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType, address: str
) -> Expr | None:
    """The policy typed, by the type's schema of it (resource.py, update_policy_schema); findings where it does not fit."""
    policy = resource.update_policy
    if policy is None or policy == Lit(None):
        return None
    fields = kind.facts.get("update_policy", Map())
    for name, item in known_entries(policy):
        failure = first_failure(level.value(item)) if name in fields else None
        if failure is not None:
            written, where = entry(decl.update_policy, name), f"{address}.update_policy.{name}"
            level.unread(failure, written, resource.span, where, None)
    typed, faults = check_properties(fields, policy, strict=True)
    place = level.part(decl, "update_policy")
    for fault in faults:
        node = (find_key if fault.key_itself else find)(place, fault.path)
        diagnostic = fault.diagnostic(node.span if node is not None else decl.span, "")
        level.diagnostics.append(replace(diagnostic, address=f"{address}.update_policy.{diagnostic.address}"))
    return typed
