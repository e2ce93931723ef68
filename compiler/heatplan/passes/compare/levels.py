"""Stack levels compared, resource by resource in the order of the new plan, so that what is read is known before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from heatplan.catalogue.catalogue import Catalogue
from heatplan.ir import address as addresses
from heatplan.ir.change import Change, Difference, Fate
from heatplan.ir.expr import Expr, Lit, entry
from heatplan.ir.schema import ResourceType
from heatplan.ir.shapes import undo_of
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.passes.compare.families import parts_of, whole
from heatplan.passes.compare.sides import (
    Levels,
    Sides,
    definition,
    member_levels,
    nested_levels,
    said_by,
    tell,
    value_of,
)
from heatplan.passes.compare.tokens import Said, token
from heatplan.semantics import updating
from heatplan.semantics.handed import shown_properties
from heatplan.semantics.updating import METADATA, TYPE, Definition, Verdict, verdict
from heatplan.semantics.view import Instance


@dataclass(frozen=True, slots=True)
class Walk:
    """The recursion; ``types`` is the catalogue of the new plan."""

    types: Catalogue

    def level(self, before: Stack, after: Stack, levels: Levels, prefix: str, count: int = 1) -> Iterator[Change]:
        """The changes of a stack level, all that is inside included."""
        old = {resource.name: resource for resource in before.resources}
        for name in old:
            tell(levels, name, said_by(addresses.join(prefix, name), "unchanged"))
        new = {resource.name for resource in after.resources}
        for resource in after.resources:
            where = addresses.join(prefix, resource.name)
            own, *inside = self.resource(old.get(resource.name), resource, levels, where, count)
            yield own
            yield from inside
            tell(levels, resource.name, self._said(resource, old.get(resource.name), where, own.fate, levels))
        for name, resource in old.items():
            if name not in new:
                yield from self.all_of(resource, addresses.join(prefix, name), count, gone=True)

    def resource(self, old: Resource | None, new: Resource, levels: Levels, where: str, count: int) -> Iterator[Change]:
        """The change of one resource, first, and those of what is inside."""
        if old is None:
            yield from self.all_of(new, where, count, gone=False)
            return
        own = self._own(old, new, levels, where, count)
        if own.fate in {"replace", "may-replace", "refused"}:
            yield own
            if own.fate != "refused":
                yield from islice(self.all_of(old, where, count, gone=True), 1, None)
                yield from islice(self.all_of(new, where, count, gone=False), 1, None)
            return
        inside = tuple(self._inside(old, new, levels, where, count))
        yield replace(own, fate=_around(own, inside)) if own.stack else own
        yield from inside

    def _own(self, old: Resource, new: Resource, levels: Levels, where: str, count: int) -> Change:
        """The change of the resource itself, whatever is inside."""
        kind = self.types.lookup(new.mapped)
        if old.mapped != new.mapped if kind is not None else type(old.child) is not type(new.child):
            least = most = Verdict("replace", because=(TYPE,))
        else:
            before = definition(old, kind, levels.before)
            least, most = (
                _verdict(kind, before, definition(new, kind, level)) for level in (levels.least, levels.most)
            )
        fate = _allowed(_together(least, most), new)
        gone = _goes(old) if fate in {"replace", "may-replace"} else None
        differences = _differences(old, new, least, most)
        stack = new.child is not None
        return Change(where, new.type, fate, differences, most.because, old.span, new.span, count, gone, stack)

    def _inside(self, old: Resource, new: Resource, levels: Levels, where: str, count: int) -> Iterator[Change]:
        if isinstance(old.child, Nested) and isinstance(new.child, Nested):
            inner = nested_levels(old.child, new.child, levels)
            yield from self.level(old.child.stack, new.child.stack, inner, where, count)
        elif isinstance(old.child, Family) and isinstance(new.child, Family):
            yield from self._family(old, new, levels, where, count)

    def _family(self, old: Resource, new: Resource, levels: Levels, where: str, count: int) -> Iterator[Change]:
        before, after = old.child, new.child
        assert isinstance(before, Family)
        assert isinstance(after, Family)
        for part in parts_of(before, after, new.properties):
            at, times = f"{where}[{part.text}]", count * part.count
            if part.after is None and part.before is not None:
                yield from self.all_of(part.before, at, times, gone=True)
            elif part.before is None and part.after is not None:
                yield from self.all_of(part.after, at, times, gone=False)
            elif part.before is not None and part.after is not None:
                inner = member_levels(levels, part.name or token("member", where))
                yield from self.resource(part.before, part.after, inner, at, times)

    def all_of(self, resource: Resource, where: str, count: int, *, gone: bool) -> Iterator[Change]:
        """A resource that comes or goes with all that is inside."""
        fate: Fate = _goes(resource) if gone else "create"
        was, will_be = (resource.span, None) if gone else (None, resource.span)
        inside = resource.child is not None
        yield Change(where, resource.type, fate, before=was, after=will_be, count=count, stack=inside)
        if isinstance(resource.child, Nested):
            for inner in resource.child.stack.resources:
                yield from self.all_of(inner, addresses.join(where, inner.name), count, gone=gone)
        elif isinstance(resource.child, Family):
            for part in whole(resource.child):
                assert part.before is not None
                yield from self.all_of(part.before, f"{where}[{part.text}]", count * part.count, gone=gone)

    def _said(self, new: Resource, old: Resource | None, where: str, fate: Fate, levels: Levels) -> Sides[Said]:
        """What the resource says of itself; the reference of a key pair is its name."""
        said = said_by(where, fate)
        kind = None if new.child is not None else self.types.lookup(new.mapped)
        if kind is None or old is None or kind.facts.get("reference") != "property name":
            return said
        named = Lit(token("name", where))

        def called(of: Said, one: Resource, level: Instance) -> Said:
            return replace(of, reference=value_of(entry(one.properties, "name") or named, level))

        return Sides(
            called(said.before, old, levels.before),
            called(said.least, new, levels.least),
            called(said.most, new, levels.most),
        )


def _verdict(kind: ResourceType | None, before: Definition, after: Definition) -> Verdict:
    """What becomes of it; a template's parameters may all change in place (template_resource.py)."""
    if kind is not None:
        found = verdict(kind, before, after)
        if found.fate == "unchanged" or before.metadata == after.metadata or METADATA in found.because:
            return found
        return replace(found, changed=(*found.changed, METADATA))
    names = sorted({*before.given, *after.given})
    changed = [name for name in names if before.given.get(name) != after.given.get(name)]
    if before.metadata != after.metadata:
        changed.append(METADATA)
    return Verdict("in-place" if changed else "unchanged", tuple(changed))


