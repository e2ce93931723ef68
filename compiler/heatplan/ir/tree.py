"""The stack tree: every stack level compiled, groups as families, nothing enumerated.

``schedule`` puts resources in canonical order and makes a plan of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from heatplan.ir.auth import Mint
from heatplan.ir.expr import Expr, Read
from heatplan.ir.schema import Parameter
from heatplan.ir.value import Map
from heatplan.span import Span


@dataclass(frozen=True, slots=True)
class Names:
    """Names of members: the decimal numbers of ``ranges`` (half-open), in that order.

    A million members are one range; a skip list cuts it in pieces.
    """

    ranges: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return sum(stop - start for start, stop in self.ranges)

    def __iter__(self) -> Iterator[str]:
        for start, stop in self.ranges:
            yield from map(str, range(start, stop))

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not (name.isascii() and name.isdigit()) or str(int(name)) != name:
            return False
        return any(start <= int(name) < stop for start, stop in self.ranges)

    def first(self) -> str | None:
        """The first name, or None when there is no member."""
        return next(iter(self), None)


@dataclass(frozen=True, slots=True)
class Known:
    """Members whose names are known now."""

    names: Names


@dataclass(frozen=True, slots=True)
class Deferred:
    """Members that are known when ``count`` is: an expression over the parent stack.

    ``skip`` are the numbers that are never used as a name.  With ``keyed`` the
    expression gives no number but a mapping: there is one member for each key,
    in its order and under its name, and it reads the key's value as the
    parameter ``MEMBER_VALUE`` of its level.
    """

    count: Expr
    skip: tuple[int, ...] = ()
    keyed: bool = False


MEMBER_VALUE = "value"
"""The parameter by which a member of a keyed family reads what the mapping has under its name."""


Members: TypeAlias = Known | Deferred


@dataclass(frozen=True, slots=True)
class MemberClass:
    """Members of equal shape: ``resource`` is each of them, its name left open.

    The resource's ``name`` is the index variable; its expressions have
    ``Substitute`` where the name goes in.  ``names`` is None for all members
    of a deferred family.
    """

    resource: Resource
    names: Names | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Members are made ``size`` at a time with ``pause`` seconds between batches."""

    size: int
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Family:
    """A counted group as one value.

    ``definition`` is the group's ``resource_def`` over the parent stack;
    ``outputs`` are the names of those that Heat generates for the child stack,
    by the attributes that the parent reads (``first_address``, ``attributes, name``).

    ``drawn`` says that Heat draws the members' names at random: the numbers of
    ``members`` are placeholders, and an executor draws a name for each.  Such
    members are all alike, and have null properties where a numbered group's
    have none.
    """

    members: Members
    variable: str
    definition: Expr
    classes: tuple[MemberClass, ...]
    outputs: tuple[str, ...] = ()
    batch: Batch | None = None
    drawn: bool = False

    @property
    def indexed(self) -> bool:
        """Whether members see their name: numbered ones do, in the place of the variable."""
        return not self.drawn and not (isinstance(self.members, Deferred) and self.members.keyed)


@dataclass(frozen=True, slots=True)
class Nested:
    """A nested stack: ``arguments`` are the child's parameters over the parent stack."""

    stack: Stack
    arguments: tuple[tuple[str, Expr], ...]


Child: TypeAlias = Nested | Family


def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names sorted, each once; mostly they are."""
    return tuple(sorted(dict.fromkeys(names))) if len(names) > 1 else names


@dataclass(frozen=True, slots=True)
class Resource:
    """One enabled resource of a stack level.

    ``type`` is the type as written (a nested template by its name in the
    source set), ``mapped`` what the resource registry made of it: a type of
    the catalogue or a template's name.  ``properties`` are those given, typed
    where they are known.  ``explicit`` and ``implicit`` name the resources of
    the same level that must be there before; ``when`` is a condition that can
    not be decided yet.  ``reads`` are the references in properties and
    metadata.  ``auth`` is what is minted for it.  ``hooks`` are the moments at
    which Heat stops for it until somebody goes on (``pre-create``, …),
    ``restricted`` the actions that Heat refuses for it (``update``,
    ``replace``); the environment says both.
    """

    name: str
    type: str
    mapped: str
    properties: Expr
    metadata: Expr
    span: Span
    explicit: tuple[str, ...] = ()
    implicit: tuple[str, ...] = ()
    child: Child | None = None
    when: Expr | None = None
    deletion_policy: Expr | None = None
    update_policy: Expr | None = None
    external_id: Expr | None = None
    reads: tuple[Read, ...] = ()
    auth: tuple[Mint, ...] = ()
    hooks: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """All resources of this level that must be there before, sorted, each once."""
        return in_order(self.explicit + self.implicit)


@dataclass(frozen=True, slots=True)
class Output:
    """An output; ``value`` is None when its condition is false."""

    name: str
    value: Expr | None
    description: str | None = None
    when: Expr | None = None
    span: Span | None = None
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """One stack level.

    ``template`` names its source; ``conditions`` maps each name to a bool or,
    where it can not be decided yet, an expression; ``disabled`` names the
    resources whose condition is false.  ``event_sinks`` are those of the root
    stack: the events of nested stacks go there too.
    """

    template: str
    version: str
    parameters: tuple[Parameter, ...] = ()
    conditions: Map = field(default_factory=Map)  # of str to bool | Expr
    resources: tuple[Resource, ...] = ()
    disabled: tuple[str, ...] = ()
    outputs: tuple[Output, ...] = ()
    description: str | None = None
    auth: tuple[Mint, ...] = ()
    event_sinks: tuple[Map, ...] = ()

    def resource(self, name: str) -> Resource | None:
        """The resource of this level with that name, or None."""
        return next((resource for resource in self.resources if resource.name == name), None)
