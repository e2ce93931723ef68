"""Where in its sources a template says something: the places that findings of laws point at."""

from __future__ import annotations

import re

from heatplan.documents import Documents
from heatplan.ir import address
from heatplan.ir.expr import Expr
from heatplan.ir.mints import owner_of
from heatplan.ir.node import Mapping, find
from heatplan.ir.steps import END, Placed, Places, resources
from heatplan.ir.template import ResourceDecl, Template, spelled
from heatplan.ir.tree import Stack
from heatplan.ir.value import Value
from heatplan.span import NOWHERE, Span
from heatplan.testing.laws.case import Case

_OPEN = re.compile(r"\[[^\[\]]*\]")
_MEMBER = re.compile(r'\[(?:[^\[\]"]|"(?:[^"\\]|\\.)*")*\]')

BODIES = ("resource_def", "resource")
"""Properties of groups that say what a member is."""


def documents(case: Case) -> Documents:
    """The templates of a case as they are declared: ask for it ``once``."""
    return Documents(case.sources, case.request)


def template_of(case: Case, stack: Stack) -> Template[Expr] | None:
    """The template that a stack level is made from; None for one that Heat generates."""
    return case.once(documents).template(stack.template)


def at(case: Case, where: str) -> Span:
    """The resource at an address, or the one that owns the mint there; the top of the template for any other."""
    owner = owner_of(where)
    resource = case.once(places).resource(where.removesuffix(END) if owner is None else owner)
    return resource.span if resource is not None else top(case)


def places(case: Case) -> Places:
    """The resources of a case by their addresses: ask for it ``once``."""
    return Places(case.plan)


def top(case: Case) -> Span:
    """The first thing that the root template says: its version."""
    template = template_of(case, case.plan.root)
    return template.span if template is not None else NOWHERE


def of_output(case: Case, name: str) -> Span:
    """The value of an output of the root template."""
    template = template_of(case, case.plan.root)
    for decl in template.outputs if template is not None else ():
        if decl.name == name:
            value = decl.node.get("value") or decl.node.get("Value")
            return decl.span if value is None else value.span
    return NOWHERE


def of_parameter(case: Case, name: str) -> Span:
    """The declaration of a parameter of the root template."""
    template = template_of(case, case.plan.root)
    found = (decl.span for decl in template.parameters if decl.name == name) if template is not None else iter(())
    return next(found, top(case))


def pattern(where: str) -> str:
    """An address with ``[*]`` in the place of each member: what all of them have in common."""
    return _MEMBER.sub("[*]", where)


def of_address(case: Case, where: str, *path: Value) -> Span:
    """What the resource at an address says of a property; members that were not known before have their pattern."""
    found = case.once(placed_at)
    placed = found.get(where) or found.get(_OPEN.sub("[?]", where))
    return at(case, where) if placed is None else of_property(case, placed, *path)


def placed_at(case: Case) -> dict[str, Placed]:
    """All resources by their addresses: ask for it ``once``."""
    return {placed.address: placed for placed in resources(case.plan)}


def of_property(case: Case, placed: Placed, *path: Value) -> Span:
    """What a resource says of a property, as deep as ``path`` leads into the template; for a member, its group.

    Without a path it is the resource's name.
    """
    names = [part.text for part in address.parse(placed.address) or () if part.kind == "name"]
    decl = declared(case, placed.stack, names[-1]) if names else None
    if decl is None or not path:
        return placed.resource.span if decl is None else decl.span
    template = template_of(case, placed.stack)
    properties = spelled(template.dialect if template is not None else "hot", "properties")
    way: tuple[Value, ...] = (properties,)
    for _ in range(members_around(placed.address)):
        inside = find(decl.node, way)
        body = next((one for one in BODIES if isinstance(inside, Mapping) and inside.get(one)), None)
        if body is None:  # a group that makes its members' template itself
            return decl.span
        way = (*way, body, "properties")
    inside = find(decl.node, way)
    first = inside.get(path[0]) if isinstance(inside, Mapping) else None
    place = find(first, path[1:])
    return decl.span if place is None else place.span


def declared(case: Case, stack: Stack, name: str) -> ResourceDecl[Expr] | None:
    """The declaration of a resource of a stack level, None where no source has it."""
    template = template_of(case, stack)
    return next((one for one in template.resources if one.name == name), None) if template is not None else None


def members_around(where: str) -> int:
    """How many members of groups an address goes through on its own level: 1 for ``web.servers[3]``."""
    count = 0
    for part in reversed(address.parse(where) or ()):
        if part.kind == "name":
            return count
        count += part.kind in {"member", "open", "every"}
    return count
