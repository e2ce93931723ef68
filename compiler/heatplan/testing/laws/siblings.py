"""The law that members of a group are alike, but for what depends on their names.

A member may have its own name, address, size.  One that has other resources,
types or edges than its siblings got them because somewhere its name is
compared with something: that is found, and said with the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir import address
from heatplan.ir.steps import Placed
from heatplan.ir.tree import Family, Known, MemberClass, Names, Nested, Resource, Stack
from heatplan.semantics.counted import ranges_of
from heatplan.span import Span
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

HINT = "If it has to be another one, make it a resource beside the group; else take the comparison away."


@dataclass(frozen=True, slots=True)
class Difference:
    """What a member has and its siblings have not (or the other way round), and the places that decide it."""

    how: str
    places: tuple[tuple[Span, str], ...]


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    for placed, family in case.once(families):
        usual, *others = sorted(family.classes, key=lambda one: -_size(one))
        odd: dict[str, tuple[Difference, list[Names]]] = {}
        for other in others:
            found = _compare(case, usual.resource, other.resource, "")
            if found is not None and other.names is not None:
                odd.setdefault(found.how, (found, []))[1].append(other.names)
        for found, names in odd.values():
            yield _told(case, placed, names, found)


def _told(case: Case, placed: Placed, names: list[Names], found: Difference) -> Diagnostic:
    span, labels = sites.of_property(case, placed), found.places
    if labels:
        span, labels = labels[0][0], ((span, "the group"), *labels[1:])
    facts = {"members": _spelled(names), "group": placed.address, "how": found.how}
    told = finding(codes.SIBLING_DIFFERS, span, labels=labels, hint=HINT, facts=facts)
    return told.at(address.in_template(placed.address))


def families(case: Case) -> tuple[tuple[Placed, Family], ...]:
    """Groups that have members of several shapes, each once however often its level is there: ask for it ``once``."""
    return tuple(_in_level(case.plan.root, "", set()))


def _in_level(stack: Stack, prefix: str, seen: set[int]) -> Iterator[tuple[Placed, Family]]:
    if id(stack) in seen:
        return
    seen.add(id(stack))
    for resource in stack.resources:
        yield from _in_resource(resource, address.join(prefix, resource.name), stack, seen)


def _in_resource(resource: Resource, where: str, stack: Stack, seen: set[int]) -> Iterator[tuple[Placed, Family]]:
    if isinstance(resource.child, Nested):
        yield from _in_level(resource.child.stack, where, seen)
    elif isinstance(resource.child, Family):
        family = resource.child
        if len(family.classes) > 1 and isinstance(family.members, Known):
            yield Placed(where, resource, stack, ()), family
        for one in family.classes:
            first = one.names.first() if one.names is not None else None
            yield from _in_resource(one.resource, address.member(where, first or "0"), stack, seen)


def _size(one: MemberClass) -> int:
    return len(one.names) if one.names is not None else 0


def _compare(case: Case, usual: Resource, other: Resource, where: str) -> Difference | None:
    """What is different about ``other``: the first difference in the order of the template."""
    if usual.mapped != other.mapped:
        return Difference(f"{_its(where)} is a {other.mapped}, and not a {usual.mapped}", ((other.span, "here"),))
    if where and usual.needs != other.needs:
        return Difference(_edges(where, usual, other), ((other.span, "here"),))
    if isinstance(usual.child, Nested) and isinstance(other.child, Nested):
        return _levels(case, usual.child.stack, other.child.stack, where)
    if isinstance(usual.child, Family) and isinstance(other.child, Family):
        return _groups(case, usual.child, other.child, where, other.span)
    return None


def _edges(where: str, usual: Resource, other: Resource) -> str:
    more = [name for name in other.needs if name not in usual.needs]
    less = [name for name in usual.needs if name not in other.needs]
    return (
        f"{_its(where)} waits for {', '.join(more)}" if more else f"{_its(where)} does not wait for {', '.join(less)}"
    )


def _groups(case: Case, usual: Family, other: Family, where: str, span: Span) -> Difference | None:
    if isinstance(usual.members, Known) and isinstance(other.members, Known):
        one, two = len(usual.members.names), len(other.members.names)
        if one != two:
            return Difference(f"{_its(where)} has {two} members, and not {one}", ((span, "here"),))
    for mine, its in zip(usual.classes, other.classes, strict=False):
        found = _compare(case, mine.resource, its.resource, where)
        if found is not None:
            return found
    return None


def _levels(case: Case, usual: Stack, other: Stack, where: str) -> Difference | None:
    if usual is other:
        return None
    decided = tuple(_decisions(case, usual, other))
    one, two = ({resource.name: resource for resource in stack.resources} for stack in (usual, other))
    for name in sorted(two.keys() - one.keys()):
        place = decided or ((two[name].span, "here"),)
        return Difference(f"has the resource {address.join(where, name)}", place)
    for name in sorted(one.keys() - two.keys()):
        place = decided or ((one[name].span, "here"),)
        return Difference(f"has no resource {address.join(where, name)}", place)
    for name, resource in one.items():
        found = _compare(case, resource, two[name], address.join(where, name))
        if found is not None:
            return Difference(found.how, (*decided, *found.places))
    return None


def _decisions(case: Case, usual: Stack, other: Stack) -> Iterator[tuple[Span, str]]:
    """The conditions that came out differently."""
    template = sites.template_of(case, usual)
    for decl in template.conditions if template is not None else ():
        mine, its = usual.conditions.get(decl.name), other.conditions.get(decl.name)
        if isinstance(mine, bool) and isinstance(its, bool) and mine != its:
            yield decl.span, f"{decl.name} is {'true' if its else 'false'} for it"


def _its(where: str) -> str:
    return f"its {where}" if where else "it"


def _spelled(names: list[Names]) -> str:
    """The members, as a person writes them: ``2``, ``0 and 3 to 9``."""
    ranges = ranges_of(sorted(int(name) for one in names for name in one))
    parts = [f"{start}" if stop == start + 1 else f"{start} to {stop - 1}" for start, stop in ranges]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _has_families(case: Case, _terms: Terms) -> bool:
    return bool(case.once(families))


SIBLINGS_ARE_ALIKE = Law(
    "siblings_are_alike",
    "The members of a group differ only in values that depend on their names: all have the same resources and edges.",
    _ask,
    _has_families,
)
