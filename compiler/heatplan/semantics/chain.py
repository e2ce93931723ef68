"""Chains: resources of several types with the same properties, one after the other.

Source: heat/engine/resources/openstack/heat/resource_chain.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heatplan.ir.expr import Expr, Lit, entry, items_of, list_of
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, Scalar, find
from heatplan.ir.template import Template
from heatplan.ir.tree import Resource
from heatplan.semantics.generated import (
    Path,
    attribute,
    by_name,
    in_order,
    member,
    output_name,
    reference,
    template,
)
from heatplan.span import Span

CHAIN = "OS::Heat::ResourceChain"


def chain_template(chain: Resource, read: Iterable[Path], node: Node | None) -> Template[Expr] | None:
    """The template that Heat writes for a chain; None where the list of types is not known.

    ``read`` is what the parent reads of the chain.  Members have the names
    "0", "1", ….  With ``concurrent`` as many are made at once as Heat has
    engines; a plan counts on one, so the members follow each other either way.
    """
    kinds = items_of(entry(chain.properties, "resources") or Lit(None))
    if kinds is None or not all(isinstance(kind, Lit) for kind in kinds):
        return None
    properties = entry(chain.properties, "resource_properties")
    place = _place(node, chain.span)
    names = [str(number) for number in range(len(kinds))]
    members = (
        member(
            name,
            str(kind.value) if isinstance(kind, Lit) else "",
            chain.span,
            place,
            properties=None if properties == Lit(None) else properties,
            needs=names[number - 1 : number] if number else (),
        )
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )
    return template(members, _outputs(names, read, chain.span))


def _place(node: Node | None, span: Span) -> MappingNode:
    """The chain's ``resource_properties`` in the place of each member's properties."""
    properties = find(node, ("properties", "resource_properties"))
    return MappingNode(() if properties is None else ((Scalar("properties", span), properties),), span)


def _outputs(names: list[str], read: Iterable[Path], span: Span) -> Iterator[tuple[str, Expr]]:
    """Outputs for what is read only (resource_chain.py, _nested_output_defns)."""
    for path in read:
        key, rest = str(path[0]), path[1:]
        value: Expr | None = None
        if key.startswith("resource."):
            one, *inner = key.split(".", 2)[1:]
            if one in names:
                value = attribute(one, (*inner, *rest), span) if inner or rest else reference(one, span)
        elif key == "refs":
            value = list_of([reference(name, span) for name in names])
        elif key == "attributes":
            value = by_name(names, rest, span) if rest else None
        else:
            value = in_order(names, path, span)
        if value is not None:
            yield output_name(path), value
