"""The mints of one resource: its type's recipe by its properties, its readers and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from heatplan.catalogue import resource_types
from heatplan.catalogue.credentials import IAM_USER, RECIPES, Recipe
from heatplan.catalogue.credentials_steps import PHYSICAL_NAME, PROJECT, REFERENCE, Row
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.auth import AuthSettings, Flow, Mint, Residue, Revoked
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.tree import Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.semantics.gates import all_of, any_of, choices_of, gate_of, property_of
from heatplan.semantics.identities import acting
from heatplan.semantics.mint_remarks import made_later, remarks
from heatplan.semantics.readings import Reading

T = TypeVar("T")

PROJECT_END = Revoked(PROJECT, "after", 1)
"""The end of what Keystone takes away with the stack's project (keystone/resource/core.py, delete_project)."""

Chosen = tuple[tuple[Row, Expr | None], ...]
"""Rows, each with its condition."""


@dataclass(frozen=True, slots=True)
class Minted:
    """The mints of a resource, and what there is to say about them."""

    mints: tuple[Mint, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


NOTHING = Minted()


def mints_of(
    resource: Resource, level: Stack, readings: tuple[Reading, ...], settings: AuthSettings, kept: str | None = None
) -> Minted:
    """What is minted for a resource of ``level``.

    ``readings`` says who reads it; ``kept`` why it may stay when its stack is
    deleted, None where it goes.
    """
    recipe = RECIPES.get(resource.mapped)
    if recipe is None or external(resource):
        return NOTHING
    gate = gate_of(recipe.gate, resource, level, settings)
    rows = _rows(recipe, resource, settings)
    if gate.holds is False:
        return Minted((), tuple(made_later(resource, level, recipe, [row for row, _ in rows])))
    mints = []
    for row, when in rows:
        read = _read(row, readings)
        if read is not None:
            read_by, read_when = read
            mint = _finish(row, read_by, all_of([gate.when, when, read_when]), resource, readings)
            mint = _by_settings(mint, settings)
            mints.append(mint if kept is None else _stays(mint, kept, settings))
    undecided = gate.why or _undecided(recipe, rows)
    return Minted(tuple(mints), tuple(remarks(resource, level, mints, readings, undecided, settings)))


def _undecided(recipe: Recipe, rows: Chosen) -> str:
    if recipe.setting is None or all(when is None for _, when in rows):
        return ""
    return f"{recipe.setting.property} is not known yet"


def responds(resource: Resource, settings: AuthSettings) -> bool:
    """Whether Heat may have to act when the resource is signalled."""
    recipe = RECIPES.get(resource.mapped)
    if recipe is None or not recipe.responds or external(resource):
        return False
    if recipe.setting is None:
        return True
    return any(
        value not in recipe.silent for value, _ in choices_of(recipe.setting, recipe.choices, resource, settings)
    )


def external(resource: Resource) -> bool:
    """Whether the resource is somebody else's, so that nothing is made for it."""
    return resource.external_id is not None and resource.external_id != Lit(None)


# Rows.


def _rows(recipe: Recipe, resource: Resource, settings: AuthSettings) -> Chosen:
    """The rows of what the setting is or may be; those of several values are one, with their conditions joined.

    A value that is none of the table's has been reported by the checks.
    """
    chosen: dict[str, list[tuple[Row, Expr | None]]] = {row.mint.name: [(row, None)] for row in recipe.always}
    if recipe.setting is not None:
        for value, when in choices_of(recipe.setting, recipe.choices, resource, settings):
            for row in recipe.choices.get(value, ()):
                chosen.setdefault(row.mint.name, []).append((row, when))
    joined = ((_joined([row for row, _ in every]), any_of([when for _, when in every])) for every in chosen.values())
    return _needed_first({row.mint.name: (row, when) for row, when in joined})


def _needed_first(rows: Mapping[str, tuple[Row, Expr | None]]) -> Chosen:
    """The rows in their order, but each behind those that it needs: one value of the setting may want what another has first."""
    placed: dict[str, tuple[Row, Expr | None]] = {}

    def place(name: str) -> None:
        if name in rows and name not in placed:
            for need in rows[name][0].mint.needs:
                place(need)
            placed[name] = rows[name]

    for name in rows:
        place(name)
    return tuple(placed.values())


def _joined(rows: list[Row]) -> Row:
    """Rows of one name as one: their flows and needs together, facts that differ left open."""
    if len(rows) == 1:
        return rows[0]
    mints = [row.mint for row in rows]
    first = mints[0]
    facts = Map(
        (key, value if all(mint.facts.get(key) == value for mint in mints) else None)
        for key, value in first.facts.items()
    )
    return Row(
        replace(
            first,
            facts=facts,
            needs=_all(mint.needs for mint in mints),
            flows=_all(mint.flows for mint in mints),
        ),
        _all(row.on for row in rows),
        _all(row.shows for row in rows),
    )


def _all(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))


