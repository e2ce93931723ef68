"""A nested template as a resource type (heat/engine/resources/template_resource.py).

Its properties are its parameters (heat/engine/properties.py, from_parameter),
its attributes are its outputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from heatplan.ir.schema import AttributeSchema, ParameterSchema, PropertySchema, ResourceType
from heatplan.ir.value import Map, Value
from heatplan.semantics.parameters import PROPERTY_TYPES
from heatplan.semantics.partly import Partly, known
from heatplan.semantics.property_faults import PropertyFault, wrong_kind

SHOW = "show"
"""The attribute that every resource has."""

LIST = "comma_delimited_list"

NOTHING: Mapping[str, Value] = {"string": "", "number": 0, "boolean": False, LIST: (), "json": Map()}
"""What a property has for null, by its parameter's type (properties.py, ``get_value``)."""


def template_resource_type(name: str, parameters: Iterable[ParameterSchema], outputs: Iterable[str]) -> ResourceType:
    """The resource type of the template ``name``.

    ``parameters`` are its schemas with the environment's ``parameter_defaults``
    in the place of their own defaults; one without a default is required.  A
    property has no default: what is not given is left to the parameter.
    ``facts["parameter_types"]`` maps each parameter to its type.
    """
    schemas = tuple(parameters)
    return ResourceType(
        name,
        properties=Map((schema.name, _property(schema)) for schema in schemas),
        attributes=Map((output, AttributeSchema()) for output in (*outputs, SHOW)),
        facts=Map(
            parameter_types=Map((schema.name, schema.type) for schema in schemas),
            is_stack_resource=True,
            any_attribute=True,
            reference="name",
        ),
    )


def _property(schema: ParameterSchema) -> PropertySchema:
    return PropertySchema(
        type=PROPERTY_TYPES[schema.type],
        required=schema.default is None,
        constraints=schema.constraints,
        update_allowed=True,
        convert=schema.type in (LIST, "json"),
    )


def from_property(value: Partly, parameter_type: str) -> Partly:
    """What is passed to a parameter for a property's typed value.

    None stands for "not passed": the parameter's default applies.  Lists
    become text (of maps: ``.member.INDEX.KEY=VALUE``), the rest is passed as it
    is; so is a value with unknown parts, whose turn comes when they are known,
    and a list that can not be passed (``unpassable``).
    """
    if parameter_type != LIST or not isinstance(value, tuple) or not known(value) or not _joins(value):
        return value
    if value and isinstance(value[0], dict):
        return ",".join(
            f".member.{number}.{key}={inner}" for number, item in enumerate(value) for key, inner in item.items()
        )
    return ",".join("" if item is None else item for item in value)


def unpassable(of: ResourceType | Map, final: Mapping[str, Partly]) -> list[PropertyFault]:
    """The lists that Heat can not make a text of: it fails, whether it validates values or not."""
    kinds: Mapping[str, str] = of.facts.get("parameter_types", Map()) if isinstance(of, ResourceType) else Map()
    if LIST not in kinds.values():
        return []
    return [
        wrong_kind((name,), "a list of strings, or of mappings, to be passed to a template", value)
        for name, value in final.items()
        if kinds.get(name) == LIST and isinstance(value, tuple) and known(value) and not _joins(value)
    ]


def _joins(items: tuple[Value, ...]) -> bool:
    """Whether the items are all maps, or all strings and nulls: the first one decides which it must be."""
    if items and isinstance(items[0], dict):
        return all(isinstance(item, dict) for item in items)
    return all(item is None or isinstance(item, str) for item in items)
