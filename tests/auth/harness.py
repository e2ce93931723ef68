"""A compiled stack as Keystone would see it made and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.ir.auth import AUTH_DEFAULTS, AuthSettings, Mint, Residue, Revoked
from heatplan.ir.expr import Call, Lit, entry
from heatplan.ir.graph import order
from heatplan.ir.source import Request
from heatplan.ir.tree import Child, Family, Nested, Resource, Stack
from heatplan.ir.value import Map
from heatplan.pipeline import analyse
from heatplan.result import Result
from tests.sources import sources_of

VERBS = {"trust": "POST", "project": "POST", "user": "POST", "grant": "PUT", "ec2-credential": "POST", "token": "POST"}
"""The kinds that Keystone has requests for."""

Request_ = tuple[str, str, str, str]
"""Verb, kind, who asks, and the path of the owner."""


@dataclass(frozen=True)
class Owner:
    """A resource, or the root stack (``resource`` None), as it stands: ``path`` is ``g/4`` for a member."""

    path: str
    stack_name: str
    mints: tuple[Mint, ...]
    resource: Resource | None = None
    needs: tuple[str, ...] = ()

    def physical_name(self) -> str:
        return f"{self.stack_name}-{self.path.rpartition('/')[2]}-{{id}}"

    def keystone_owner(self, mint: Mint) -> str:
        """Whose it is in Keystone: an access key's credential is the user's."""
        if mint.facts.get("user") != "UserName" or self.resource is None:
            return self.path
        user = entry(self.resource.properties, "UserName")
        assert isinstance(user, Call)
        assert isinstance(user.args, Lit)
        folder = self.path.rpartition("/")[0]
        return f"{folder}/{user.args.value}" if folder else str(user.args.value)


def authorized(
    files: dict[str, str] | str,
    auth: AuthSettings = AUTH_DEFAULTS,
    name: str = "stack",
    parameters: dict[str, object] | None = None,
) -> Result[Stack]:
    """The stack tree of a template (or of several files), with its credentials."""
    texts = {"template.yaml": files} if isinstance(files, str) else files
    return analyse(sources_of(texts), Request(stack_name=name, parameters=Map(parameters or {}), auth=auth))


def auth_of(tree: Result[Stack], *path: str) -> dict[str, Mint]:
    """The mints at a path of names; in a group, ``*`` is its first class."""
    assert tree.value is not None
    stack: Stack | Child | None = tree.value
    mints = tree.value.auth
    for name in path:
        resource = stack.classes[0].resource if isinstance(stack, Family) else _resource(stack, name)
        assert resource is not None
        mints, child = resource.auth, resource.child
        stack = child.stack if isinstance(child, Nested) else child
    return {mint.name: mint for mint in mints}


def _resource(stack: Stack | Child | None, name: str) -> Resource | None:
    assert isinstance(stack, Stack)
    return stack.resource(name)


def said(tree: Result[Stack]) -> list[tuple[str, str]]:
    """The codes found, with their severities."""
    return [(found.code.id, found.severity) for found in tree.diagnostics]


def owners(stack: Stack, name: str) -> list[Owner]:
    """Everybody for whom something may be minted, in an order in which they can be made."""
    return [Owner("", name, stack.auth), *_level(stack, name, "")]


def _level(stack: Stack, name: str, prefix: str) -> Iterator[Owner]:
    sequence = order({resource.name: resource.needs for resource in stack.resources})
    assert sequence is not None
    for each in sequence:
        resource = stack.resource(each)
        assert resource is not None
        path = prefix + each
        yield Owner(path, name, resource.auth, resource, tuple(prefix + need for need in resource.needs))
        yield from _below(resource, f"{name}-{each}-{{id}}", path + "/")


def _below(resource: Resource, name: str, prefix: str) -> Iterator[Owner]:
    child = resource.child
    if isinstance(child, Nested):
        yield from _level(child.stack, name, prefix)
    elif isinstance(child, Family):
        for one in child.classes:
            for member in one.names if one.names is not None else ["*"]:
                yield Owner(prefix + member, name, one.resource.auth, one.resource)
                yield from _below(one.resource, f"{name}-{member}-{{id}}", f"{prefix}{member}/")


def made(everybody: list[Owner]) -> list[Request_]:
    """Keystone's requests of a creation, outputs read afterwards."""
    return [
        (VERBS[mint.kind], mint.kind, mint.by, owner.keystone_owner(mint))
        for owner in everybody
        for moments in (("create",), ("after", "read"))
        for mint in owner.mints
        if mint.moment in moments and mint.kind in VERBS
    ]


def taken_back(everybody: list[Owner]) -> list[Request_]:
    """Keystone's requests of a deletion."""
    found: list[Request_] = []
    for owner in reversed(everybody):
        own = [(mint.end, mint) for mint in owner.mints if isinstance(mint.end, Revoked) and mint.end.by == mint.name]
        for end, mint in sorted(own, key=lambda pair: (pair[0].moment == "after", pair[0].rank)):
            assert isinstance(end, Revoked)
            if mint.kind in VERBS:
                found.append(("DELETE", mint.kind, mint.by, owner.keystone_owner(mint)))
    return found


def left(everybody: list[Owner]) -> list[Mint]:
    """What stays."""
    return [mint for owner in everybody for mint in owner.mints if isinstance(mint.end, Residue)]
