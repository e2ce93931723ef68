"""What other releases of Heat would say: since when there is what a template uses, for hints.

Nothing here decides anything.  It is asked only when something is wrong, and
only then tables of other releases are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from shlex import quote

from heatplan.catalogue.catalogue import Catalogue, releases_with
from heatplan.catalogue.releases import NEWEST, words_of
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.schema import ResourceType
from heatplan.semantics.property_faults import PropertyFault, dotted

Recheck = Callable[[ResourceType], Iterable[PropertyFault]]
"""The faults of the same properties by another release's type."""


def unknown_type(name: str, types: Catalogue) -> str:
    """The hint for a type that is not known: when Heat has it, what may have been meant, how to bring one's own."""
    if name in types.gone:
        return "Heat has it, and the operator's environment takes it away or maps it to what is not there."
    found = releases_with(name)
    if found and found[0] > types.major:
        return f"{name} exists since {words_of(found[0])}; this is compiled for {words_of(types.major)}."
    near = suggest(name, types.names())
    file = re.sub(r"\W+", "_", name).strip("_") or "type"
    show = f"openstack orchestration resource type show {quote(name)} -f json > {file}.json"
    own = f"If your cloud has it, write what it is with: {show}, and add --types {file}.json."
    mapped = "If it is a template of your own, map it in the resource_registry of an environment."
    return f"Did you mean {' or '.join(near)}? {own}" if near else f"{mapped} {own}"


def attribute_since(kind: ResourceType, name: object, types: Catalogue) -> str:
    """Since when the type has the attribute, '' where no later release has it."""
    for major, later in _later(kind, types):
        if name in later.attributes:
            return f"The attribute {name} of {kind.name} exists since {words_of(major)}."
    return ""


def with_releases(
    faults: tuple[PropertyFault, ...], kind: ResourceType, types: Catalogue, recheck: Recheck
) -> tuple[PropertyFault, ...]:
    """The faults, those that a later release does not find with the hint that says which is the first."""
    if types.major == NEWEST or not faults:
        return faults
    waiting = dict.fromkeys((fault.path, fault.code.id) for fault in faults)
    hints: dict[object, str] = {}
    for major, later in _later(kind, types):
        there = {(fault.path, fault.code.id) for fault in recheck(later)}
        for key in [key for key in waiting if key not in there]:
            del waiting[key]
            hints[key] = words_of(major)
        if not waiting:
            break
    return tuple(_hinted(fault, kind, hints.get((fault.path, fault.code.id))) for fault in faults)


def _later(kind: ResourceType, types: Catalogue) -> Iterator[tuple[int, ResourceType]]:
    """The type in each later release, oldest first; nothing for a type that is not Heat's own."""
    if types.shipped(kind.name) is not kind:
        return
    for major in range(types.major + 1, NEWEST + 1):
        later = Catalogue(major).lookup(kind.name)
        if later is not None:
            yield major, later


def _hinted(fault: PropertyFault, kind: ResourceType, release: str | None) -> PropertyFault:
    if release is None:
        return fault
    where = dotted(fault.path)
    if fault.key_itself:
        return replace(fault, hint=f"The property {where} of {kind.name} exists since {release}.")
    return replace(fault, hint=" ".join(filter(None, (fault.hint, f"{release} is the first to take it."))))


def constraints_missing(names: Iterable[str], known: Collection[str], types: Catalogue) -> Iterator[tuple[str, str]]:
    """Custom constraints that the newest Heat knows and this release does not, each with the first that does."""
    here = types.facts()["custom_constraints"]
    for name in names:
        if name in known and name not in here:
            later = range(types.major + 1, NEWEST + 1)
            first = next((one for one in later if name in Catalogue(one).facts()["custom_constraints"]), NEWEST)
            yield name, words_of(first)
