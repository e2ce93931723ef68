"""Resource types whose schema is not the one they declare.

OS::Heat::None, and every type that was retired to it, takes any properties and
reads none (none_resource.py).  OS::Heat::Value types its value by another
property of its own (value.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from heatplan.catalogue.resource_types import lookup
from heatplan.ir.schema import PropertySchema, ResourceType
from heatplan.ir.value import Map
from heatplan.semantics.partly import Partly

VALUE_TYPES = {
    "string": "String",
    "number": "Number",
    "comma_delimited_list": "List",
    "json": "Map",
    "boolean": "Boolean",
}


def accepts_anything(of: ResourceType | Map) -> bool:
    """Whether the type takes whatever it is given and does nothing with it."""
    return isinstance(of, ResourceType) and _own_reparse(of) == "NoneResource"


def with_given(of: ResourceType | Map, given: Mapping[str, Partly]) -> ResourceType | Map:
    """The type as it is for these properties."""
    if isinstance(of, ResourceType) and _own_reparse(of) == "Value":
        kind = given.get("type")
        if isinstance(kind, str) and kind in VALUE_TYPES:
            return _shipped(of.name, kind) if of is lookup(of.name) else _value_type(of, kind)
    return of


def _own_reparse(of: ResourceType) -> str | None:
    overrides: Mapping[str, str] = of.facts.get("overrides", {})
    return overrides.get("reparse")


@lru_cache(maxsize=16)
def _shipped(name: str, kind: str) -> ResourceType:
    declared = lookup(name)
    assert declared is not None  # the caller has it from there
    return _value_type(declared, kind)


def _value_type(declared: ResourceType, kind: str) -> ResourceType:
    value = PropertySchema(VALUE_TYPES[kind], required=True, update_allowed=True)
    return replace(declared, properties=Map({**declared.properties, "value": value}))
