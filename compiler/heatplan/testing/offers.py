"""What a stack level under construction offers to the expressions in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from heatplan.catalogue.versions import REMOVED, VERSIONS, VersionTable

Kind = Literal["string", "number", "boolean", "list", "map"]
"""What an expression is worth; lists are of texts, maps from texts to texts."""

ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz0123456789-_ ,.$/é"
"""Characters of drawn texts: all of them in Latin-1, which is what ``digest`` takes."""

SOFTWARE: Final = "a server that takes software"
"""Stands for a type where a reference is to a server that software can be deployed to."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A parameter.

    ``use`` says more than the kind: ``size`` is a whole number from 1, ``count``
    one from 0 to 3, ``index`` one of a member's name.  ``solid``: the value is
    known when the stack is compiled, and is not null.
    """

    name: str
    kind: Kind
    use: str = ""
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A resource that others may refer to: its type, its condition, and paths of attributes with what they give."""

    name: str
    type: str
    condition: str | None = None
    attributes: tuple[tuple[tuple[Any, ...], Kind], ...] = ()
    counts: bool = False  # its attribute ``value`` is a small whole number
    takes_software: bool = False  # a server that software can be deployed to


@dataclass(frozen=True, slots=True)
class ChildTemplate:
    """A template that may be nested: ``types`` it goes by (a file's name, names in a registry), inputs, outputs, hidden defaults."""

    types: tuple[str, ...]
    parameters: tuple[Offered, ...]
    required: frozenset[str]
    outputs: tuple[tuple[str, Kind], ...]
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """A level: its version's table, and what has been declared so far.

    ``index`` is the variable of the group whose member is being written.
    """

    table: VersionTable
    parameters: tuple[Offered, ...] = ()
    conditions: tuple[str, ...] = ()
    resources: tuple[Made, ...] = ()
    files: tuple[str, ...] = ()
    children: tuple[ChildTemplate, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    index: str | None = None
    taken: tuple[str, ...] = ()  # variables of all groups around
    condition: str | None = None  # of what is being written: others of the same condition are there too

    def has(self, function: str) -> bool:
        """Whether the version has the function."""
        return str(self.table.functions.get(function, REMOVED)) != REMOVED

    def means(self, function: str, meaning: str) -> bool:
        """Whether the version's meaning of the function is this class of Heat's."""
        return str(self.table.functions.get(function)) == meaning

    @property
    def has_conditions(self) -> bool:
        """Whether templates of the version have conditions."""
        return "conditions" in self.table.sections

    def visible(self) -> tuple[Made, ...]:
        """The resources that may be referred to: those that are there whenever the referrer is."""
        return tuple(one for one in self.resources if one.condition in {None, self.condition})

    def within(self, condition: str | None) -> Offers:
        """The same for a resource or output with this condition."""
        return replace(self, condition=condition)

    def member(self, variable: str) -> Offers:
        """The same for the definition of a group's member."""
        return replace(self, index=variable, taken=(*self.taken, variable))

    def plus(self, made: Made) -> Offers:
        """The same with one more resource."""
        return replace(self, resources=(*self.resources, made))


@dataclass(frozen=True, slots=True)
class Knobs:
    """How large drawn templates may be, and what may be in them."""

    max_resources: int = 5
    max_parameters: int = 4
    max_outputs: int = 3
    max_members: int = 3
    max_templates: int = 2
    depth: int = 2
    with_groups: bool = True
    with_conditions: bool = True
    with_hidden: bool = True
    versions: tuple[str, ...] = field(
        default=tuple(reversed([name for name, table in VERSIONS.items() if table.dialect == "hot"]))
    )
