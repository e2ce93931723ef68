"""The drawing of a plan by who acts: every resource and every credential in the colour of its identity.

Arrows from a credential to a resource say that the resource is made with it;
groups are drawn once, with their count.
"""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.ir.auth import Identity, Mint
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.render.drawing import Arrow, Box, Drawing, Frame, Item, count_text
from heatplan.render.kinds import Kind

REQUESTER = Kind("requester", "box", ("[", "]"), "#0072B2", "#DCEBF6")
TRUST = Kind("trust (owner's name)", "box", ("[", "]"), "#A9487F", "#F7E3EF")
DOMAIN_ADMIN = Kind("stack domain admin", "hexagon", ("{{", "}}"), "#B87800", "#FCEFD2")
STACK_USER = Kind("stack domain user", "octagon", ("[/", "\\]"), "#00805D", "#D5EFE6")
LOCAL = Kind("made inside Heat", "note", ("[[", "]]"), "#5F6368", "#EEEFF1")

KINDS: dict[Identity, Kind] = {
    "requester": REQUESTER,
    "trust": TRUST,
    "domain-admin": DOMAIN_ADMIN,
    "stack-user": STACK_USER,
    "local": LOCAL,
}


def draw_identities(root: Stack, acting: Identity = "requester") -> Drawing:
    """The drawing; ``acting`` is who makes the resources (the trust, where Heat reauthenticates)."""
    work = _Work(KINDS[acting])
    items = [_mint(mint, "") for mint in root.auth]
    work.arrows.extend(arrow for mint in root.auth for arrow in _needs(mint, ""))
    return Drawing((*items, *work.level(root, "")), tuple(dict.fromkeys(work.arrows)))


class _Work:
    """The recursion and its arrows."""

    def __init__(self, acting: Kind) -> None:
        self._acting = acting
        self.arrows: list[Arrow] = []

    def level(self, stack: Stack, prefix: str) -> tuple[Item, ...]:
        names = {resource.name for resource in stack.resources}
        items: list[Item] = []
        for resource in sorted(stack.resources, key=lambda item: item.name):
            items.extend(self._resource(resource, f"{prefix}{resource.name}", resource.name, ""))
            self.arrows.extend(
                Arrow(f"{prefix}{need}", f"{prefix}{resource.name}", need not in resource.implicit)
                for need in resource.needs
                if need in names
            )
        return tuple(items)

    def _resource(self, resource: Resource, address: str, name: str, count: str) -> Iterator[Item]:
        for mint in resource.auth:
            yield _mint(mint, f"{address}.", "" if resource.name == name else name)
            self.arrows.extend(_needs(mint, f"{address}."))
            own = f"{address}.@auth.{mint.name}"
            self.arrows.append(Arrow(own, address, True) if mint.moment == "create" else Arrow(address, own, True))
        child = resource.child
        if isinstance(child, Nested):
            inside = self.level(child.stack, f"{address}.")
            yield (
                Frame(address, name, resource.type, inside, count)
                if inside
                else self._box(resource, address, name, count)
            )
        elif isinstance(child, Family):
            yield from self._family(resource, child, address, name)
        else:
            yield self._box(resource, address, name, count)

    def _family(self, resource: Resource, family: Family, address: str, name: str) -> Iterator[Item]:
        inside: list[Item] = []
        for number, member in enumerate(family.classes):
            mark = "*" if len(family.classes) == 1 else f"*{number}"
            inside.extend(self._resource(member.resource, f"{address}[{mark}]", f"[{mark}]", ""))
        if inside:
            yield Frame(address, name, resource.type, tuple(inside), count_text(family))
        else:
            yield self._box(resource, address, name, count_text(family))

    def _box(self, resource: Resource, address: str, name: str, count: str) -> Box:
        note = "if its condition holds" if resource.when is not None else ""
        return Box(address, name, resource.type, self._acting, count, note)


def _mint(mint: Mint, prefix: str, of: str = "") -> Box:
    note = "perhaps" if mint.when is not None else ""
    name = f"{of} {mint.name}".strip()
    return Box(f"{prefix}@auth.{mint.name}", name, mint.kind, KINDS[mint.by], "", note)


def _needs(mint: Mint, prefix: str) -> Iterator[Arrow]:
    for need in mint.needs:
        before = need if need.startswith("@auth.") else f"{prefix}@auth.{need}"
        yield Arrow(before, f"{prefix}@auth.{mint.name}", True)