def _around(own: Change, inside: tuple[Change, ...]) -> Fate:
    """The fate of a stack by that of what is inside: Heat updates it in any case, which alone is no change."""
    doubtful = {"may-update", "may-replace", "may-refuse"}
    changes = [one.fate for one in inside if one.fate != "unchanged"]
    if any(fate not in doubtful for fate in changes) or any(one.sure for one in own.differences):
        return "in-place"
    return "may-update" if changes or own.differences else "unchanged"


def _allowed(fate: Fate, new: Resource) -> Fate:
    """The fate where the environment restricts what may be done to the resource (restricted_actions)."""
    if "replace" in new.restricted and fate in {"replace", "may-replace"}:
        return "refused" if fate == "replace" else "may-refuse"
    if "update" in new.restricted and fate in {"in-place", "may-update"}:
        return "refused" if fate == "in-place" else "may-refuse"
    return fate


def _goes(resource: Resource) -> Fate:
    match undo_of(resource):
        case "retain":
            return "retain"
        case "snapshot":
            return "snapshot"
        case _:
            return "delete"


MAYBE: Final[dict[str, Fate]] = {"in-place": "may-update", "replace": "may-replace", "refused": "may-refuse"}


def _together(least: Verdict, most: Verdict) -> Fate:
    """The fate by both: sure where they are equal."""
    return least.fate if least.fate == most.fate else MAYBE.get(most.fate, "may-update")


def _differences(old: Resource, new: Resource, least: Verdict, most: Verdict) -> tuple[Difference, ...]:
    names = [*most.changed, *(name for name in most.because if name not in most.changed)]
    before = replace(old, properties=shown_properties(old, new))
    after = replace(new, properties=shown_properties(new, old))
    sure = {*least.changed, *least.because}
    return tuple(Difference(name, _named(before, name), _named(after, name), name in sure) for name in names)


def _named(resource: Resource, name: str) -> Expr | None:
    """A property, or a part beside the properties."""
    match name:
        case updating.TYPE:
            return Lit(resource.type)
        case updating.METADATA:
            return resource.metadata
        case updating.EXTERNAL_ID:
            return resource.external_id
        case _:
            return entry(resource.properties, name)
