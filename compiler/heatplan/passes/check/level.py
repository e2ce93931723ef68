"""What the parts of check have in common: the level as Heat knows it before anything exists, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from heatplan.catalogue.versions import VersionTable
from heatplan.diagnostics.diagnostic import Diagnostic, Severity
from heatplan.diagnostics.suggest import Near
from heatplan.ir.expr import Expr, Failed
from heatplan.ir.node import Node
from heatplan.ir.schema import ResourceType
from heatplan.ir.template import ResourceDecl, spelled
from heatplan.semantics.evaluate import evaluate
from heatplan.semantics.inspect import inspect
from heatplan.semantics.lost_values import lost_value
from heatplan.semantics.scope import Before, Scope
from heatplan.span import Span


class Level:
    """One level that is checked.

    ``types`` are the types of its resources by their names, ``declared`` the
    names of its parameters; ``strict`` is Heat's strict_validate.
    """

    def __init__(
        self,
        types: Mapping[str, ResourceType],
        scope: Scope,
        declared: frozenset[str],
        version: VersionTable,
        *,
        strict: bool,
    ) -> None:
        self.types = types
        self.declared = declared
        self.dialect = version.dialect
        self.all_attributes = "GetAttAllAttributes" in version.functions.values()
        self.scope = scope
        self.before = Before(scope.level)
        self.strict = strict
        self.near_parameters = Near(scope.level.parameters)
        self.near = Near((*scope.level.references, *scope.level.parameters))
        self.diagnostics: list[Diagnostic] = []

    def value(self, expr: Expr) -> Expr:
        """The expression as Heat reads it before anything exists."""
        return evaluate(expr, self.before, self.scope.level.env)

    def part(self, decl: ResourceDecl[Expr], plain: str) -> Node | None:
        """What is written under a key of a declaration; one that Heat generates is written in the parent's dialect."""
        found = decl.node.get(spelled(self.dialect, plain))
        return decl.node.get(plain) or decl.node.get(spelled("cfn", plain)) if found is None else found

    def refused(self, written: Expr | None, failure: Failed) -> bool:
        """Whether the evaluate pass has reported the call already: its form is wrong."""
        faults = inspect(written, self.before, self.scope.level.env).faults
        return any(fault.span == failure.span for fault in faults)

    def unread(self, failure: Failed, written: Expr | None, span: Span, address: str, raises: str | None) -> None:
        """What can not be read, at the address: as the exception ``raises``, else as a stack is validated."""
        if not self.refused(written, failure):
            level: Severity | None = None if raises or self.strict else "will-fail"
            found = lost_value(failure, written, self.scope.level, self.declared, self.near_parameters, span)
            self.diagnostics.extend(replace(one, address=address, raises=raises, level=level) for one in found)
