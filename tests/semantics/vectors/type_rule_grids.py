"""Combinations of properties that Heat was asked about: for each type a base, and for each property its choices.

``ABSENT`` leaves the property out.  ``other`` is a resource that is in each
template, so that references and attributes can be among the values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from heatplan.catalogue.resource_types import lookup

ABSENT = "<absent>"
REF = {"get_resource": "other"}
ATTR = {"get_attr": ["other", "value"]}
TEXTS = [ABSENT, None, "", "x", REF, ATTR]
FEW = [ABSENT, "", "x"]
FLAGS = [ABSENT, True, False]

NETWORKS = [
    ABSENT,
    [],
    [{}],
    [{"network": "n"}],
    [{"uuid": "n"}],
    [{"port": "p"}],
    [{"port": REF}],
    [{"port": None}],
    [{"subnet": "s"}],
    [{"network": ATTR}],
    [{"fixed_ip": "10.0.0.1"}],
    [{"network": "n", "fixed_ip": "10.0.0.1"}],
    [{"port": "p", "fixed_ip": "10.0.0.1"}],
    [{"port": None, "fixed_ip": "10.0.0.1"}],
    [{"port": "p", "fixed_ip": None}],
    [{"network": "n", "floating_ip": "f"}],
    [{"network": "n", "subnet": "s", "floating_ip": "f"}],
    [{"network": "n", "port": "p", "floating_ip": "f"}],
    [{"network": "n", "floating_ip": "f", "port_extra_properties": {"mac_address": "fa:16:3e:00:00:01"}}],
    [{"network": "n", "floating_ip": None}],
    [{"allocate_network": "auto"}],
    [{"allocate_network": "none", "network": "n"}],
    [{"allocate_network": "auto", "tag": "t"}],
    [{"allocate_network": "auto"}, {"network": "n"}],
    [{"network": "n"}, {"network": "n", "port": "p"}],
    [{"network": "n"}, {"tag": "t"}],
]

DEVICES = [
    ABSENT,
    [{"device_name": "vda", "volume_id": "v"}],
    [{"device_name": "vdb", "volume_id": "v"}],
    [{"device_name": "vda"}],
    [{"device_name": "vdb", "volume_id": "v", "snapshot_id": "s"}],
    [{"device_name": "vdb", "volume_id": "v", "snapshot_id": ""}],
    [{"device_name": "vdb", "volume_id": None, "snapshot_id": "s"}],
]

DEVICES_2 = [
    ABSENT,
    [],
    [{}],
    [{"volume_id": "v"}],
    [{"volume_id": REF}],
    [{"volume_id": ATTR}],
    [{"image": "i"}],
    [{"image_id": "i"}],
    [{"snapshot_id": "s", "boot_index": 0}],
    [{"snapshot_id": "s", "boot_index": 1}],
    [{"snapshot_id": "s", "boot_index": None}],
    [{"volume_id": "v", "image": "i"}],
    [{"swap_size": 1}],
    [{"swap_size": 0}],
    [{"swap_size": 1, "ephemeral_size": 1}],
    [{"ephemeral_size": 1}],
    [{"ephemeral_size": 1, "ephemeral_format": "ext4"}],
    [{"ephemeral_format": "ext4"}],
    [{"volume_id": "v", "ephemeral_format": "ext4"}],
    [{"volume_id": "v"}, {"volume_id": "w"}],
    [{"volume_id": "v"}, {"volume_id": "w", "boot_index": -1}],
    [{"volume_id": "v"}, {"swap_size": 1}],
]

TASK = {"name": "t"}
ACTION = {**TASK, "action": "std.echo"}
TASKS = [
    [TASK],
    [ACTION],
    [{**ACTION, "workflow": "w"}],
    [{**TASK, "workflow": "w"}],
    [{**TASK, "workflow": "w", "action": ""}],
    [{**ACTION, "requires": ["x"]}],
    [{**ACTION, "requires": []}],
    [{**ACTION, "concurrency": 2}],
    [{**ACTION, "concurrency": 2, "with_items": "i in <% $.l %>"}],
    [{**ACTION, "policies": {"retry": {"count": 1}}}],
    [{**ACTION, "policies": {"wait_before": 1}, "wait_before": 2}],
    [{**ACTION, "policies": {"concurrency": 1}}],
    [ACTION, TASK],
]

ROLES = [
    ABSENT,
    None,
    [],
    [{"role": "r"}],
    [{"role": "r", "project": "p"}],
    [{"role": "r", "domain": "d"}],
    [{"role": "r", "domain": ATTR}],
    [{"role": "r", "project": "p", "domain": "d"}],
    [{"role": "r", "project": "p", "domain": None}],
    [{"role": "r", "project": "p"}, {"role": "s"}],
]

EBS = [
    ABSENT,
    [],
    [{"DeviceName": "vda"}],
    [{"DeviceName": "vda", "Ebs": {}}],
    [{"DeviceName": "vda", "Ebs": {"SnapshotId": "s"}}],
    [{"DeviceName": "vda", "Ebs": {"VolumeSize": "1"}}],
    [{"DeviceName": "vda", "Ebs": {"SnapshotId": ""}}],
]

NICS: list[Any] = [[], [{}], [{"network": "n"}], [{"port": "p"}], [{"network": "n", "port": "p"}]]

METADATA: list[Any] = [{"deployments": []}, {"a": 1}, {"deployments": ATTR}, {}]

NUMBERS = [ABSENT, None, 0, 8, 24]


def grid(
    kind: str, base: dict[str, Any] | None = None, **choices: list[Any]
) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return kind, base or {}, choices


def _server(**choices: list[Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return grid("OS::Nova::Server", {"flavor": "f"}, **choices)


def _quota(kind: str, *names: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return grid(kind, {"project": "p"}, **{name: [ABSENT, None, 0, 5] for name in names})


GRIDS = [
    _server(image=TEXTS, block_device_mapping=DEVICES, block_device_mapping_v2=[ABSENT, [], [{"volume_id": "v"}]]),
    _server(image=[ABSENT, "", "i"], block_device_mapping_v2=DEVICES_2),
    grid("OS::Nova::Server", {"flavor": "f", "image": "i"}, networks=NETWORKS, security_groups=[ABSENT, [], ["g"]]),
    grid("OS::Nova::Server", {"flavor": "f", "image": "i"}, personality=[ABSENT, {}, {"/f": "x"}, None],
         user_data_format=[ABSENT, "RAW", "SOFTWARE_CONFIG", "HEAT_CFNTOOLS"],
         metadata=[ABSENT, {}, {f"k{index}": "v" for index in range(128)}, {f"k{index}": "v" for index in range(129)}]),
    grid("OS::Nova::KeyPair", {"name": "k"}, public_key=TEXTS, type=[ABSENT, "ssh", "x509"], user=FEW),
    grid("OS::Cinder::Volume", None, size=[ABSENT, None, 1, 2], image=FEW, imageRef=[ABSENT, "y"], snapshot_id=[*FEW, ATTR],
         source_volid=[ABSENT, "", "v", REF], backup_id=FEW),
    grid("OS::Cinder::VolumeType", {"name": "t"}, is_public=FLAGS, projects=[ABSENT, None, [], ["p"]]),
    _quota("OS::Cinder::Quota", "gigabytes", "volumes", "backups"),
    _quota("OS::Nova::Quota", "cores", "ram"),
    _quota("OS::Neutron::Quota", "port", "subnetpool"),
    _quota("OS::Octavia::Quota", "pool", "member"),
    grid("OS::Glance::WebImage", {"location": "http://x", "name": "i"}, container_format=["ami", "ari", "bare"],
         disk_format=["ami", "ari", "aki", "qcow2"], visibility=[ABSENT, "shared", "public"], members=[ABSENT, [], ["m"]]),
    grid("OS::Magnum::ClusterTemplate", {"name": "t", "image": "i", "external_network": "n"},
         coe=["kubernetes", "swarm", "mesos"], volume_driver=[ABSENT, None, "cinder", "rexray", REF, ATTR]),
    grid("OS::Manila::ShareNetwork", None, nova_network=FEW, neutron_network=FEW, neutron_subnet=[ABSENT, ""]),
    grid("OS::Trove::Instance", {"flavor": "f", "size": 1}, datastore_version=FEW,
         networks=[ABSENT, [], [{}], [{"network": "n"}], [{"network": "n", "port": "p"}], [{"port": "p", "fixed_ip": "10.0.0.1"}]],
         databases=[ABSENT, [], [{"name": "d"}]],
         users=[ABSENT, [], [{"name": "u", "password": "p", "databases": ["d"]}],
                [{"name": "u", "password": "p", "databases": ["e"]}], [{"name": "u", "password": "p"}]]),
    grid("OS::Trove::Cluster", {"datastore_type": "", "datastore_version": ""}, instances=[
        [{"flavor": "f", "volume_size": 1, "networks": nics}]
        for nics in NICS]),
    grid("OS::Zun::Container", {"image": "i"},
         restart_policy=[ABSENT, "", "no", "always", "on-failure", "on-failure:3", "on-failure:", "always:3", "on-failure:1:2", "x"],
         mounts=[ABSENT, [{"mount_path": "/m"}], [{"mount_path": "/m", "volume_id": "v"}], [{"mount_path": "/m", "volume_size": 1}],
                 [{"mount_path": "/m", "volume_id": "v", "volume_size": 1}],
                 [{"mount_path": "/m", "volume_id": "", "volume_size": 1}]],
         networks=[ABSENT, [{}], [{"network": "n"}], [{"port": "p", "fixed_ip": "10.0.0.1"}], [{"fixed_ip": "10.0.0.1"}]]),
    grid("OS::Neutron::Net", None, value_specs=[ABSENT, None, {}, {"a": 1}, {"shared": True}, {"tenant_id": "t"}, {"name": "n"}]),
    grid("OS::Neutron::QoSPolicy", {"name": "q"}, shared=FLAGS),
    grid("OS::Neutron::Port", {"network": "n"}, no_fixed_ips=FLAGS, value_specs=[ABSENT, {"name": "n"}, {"shared": 1}],
         fixed_ips=[ABSENT, None, [], [{"ip_address": "10.0.0.1"}], [{"subnet": REF}], [{}]]),
    grid("OS::Neutron::Subnet", {"network": "n"}, subnetpool=TEXTS,
         cidr=[ABSENT, None, "", "10.0.0.0/24", ATTR], prefixlen=[ABSENT, None, 24], value_specs=[ABSENT, {"cidr": "x"}]),
    grid("OS::Neutron::Subnet", {"network": "n", "cidr": "10.0.0.0/24"}, ip_version=[ABSENT, 4, 6],
         ipv6_ra_mode=[ABSENT, "slaac", "dhcpv6-stateful"], ipv6_address_mode=[ABSENT, "slaac", "dhcpv6-stateless"],
         gateway_ip=[ABSENT, None, "", "~", "auto", "10.0.0.1", "10.0.0", "10", "fe80::1", "fe80::1%eth0", "x", "10.0.0.256", REF, ATTR]),
    grid("OS::Neutron::SubnetPool", {"prefixes": ["10.0.0.0/8"]}, min_prefixlen=NUMBERS, max_prefixlen=NUMBERS, default_prefixlen=NUMBERS),
    grid("OS::Neutron::Router", None, distributed=FLAGS, ha=FLAGS, l3_agent_id=FEW),
    grid("OS::Neutron::Router", None, distributed=FLAGS, ha=FLAGS, l3_agent_ids=[ABSENT, [], ["a"], ["a", "b"]]),
    grid("OS::Neutron::RouterInterface", {"router": "r"}, subnet=TEXTS, port=TEXTS, subnet_id=[ABSENT, "s"]),
    grid("OS::Neutron::FloatingIP", {"floating_network": "n"}, port_id=TEXTS, fixed_ip_address=[ABSENT, None, "", "10.0.0.1", ATTR]),
    grid("OS::Neutron::SecurityGroup", None, name=[ABSENT, None, "", "default", "Default", "x"], stateful=FLAGS),
    grid("OS::Neutron::SecurityGroupRule", {"security_group": "g"}, remote_group=TEXTS, remote_ip_prefix=[ABSENT, None, "10.0.0.0/8"],
         protocol=[ABSENT, "tcp", "icmp", "ipv6-icmp"], port_range_min=[ABSENT, 0, 9], port_range_max=[ABSENT, None, 5, 9]),
    grid("OS::Neutron::Segment", {"network": "n"}, network_type=["local", "vlan", "vxlan", "gre", "geneve", "flat"],
         physical_network=FEW, segmentation_id=[ABSENT, 1, 4094, 4095]),
    grid("OS::Neutron::ProviderNet", None, network_type=["local", "vlan", "vxlan", "gre", "geneve", "flat"],
         physical_network=FEW, segmentation_id=[ABSENT, "", "0", "7"]),
    grid("OS::Neutron::RBACPolicy", {"object_id": "o", "target_tenant": "t"},
         object_type=["network", "qos_policy", "security_group", "address_scope", "subnetpool"],
         action=["access_as_shared", "access_as_external", "x"]),
    grid("OS::Neutron::NetworkGateway", {"devices": [{"id": "d", "interface_name": "i"}]}, connections=[
        [{"network": "n", **more}] for more in ({}, {"segmentation_type": "vlan"}, {"segmentation_type": "vlan", "segmentation_id": 0},
            {"segmentation_type": "flat"}, {"segmentation_type": "flat", "segmentation_id": 0},
            {"segmentation_type": "flat", "segmentation_id": 5}, {"segmentation_id": None})]),
    grid("OS::Octavia::L7Policy", {"listener": "l"}, action=["REJECT", "REDIRECT_TO_POOL", "REDIRECT_TO_URL"],
         redirect_pool=TEXTS, redirect_url=[ABSENT, None, "http://x"]),
    grid("OS::Octavia::L7Rule", {"l7policy": "p", "compare_type": "CONTAINS", "value": "v"},
         type=["HEADER", "COOKIE", "PATH"], key=TEXTS),
    grid("OS::Octavia::Listener", {"protocol_port": 80, "loadbalancer": "l"},
         protocol=["TERMINATED_HTTPS", "HTTP"], default_tls_container_ref=TEXTS),
    grid("OS::Octavia::Pool", {"lb_algorithm": "ROUND_ROBIN", "protocol": "HTTP"}, listener=FEW, loadbalancer=TEXTS,
         session_persistence=[ABSENT, *({"type": kind, **more} for kind in ("APP_COOKIE", "SOURCE_IP", "HTTP_COOKIE")
                                        for more in ({}, {"cookie_name": ""}, {"cookie_name": "c"}))]),
    grid("OS::Heat::RandomString", None, length=[ABSENT, 1, 8], character_sequences=[ABSENT, [], [{"sequence": "ab", "min": 5}]],
         character_classes=[ABSENT, [{"class": "digits"}], [{"class": "digits", "min": 4}, {"class": "letters", "min": 4}]]),
    grid("OS::Heat::AutoScalingGroup", {"resource": {"type": "OS::Heat::RandomString"}}, min_size=[0, 1, 3], max_size=[0, 2, 3],
         desired_capacity=[ABSENT, 0, 2, 5]),
    grid("OS::Heat::ScalingPolicy", {"auto_scaling_group_id": "g", "scaling_adjustment": 1},
         adjustment_type=["change_in_capacity", "exact_capacity", "percent_change_in_capacity"],
         min_adjustment_step=[ABSENT, None, 0, 1, 3]),
    grid("OS::Heat::SoftwareComponent", None, configs=[
        [{"actions": ["CREATE"], "config": "a", "tool": "script"}, {"actions": more, "config": "b", "tool": "script"}]
        for more in (["CREATE"], ["UPDATE"], ["UPDATE", "CREATE"], ["UPDATE", "UPDATE"], [])]),
    grid("AWS::AutoScaling::AutoScalingGroup", {"AvailabilityZones": ["z"]}, MinSize=[-1, 1, 3], MaxSize=[1, 3],
         DesiredCapacity=[ABSENT, 2], VPCZoneIdentifier=[ABSENT, [], ["a"], ["a", "b"]], InstanceId=FEW),
    grid("AWS::AutoScaling::LaunchConfiguration", None, InstanceId=FEW, ImageId=[*FEW, ATTR], InstanceType=FEW, BlockDeviceMappings=EBS),
    grid("AWS::AutoScaling::ScalingPolicy", {"AutoScalingGroupName": "g", "ScalingAdjustment": 1},
         AdjustmentType=["ChangeInCapacity", "PercentChangeInCapacity"], MinAdjustmentStep=[ABSENT, None, 3]),
    grid("AWS::EC2::EIPAssociation", None, EIP=FEW, AllocationId=FEW, InstanceId=TEXTS, NetworkInterfaceId=FEW),
    grid("AWS::EC2::Instance", {"ImageId": "i", "InstanceType": "t"}, SecurityGroups=[ABSENT, None, [], ["g"]],
         SecurityGroupIds=[ABSENT, ["g"]], NetworkInterfaces=[ABSENT, [], ["n"]], BlockDeviceMappings=EBS),
    grid("OS::Barbican::Order", None, type=["key", "asymmetric", "certificate"], algorithm=FEW, bit_length=[ABSENT, 8],
         profile=FEW, ca_id=FEW, pass_phrase=[ABSENT, "p"], mode=[ABSENT, "m"]),
    grid("OS::Barbican::Order", {"algorithm": "aes", "bit_length": 8, "name": "n"}, type=["key", "asymmetric"],
         request_type=[ABSENT, "simple-cmc"], subject_dn=FEW, source_container_ref=[ABSENT, "c"], request_data=[ABSENT, "d"],
         payload_content_type=FEW),
    grid("OS::Barbican::Secret", None, payload=[ABSENT, "", "YQ==", "a", "é"], payload_content_encoding=[ABSENT, "", "base64"],
         payload_content_type=[ABSENT, "", "text/plain", "application/octet-stream"]),
    grid("OS::Barbican::GenericContainer", None, secrets=[ABSENT, [], [{"name": "a", "ref": "x"}, {"name": "b", "ref": "y"}],
                                                          [{"name": "a", "ref": "x"}, {"name": "b", "ref": "x"}]]),
    grid("OS::Barbican::RSAContainer", {"name": "x"}, private_key_ref=FEW, public_key_ref=FEW, private_key_passphrase_ref=FEW),
    grid("OS::Barbican::CertificateContainer", None, certificate_ref=FEW, intermediates_ref=FEW, private_key_ref=[ABSENT, "y"]),
    grid("OS::Designate::Zone", {"name": "z."}, type=[ABSENT, "PRIMARY", "SECONDARY"], email=FEW, masters=[ABSENT, [], ["m"]],
         primaries=[ABSENT, ["p"]]),
    grid("OS::Keystone::User", {"name": "u"}, roles=ROLES),
    grid("OS::Keystone::Group", None, roles=ROLES),
    grid("OS::Keystone::UserRoleAssignment", {"user": "u"}, roles=ROLES),
    grid("OS::Keystone::GroupRoleAssignment", {"group": "u"}, roles=ROLES),
    grid("OS::Mistral::CronTrigger", {"workflow": {"name": "w"}}, pattern=[ABSENT, "", "* * * * *"],
         first_time=[ABSENT, "", "2030-01-01 10:00"], count=[ABSENT, 3]),
    grid("OS::Mistral::Workflow", {"name": "w"}, type=["direct", "reverse"], tasks=TASKS,
         params=[ABSENT, {}, {"task_name": ""}, {"task_name": "t"}]),
    grid("OS::Zaqar::Subscription", {"queue_name": "q"}, subscriber=["http://x", "https://x", "mailto:x", "trust+http://x", "x", "", "HTTP://x", REF]),
    grid("AWS::ElasticLoadBalancing::LoadBalancer", {"AvailabilityZones": ["z"], "Listeners": [
        {"InstancePort": "80", "LoadBalancerPort": "80", "Protocol": "HTTP"}]}, HealthCheck=[ABSENT, *(
            {"HealthyThreshold": "3", "UnhealthyThreshold": "5", "Target": "HTTP:80/", "Interval": interval, "Timeout": timeout}
            for interval in ("30", "5", "5.5", "x", "") for timeout in ("5", "10", "x"))]),
    grid("OS::Heat::AccessPolicy", None, AllowedResources=[[], ["other"], ["subject"], ["x"], ["other", "x"], [REF], [5]]),
]  # fmt: skip

SERVER = {"type": "OS::Nova::Server", "properties": {"flavor": "f", "image": "i"}}
CONFIG = {"type": "AWS::AutoScaling::LaunchConfiguration", "properties": {"ImageId": "i", "InstanceType": "t"}}


def _deployment(server: Any, kind: str = "OS::Heat::SoftwareDeployment") -> dict[str, Any]:
    return {"type": kind, "properties": {"config": REF, "server": server}}


def _formatted(**properties: Any) -> dict[str, Any]:
    return {"type": "OS::Nova::Server", "properties": {"flavor": "f", "image": "i", **properties}}


def _group(reference: Any, **more: Any) -> dict[str, Any]:
    properties = {"AvailabilityZones": ["z"], "Size": 1, "LaunchConfigurationName": reference}
    return {"type": "OS::Heat::InstanceGroup", "properties": properties, **more}


STACKS = [
    *(
        {"server": server, "subject": _deployment(reference, kind)}
        for server in (
            SERVER,
            *(_formatted(user_data_format=form) for form in ("SOFTWARE_CONFIG", "RAW", "HEAT_CFNTOOLS", ATTR)),
            {"type": "OS::Heat::RandomString"},
        )
        for reference in ({"get_resource": "server"}, "server", "elsewhere", "", ATTR)
        for kind in ("OS::Heat::SoftwareDeployment", "OS::Heat::StructuredDeployment")
    ),
    *(
        {"subject": {**_formatted(user_data_format=form), "metadata": metadata}}
        for form in ("SOFTWARE_CONFIG", "RAW")
        for metadata in METADATA
    ),
    *(
        {"config": CONFIG, "subject": _group(reference, **more)}
        for reference in ({"get_resource": "config"}, "config", "x")
        for more in ({}, {"depends_on": "config"})
    ),
]
"""Whole stacks, of which the resource ``subject`` is looked at."""


def combinations(base: dict[str, Any], choices: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The properties of each combination, in the order of the answers."""
    for values in product(*choices.values()):
        given = {name: value for name, value in zip(choices, values, strict=True) if value != ABSENT}
        yield {**base, **given}


