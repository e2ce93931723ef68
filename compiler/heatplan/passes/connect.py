"""connect: every edge of a stack level is explicit.

Edges come from ``depends_on``, from reads in properties and metadata, and from
the rules of some resource types (heat/engine/rsrc_defn.py, ``dependencies``;
semantics/implicit_edges).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from heatplan.diagnostics import codes_graph as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import Near
from heatplan.ir.expr import Lit
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Scalar, Sequence
from heatplan.ir.schema import ResourceType
from heatplan.ir.tree import Resource, Stack
from heatplan.ir.value import Value
from heatplan.result import Result
from heatplan.semantics.implicit_edges import SUBNET, Peer, implicit_edges
from heatplan.span import Span

SURPRISE = 2
"""Implicit edges to this many subnets are worth a note: networks that are not the port's own are among them."""


def connect(
    stack: Stack,
    types: Mapping[str, ResourceType],
    values: Mapping[str, Mapping[str, Value]],
    nodes: Mapping[str, MappingNode],
) -> Result[Stack]:
    """The level with its edges.

    ``types`` has each resource's type, ``values`` its typed values before
    creation where a rule may need them, ``nodes`` what was written of each
    resource that is declared.
    """
    names = {resource.name: resource for resource in stack.resources}
    loose = {name for name, kind in types.items() if kind.facts.get("loose_dependency")}
    found: list[Diagnostic] = []
    near = Near(names)
    explicit: dict[str, tuple[str, ...]] = {}
    disabled = frozenset(stack.disabled)
    for resource in stack.resources:
        wanted = set(resource.explicit)
        missing = sorted(name for name in wanted if name not in nodes and name not in names and name not in disabled)
        found.extend(_unknown(resource, name, near, nodes.get(resource.name)) for name in missing)
        if not _external(resource):
            wanted.update(read.resource for read in resource.reads if isinstance(read.resource, str))
        explicit[resource.name] = tuple(sorted(name for name in wanted if name in names and name not in loose))
    peers = {name: Peer(resource, values.get(name, {})) for name, resource in names.items()}
    implicit = implicit_edges(peers, explicit)
    subnets = frozenset(name for name, resource in names.items() if resource.mapped == SUBNET)
    resources = []
    for resource in stack.resources:
        own = explicit[resource.name]
        more = implicit.get(resource.name, ())  # many resources share one tuple: it is copied only where it must be
        if not frozenset(own).isdisjoint(more):
            more = tuple(name for name in more if name not in own)
        as_it_was = own == resource.explicit and more == resource.implicit
        resources.append(resource if as_it_was else replace(resource, explicit=own, implicit=more))
        surprising = subnets.intersection(more)
        if len(surprising) >= SURPRISE:
            examples = ", ".join(islice((name for name in more if name in subnets), 3))
            facts = {"name": resource.name, "count": len(surprising), "examples": examples}
            found.append(
                finding(codes.SURPRISING_EDGES, resource.span, address=f"resources.{resource.name}", facts=facts)
            )
    return Result(replace(stack, resources=tuple(resources)), tuple(found))


def _external(resource: Resource) -> bool:
    """Whether it needs nothing because it is managed elsewhere: an empty id does not count (rsrc_defn.py)."""
    found = resource.external_id
    return found is not None and not (isinstance(found, Lit) and not found.value)


def _unknown(resource: Resource, name: str, near: Near, node: MappingNode | None) -> Diagnostic:
    place = _written(node, name) or resource.span
    address = f"resources.{resource.name}.depends_on"
    return finding(codes.UNKNOWN_DEPENDENCY, place, address=address, hint=near.hint(name), name=name)


def _written(node: MappingNode | None, name: str) -> Span | None:
    """Where a resource's ``depends_on`` names it."""
    listed = (node.get("depends_on") or node.get("DependsOn")) if node is not None else None
    items = listed.items if isinstance(listed, Sequence) else (listed,)
    return next((item.span for item in items if isinstance(item, Scalar) and item.value == name), None)
