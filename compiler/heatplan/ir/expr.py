"""Expressions: what a template says of a value, and what is left of it when parts are known.

``evaluate`` turns an expression into a ``Lit`` or a smaller expression;
executors finish the rest with the same code once the cloud has answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from heatplan.ir.value import Map, Value
from heatplan.span import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Lit:
    """A value: nothing in it is left to find out."""

    value: Value


@dataclass(frozen=True, slots=True)
class ListExpr:
    """A list of which at least one item is no value yet."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class MapExpr:
    """A mapping of which at least one item is no value yet; keys are always known."""

    entries: tuple[tuple[Value, Expr], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function call.

    ``name`` is the function as written (``list_join``, ``Fn::Join``); ``impl``
    says which meaning of it the template's version has: the name of Heat's
    class (``JoinMultiple``), by the catalogue's table; ``args`` is the whole
    argument.
    """

    name: str
    impl: str
    args: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Choice:
    """An ``if``: one of two branches; ``otherwise`` is None where the value is then left out.

    The condition is ``Lit`` of a bool or of a condition's name, or a condition
    function.  Gone after ``evaluate`` unless the condition can not be known yet.
    """

    name: str
    condition: Expr
    then: Expr
    otherwise: Expr | None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Substitute:
    """``value`` with the name of the member it is evaluated for in the place of ``variable``.

    Only string values are touched, at any depth, and only once ``value`` is
    known: to functions inside it, the variable is plain text.
    (heat/engine/resources/openstack/heat/resource_group.py, ``_handle_repl_val``.)
    """

    value: Expr
    variable: str


@dataclass(frozen=True, slots=True)
class Omitted:
    """No value at all: an entry that is left out of its list or mapping (``if`` without an else)."""


Reported: TypeAlias = Literal["", "error", "will-fail"]


@dataclass(frozen=True, slots=True)
class Failed:
    """A call that can never have a value: the exception Heat raises when it reads it.

    ``reported`` says that there is a finding about its cause, and how grave that is: what follows from it is not a
    mistake of its own.
    That matters while findings are gathered and is no part of what it is: a plan does not hold it.
    """

    name: str
    error: str  # Heat's (Python's) exception class: TypeError, ValueError, KeyError, UserParameterMissing, ...
    text: str
    span: Span = NOWHERE
    reported: Reported = field(default="", compare=False, repr=False)


Expr: TypeAlias = Lit | ListExpr | MapExpr | Call | Choice | Substitute | Omitted | Failed


@dataclass(frozen=True, slots=True)
class Read:
    """A reference from an expression to a resource of the same stack level.

    ``path`` is None for the reference id (``get_resource``, ``Ref``), else the
    attribute's name and what follows it, as far as it is known (an empty path
    is all attributes).
    """

    resource: Value  # a name; anything else is a mistake that is reported
    path: tuple[Value, ...] | None
    span: Span


def list_of(items: list[Expr]) -> Expr:
    """The items as one expression: a ``Lit`` when each is one.  Omitted items are left out."""
    if all(type(item) is Lit for item in items):
        return Lit(tuple(item.value for item in items))  # type: ignore[union-attr]
    return ListExpr(tuple(item for item in items if type(item) is not Omitted))


def map_of(entries: list[tuple[Value, Expr]]) -> Expr:
    """The entries as one expression: a ``Lit`` when each value is one.  Omitted entries are left out."""
    if all(type(item) is Lit for _, item in entries):
        return Lit(Map((key, item.value) for key, item in entries))  # type: ignore[union-attr]
    return MapExpr(tuple((key, item) for key, item in entries if type(item) is not Omitted))


def entries_of(expr: Expr) -> tuple[tuple[Value, Expr], ...] | None:
    """The entries of an expression that is a mapping for sure; None for any other."""
    if isinstance(expr, MapExpr):
        return expr.entries
    if isinstance(expr, Lit) and isinstance(expr.value, dict):
        return tuple((key, Lit(item)) for key, item in expr.value.items())
    return None


def items_of(expr: Expr) -> tuple[Expr, ...] | None:
    """The items of an expression that is a list for sure; None for any other."""
    if isinstance(expr, ListExpr):
        return expr.items
    if isinstance(expr, Lit) and isinstance(expr.value, tuple):
        return tuple(Lit(item) for item in expr.value)
    return None


def entry(expr: Expr | None, key: Value) -> Expr | None:
    """The entry ``key`` of an expression that is a mapping for sure, or None."""
    if isinstance(expr, Lit):
        return Lit(expr.value[key]) if isinstance(expr.value, dict) and key in expr.value else None
    for name, item in expr.entries if isinstance(expr, MapExpr) else ():
        if name == key:
            return item
    return None


def known_entries(expr: Expr | None) -> tuple[tuple[Value, Expr], ...]:
    """The entries of a mapping, none where there is no mapping."""
    return (entries_of(expr) or ()) if expr is not None else ()
