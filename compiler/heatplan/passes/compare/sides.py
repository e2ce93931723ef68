"""A stack level seen three times: as it stands, and after the update with as little and as much changed as may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Substitute, entries_of
from heatplan.ir.schema import Parameter, ResourceType
from heatplan.ir.tree import Nested, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.passes.compare.tokens import Said, Told, has_token, says, token
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.properties import typed_properties
from heatplan.semantics.updating import Definition
from heatplan.semantics.view import Instance, ViewError, open_parameters, view

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sides(Generic[T]):
    """The same thing before, and after with the ``least`` and the ``most`` changed."""

    before: T
    least: T
    most: T


Levels = Sides[Instance]


def root_levels(before: Stack, after: Stack) -> Levels:
    """The three of the root; hidden values are the same after the least, and others after the most."""
    return Sides(*(_level(stack, {}, None, mark) for stack, mark in ((before, ""), (after, ""), (after, "+"))))


def _level(stack: Stack, values: dict[str, Value], outer: Instance | None, hidden: str) -> Instance:
    known = dict(values)
    for parameter in stack.parameters:
        name = parameter.schema.name
        if name in known or isinstance(parameter.value, Failed):
            continue
        known[name] = _initial(parameter, hidden)
    env = FunctionEnv() if outer is None else outer.env
    return Instance(known, stack.conditions, Told(), outer=outer, env=env)


def _initial(parameter: Parameter, hidden: str) -> Value:
    if isinstance(parameter.value, Lit):
        return parameter.value.value
    own = parameter.schema.name
    return token("parameter", own, hidden if parameter.schema.hidden or parameter.sealed else "")


def nested_levels(before: Nested, after: Nested, levels: Levels) -> Levels:
    """The three of a nested stack."""
    return Sides(_nested(before, levels.before, ""), _nested(after, levels.least, ""), _nested(after, levels.most, "+"))


def _nested(nested: Nested, outer: Instance, hidden: str) -> Instance:
    values: dict[str, Value] = {}
    for name, expr in nested.arguments:
        parameter = next((one for one in nested.stack.parameters if one.schema.name == name), None)
        if parameter is None or isinstance(parameter.value, Lit):
            continue
        value = value_of(expr, outer)
        try:
            opened = open_parameters((parameter,), ((name, Lit(value)),), outer, {})
        except ViewError:  # a token is of no parameter's type
            opened = {name: value}
        values.update({key: one for key, one in opened.items() if value is not None})
    return _level(nested.stack, values, outer, hidden)


def value_of(expr: Expr, level: Instance) -> Value:
    """The value of an expression; where it can not be computed over tokens, a token of what is written and read."""
    try:
        return view(expr, level)
    except ViewError:
        return token("expression", outline(expr), tuple(_read(expr, level)))


def outline(expr: Expr | None) -> Value:
    """What is written in an expression, wherever it stands."""
    match expr:
        case None:
            return None
        case Lit(value):
            return ("value", value)
        case ListExpr(items):
            return ("list", *map(outline, items))
        case MapExpr(entries):
            return ("map", *((key, outline(item)) for key, item in entries))
        case Call():
            return ("call", expr.impl, outline(expr.args))
        case Choice():
            return ("if", outline(expr.condition), outline(expr.then), outline(expr.otherwise))
        case Substitute():
            return ("substitute", expr.variable, outline(expr.value))
        case Failed():
            return ("failed", expr.error, expr.text)
        case _:
            return ("left out",)


_READING = frozenset(
    {"GetResource", "GetAtt", "GetAttThenSelect", "GetAttAllAttributes", "Ref", "GetParam", "ParamRef"}
)


def _read(expr: Expr, level: Instance) -> Iterable[Value]:
    """What the parts of an expression come to that can be computed."""
    match expr:
        case Call() if expr.impl in _READING:
            try:
                yield view(expr, level)
            except ViewError as error:
                yield ("failed", error.error)
        case Call():
            yield from _read(expr.args, level)
        case ListExpr(items):
            for item in items:
                yield from _read(item, level)
        case MapExpr(entries):
            for _, item in entries:
                yield from _read(item, level)
        case Choice():
            for part in (expr.condition, expr.then, expr.otherwise):
                yield from _read(part, level) if part is not None else ()
        case Substitute(value):
            yield from _read(value, level if level.outer is None else level.outer)
        case _:
            return


def definition(resource: Resource, kind: ResourceType | None, level: Instance) -> Definition:
    """A resource as it is asked for in a level; what a token is in is not typed."""
    given = Map((name, value_of(expr, level)) for name, expr in entries_of(resource.properties) or ())
    final = given
    if kind is not None:
        open_names = frozenset(name for name, value in given.items() if has_token(value))
        typed, _ = typed_properties(kind, given, unresolved=open_names)
        final = Map({**typed, **{name: given[name] for name in open_names}})
    return Definition(
        resource.mapped,
        final,
        given,
        value_of(resource.metadata, level),
        resource.explicit,
        _part(resource.deletion_policy, level),
        _part(resource.update_policy, level),
        _text(_part(resource.external_id, level)),
    )


def _part(expr: Expr | None, level: Instance) -> Value:
    return None if expr is None else value_of(expr, level)


def _text(value: Value) -> str | None:
    return value if value is None or isinstance(value, str) else repr(value)


def member_levels(levels: Levels, name: str) -> Levels:
    """The three of a member of a group, which has only its name."""

    def one(outer: Instance) -> Instance:
        return Instance(Map(), answers=Told(), outer=outer, member_name=name, env=outer.env)

    return Sides(one(levels.before), one(levels.least), one(levels.most))


def tell(levels: Levels, name: str, said: Sides[Said]) -> None:
    """Let a level know what a resource says of itself."""
    for level, one in ((levels.before, said.before), (levels.least, said.least), (levels.most, said.most)):
        assert isinstance(level.answers, Told)
        level.answers.said[name] = one


def said_by(address: str, fate: str) -> Sides[Said]:
    """What a resource of a fate says: a new one has another id; attributes of one that changes may change."""
    before = says(address)
    match fate:
        case "replace":
            least = Said(says(address, reference="+").reference, before.attribute)
            return Sides(before, least, says(address, reference="+", attributes="+"))
        case "may-replace" | "may-refuse":
            return Sides(before, before, says(address, reference="+", attributes="+"))
        case "in-place" | "may-update":
            return Sides(before, before, says(address, attributes="+"))
        case "create":
            new = says(address, reference="+", attributes="+")
            return Sides(before, new, new)
        case _:
            return Sides(before, before, before)
