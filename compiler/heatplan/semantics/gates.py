"""What the properties of a resource decide about its credentials, now or later.

What can not be decided yet is a condition over the resource's own level, by
the functions that templates have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from heatplan.catalogue.credentials import Gate, Setting
from heatplan.ir.auth import AuthSettings
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, entry
from heatplan.ir.tree import Resource, Stack
from heatplan.ir.value import Value

COMPONENT = "OS::Heat::SoftwareComponent"


@dataclass(frozen=True, slots=True)
class Decided:
    """``holds`` is None where it is decided later: by ``when`` if that can be said, else as if it held; ``why`` in words."""

    holds: bool | None
    when: Expr | None = None
    why: str = ""


OPEN = Decided(True)


def property_of(resource: Resource, name: str, default: Value) -> Expr:
    """A property as given: ``Lit`` where it is known, the default where it is not given or null."""
    properties = resource.properties
    if isinstance(properties, Lit):
        value = properties.value.get(name) if isinstance(properties.value, dict) else None
        return Lit(default if value is None else value)
    found = entry(properties, name)
    return Lit(default) if found is None or found == Lit(None) else found


def choices_of(
    setting: Setting, values: Collection[str], resource: Resource, settings: AuthSettings
) -> tuple[tuple[str, Expr | None], ...]:
    """The values that the setting has or may have, each with its condition where it is known later."""
    default = _default(setting.option, setting.default, settings)
    expr = property_of(resource, setting.property, default)
    if isinstance(expr, Lit):
        return ((expr.value, None),)
    return tuple((value, _is(expr, value, default)) for value in values)


def gate_of(gate: Gate | None, resource: Resource, level: Stack, settings: AuthSettings) -> Decided:
    """Whether the gate is open."""
    if gate is None:
        return OPEN
    if gate.test == "contains":
        return _contains(gate, resource, level)
    default = _default(gate.option, gate.default, settings)
    values = [property_of(resource, name, default) for name in gate.properties]
    if any(isinstance(value, Lit) and _passes(gate, value.value) for value in values):
        return OPEN
    open_ = [value for value in values if not isinstance(value, Lit)]
    if not open_:
        return Decided(False)
    why = f"{gate.properties[values.index(open_[0])]} is not known yet"
    if gate.test == "equals":
        return Decided(None, any_of([_is(value, gate.value, default) for value in open_]), why)
    return Decided(None, None, why)


def actions_of(resource: Resource, level: Stack, default: tuple[str, ...]) -> Expr:
    """The actions at which a deployment acts: its own, or those of the component that it deploys.

    (software_deployment.py, ``_handle_action``.)
    """
    config = property_of(resource, "config", None)
    if isinstance(config, Call) and config.impl in {"GetResource", "Ref"} and isinstance(config.args, Lit):
        component = level.resource(config.args.value) if isinstance(config.args.value, str) else None
        if component is not None and component.mapped == COMPONENT:
            configs = property_of(component, "configs", ())
            if not isinstance(configs, Lit):
                return configs
            each = [item.get("actions") or default for item in listed(configs.value) if isinstance(item, dict)]
            return Lit(tuple(sorted({str(action) for actions in each for action in listed(actions)})))
    return property_of(resource, "actions", default)


def any_of(conditions: Iterable[Expr | None]) -> Expr | None:
    """One condition that holds if one of these does; None, which always holds, if one of them is."""
    different = list(dict.fromkeys(conditions))
    if not different or None in different:
        return None
    return different[0] if len(different) == 1 else Call("or", "Or", ListExpr(tuple(_known(different))))


def all_of(conditions: Iterable[Expr | None]) -> Expr | None:
    """One condition that holds if all of these do; None, which always holds, where there is none."""
    different = _known(dict.fromkeys(conditions))
    if len(different) < 2:
        return different[0] if different else None
    return Call("and", "And", ListExpr(tuple(different)))


def _known(conditions: Iterable[Expr | None]) -> list[Expr]:
    return [condition for condition in conditions if condition is not None]


def listed(value: Value) -> tuple[Value, ...]:
    """The items of a list; none of what is no list, which the check pass has reported."""
    return value if isinstance(value, tuple) else ()


def _contains(gate: Gate, resource: Resource, level: Stack) -> Decided:
    actions = actions_of(resource, level, gate.default)
    if isinstance(actions, Lit):
        return Decided(gate.value in listed(actions.value))
    name = gate.properties[0]
    if actions == property_of(resource, name, gate.default):
        when = Call("contains", "Contains", ListExpr((Lit(gate.value), actions)))
        return Decided(None, when, f"{name} is not known yet")
    return Decided(None, None, "the configs of the component are not known yet")


def _passes(gate: Gate, value: Value) -> bool:
    if gate.test == "equals":
        return bool(value == gate.value)
    if gate.test == "filled":
        return bool(value)
    return isinstance(value, str) and value.startswith(gate.value)


def _is(expr: Expr, value: str, default: Value) -> Expr:
    same = Call("equals", "Equals", ListExpr((expr, Lit(value))))
    if value != default:
        return same
    return Call("or", "Or", ListExpr((same, Call("equals", "Equals", ListExpr((expr, Lit(None)))))))


def _default(option: str, default: Value, settings: AuthSettings) -> Value:
    return getattr(settings, option) if option else default
