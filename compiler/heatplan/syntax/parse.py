"""parse: a document becomes a template of lawful shape, by ``grammar/template.lark``.

What is wrong in one declaration is reported and left out; the others stand.
Afterwards every resource has a type that is text, every part of it is of a
kind that Heat takes, and all names are text.  What stands inside parameters,
conditions and bodies is not looked at here.

Sources: heat/engine/template.py (``get_version``, ``validate``),
heat/engine/template_common.py, hot/template.py, cfn/template.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, cast

from heatplan.catalogue.releases import words_of
from heatplan.catalogue.versions import SINCE, VERSION_KEYS, VERSIONS, VersionTable, table_of, versions_of
from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.template import ConditionDecl, OutputDecl, ParameterDecl, ResourceDecl, Template
from heatplan.result import Result
from heatplan.syntax.groups import check_groups
from heatplan.syntax.lalr import Parser, RefusedError, read_table
from heatplan.syntax.mappings import kind_of
from heatplan.syntax.repair import Repair
from heatplan.syntax.tokens import Token, tokens


def parse(
    node: Node, source_name: str, settings: Settings = DEFAULTS, *, nested: bool = False
) -> Result[Template[Node]]:
    """The template in the document ``node``, which was read from ``source_name``.

    No value where the version is not known.  ``nested`` is for the template of
    a template resource, of which Heat asks a little more.
    """
    if not isinstance(node, Mapping):
        return Result(None, (finding(codes.NO_VERSION, node.span),))
    version, problems = _version(node, settings.heat_release)
    if version is None:
        return Result(None, problems)
    table = table_of(version.value, _text(node.get(version.value)))
    repair = Repair(table or _newest(version.value), nested=nested)
    sections = _feed(tokens(node, table or _newest(version.value), version), repair)
    found = [*problems, *_put_in_order(repair.diagnostics, node), *_slashes(sections.resources)]
    if table is None:
        return Result(None, tuple(found))
    groups = sections.parameter_groups
    if groups is not None and table.dialect == "hot":
        found += check_groups(groups, [decl.name for decl in sections.parameters])
    template = Template(
        source=source_name,
        dialect=table.dialect,
        version=table.version,
        span=version.span,
        description=sections.description,
        parameters=sections.parameters,
        parameter_groups=groups,
        mappings=sections.mappings,
        conditions=sections.conditions,
        resources=sections.resources,
        outputs=sections.outputs,
    )
    return Result(template, tuple(found))


def _put_in_order(found: list[Diagnostic], document: Mapping) -> Iterator[Diagnostic]:
    """Heat sorts the resources of HOT before it looks at their names: those of several kinds have no order."""
    section = document.get("resources")
    kinds = {kind_of(key) for key, _ in section.entries} if isinstance(section, Mapping) else set()
    if {"a boolean", "a number"} <= kinds:
        kinds.remove("a boolean")  # which is a number to Python
    for item in found:
        of_resource = item.code is codes.NAME_NOT_TEXT and dict(item.facts).get("kind") == "resource"
        yield replace(item, raises="TypeError") if of_resource and len(kinds) > 1 else item


# ---- the version


def _version(document: Mapping, release: int) -> tuple[Scalar | None, tuple[Diagnostic, ...]]:
    """The version key, and what is wrong with it or its value."""
    given = [(key, node) for key, node in document.entries if key.value in VERSION_KEYS]
    with_text = [key for key, node in given if isinstance(node, Scalar) and isinstance(node.value, str)]
    if len(with_text) > 1:
        names = " and ".join(key.value for key in with_text)
        labels = tuple((key.span, "and here") for key in with_text[1:])
        return None, (finding(codes.AMBIGUOUS_VERSION, with_text[0].span, labels=labels, keys=names),)
    if with_text:
        key = with_text[0]
        value = _text(document.get(key.value))
        table = table_of(key.value, value)
        known = table is not None and SINCE.get(table.version, 0) <= release
        return key, () if known else (_unknown_version(document, key, value, release),)
    if given:
        key, node = given[0]
        hint = "Put it in quotes." if kind_of(node) == "a number" else ""
        facts = {"key": key.value, "kind": kind_of(node)}
        return None, (finding(codes.VERSION_NOT_TEXT, node.span, hint=hint, facts=facts),)
    for key, _ in document.entries:
        hint = did_you_mean(str(key.value), VERSION_KEYS)
        if hint:
            return None, (finding(codes.NO_VERSION, key.span, hint=hint),)
    return None, (finding(codes.NO_VERSION, document.span),)


def _unknown_version(document: Mapping, key: Scalar, value: str, release: int) -> Diagnostic:
    known = versions_of(key.value, release)
    hint = did_you_mean(value, known) or f"It can be {', '.join(known)}."
    table = table_of(key.value, value)
    if table is not None:
        hint = f"It exists since {words_of(SINCE[table.version])}; this is compiled for {words_of(release)}."
    node = document.get(key.value)
    span = node.span if node is not None else key.span
    return finding(codes.UNKNOWN_VERSION, span, hint=hint, key=key.value, version=value)


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""


def _newest(key: str) -> VersionTable:
    """The rules that a template of unknown version is looked through by: what these refuse, all refuse."""
    return [table for table in VERSIONS.values() if table.key == key][-1]


# ---- the parser


@dataclass(frozen=True, slots=True)
class _Sections:
    """What the rule ``template`` makes."""

    description: str | None = None
    parameter_groups: Node | None = None
    mappings: Node | None = None
    parameters: tuple[ParameterDecl, ...] = ()
    conditions: tuple[ConditionDecl[Node], ...] = ()
    resources: tuple[ResourceDecl[Node], ...] = ()
    outputs: tuple[OutputDecl[Node], ...] = ()


def _feed(stream: Iterable[Token], repair: Repair) -> _Sections:
    """The parser fed with the stream, refused tokens repaired."""
    parser = Parser(read_table("template"), partial(getattr, _Build()))
    feed = parser.feed
    before = Token("")
    for token in stream:
        todo = [token]
        while todo:
            item = todo.pop(0)
            try:
                feed(item)
            except RefusedError as refused:
                todo[:0] = repair.tokens(item, before, refused.takes)
            else:
                before = item if item.key is not None else before
    return cast(_Sections, parser.finish())


_Children = list[Any]


def _part(field: str) -> Callable[[object, _Children], tuple[str, Node | None]]:
    """A part of a resource: a key and its value."""
    return lambda _self, children: (field, children[1].node)


def _section(field: str) -> Callable[[object, _Children], tuple[str, tuple[Any, ...]]]:
    """A section of declarations: its key and, where it is not empty, what stands between the braces."""
    return lambda _self, children: (field, tuple(item for item in children[2:-1] if item is not None))


class _Build:
    """A method for each rule of the grammar: rules become declarations; a declaration that a repair made is None.

    Sections and parts become pairs of a field's name and what goes into it.
    """

    def any(self, children: _Children) -> Node | None:
        return cast(Node | None, children[0].node)

    def type(self, children: _Children) -> Node | None:
        return cast(Node | None, children[1].node)

    def value(self, children: _Children) -> Node | None:
        return cast(Node | None, children[1])

    def parameter(self, children: _Children) -> ParameterDecl | None:
        name, body = children
        if name.node is None or body.node is None:
            return None
        return ParameterDecl(name.key.value, body.node, name.key.span)

    def condition(self, children: _Children) -> ConditionDecl[Node] | None:
        name, body = children
        return None if name.node is None else ConditionDecl(name.key.value, body, name.key.span)

    def resource(self, children: _Children) -> ResourceDecl[Node] | None:
        name, start, kind, *parts, _ = children
        if name.node is None or kind is None:
            return None
        return ResourceDecl(
            name.key.value, kind.value, start.node, name.key.span, kind.span, **dict(filter(None, parts))
        )

    def output(self, children: _Children) -> OutputDecl[Node] | None:
        name, start, value, *parts, _ = children
        if name.node is None or value is None:
            return None
        return OutputDecl(name.key.value, start.node, name.key.span, value, **dict(parts))

    def template(self, children: _Children) -> _Sections:
        return _Sections(**dict(children[1:]))

    properties = _part("properties")
    metadata = _part("metadata")
    depends_on = _part("depends_on")
    deletion_policy = _part("deletion_policy")
    update_policy = _part("update_policy")
    external_id = _part("external_id")
    when = _part("condition")
    parameters = _section("parameters")
    conditions = _section("conditions")
    resources = _section("resources")
    outputs = _section("outputs")

    def about(self, _children: _Children) -> None:
        return None  # a resource's description goes nowhere

    def description(self, children: _Children) -> tuple[str, str | None]:
        return "description", _description(children[1])

    def parameter_groups(self, children: _Children) -> tuple[str, Node]:
        return "parameter_groups", children[1]

    def mappings(self, children: _Children) -> tuple[str, Node]:
        return "mappings", children[1]

    def output_when(self, children: _Children) -> tuple[str, Node | None]:
        node = children[1]
        return "condition", None if isinstance(node, Scalar) and node.value is None else node


def _description(node: Node | None) -> str | None:
    return None if not isinstance(node, Scalar) or node.value is None else str(node.value)


# ---- what is left to the names


_SLASH: Final = "/"


def _slashes(resources: tuple[ResourceDecl[Node], ...]) -> list[Diagnostic]:
    """Heat refuses the name of a resource that it makes; under a condition it may never make it."""
    return [
        finding(
            codes.SLASH_IN_NAME,
            decl.span,
            address=f"resources.{decl.name}",
            name=decl.name,
            level="warning" if decl.condition is not None else None,
        )
        for decl in resources
        if _SLASH in decl.name
    ]
