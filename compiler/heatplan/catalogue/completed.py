"""A type of the cloud's own that Heat has too, completed by what only Heat's own table says.

What ``resource type show`` prints leaves out what is hidden or not implemented
(which a template may name all the same), the support status of properties, and
what the class does.  That of the shipped type stands; what the form does say is
the cloud's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from heatplan.ir.schema import AttributeSchema, PropertySchema, ResourceType
from heatplan.ir.value import Map


def completed(own: ResourceType, shipped: ResourceType) -> ResourceType:
    """The cloud's type with what its form could not say."""
    hidden = Map((name, item) for name, item in shipped.properties.items() if unsaid(item))
    fields = _fields(own.properties, shipped.properties)
    attributes = {name: _attribute(item, shipped.attributes.get(name)) for name, item in own.attributes.items()}
    unseen = {name: item for name, item in shipped.attributes.items() if item.support.status == "HIDDEN"}
    return replace(
        own,
        properties=_sorted({**hidden, **fields}),
        attributes=_sorted({**unseen, **attributes}),
        support=replace(own.support, substitute=shipped.support.substitute),
        facts=shipped.facts,
    )


def unsaid(schema: PropertySchema) -> bool:
    """Whether Heat says nothing of the property when it is asked about the type (service.py, resource_schema)."""
    return schema.support.status == "HIDDEN" or not schema.implemented


def _sorted(entries: Mapping[str, object]) -> Map:
    return Map((name, entries[name]) for name in sorted(entries))


def _fields(own: Mapping[str, PropertySchema], shipped: Mapping[str, PropertySchema]) -> Map:
    return Map((name, _property(item, shipped.get(name))) for name, item in own.items())


def _property(own: PropertySchema, shipped: PropertySchema | None) -> PropertySchema:
    if shipped is None:
        return own
    fields, items = own.fields, own.items
    if fields is not None and shipped.fields is not None:
        fields = _fields(fields, shipped.fields)
    if items is not None:
        items = _property(items, shipped.items)
    return replace(
        own,
        fields=fields,
        items=items,
        support=shipped.support,
        convert=shipped.convert,
        implemented=shipped.implemented,
    )


def _attribute(own: AttributeSchema, shipped: AttributeSchema | None) -> AttributeSchema:
    return own if shipped is None else replace(own, support=shipped.support)
