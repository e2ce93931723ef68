"""The parameters that templates declare: each template's schemas read once, its findings kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.catalogue.catalogue import Catalogue
from heatplan.catalogue.releases import NEWEST, words_of
from heatplan.catalogue.resource_types import release
from heatplan.diagnostics.codes_types import NOT_IN_RELEASE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.environment import EMPTY_ENVIRONMENT
from heatplan.ir.expr import Expr
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Scalar, node_of
from heatplan.ir.schema import Custom, ParameterSchema
from heatplan.ir.template import ParameterDecl, Template
from heatplan.semantics.other_releases import constraints_missing
from heatplan.semantics.parameter_schema import read_schema


class Declared:
    """The schemas of one compile; ``environment`` is the root stack's, and ``found`` gets what is wrong with them.

    ``secret`` names what the environment's ``parameter_defaults`` have for a
    parameter that some template hides: the same value is hidden wherever a
    parameter of that name takes it, whatever its own template says.
    """

    def __init__(self, catalogue: Catalogue, found: list[Diagnostic]) -> None:
        self._catalogue = catalogue
        self._found = found
        self._schemas: dict[tuple[str, bool], tuple[ParameterSchema, ...]] = {}
        self.environment = EMPTY_ENVIRONMENT
        self.secret: frozenset[str] = frozenset()

    def schemas(self, template: Template[Expr], *, inner: bool = False) -> tuple[ParameterSchema, ...]:
        """The parameter schemas of a template, read once.

        In a nested stack (``inner``) the environment's ``parameter_defaults``
        stand in the place of the template's own defaults
        (heat/engine/hot/template.py, param_schemata).
        """
        key = (template.source, inner)
        if key not in self._schemas or not template.source:
            read = [self._schema(decl, template, inner=inner) for decl in template.parameters]
            for _, problems in read:
                self._found.extend(problem for problem in problems if problem not in self._found)
            self._schemas[key] = tuple(schema for schema, _ in read if schema is not None)
        return self._schemas[key]

    def written(self, template: Template[Expr]) -> tuple[ParameterSchema, ...]:
        """The schemas as they are written, whatever an environment says; without findings."""
        read = (self._schema(decl, template, inner=False) for decl in template.parameters)
        return tuple(schema for schema, _ in read if schema is not None)

    def _schema(
        self, decl: ParameterDecl, template: Template[Expr], *, inner: bool
    ) -> tuple[ParameterSchema | None, list[Diagnostic]]:
        own = self._with_default(decl, template.dialect) if inner else decl
        schema, problems = read_schema(own, template.dialect, template.version)
        if schema is not None and decl.name in self.secret and (inner or decl.name not in self.environment.parameters):
            schema = replace(schema, hidden=True)
        found = [_declared_at(problem, decl) for problem in problems]
        if self._catalogue.major != NEWEST and schema is not None:
            found.extend(self._not_in_release(decl, schema))
        return schema, found

    def _with_default(self, decl: ParameterDecl, dialect: str) -> ParameterDecl:
        defaults = self.environment.defaults
        if decl.name not in defaults:
            return decl
        key = "default" if dialect == "hot" else "Default"
        place = self.environment.places.get(("parameter_defaults", decl.name), decl.span)
        entries = [(name, node) for name, node in decl.node.entries if name.value != key]
        entries.append((Scalar(key, place), node_of(defaults[decl.name], place)))
        return replace(decl, node=MappingNode(tuple(entries), decl.node.span))

    def _not_in_release(self, decl: ParameterDecl, schema: ParameterSchema) -> Iterator[Diagnostic]:
        """A finding for each constraint that this release of Heat does not know yet."""
        names = [one.name for one in schema.constraints if isinstance(one, Custom)]
        for name, since in constraints_missing(names, release()["custom_constraints"], self._catalogue):
            facts = {"name": name, "since": since, "release": words_of(self._catalogue.major)}
            yield finding(NOT_IN_RELEASE, decl.span, address=f"parameters.{decl.name}", facts=facts)


def _declared_at(found: Diagnostic, decl: ParameterDecl) -> Diagnostic:
    """A finding about a default that an environment has says which template the parameter is of."""
    if found.span.source in ("", decl.span.source):
        return found
    return replace(found, labels=(*found.labels, (decl.span, "the parameter")))
