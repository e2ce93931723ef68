"""A template that stands for a type which Heat has itself must look like it.

Source: heat/engine/resources/template_resource.py, ``_validate_against_facade``.
"""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.ir.schema import ResourceType

_AS_PARAMETER = {"Integer": "Number"}
"""Parameters know fewer types than properties (properties.py, allowed_param_prop_type)."""


def mismatches(template: ResourceType, facade: ResourceType) -> Iterator[str]:
    """Why the template can not stand for the type, one sentence part each; nothing where it can."""
    for name, schema in facade.properties.items():
        own = template.properties.get(name)
        if own is None and schema.required:
            yield f"it has no parameter for the required property {name}"
        elif own is not None and own.type != _AS_PARAMETER.get(schema.type, schema.type):
            yield f"its parameter {name} is a {own.type}, the property a {schema.type}"
    for name, schema in template.properties.items():
        if schema.required and name not in facade.properties:
            yield f"its parameter {name} is required and no property of the type"
    for name in facade.attributes:
        if name not in template.attributes and name != "show":
            yield f"it has no output for the attribute {name}"
