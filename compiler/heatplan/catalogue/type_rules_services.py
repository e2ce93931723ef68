"""The rules of Heat's own types, of CloudFormation's, and of the other services (heat/engine/resources)."""

from __future__ import annotations

from heatplan.catalogue.type_rules import (
    All,
    AtLeastOne,
    AtMost,
    CoversSum,
    Distinct,
    DistinctProperties,
    Exclusive,
    Filled,
    ForbiddenWhen,
    ForEach,
    Given,
    InStack,
    Is,
    Not,
    NotGreater,
    OneOf,
    OtherHas,
    Reads,
    Referenced,
    RequiredWhen,
    Requires,
    RequiresValue,
    Rule,
    Some,
    Table,
    Written,
)
from heatplan.diagnostics import codes_type_rules as codes

# Heat's own types (openstack/heat, aws/autoscaling).

_DEPLOYMENT: tuple[Rule, ...] = (OtherHas("server", "user_data_format", "SOFTWARE_CONFIG"),)


def _sizes(lowest: str, highest: str, wanted: str) -> tuple[Rule, ...]:
    return (
        NotGreater(lowest, highest),
        NotGreater(0, lowest),
        NotGreater(lowest, wanted),
        NotGreater(wanted, highest),
    )


# The templates of their stacks are made of what groups read (``child_template``), in nested stacks too.

_DEPLOYMENTS: tuple[Rule, ...] = (
    Reads(("servers",)),
    Reads(("config", "input_values", "actions", "name", "signal_transport"), when=Filled("servers")),
)

_EBS = ForEach("BlockDeviceMappings", (RequiredWhen(Filled("Ebs")), RequiredWhen(Filled("Ebs.SnapshotId"))))
_WITHOUT_INSTANCE = Not(Filled("InstanceId"))

_HEAT: Table = {
    "OS::Heat::AccessPolicy": (InStack("AllowedResources"),),
    "OS::Heat::AutoScalingGroup": (*_sizes("min_size", "max_size", "desired_capacity"), Reads(("resource",))),
    "OS::Heat::InstanceGroup": (Referenced("LaunchConfigurationName"), Reads(("Size", "Tags"))),
    "OS::Heat::RandomString": (CoversSum("length", (("character_sequences", "min"), ("character_classes", "min"))),),
    "OS::Heat::ResourceChain": (
        Reads(("resources",)),
        Reads(("resource_properties", "concurrent"), when=Filled("resources")),
    ),
    "OS::Heat::ResourceGroup": (
        Reads(("count",)),
        Reads(("removal_policies", "resource_def"), when=Filled("count")),
        Reads(("index_var",), when=All((Filled("count"), Filled("resource_def.properties")))),
    ),
    "OS::Heat::ScalingPolicy": (
        Reads(("adjustment_type",)),
        RequiresValue(Given("min_adjustment_step"), Is("adjustment_type", ("percent_change_in_capacity",))),
    ),
    "OS::Heat::SoftwareComponent": (Distinct("configs", "actions"),),
    "OS::Heat::SoftwareDeployment": _DEPLOYMENT,
    "OS::Heat::SoftwareDeploymentGroup": _DEPLOYMENTS,
    "OS::Heat::SoftwareDeployments": _DEPLOYMENTS,
    "OS::Heat::StructuredDeployment": _DEPLOYMENT,
    "OS::Heat::StructuredDeploymentGroup": _DEPLOYMENTS,
    "OS::Heat::StructuredDeployments": _DEPLOYMENTS,
}

_CLOUDFORMATION: Table = {
    "AWS::AutoScaling::AutoScalingGroup": (
        *_sizes("MinSize", "MaxSize", "DesiredCapacity"),
        AtMost("VPCZoneIdentifier", 1, code=codes.UNSUPPORTED_COUNT),
        Exclusive((Filled("InstanceId"), Filled("LaunchConfigurationName")), code=codes.TOO_MANY_CHOICES),
        AtLeastOne((Filled("InstanceId"), Filled("LaunchConfigurationName")), code=codes.NO_CHOICE),
        Referenced("LaunchConfigurationName"),
        Reads(("Tags",)),
    ),
    "AWS::AutoScaling::LaunchConfiguration": (
        _EBS,
        RequiredWhen(Filled("ImageId"), _WITHOUT_INSTANCE),
        RequiredWhen(Filled("InstanceType"), _WITHOUT_INSTANCE),
    ),
    "AWS::AutoScaling::ScalingPolicy": (
        Reads(("AdjustmentType",)),
        RequiresValue(Given("MinAdjustmentStep"), Is("AdjustmentType", ("PercentChangeInCapacity",))),
    ),
    "AWS::EC2::EIPAssociation": (
        Exclusive((Filled("EIP"), Filled("AllocationId")), code=codes.TOO_MANY_CHOICES),
        AtLeastOne((Filled("EIP"), Filled("AllocationId")), code=codes.NO_CHOICE),
        RequiredWhen(Filled("InstanceId"), Filled("EIP")),
        AtLeastOne((Filled("InstanceId"), Filled("NetworkInterfaceId"))),
    ),
    "AWS::EC2::Instance": (
        Exclusive((Some((Filled("SecurityGroups"), Filled("SecurityGroupIds"))), Filled("NetworkInterfaces"))),
        _EBS,
        Reads(("SubnetId",)),
    ),
    "AWS::ElasticLoadBalancing::LoadBalancer": (
        Written("HealthCheck.Interval", "number"),
        Written("HealthCheck.Timeout", "number"),
        NotGreater("HealthCheck.Timeout", "HealthCheck.Interval"),
    ),
}

