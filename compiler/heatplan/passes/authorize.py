"""authorize: whoever acts is explicit, and every mint has its end.

The root stack gets its trust and its project in the stack domain, and every
resource what Heat mints for it: once for a class of a group's members.
The rules and their sources are in ``semantics/root_mints``, ``semantics/mints``,
``semantics/readings`` and the tables of ``catalogue/credentials``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.catalogue.credentials import POLLERS, RECIPES
from heatplan.catalogue.credentials_steps import PROJECT
from heatplan.catalogue.releases import NEWEST
from heatplan.diagnostics import codes_auth as codes
from heatplan.diagnostics.codes_types import UNKNOWN_CREDENTIALS
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.ir.auth import AUTH_DEFAULTS, AuthSettings, Mint, Residue
from heatplan.ir.expr import Lit
from heatplan.ir.tree import Family, MemberClass, Nested, Resource, Stack
from heatplan.result import Result
from heatplan.semantics.accounting import faults_of, unclassified
from heatplan.semantics.mints import mints_of, responds
from heatplan.semantics.readings import Reading, Readings, into_members, into_nested, readings_of
from heatplan.semantics.root_mints import least, root_mints, settings_faults
from heatplan.span import NOWHERE

UNSEEN = frozenset({"password", "heat-url"})
"""Kinds that are in Heat's own records only: that they stay says nothing that their user's staying does not."""


def authorize(stack: Stack, settings: AuthSettings = AUTH_DEFAULTS, types: Catalogue = SHIPPED) -> Result[Stack]:
    """The root stack with ``auth`` on itself and on every resource of every level.

    Warnings: a type of which no table says what credentials it makes, because
    it came from a file or was retired since; an error under policy ``minimal``.
    Errors: settings that Heat does not have; under policy ``minimal``, a mint
    that stays; a mint that is not accounted for, which is a mistake of ours.
    """
    wrong = tuple(settings_faults(settings))
    if wrong:
        return Result(None, wrong)
    mints = root_mints(settings)
    work = _Authorizer(settings, mints, types)
    whole = work.level(stack, "", {}, live=True, kept=None)
    if settings.policy == "minimal":
        mints, notes = least(mints, settings, users=work.users, actor=work.actor)
        work.diagnostics.extend(notes)
    work.account("", mints, ())
    if settings.deferred_auth_method == "password" and work.deferred is not None:
        work.diagnostics.append(finding(codes.PASSWORD_NEEDED, name=work.deferred))
    return Result(replace(whole, auth=mints), tuple(work.diagnostics))


class _Authorizer:
    """The work on one tree: what is found, and what its resources need of the root.

    ``users``: some mint needs the project; ``actor`` and ``deferred`` name a
    resource that acts on signals, and one that Heat wants a trust for.
    """

    def __init__(self, settings: AuthSettings, root: tuple[Mint, ...], types: Catalogue) -> None:
        self._settings = settings
        self._root = root
        self._types = types
        self._strange: set[str] = set()
        self._done: dict[object, tuple[Stack, Stack]] = {}
        self._told: set[str] = set()
        self.diagnostics: list[Diagnostic] = []
        self.users = False
        self.actor: str | None = None
        self.deferred: str | None = None

    def level(self, stack: Stack, where: str, outer: Readings, *, live: bool, kept: str | None) -> Stack:
        """One level and those below; a stack that is nested twice, and read alike, is worked on once."""
        key = (id(stack), tuple(sorted(outer.items(), key=lambda item: item[0])), live, kept)
        if key not in self._done:
            self._done[key] = (stack, self._level(stack, where, outer, live=live, kept=kept))
        return self._done[key][1]

    def _level(self, stack: Stack, where: str, outer: Readings, *, live: bool, kept: str | None) -> Stack:
        self._survey(stack.resources, where)
        minting = {resource.name for resource in stack.resources if resource.mapped in RECIPES or resource.child}
        if not minting:
            return stack
        readings = readings_of(stack, minting, POLLERS, outer, live=live)
        resources = tuple(
            self._resource(resource, stack, where, readings[resource.name], kept)
            if resource.name in minting
            else resource
            for resource in stack.resources
        )
        return replace(stack, resources=resources)

    def _resource(
        self, resource: Resource, level: Stack, where: str, readings: tuple[Reading, ...], kept: str | None
    ) -> Resource:
        address = f"{where}.resources.{resource.name}" if where else f"resources.{resource.name}"
        kept = kept or _kept(resource)
        made = mints_of(resource, level, readings, self._settings, kept)
        self.diagnostics.extend(diagnostic.at(address) for diagnostic in made.diagnostics)
        self.account(address, made.mints, self._root, resource)
        self.users = self.users or any(PROJECT in mint.needs for mint in made.mints)
        if self.actor is None and responds(resource, self._settings):
            self.actor = resource.name
        child = resource.child
        if isinstance(child, Nested):
            inside, live = into_nested(readings, child.stack)
            stack = self.level(child.stack, address, inside, live=live, kept=kept)
            child = child if stack is child.stack else replace(child, stack=stack)
        elif isinstance(child, Family):
            child = self._family(child, address, readings, kept)
        if not made.mints and child is resource.child:
            return resource
        return replace(resource, auth=made.mints, child=child)

    def _family(self, family: Family, address: str, readings: tuple[Reading, ...], kept: str | None) -> Family:
        """Each class once: its members have the same mints."""
        classes = tuple(self._class(one, address, into_members(readings, one.names), kept) for one in family.classes)
        changed = any(new is not old for new, old in zip(classes, family.classes, strict=True))
        return replace(family, classes=classes) if changed else family

    def _class(self, one: MemberClass, address: str, readings: tuple[Reading, ...], kept: str | None) -> MemberClass:
        level = Stack(template="", version="", resources=(one.resource,))
        outer = {one.resource.name: readings}
        done = self.level(level, address, outer, live=False, kept=kept).resources[0]
        return one if done is one.resource else replace(one, resource=done)

    # What is found.

    def account(
        self, address: str, mints: Iterable[Mint], root: tuple[Mint, ...], owner: Resource | None = None
    ) -> None:
        """Findings about the ends of an owner's mints."""
        span = NOWHERE if owner is None else owner.span
        mints = tuple(mints)
        for name, why in faults_of(mints, root):
            self.diagnostics.append(finding(codes.UNACCOUNTED, span, address=address, name=name, why=why))
        level: Severity | None = "error" if self._settings.policy == "minimal" else None
        for mint in mints:
            if isinstance(mint.end, Residue) and mint.kind not in UNSEEN and mint.kind not in self._told:
                if mint.kind == "temp-url-key":
                    self._told.add(mint.kind)  # there is one for the account, however many resources use it
                facts = {"kind": mint.kind, "name": mint.name, "reason": mint.end.reason}
                self.diagnostics.append(finding(codes.RESIDUE, span, address=address, level=level, facts=facts))

    def _survey(self, resources: tuple[Resource, ...], where: str) -> None:
        """Types without a table, and the first resource for which Heat wants to act later."""
        first = {resource.mapped: resource for resource in reversed(resources)}
        for mapped, resource in first.items():
            kind = self._types.lookup(mapped)
            no_table = unclassified(mapped, self._types)
            if self._types.is_foreign(mapped) or (no_table and self._types.major != NEWEST):
                self._stranger(mapped, resource, where)
            elif no_table:
                address = f"{where}.resources.{resource.name}" if where else f"resources.{resource.name}"
                why = f"nothing is known of the credentials of {mapped}"
                self.diagnostics.append(
                    finding(codes.UNACCOUNTED, resource.span, address=address, name=resource.name, why=why)
                )
            if self.deferred is None and (kind is None or kind.facts.get("requires_deferred_auth")):
                self.deferred = resource.name

    def _stranger(self, mapped: str, resource: Resource, where: str) -> None:
        """A type without a table, of a file or of an older release: said once, of the first resource of it."""
        if mapped in self._strange:
            return
        self._strange.add(mapped)
        address = f"{where}.resources.{resource.name}" if where else f"resources.{resource.name}"
        level: Severity | None = "error" if self._settings.policy == "minimal" else None
        facts = {"type": mapped, "name": resource.name}
        self.diagnostics.append(finding(UNKNOWN_CREDENTIALS, resource.span, address=address, level=level, facts=facts))


def _kept(resource: Resource) -> str | None:
    """Why a resource may stay when its stack is deleted."""
    policy = resource.deletion_policy
    if policy is None or (isinstance(policy, Lit) and policy.value != "Retain"):
        return None
    if isinstance(policy, Lit):
        return f"the deletion policy of {resource.name} is Retain"
    return f"the deletion policy of {resource.name} is known only when the stack stands, and may be Retain"
