"""elaborate: no function hides in a mapping any more.

A mapping with exactly one key that the version's table knows is a call; any
other mapping is data (heat/engine/template.py, ``parse``).  Literal names of
files under ``type`` and ``get_file`` become names of the source set, as the
client makes them (heatclient, template_utils.get_file_contents).
"""

from __future__ import annotations

from heatplan.catalogue.versions import VERSIONS, VersionTable
from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.codes_surprises import CALL_AMONG_KEYS
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Choice, Expr, Failed, Lit, list_of, map_of
from heatplan.ir.node import Node, Scalar, Sequence
from heatplan.ir.template import ConditionDecl, OutputDecl, ResourceDecl, Template
from heatplan.ir.value import Value
from heatplan.result import Result
from heatplan.semantics.mappings import find_in
from heatplan.syntax.references import resolve_name

_FUNCTION_LIKE = ("get_", "str_", "list_", "map_", "Fn::")


def elaborate(template: Template[Node]) -> Result[Template[Expr]]:
    """The template with expressions for bodies.  Warns of what looks like a function and is none."""
    work = _Elaborator(template.source, template.version, template.mappings)
    resources = tuple(work.resource(decl) for decl in template.resources)
    outputs = tuple(work.output(decl) for decl in template.outputs)
    conditions = tuple(ConditionDecl(decl.name, work.condition(decl.body), decl.span) for decl in template.conditions)
    done: Template[Expr] = Template(
        source=template.source,
        dialect=template.dialect,
        version=template.version,
        span=template.span,
        description=template.description,
        parameters=template.parameters,
        parameter_groups=template.parameter_groups,
        mappings=template.mappings,
        conditions=conditions,
        resources=resources,
        outputs=outputs,
    )
    return Result(done, tuple(work.diagnostics))


def elaborate_value(
    node: Node, source: str, version: str, *, condition: bool = False, mappings: Node | None = None
) -> Expr:
    """One body, or one condition, by the rules of a version, without findings (a definition that Heat parses again)."""
    work = _Elaborator(source, version, mappings)
    return work.condition(node) if condition else work.expr(node)


class _Elaborator:
    """The recursion, with the version's tables at hand."""

    def __init__(self, source: str, version: str, mappings: Node | None = None) -> None:
        self._source = source
        self._mappings = mappings
        self._version = version
        table: VersionTable = VERSIONS[version]
        self._functions = table.functions
        self._conditions = table.condition_functions
        self.diagnostics: list[Diagnostic] = []

    def resource(self, decl: ResourceDecl[Node]) -> ResourceDecl[Expr]:
        kind = resolve_name(self._source, decl.type) if is_template_name(decl.type) else decl.type
        return ResourceDecl(
            name=decl.name,
            type=kind,
            node=decl.node,
            span=decl.span,
            type_span=decl.type_span,
            properties=self._maybe(decl.properties),
            metadata=self._maybe(decl.metadata),
            depends_on=decl.depends_on,
            condition=None if decl.condition is None else self.condition(decl.condition),
            deletion_policy=self._maybe(decl.deletion_policy),
            update_policy=self._maybe(decl.update_policy),
            external_id=self._maybe(decl.external_id),
        )

    def output(self, decl: OutputDecl[Node]) -> OutputDecl[Expr]:
        condition = None if decl.condition is None else self.condition(decl.condition)
        return OutputDecl(decl.name, decl.node, decl.span, self._maybe(decl.value), condition, decl.description)

    def _maybe(self, node: Node | None) -> Expr | None:
        return None if node is None else self.expr(node)

    def expr(self, node: Node) -> Expr:
        """A body: calls by the version's functions."""
        if isinstance(node, Scalar):
            return Lit(_listed(node.value))
        if isinstance(node, Sequence):
            return list_of([self.expr(item) for item in node.items])
        if len(node.entries) == 1:
            key, argument = node.entries[0]
            impl = self._functions.get(key.value) if isinstance(key.value, str) else None
            if impl is not None:
                return self._call(key, impl, argument)
            self._look_alike(key)
        else:
            for key, _ in node.entries:
                if key.value in self._functions and key.value.startswith(_FUNCTION_LIKE):
                    self.diagnostics.append(finding(CALL_AMONG_KEYS, key.span, name=key.value))
        return map_of([(key.value, self._entry(key.value, item)) for key, item in node.entries])

    def _entry(self, key: object, node: Node) -> Expr:
        if key == "type" and isinstance(node, Scalar) and is_template_name(node.value):
            return Lit(resolve_name(self._source, node.value))
        return self.expr(node)

    def _call(self, key: Scalar, impl: str, argument: Node) -> Expr:
        name = key.value
        if impl in ("If", "IfNullable"):
            return self._choice(key, impl, argument)
        if impl == "GetFile" and isinstance(argument, Scalar) and isinstance(argument.value, str):
            return Call(name, impl, Lit(resolve_name(self._source, argument.value)), key.span)
        if impl == "FindInMap":
            return find_in(self._mappings, key, self.expr(argument))
        return Call(name, impl, self.expr(argument), key.span)

    def _choice(self, key: Scalar, impl: str, argument: Node) -> Expr:
        items = argument.items if isinstance(argument, Sequence) else ()
        if len(items) == 3 or (len(items) == 2 and impl == "IfNullable"):
            otherwise = self.expr(items[2]) if len(items) == 3 else None
            return Choice(key.value, self.condition(items[0]), self.expr(items[1]), otherwise, key.span)
        text = f'Arguments to "{key.value}" must be of the form: [condition_name, value_if_true, value_if_false]'
        return Failed(key.value, "ValueError", text, key.span)

    def condition(self, node: Node) -> Expr:
        """A condition: calls by the version's condition functions only."""
        if isinstance(node, Scalar):
            return Lit(node.value)
        if isinstance(node, Sequence):
            return list_of([self.condition(item) for item in node.items])
        if len(node.entries) == 1:
            key, argument = node.entries[0]
            name = key.value
            impl = self._conditions.get(name) if isinstance(name, str) else None
            if impl == "FindInMap":
                return find_in(self._mappings, key, self.condition(argument))
            if impl is not None:
                return Call(name, impl, self.condition(argument), key.span)
            if isinstance(name, str) and name in self._functions:
                return Call(name, "Invalid", self.condition(argument), key.span)
        return map_of([(key.value, self.condition(item)) for key, item in node.entries])

    def _look_alike(self, key: Scalar) -> None:
        """Warn of data that reads like a call: a function of another version, or a misspelt one."""
        name = key.value
        if not isinstance(name, str) or not name.startswith(_FUNCTION_LIKE) or name == "get_input":
            return
        known_elsewhere = any(name in table.functions for table in VERSIONS.values())
        near = suggest(name, tuple(self._functions))
        if known_elsewhere or near:
            hint = f"Did you mean {near[0]}?" if near else "A later version of the template format has it."
            facts = {"name": name, "version": self._version}
            self.diagnostics.append(finding(codes.LOOKALIKE_FUNCTION, key.span, hint=hint, facts=facts))


def _listed(value: Value) -> Value:
    """A scalar as Heat has it after parsing: whatever can be iterated, binary data and sets too, is a list."""
    if isinstance(value, bytes):
        return tuple(value)
    return tuple(sorted(value, key=repr)) if isinstance(value, frozenset) else value
