"""The catalogue of one compile: the release that is asked for, and the types in the files of the source set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.catalogue.releases import NEWEST, OLDEST, release_of, words_of
from heatplan.catalogue.resource_types import release
from heatplan.catalogue.shown_type import read_type, shown
from heatplan.diagnostics import codes_types as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Node, find, value_of
from heatplan.ir.schema import ResourceType
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source, SourceSet
from heatplan.ir.tree import Family, Nested, Stack
from heatplan.ir.value import Map
from heatplan.operators import with_operators
from heatplan.result import Result
from heatplan.span import NOWHERE, Span
from heatplan.syntax.read import read


@dataclass(frozen=True, slots=True)
class _Own:
    """A type with the file that it is in."""

    type: ResourceType
    file: str
    span: Span


def catalogue_of(sources: SourceSet, settings: Settings) -> Result[Catalogue]:
    """The catalogue that a compile is for; there is always one, beside whatever was found.

    Errors: a file that is no description of a type (HP0650), a part of one
    that can not be (HP0651), a release without tables (HP0656).  Of two files
    about one type the later is taken.
    """
    base, found = _with_own(sources, settings)
    if not sources.operator.environments:
        return Result(base, tuple(found))
    operated = with_operators(base, sources.operator.environments, settings)
    return Result(operated.value or base, (*found, *operated.diagnostics))


def _with_own(sources: SourceSet, settings: Settings) -> tuple[Catalogue, list[Diagnostic]]:
    base, found = SHIPPED, list[Diagnostic]()
    if settings.heat_release != NEWEST:
        if release_of(settings.heat_release) is None:
            facts = {"release": settings.heat_release, "oldest": OLDEST, "newest": NEWEST}
            found.append(finding(codes.UNKNOWN_RELEASE, NOWHERE, facts=facts))
        else:
            base = Catalogue(settings.heat_release)
    if not sources.types:
        return base, found
    own: dict[str, _Own] = {}
    for source in sources.types:
        read_one = _own(source, settings)
        found.extend(read_one.diagnostics)
        if read_one.value is not None:
            found.extend(_notes(read_one.value, own, base))
            own[read_one.value.type.name] = read_one.value
    return base.with_own(own[name].type for name in sorted(own)), found


def _own(source: Source, settings: Settings) -> Result[_Own]:
    """The type in a file."""
    document = read(source, settings)
    if document.value is None:
        return Result(None, document.diagnostics)
    shown = read_type(value_of(document.value), release()["custom_constraints"])
    if shown.type is None:
        (fault,) = shown.faults
        span = _span(document.value, fault.path)
        why = finding(codes.BAD_TYPE_FILE, span, hint=_HINT, name=source.name, why=fault.why)
        return Result(None, (*document.diagnostics, why))
    span = _span(document.value, ("resource_type",))
    noted = [
        finding(
            codes.TYPE_IN_PART if fault.ignored else codes.BAD_TYPE,
            _span(document.value, fault.path),
            type=shown.type.name,
            why=fault.why,
        )
        for fault in shown.faults
    ]
    return Result(_Own(shown.type, source.name, span), (*document.diagnostics, *noted))


def _span(node: Node, path: tuple[object, ...]) -> Span:
    found = find(node, path)
    return node.span if found is None else found.span


def _notes(one: _Own, own: dict[str, _Own], base: Catalogue) -> Iterator[Diagnostic]:
    """That the type is there already, in another file or in Heat."""
    name = one.type.name
    former = own.get(name)
    if former is not None:
        labels = ((former.span, "and here"),)
        facts = {"type": name, "former": former.file, "name": one.file}
        yield finding(codes.TYPE_TWICE, one.span, labels=labels, facts=facts)
    elif base.lookup(name) is not None:
        facts = {"type": name, "name": one.file, "release": words_of(base.major)}
        yield finding(codes.TYPE_REPLACED, one.span, facts=facts)


def own_types(sources: SourceSet, settings: Settings, root: Stack | None) -> Map:
    """The types from files that the stack tree has resources of: by name, as ``read_type`` reads them."""
    types = (catalogue_of(sources, settings).value or SHIPPED).own
    used = _types_in(root) if root is not None else frozenset()
    return Map((name, shown(types[name])) for name in sorted(used & types.keys()))


def _types_in(root: Stack) -> frozenset[str]:
    """The names of the types that resources of the tree are made by."""
    found: set[str] = set()
    seen: set[int] = set()
    work: list[Stack] = [root]
    while work:
        stack = work.pop()
        if id(stack) in seen:
            continue
        seen.add(id(stack))
        here = list(stack.resources)
        while here:
            resource = here.pop()
            found.add(resource.mapped)
            if isinstance(resource.child, Family):
                here.extend(one.resource for one in resource.child.classes)
            elif isinstance(resource.child, Nested):
                work.append(resource.child.stack)
    return frozenset(found)


_HINT = "Write it with: openstack orchestration resource type show TYPE -f json > FILE"
