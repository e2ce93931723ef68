"""Resources of every type of the catalogue, their properties drawn from the schemas."""

from __future__ import annotations

from typing import Any, Final

from heatplan.catalogue import resource_types
from heatplan.ir.schema import Custom, PropertySchema, ResourceType
from heatplan.ir.value import Map, freeze
from heatplan.semantics.properties import typed_properties
from heatplan.semantics.type_rules import broken
from tests.differential.templates_draft import Level, Made
from tests.differential.templates_expressions import reference, wrap
from tests.differential.templates_values import fields_of, word

GROUPS: Final = (
    "OS::Heat::ResourceGroup", "OS::Heat::AutoScalingGroup", "OS::Heat::InstanceGroup", "OS::Heat::ResourceChain",
    "AWS::AutoScaling::AutoScalingGroup", "OS::Heat::SoftwareDeploymentGroup", "OS::Heat::SoftwareDeployments",
    "OS::Heat::StructuredDeploymentGroup", "OS::Heat::StructuredDeployments",
)  # fmt: skip
"""Types whose members are drawn by rules of their own."""

APART: Final = frozenset({*GROUPS, "OS::Heat::Stack", "AWS::CloudFormation::Stack"})

PLAIN: Final = tuple(name for name in resource_types.names() if name not in APART)

COMMON: Final = (
    "OS::Heat::Value", "OS::Heat::RandomString", "OS::Heat::TestResource", "OS::Heat::None", "OS::Nova::Server",
    "OS::Neutron::Net", "OS::Neutron::Subnet", "OS::Neutron::Port", "OS::Neutron::Router", "OS::Neutron::FloatingIP",
    "OS::Neutron::RouterInterface", "OS::Neutron::RouterGateway", "OS::Neutron::SecurityGroup", "OS::Cinder::Volume",
    "OS::Cinder::VolumeAttachment", "OS::Heat::SoftwareConfig", "OS::Heat::SoftwareDeployment", "OS::Nova::KeyPair",
    "OS::Neutron::FloatingIPAssociation", "OS::Neutron::ExtraRoute", "OS::Octavia::LoadBalancer",
    "OS::Octavia::Listener", "OS::Octavia::Pool", "OS::Octavia::PoolMember", "OS::Octavia::HealthMonitor",
    "OS::Keystone::Project", "OS::Keystone::User", "OS::Heat::WaitCondition", "OS::Heat::WaitConditionHandle",
    "OS::Heat::MultipartMime", "OS::Heat::CloudConfig", "OS::Heat::StructuredConfig", "OS::Heat::ScalingPolicy",
)  # fmt: skip
"""Types that refer to each other, drawn more often."""

REFERRED: Final[dict[str, tuple[str, ...]]] = {
    "neutron.network": ("OS::Neutron::Net", "OS::Neutron::ProviderNet"),
    "neutron.subnet": ("OS::Neutron::Subnet",),
    "neutron.port": ("OS::Neutron::Port",),
    "neutron.router": ("OS::Neutron::Router",),
    "neutron.security_group": ("OS::Neutron::SecurityGroup",),
    "neutron.qos_policy": ("OS::Neutron::QoSPolicy",),
    "neutron.subnetpool": ("OS::Neutron::SubnetPool",),
    "nova.server": ("OS::Nova::Server",),
    "nova.keypair": ("OS::Nova::KeyPair",),
    "nova.flavor": ("OS::Nova::Flavor",),
    "cinder.volume": ("OS::Cinder::Volume",),
    "cinder.vtype": ("OS::Cinder::VolumeType",),
    "glance.image": ("OS::Glance::WebImage", "OS::Glance::Image"),
    "keystone.project": ("OS::Keystone::Project",),
    "keystone.domain": ("OS::Keystone::Domain",),
    "keystone.user": ("OS::Keystone::User",),
    "keystone.role": ("OS::Keystone::Role",),
    "keystone.group": ("OS::Keystone::Group",),
    "octavia.loadbalancer": ("OS::Octavia::LoadBalancer",),
    "octavia.listener": ("OS::Octavia::Listener",),
    "octavia.pool": ("OS::Octavia::Pool",),
    "barbican.secret": ("OS::Barbican::Secret",),
    "zaqar.queue": ("OS::Zaqar::Queue",),
    "mistral.workflow": ("OS::Mistral::Workflow",),
}
"""What a constraint that only a cloud can check asks for."""

BY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "config": ("OS::Heat::SoftwareConfig", "OS::Heat::StructuredConfig"),
    "server": ("OS::Nova::Server",),
    "handle": ("OS::Heat::WaitConditionHandle",),
    "auto_scaling_group_id": ("OS::Heat::AutoScalingGroup",),
    "floatingip_id": ("OS::Neutron::FloatingIP",),
    "router_id": ("OS::Neutron::Router",),
    "port_id": ("OS::Neutron::Port",),
    "AutoScalingGroupName": ("AWS::AutoScaling::AutoScalingGroup", "OS::Heat::InstanceGroup"),
}
"""What a property of that name wants to have, whatever its constraints."""


