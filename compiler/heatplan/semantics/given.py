"""What was given, out of properties that the compiler has typed as far as it knew them.

Typing fills the keys of a map that are not given with null.  When the rest of
the property comes out at run time it is typed as a whole, and there a null
would count as given (heat/engine/properties.py: an explicit null is the zero
of its type).  An explicit null is no null any more once it was typed, so every
null under a key that has a schema was filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

from heatplan.ir.expr import Expr, ListExpr, Lit, MapExpr
from heatplan.ir.schema import PropertySchema
from heatplan.ir.value import Map, Value


def given(properties: Expr, schemas: Mapping[Value, PropertySchema]) -> Expr:
    """The properties without the nulls that typing put in the place of what was not given, or was moved elsewhere."""
    if isinstance(properties, MapExpr):
        return _entries(properties, schemas)
    if isinstance(properties, Lit) and isinstance(properties.value, dict):
        return Lit(_items(properties.value, schemas))
    return properties


_Schemas = Mapping[Value, PropertySchema]


def _expr(expr: Expr, schema: PropertySchema | None) -> Expr:
    if schema is None or _is_flat(schema):
        return expr
    match expr:
        case Lit():
            return Lit(_value(expr.value, schema))
        case ListExpr():
            return ListExpr(tuple(_expr(item, schema.items) for item in expr.items))
        case MapExpr() if schema.fields is not None:
            return _entries(expr, schema.fields)
    return expr


def _entries(expr: MapExpr, schemas: _Schemas) -> MapExpr:
    return MapExpr(
        tuple(
            (name, _expr(item, schemas.get(name)))
            for name, item in expr.entries
            if not (isinstance(item, Lit) and item.value is None and _filled(schemas.get(name)))
        )
    )


def _value(value: Value, schema: PropertySchema | None) -> Value:
    if schema is None or _is_flat(schema):
        return value
    if isinstance(value, tuple):
        return tuple(_value(item, schema.items) for item in value)
    if isinstance(value, dict) and schema.fields is not None:
        return _items(value, schema.fields)
    return value


def _items(value: Mapping[Value, Value], schemas: _Schemas) -> Map:
    return Map(
        (name, _value(item, schemas.get(name)))
        for name, item in value.items()
        if not (item is None and _filled(schemas.get(name)))
    )


def _is_flat(schema: PropertySchema) -> bool:
    """Whether nothing inside such a value has a schema."""
    return schema.items is None and schema.fields is None


def _filled(schema: PropertySchema | None) -> bool:
    """Whether a null under this key can only have been filled in: where any value will do, a null stays a null."""
    return schema is not None and schema.type != "Any"