def template(resources: dict[str, Any]) -> dict[str, Any]:
    """A whole template with the resource that values refer to."""
    other = {"type": "OS::Heat::RandomString"}
    return {"heat_template_version": "2018-08-31", "resources": {"other": other, **resources}}


BAD: dict[str, Any] = {"Map": "x", "List": 5}
"""By type of property, what is none; a mapping for the others, which a text can not be made of either."""


ELSEWHERE = {
    "OS::Heat::AutoScalingGroup": ("resource",),
    "OS::Mistral::Workflow": ("name",),
    "AWS::ElasticLoadBalancing::LoadBalancer": ("",),
}
"""Properties at which Heat looks for another purpose than a type's rules (all of a type: an empty name)."""


def nested(accepted: dict[str, dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """A stack with a template, and that template: each type, once for each property with a value of no use.

    ``accepted`` has properties for each type that Heat accepts.  The last one
    of each type leaves out what is not required there.
    """
    for kind, properties in accepted.items():
        schema = lookup(kind)
        apart = ELSEWHERE.get(kind, ())
        for name, field in schema.properties.items() if schema is not None and "" not in apart else ():
            if name in apart:
                continue
            wrong = {**properties, name: BAD.get(field.type, {"a": [1]})}
            for given in (wrong, {key: value for key, value in properties.items() if key != name}):
                child = template({"subject": {"type": kind, "properties": given}})
                yield template({"nest": {"type": "child.yaml"}}), json.dumps(child)


def templates() -> Iterator[list[dict[str, Any]]]:
    """The templates of each grid, and last those of the stacks."""
    for kind, base, choices in GRIDS:
        yield [
            template({"subject": {"type": kind, "properties": properties}})
            for properties in combinations(base, choices)
        ]
    yield [template(resources) for resources in STACKS]
