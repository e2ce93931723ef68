"""The typed values of a resource's properties, chosen as the oracle chooses them (its ``dump_final_props``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heatplan.diagnostics.codes_properties import PROPERTY_CONFLICT
from heatplan.diagnostics.diagnostic import Code
from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Substitute, known_entries
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Map, Value
from heatplan.semantics.properties import typed_properties
from tests.conformance.render import plain, text_key

_LIVE = frozenset({"GetResource", "GetAtt", "GetAttThenSelect", "GetAttAllAttributes", "GetAZs", "Ref"})


def final_properties(
    kind: ResourceType, body: Expr, properties: Expr, before: Expr, description: str | None = None
) -> dict[str, Any]:
    """Typed values by name.

    ``body`` is what was written, ``properties`` what is known of it with
    references as calls, ``before`` the same with their values before creation;
    ``description`` is the resource's own, which some types take over.

    Left out are properties that depend on a live resource, and those not
    given that a translation rule made of such a one.
    """
    written = dict(known_entries(body))
    live = {
        name: _is_live(written.get(name, expr) if isinstance(expr, Failed) else expr)
        for name, expr in known_entries(properties)
    }
    pure = not any(live.values())
    given = {name: item for name, item in known_entries(before) if name in live}
    values = {name: item.value for name, item in given.items() if isinstance(item, Lit)}
    typed, faults = typed_properties(kind, Map(values), unresolved=kind.properties.keys(), description=description)
    wrong: Mapping[Value, str] = {
        **{fault.path[0]: _raised(fault.code) for fault in faults if fault.path},
        **{name: "ValueError" for name, item in given.items() if not isinstance(item, Lit)},
    }
    found = {}
    for name, schema in kind.properties.items():
        if live.get(name) or (name not in given and not pure and (name in wrong or typed.get(name) != schema.default)):
            continue
        if name in wrong:
            found[name] = {"$error": wrong[name]}
        elif name in given or typed.get(name) is not None:
            found[name] = plain(typed.get(name))
    return {text_key(name): value for name, value in found.items()}


def _raised(code: Code) -> str:
    """The class of Heat's exception when it reads a property with such a fault (properties.py, translation.py)."""
    return "StackValidationFailed" if code is PROPERTY_CONFLICT else "ValueError"


def _is_live(expr: Expr) -> bool:
    """Whether a live resource is needed to know the value."""
    match expr:
        case Call():
            return expr.impl in _LIVE or _is_live(expr.args)
        case MapExpr():
            return any(_is_live(item) for _, item in expr.entries)
        case ListExpr():
            return any(map(_is_live, expr.items))
        case Choice():
            return (
                _is_live(expr.condition)
                or _is_live(expr.then)
                or (expr.otherwise is not None and _is_live(expr.otherwise))
            )
        case Substitute():
            return _is_live(expr.value)
        case _:
            return False
