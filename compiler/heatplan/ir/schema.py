"""Schemas: what a parameter, a property or an attribute may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from heatplan.ir.expr import Expr
from heatplan.ir.value import Map, Value
from heatplan.span import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Range:
    """A number between ``minimum`` and ``maximum``, both included, None for no bound."""

    minimum: Value = None
    maximum: Value = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length (of a string, list or map) between ``minimum`` and ``maximum``, both included."""

    minimum: int | None = None
    maximum: int | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Modulo:
    """A number that is ``offset`` modulo ``step``."""

    step: int
    offset: int
    description: str | None = None


@dataclass(frozen=True, slots=True)
class AllowedValues:
    """One of ``values``; for a list, each item is one of them."""

    values: tuple[Value, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True)
class AllowedPattern:
    """A string that ``pattern`` matches from its start to its end."""

    pattern: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Custom:
    """A constraint that Heat knows by ``name``; some need a cloud to ask (``nova.flavor``)."""

    name: str
    description: str | None = None


Constraint: TypeAlias = Range | Length | Modulo | AllowedValues | AllowedPattern | Custom


@dataclass(frozen=True, slots=True)
class ParameterSchema:
    """A parameter's schema.  ``type`` is one of string, number, comma_delimited_list, json, boolean."""

    name: str
    type: str
    default: Value = None
    has_default: bool = False
    constraints: tuple[Constraint, ...] = ()
    hidden: bool = False
    immutable: bool = False
    label: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """Since when something is there and whether it still should be used."""

    status: str = "SUPPORTED"  # SUPPORTED | DEPRECATED | HIDDEN | UNSUPPORTED
    version: str | None = None
    message: str | None = None
    substitute: str | None = None


SUPPORTED = Support()


@dataclass(frozen=True, slots=True)
class PropertySchema:
    """A property's schema.

    ``type`` is String, Integer, Number, Boolean, List, Map or Any.
    ``fields`` has the schemas of a map's keys (None: any key), ``items`` the
    schema of each item of a list (None: any item).  ``convert`` allows the
    conversions that a template resource's parameters have (properties.py,
    ``allow_conversion``).  A property that is not ``implemented`` has a schema
    but must not be given.
    """

    type: str
    required: bool = False
    default: Value = None
    constraints: tuple[Constraint, ...] = ()
    update_allowed: bool = False
    immutable: bool = False
    fields: Map | None = None  # of str to PropertySchema
    items: PropertySchema | None = None
    support: Support = SUPPORTED
    convert: bool = False
    implemented: bool = True


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """An attribute's schema; ``type`` is String, Integer, … or None where Heat does not say."""

    type: str | None = None
    support: Support = SUPPORTED


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A resource type: its schemas, and facts about Heat's class for it.

    ``facts`` has the rest of the catalogue's row by Heat's own names
    (``is_signal_responder``, ``translation_rules``, ``overrides``, …).
    """

    name: str
    properties: Map  # of str to PropertySchema
    attributes: Map  # of str to AttributeSchema
    support: Support = SUPPORTED
    facts: Map = field(default_factory=Map)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of one stack level with its value.

    ``value`` is a ``Lit`` when it is known, else the call that reads it
    (``get_param`` of itself): the executor finds it when the stack is opened.
    ``initial`` is the value that Heat has for it before anything is created,
    by which it validates.  ``sealed`` values derive from a hidden parameter
    and are in no plan and no message.
    """

    schema: ParameterSchema
    value: Expr
    initial: Value = None
    given: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter's value from outside: as the plan knows it (``Lit`` or not yet), and as Heat has it at first.

    ``sealed`` says that it derives from a hidden parameter.
    """

    expr: Expr
    initial: Value
    span: Span = NOWHERE
    sealed: bool = False
