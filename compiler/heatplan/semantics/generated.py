"""Templates that Heat writes itself: the bodies of groups.

A group's child is compiled like any other template.  Its expressions cross
the level: they are read in the parent, and what comes out is parsed again in
the child (heat/scaling/template.py, make_template; heat/engine/rsrc_defn.py,
render_hot).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from heatplan.catalogue.versions import VERSIONS
from heatplan.ir.expr import Call, Expr, Lit, list_of, map_of
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, Scalar, Sequence
from heatplan.ir.template import OutputDecl, ParameterDecl, ResourceDecl, Template
from heatplan.ir.value import Value
from heatplan.semantics.reparse import cross
from heatplan.span import NOWHERE, Span

HOT: Final = "2015-04-30"
"""The version of the child of most groups (resource_group.py, _assemble_nested; scaling/template.py)."""

CFN: Final = "2012-12-12"
"""The version of the child of groups of instances (instance_group.py, _create_template)."""

DRAWN: Final = "~0"
"""What a member whose name Heat draws is called as long as it has none (scaling/template.py, short_id.py)."""

Path = tuple[Value, ...]
"""What is read of a group: an attribute's name and what follows it; empty for all attributes."""


def member(
    name: str,
    kind: str,
    span: Span,
    node: Node | None,
    *,
    version: str = HOT,
    variable: str = "",
    properties: Expr | None = None,
    metadata: Expr | None = None,
    deletion_policy: Expr | None = None,
    update_policy: Expr | None = None,
    needs: Iterable[str] = (),
) -> ResourceDecl[Expr]:
    """A resource of a generated template.

    The expressions are the parent's; ``node`` is what a person wrote of the
    member, if it is anywhere: findings point there.  The variable is replaced
    in properties only (resource_group.py, build_resource_definition).
    """
    functions = VERSIONS[version].functions

    def crossed(expr: Expr | None, variable: str = "") -> Expr | None:
        return None if expr is None else cross(expr, functions, span, variable)

    return ResourceDecl(
        name=name,
        type=kind,
        node=node if isinstance(node, MappingNode) else MappingNode((), span),
        span=span,
        type_span=span,
        properties=crossed(properties, variable),
        metadata=crossed(metadata),
        depends_on=Sequence(tuple(Scalar(need, span) for need in needs), span),
        deletion_policy=crossed(deletion_policy),
        update_policy=crossed(update_policy),
    )


def template(
    resources: Iterable[ResourceDecl[Expr]],
    outputs: Iterable[tuple[str, Expr]] = (),
    *,
    version: str = HOT,
    parameters: Iterable[str] = (),
    span: Span = NOWHERE,
) -> Template[Expr]:
    """A generated template; its parameters are texts."""
    text = MappingNode(((Scalar("type", span), Scalar("string", span)),), span)
    return Template(
        source="",
        dialect=VERSIONS[version].dialect,
        version=version,
        span=span,
        parameters=tuple(ParameterDecl(name, text, span) for name in parameters),
        resources=tuple(resources),
        outputs=tuple(OutputDecl(name, MappingNode((), span), span, value) for name, value in dict(outputs).items()),
    )


def reference(name: str, span: Span) -> Expr:
    """``get_resource`` of a member."""
    return _call("get_resource", Lit(name), span)


def attribute(name: str, path: Path, span: Span) -> Expr:
    """``get_attr`` of a member."""
    return _call("get_attr", Lit((name, *path)), span)


def _call(name: str, args: Expr, span: Span) -> Expr:
    return Call(name, VERSIONS[HOT].functions[name], args, span)


def by_name(names: Iterable[str], path: Path, span: Span) -> Expr:
    """The map of members' names to their attribute."""
    return map_of([(name, attribute(name, path, span)) for name in names])


def in_order(names: Iterable[str], path: Path, span: Span) -> Expr:
    """The list of the members' attribute."""
    return list_of([attribute(name, path, span) for name in names])


def output_name(path: Path) -> str:
    """The name of the output that Heat generates for what is read (resource_group.py, _attribute_output_name)."""
    return ", ".join(map(str, path))