# Workflows (openstack/mistral).  The check that a task's policies are not also keys of the task can not fail:
# translation has moved the policies into the task by then.

_TASK: tuple[Rule, ...] = (
    Exclusive((Filled("workflow"), Filled("action"))),
    AtLeastOne((Filled("workflow"), Filled("action"))),
    ForbiddenWhen(Given("requires"), Is("/type", ("direct",))),
    Requires(Given("concurrency"), Given("with_items")),
)

# Secrets (openstack/barbican).

_CERTIFICATE = Is("type", ("certificate",))
_ORDER_KEY = ("name", "algorithm", "bit_length", "mode", "payload_content_type", "expiration")
_ORDERS = {
    "key": _ORDER_KEY,
    "asymmetric": (*_ORDER_KEY, "pass_phrase"),
    "certificate": (
        "name",
        "request_type",
        "subject_dn",
        "source_container_ref",
        "ca_id",
        "profile",
        "request_data",
    ),
}
"""The properties that each type of order may have (order.py, ALLOWED_PROPERTIES_FOR_TYPE)."""

_ORDER_PROPERTIES = tuple(sorted({name for names in _ORDERS.values() for name in names}))

_ORDER: tuple[Rule, ...] = (
    Reads(("type", *_ORDER_PROPERTIES)),
    RequiredWhen(Given("algorithm"), Not(_CERTIFICATE)),
    RequiredWhen(Given("bit_length"), Not(_CERTIFICATE)),
    Requires(Filled("profile"), Filled("ca_id"), when=_CERTIFICATE),
    OneOf("type", tuple(_ORDERS)),
    *(
        ForbiddenWhen(Given(name), Is("type", (kind,)))
        for kind, allowed in _ORDERS.items()
        for name in _ORDER_PROPERTIES
        if name not in allowed
    ),
)

_OCTETS = Is("payload_content_type", ("application/octet-stream",))

_SECRET: tuple[Rule, ...] = (
    Requires(Filled("payload_content_type"), Filled("payload")),
    RequiredWhen(Filled("payload_content_encoding"), _OCTETS),
    Written("payload", "base64", when=_OCTETS),
    RequiresValue(
        Filled("payload_content_encoding"),
        All((Filled("payload_content_type"), Not(Is("payload_content_type", ("text/plain",))))),
        said=_OCTETS,
    ),
)

_KEYS = ("private_key_ref", "private_key_passphrase_ref")

# Users (openstack/keystone).

_ROLES: tuple[Rule, ...] = (
    ForEach(
        "roles",
        (
            Exclusive((Given("project"), Given("domain"))),
            AtLeastOne((Given("project"), Given("domain")), code=codes.NO_CHOICE),
        ),
    ),
)

TABLE: Table = {
    **_HEAT,
    **_CLOUDFORMATION,
    "OS::Barbican::CertificateContainer": (
        Reads(("name",)),
        DistinctProperties(("certificate_ref", "intermediates_ref", *_KEYS)),
    ),
    "OS::Barbican::GenericContainer": (Distinct("secrets", "ref"),),
    "OS::Barbican::Order": _ORDER,
    "OS::Barbican::RSAContainer": (
        Reads(("name",)),
        DistinctProperties(("public_key_ref", *_KEYS)),
    ),
    "OS::Barbican::Secret": _SECRET,
    "OS::Designate::Zone": (
        RequiredWhen(Filled("email"), Is("type", ("PRIMARY",))),
        RequiredWhen(Filled("masters"), Is("type", ("SECONDARY",))),
    ),
    "OS::Keystone::Group": _ROLES,
    "OS::Keystone::GroupRoleAssignment": _ROLES,
    "OS::Keystone::User": _ROLES,
    "OS::Keystone::UserRoleAssignment": _ROLES,
    "OS::Mistral::CronTrigger": (AtLeastOne((Filled("pattern"), Filled("first_time"))),),
    "OS::Mistral::Workflow": (
        RequiredWhen(Filled("params.task_name"), Is("type", ("reverse",))),
        ForEach("tasks", _TASK),
    ),
    "OS::Zaqar::Subscription": (Written("subscriber", "subscriber"),),
}
