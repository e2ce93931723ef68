"""Instances as a launch configuration describes them.

Source: heat/engine/resources/openstack/heat/instance_group.py
(_get_conf_properties, _tags), aws/autoscaling/autoscaling_group.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from heatplan.diagnostics import codes_nesting as codes
from heatplan.ir.expr import Call, Expr, Lit, entries_of, entry, items_of, known_entries, list_of, map_of
from heatplan.ir.schema import ResourceType
from heatplan.ir.template import Template
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map, Value
from heatplan.semantics.children import Children
from heatplan.semantics.generated import CFN, DRAWN, member, template
from heatplan.semantics.properties import check_properties, typed_properties
from heatplan.semantics.scaling import AWS, bad_pause

CONFIGURATION: Final = "AWS::AutoScaling::LaunchConfiguration"
SCALED: Final = "OS::Heat::ScaledResource"
INSTANCE: Final = "AWS::EC2::Instance"

CHILD_REGISTRY: Final = Map({SCALED: INSTANCE})
"""What the child of a group that scales knows of types beside its parent (instance_group.py, child_params)."""

_LISTS = ("BlockDeviceMappings", "NovaSchedulerHints")
"""Of the items of these, members get only the keys that were given."""


def template_of(work: Children, group: Resource) -> Template[Expr] | None:
    """The template with one member of a group of instances; None, with a finding, where there can be none.

    A member is what the launch configuration was given, with its metadata, and
    the group's tags.
    """
    policy = group.update_policy
    pause = bad_pause(policy.value) if isinstance(policy, Lit) else None
    if pause is not None:
        work.report(group, codes.BAD_PAUSE, value=pause)
    values = work.values(group)
    name = _configuration(group, values)
    found = None if name is None else work.stack.resource(name)
    if found is None or name is None:
        if values.get("InstanceId") and not values.get("LaunchConfigurationName"):
            work.report(group, codes.UNSUPPORTED_MEMBER_TYPE, what="launch configuration")
        return None  # the check pass has said so
    if found.mapped != CONFIGURATION:
        work.report(group, codes.BAD_CONFIGURATION, name=name, type=found.type)
        return None
    if entry(found.properties, "InstanceId") not in (None, Lit(None), Lit("")):
        work.report(group, codes.UNSUPPORTED_MEMBER_TYPE, what="launch configuration")
        return None
    properties = [*_configured(found, work.around.types[name]), ("Tags", _tags(group))]
    subnet = items_of(entry(group.properties, "VPCZoneIdentifier") or Lit(None)) if group.mapped == AWS else None
    if subnet:
        properties.append(("SubnetId", subnet[0]))
    node = work.around.nodes.get(name)
    decl = member(DRAWN, SCALED, group.span, node, version=CFN, properties=map_of(properties), metadata=found.metadata)
    return template([decl], version=CFN)


def _configuration(group: Resource, values: Mapping[str, Value]) -> str | None:
    """The resource that a group names as its launch configuration, by what is known before creation."""
    named = entry(group.properties, "LaunchConfigurationName")
    if isinstance(named, Call) and named.impl in ("GetResource", "Ref") and isinstance(named.args, Lit):
        name = named.args.value
    else:
        name = values.get("LaunchConfigurationName")
    return name if isinstance(name, str) and name else None


def _configured(configuration: Resource, kind: ResourceType) -> list[tuple[Value, Expr]]:
    """The properties that the configuration was given, typed, with the defaults inside them."""
    given = dict(known_entries(configuration.properties))
    typed, _ = check_properties(kind, configuration.properties, strict=False, complete=False)
    return [
        (name, _as_given(expr, given[name]) if name in _LISTS else _stood_in(kind, name, expr))
        for name, expr in known_entries(typed)
        if name in given
    ]


def _stood_in(kind: ResourceType, name: Value, typed: Expr) -> Expr:
    """What Heat reads where null was given: the default, or the type's own nothing."""
    if typed != Lit(None):
        return typed
    final, _ = typed_properties(kind, Map({name: None}), strict=False)
    return Lit(final.get(name))


def _as_given(typed: Expr, given: Expr) -> Expr:
    """The items of a list with the keys that were given only."""
    if given == Lit(None):
        return Lit(())
    items, written = items_of(typed), items_of(given)
    if items is None or written is None or len(items) != len(written):
        return typed
    return list_of([_item(item, own) for item, own in zip(items, written, strict=True)])


def _item(typed: Expr, given: Expr) -> Expr:
    entries = entries_of(typed)
    keys = {key for key, _ in entries_of(given) or ()}
    return typed if entries is None else map_of([(key, item) for key, item in entries if key in keys])


def _tags(group: Resource) -> Expr:
    """The group's tags, with one for metering unless there is one, and the group's name for an AWS group.

    The group is created by then under its own name only: it has no physical id
    before its stack is made.
    """
    tags = list(items_of(entry(group.properties, "Tags") or Lit(())) or ())
    keys = (entry(tag, "Key") for tag in tags)
    if not any(isinstance(key, Lit) and str(key.value).startswith("metering.") for key in keys):
        tags.append(_tag("metering.groupname", group.name))
    if group.mapped == AWS:
        tags.append(_tag("metering.AutoScalingGroupName", group.name))
    return list_of(tags)


def _tag(key: str, value: str) -> Expr:
    return Lit(Map({"Key": key, "Value": value}))