def _read(row: Row, readings: tuple[Reading, ...]) -> tuple[tuple[str, ...], Expr | None] | None:
    """Who reads what the row is made for, and their conditions; None where nobody does, so that it is not made."""
    if not row.on:
        return (), None
    readers = [reading for reading in readings if reading.touches(row.on)]
    if not readers:
        return None
    return _all((reading.by,) for reading in readers), any_of(reading.when for reading in readers)


# Mints.


def _finish(
    row: Row, read_by: tuple[str, ...], when: Expr | None, resource: Resource, readings: tuple[Reading, ...]
) -> Mint:
    """The row as the resource's mint: with its readers, its conditions, and where its secret goes by reading."""
    facts = row.mint.facts
    if facts.get("name") == PHYSICAL_NAME:
        kind = resource_types.lookup(resource.mapped)
        facts = Map({**facts, "limit": kind.facts["physical_resource_name_limit"] if kind is not None else None})
    if row.mint.kind == "user" and _given_password(resource):
        facts = Map({**facts, "password": "LoginProfile.Password"})
    flows = _all([row.mint.flows, tuple(_flows(row.shows, readings))])
    return replace(row.mint, facts=facts, read_by=read_by, flows=flows, when=when)


def _given_password(resource: Resource) -> bool:
    return resource.mapped == IAM_USER and property_of(resource, "LoginProfile", None) != Lit(None)


def _flows(shows: tuple[str, ...], readings: tuple[Reading, ...]) -> Iterator[Flow]:
    """The ways of a secret that can be read: the attribute or reference, and from there the readers."""
    if REFERENCE in shows:
        yield Flow("reference")
    for reading in readings:
        for name in reading.touches(shows):
            if name != REFERENCE:
                yield Flow("attribute", name)
            yield Flow("output" if reading.output else "property", reading.by.replace("outputs.", ""))


def _by_settings(mint: Mint, settings: AuthSettings) -> Mint:
    """The mint as made by these settings: its role, who makes it, and in whose project."""
    facts = {key: _named(value, settings) for key, value in mint.facts.items()}
    by = acting(settings) if mint.by == "requester" else mint.by
    if settings.stack_domain or "service" in facts:
        return replace(mint, facts=Map(facts), by=by)
    # Without a stack domain Heat makes its users where the requester is, in the requester's name
    # (heat_keystoneclient.py, create_stack_user, create_ec2_keypair).
    for key, value in (("project", "{project}"), ("domain", None), ("options", None)):
        if key in facts:
            facts[key] = value
    needs = tuple(need for need in mint.needs if need != PROJECT)
    return replace(mint, facts=Map(facts), by=acting(settings) if by == "domain-admin" else by, needs=needs)


def _named(value: Value, settings: AuthSettings) -> Value:
    if isinstance(value, tuple):
        return tuple(_named(item, settings) for item in value)
    return settings.heat_stack_user_role if value == "{role}" else value


def _stays(mint: Mint, why: str, settings: AuthSettings) -> Mint:
    """The mint of a resource that stays: Keystone takes with the project what is the project's, the rest stays too."""
    if not isinstance(mint.end, Revoked):
        return mint
    with_project = mint.kind in {"grant", "ec2-credential", "ec2-url"} and settings.stack_domain
    return replace(mint, end=PROJECT_END if with_project else Residue(why))