def kind_of_any(level: Level) -> str:
    """Some type that is no group."""
    allowed = [name for name in (COMMON if level.chance(0.6) else PLAIN) if name not in level.avoid]
    return level.random.choice(allowed)


def refer(level: Level, schema: PropertySchema) -> Any:
    """A reference where the property is of a kind that has one, now and then."""
    if schema.type in {"String", "Any"}:
        wanted = [kind for one in schema.constraints if isinstance(one, Custom) for kind in REFERRED.get(one.name, ())]
        there = [made.name for made in level.made if made.type in wanted]
        if there and level.chance(0.6):
            return {"get_resource": level.random.choice(there)}
        if not schema.constraints and level.made and level.chance(0.05):
            return reference(level)
        if not schema.constraints and level.index is not None and level.chance(0.2):
            return level.random.choice((level.index, f"n-{level.index}", f"{level.index}{level.index}"))
    elif not schema.constraints and level.made and level.chance(0.03):
        return reference(level)
    return None


def properties_of(level: Level, kind: ResourceType) -> dict[str, Any]:
    """Properties of a type."""
    found = _lawful_fields(level, kind)
    for name, wanted in BY_NAME.items():
        there = [made.name for made in level.made if made.type in wanted]
        if name in found and there and level.chance(0.7):
            found[name] = {"get_resource": level.random.choice(there)}
    if kind.name == "OS::Heat::Value" and "value" in found and level.chance(0.6):
        found = _typed_value(level)
    return {name: wrap(level, value) for name, value in found.items()}


TRIES: Final = 6


def _lawful_fields(level: Level, kind: ResourceType) -> dict[str, Any]:
    """Properties that, as far as our own rules know, break no rule of the type; now and then any others."""
    found: dict[str, Any] = {}
    for _ in range(TRIES):
        found = fields_of(level.random, kind.properties, lambda schema: refer(level, schema))
        if level.chance(0.1):
            break
        values = {key: "x" if level.is_call(value) else freeze(value) for key, value in found.items()}
        typed, _ = typed_properties(kind, Map(values), unresolved=kind.properties.keys())
        if not broken(kind, typed):
            break
    return found


def _typed_value(level: Level) -> dict[str, Any]:
    """A value of a known type: what is read of it can be of any kind."""
    value = level.random.choice(("text", 3, True, ["a", "b"], {"key": "v", "more": [1, 2]}))
    kind = {str: "string", int: "number", bool: "boolean", list: "comma_delimited_list", dict: "json"}[type(value)]
    return {"type": kind, "value": value} if level.chance(0.7) else {"value": value}


def single(level: Level, name: str, kind_name: str) -> dict[str, Any]:
    """A resource of a type; it can then be referred to."""
    kind = resource_types.lookup(kind_name)
    assert kind is not None
    properties = properties_of(level, kind)
    found: dict[str, Any] = {"type": kind_name}
    if properties or level.chance(0.1):
        found["properties"] = properties
    level.made.append(Made(name, kind_name, tuple((one,) for one in kind.attributes)))
    return found


def around(level: Level, body: dict[str, Any], earlier: list[Made]) -> None:
    """The parts of a resource beside type and properties."""
    random = level.random
    names = [made.name for made in earlier]
    if names and level.chance(0.15):
        some = random.sample(names, k=min(len(names), random.randint(1, 2)))
        body["depends_on"] = some[0] if len(some) == 1 and level.chance(0.5) else some
    if level.chance(0.12):
        body["metadata"] = wrap(level, {"a": word(random), "b": [1, {"c": None}], "ref": reference_to(level, earlier)})
    if level.chance(0.12):
        kind = resource_types.lookup(body["type"])
        snapshot = kind is not None and bool(kind.facts.get("snapshot_on_delete"))
        words = [key for key, meaning in level.table.deletion_policies.items() if meaning != "Snapshot" or snapshot]
        body["deletion_policy"] = random.choice(words)
    if level.chance(0.05) and "description" in level.table.resource_keys:
        body["description"] = "what it is"
    if (
        "external_id" in level.table.resource_keys
        and level.chance(0.05)
        and level.depth == 0
        and body["type"] in PLAIN
        and "Neutron" not in body["type"]
    ):
        body["external_id"] = wrap(level, "an-id-of-somebody")


def reference_to(level: Level, earlier: list[Made]) -> Any:
    """A reference to one of the earlier ones, or a text."""
    return {"get_resource": level.random.choice(earlier).name} if earlier else "none"
