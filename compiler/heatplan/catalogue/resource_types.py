"""The resource types of the Heat release that the plan is made for, read lazily from the catalogue's data files.

The files are made by ``extract.py`` from an installed Heat and are part of
the program: reading them is like importing a module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any

from heatplan.ir.schema import (
    SUPPORTED,
    AllowedPattern,
    AllowedValues,
    AttributeSchema,
    Constraint,
    Custom,
    Length,
    Modulo,
    PropertySchema,
    Range,
    ResourceType,
    Support,
)
from heatplan.ir.value import Map, freeze

RELEASE = "27.0.1"
"""The release of openstack-heat that the data files were made from."""


OPERATOR = "file:///etc/heat/templates/"
"""Where the templates that Heat brings along are on its own machine; no file of a source set has such a name."""

BALANCER, BALANCER_WITHOUT_KEY = f"{OPERATOR}LoadBalancer.template", f"{OPERATOR}LoadBalancer_without_key.template"
"""The bodies of ``AWS::ElasticLoadBalancing::LoadBalancer`` (aws/lb/loadbalancer.py)."""


@cache
def _lines() -> dict[str, bytes]:
    """Type name to its line of the file, not yet parsed: a line is ``["NAME",{...}]``."""
    data = get_data(__package__, "resource_types.jsonl") or b""
    return {line[2 : line.index(b'"', 2)].decode(): line for line in data.splitlines()}


@cache
def release() -> Mapping[str, Any]:
    """What belongs to the release and to no type.

    ``registrations`` (type name to alias or template file, ``X*`` to ``Y*``),
    ``custom_constraints``, ``timezones``,
    ``hooks``, ``event_sinks``, ``template_versions``, ``heat`` (the version).
    """
    found: Mapping[str, Any] = json.loads(get_data(__package__, "release.json") or b"{}")
    return found


def names() -> tuple[str, ...]:
    """The names of all resource types that are classes in Heat, sorted."""
    return tuple(_lines())


def registrations() -> Map:
    """Heat's default environment (etc/heat/environment.d/default.yaml): aliases by type name.

    A value is a type name, a prefix pattern (``OS::Neutron*`` for
    ``OS::Quantum*``) or the name of a template file
    that is the operator's (Heat ships two, of the CloudFormation style).
    """
    return operators(release()["registrations"])


def operators(entries: Mapping[str, str]) -> Map:
    """The entries of a default environment, with the templates that Heat brings along by their full names."""
    brought = templates()
    return Map(
        (name, OPERATOR + target if OPERATOR + target in brought else target) for name, target in entries.items()
    )


@cache
def templates() -> Map:
    """The templates that Heat brings along, by name: those of its default environment, and the load balancer's."""
    found = json.loads(get_data(__package__, "templates.json") or b"{}")
    return Map((OPERATOR + name, template) for name, template in found.items())


@cache
def lookup(name: str) -> ResourceType | None:
    """The resource type ``name``, or None when Heat has no class of that name (aliases are not followed)."""
    found = row(name)
    return None if found is None else resource_type(name, found)


def row(name: str) -> Mapping[str, Any] | None:
    """What the data file says of a type, None where it has none of that name."""
    line = _lines().get(name)
    if line is None:
        return None
    found: Mapping[str, Any] = json.loads(line)[1]
    return found


def resource_type(name: str, row: Mapping[str, Any]) -> ResourceType:
    """A row of the data file as a resource type."""
    apart = ("properties", "attributes", "support", "update_policy")
    facts = {key: freeze(item) for key, item in row.items() if key not in apart}
    facts["update_policy"] = _fields(row.get("update_policy", {}))
    return ResourceType(
        name,
        properties=_fields(row.get("properties", {})),
        attributes=Map((key, _attribute(item)) for key, item in row.get("attributes", {}).items()),
        support=_support(row.get("support")),
        facts=Map(facts),
    )


def _fields(rows: Mapping[str, Any]) -> Map:
    return Map((name, _property(row)) for name, row in rows.items())


def _property(row: Mapping[str, Any]) -> PropertySchema:
    return PropertySchema(
        type=row["type"],
        required=row.get("required", False),
        default=freeze(row.get("default")),
        constraints=tuple(map(_constraint, row.get("constraints", ()))),
        update_allowed=row.get("update_allowed", False),
        immutable=row.get("immutable", False),
        fields=_fields(row["fields"]) if "fields" in row else None,
        items=_property(row["items"]) if "items" in row else None,
        support=_support(row.get("support")),
        convert=row.get("convert", False),
        implemented=not row.get("unimplemented", False),
    )


def _attribute(row: Mapping[str, Any]) -> AttributeSchema:
    return AttributeSchema(row.get("type"), _support(row.get("support")))


def _support(row: Mapping[str, Any] | None) -> Support:
    if not row:
        return SUPPORTED
    return Support(row.get("status", "SUPPORTED"), row.get("version"), row.get("message"), row.get("substitute"))


def _constraint(row: Mapping[str, Any]) -> Constraint:
    description = row.get("description")
    match row:
        case {"range": bounds}:
            return Range(bounds.get("min"), bounds.get("max"), description)
        case {"length": bounds}:
            return Length(bounds.get("min"), bounds.get("max"), description)
        case {"modulo": {"step": step, "offset": offset}}:
            return Modulo(step, offset, description)
        case {"allowed_values": values}:
            return AllowedValues(freeze(values), description)
        case {"allowed_pattern": pattern}:
            return AllowedPattern(pattern, description)
        case {"custom_constraint": name}:
            return Custom(name, description)
    raise ValueError(f"the catalogue has an unknown constraint: {sorted(row)}")
