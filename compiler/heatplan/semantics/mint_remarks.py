"""What there is to say about a resource's mints: what is decided later, and what can not succeed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from heatplan.catalogue.credentials import ACCESS_KEY, REMOTE_STACK, Recipe
from heatplan.catalogue.credentials_steps import Row
from heatplan.diagnostics import codes_auth as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.auth import AuthSettings, Mint
from heatplan.ir.expr import Call, Expr, Lit
from heatplan.ir.tree import Resource, Stack
from heatplan.semantics.gates import actions_of, listed, property_of
from heatplan.semantics.readings import OUTER, Reading, known_later


def remarks(
    resource: Resource,
    level: Stack,
    mints: Sequence[Mint],
    readings: Iterable[Reading],
    undecided: str,
    settings: AuthSettings,
) -> Iterator[Diagnostic]:
    """All findings about the mints of a resource; ``undecided`` says what is known later, '' where all is known."""
    if undecided:
        yield finding(codes.KNOWN_LATER, resource.span, why=undecided)
    if any(mint.read_by for mint in mints):
        for reader in dict.fromkeys(known_later(readings)):
            yield finding(codes.KNOWN_LATER, resource.span, why=f"the attribute that {reader} reads is not known yet")
    if not settings.stack_domain:
        yield from _without_domain(resource, mints)
    if resource.mapped == ACCESS_KEY:
        yield from _second_key(resource, level)
    if resource.mapped == REMOTE_STACK:
        yield finding(codes.REMOTE_STACK, resource.span, name=resource.name)


def made_later(resource: Resource, level: Stack, recipe: Recipe, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """A deployment that does not act at creation may act later, and then it makes its credentials."""
    if recipe.gate is None or recipe.gate.test != "contains" or not rows:
        return
    actions = actions_of(resource, level, recipe.gate.default)
    if isinstance(actions, Lit) and listed(actions.value):
        kinds = ", ".join(dict.fromkeys(row.mint.kind for row in rows))
        facts = {"actions": ", ".join(map(str, listed(actions.value))), "kinds": kinds}
        yield finding(codes.MADE_LATER, resource.span, facts=facts)


def _without_domain(resource: Resource, mints: Sequence[Mint]) -> Iterator[Diagnostic]:
    """No token is given out without a stack domain (heat_keystoneclient.py, stack_domain_user_token)."""
    needing = [mint for mint in mints if mint.kind == "token"]
    for mint in needing:
        shown_only = mint.read_by and all(by.removeprefix(OUTER).startswith("outputs.") for by in mint.read_by)
        yield finding(
            codes.NEEDS_STACK_DOMAIN, resource.span, name=resource.name, level="warning" if shown_only else None
        )


def _second_key(resource: Resource, level: Stack) -> Iterator[Diagnostic]:
    """A user has one key: asked for another, Heat gets none and fails (stack_user.py, _create_keypair)."""
    user = _user_of(resource)
    for other in level.resources:
        if other.name == resource.name:
            return
        if other.mapped == ACCESS_KEY and user is not None and _user_of(other) == user:
            yield finding(codes.SECOND_KEY, resource.span, user=user, other=other.name)
            return


def _user_of(key: Resource) -> str | None:
    named: Expr = property_of(key, "UserName", None)
    if isinstance(named, Call) and isinstance(named.args, Lit) and isinstance(named.args.value, str):
        return named.args.value
    return None
