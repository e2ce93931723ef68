"""The rules of networks and load balancers (heat/engine/resources/openstack: neutron, octavia)."""

from __future__ import annotations

from heatplan.catalogue.type_rules import (
    All,
    AtLeastOne,
    AtMost,
    Exclusive,
    Filled,
    ForbiddenWhen,
    ForEach,
    Given,
    Is,
    NoReservedKeys,
    Not,
    NotGreater,
    NotValue,
    OneOf,
    Reads,
    RequiredWhen,
    Requires,
    RequiresValue,
    Rule,
    Some,
    Table,
    Written,
)

VALUE_SPECS: tuple[Rule, ...] = (NoReservedKeys("value_specs", ("shared", "tenant_id")),)
"""Of the Neutron types without rules of their own.

The others call the same check and drop its answer (neutron.py, validate; port.py, subnet.py, …).
"""

_SPECS = Reads(("value_specs",))
_L3_AGENTS = Some((Filled("l3_agent_id"), Filled("l3_agent_ids")))
_IPV4 = Is("ip_version", (4,))
_ICMP = ("icmp", "icmpv6", "ipv6-icmp")
_MOST_VLANS = 4094
_TUNNELS = ("vxlan", "gre", "geneve")

_SUBNET: tuple[Rule, ...] = (
    _SPECS,
    Exclusive((Given("subnetpool"), Filled("cidr"))),
    AtLeastOne((Given("subnetpool"), Filled("cidr"))),
    Exclusive((Filled("prefixlen"), Filled("cidr"))),
    Reads(("ip_version",)),
    ForbiddenWhen(Filled("ipv6_ra_mode"), _IPV4),
    ForbiddenWhen(Filled("ipv6_address_mode"), _IPV4),
    *(
        OneOf("ipv6_address_mode", (mode,), All((Filled("ipv6_address_mode"), Is("ipv6_ra_mode", (mode,)))))
        for mode in ("dhcpv6-stateful", "dhcpv6-stateless", "slaac")
    ),
    Written("gateway_ip", "ip_or_auto", when=Filled("gateway_ip")),
)

_BOUNDED = All((Filled("min_prefixlen"), Filled("max_prefixlen")))

_SUBNET_POOL: tuple[Rule, ...] = (
    NotGreater("min_prefixlen", "max_prefixlen", when=_BOUNDED),
    NotGreater("default_prefixlen", "max_prefixlen", when=All((Filled("default_prefixlen"), Filled("max_prefixlen")))),
    NotGreater("min_prefixlen", "default_prefixlen", when=All((Filled("default_prefixlen"), Filled("min_prefixlen")))),
)

_ROUTER: tuple[Rule, ...] = (
    _SPECS,
    Exclusive((Filled("l3_agent_id"), Filled("l3_agent_ids"))),
    Exclusive((Filled("distributed"), _L3_AGENTS)),
    Exclusive((Filled("distributed"), Filled("ha"))),
    AtMost("l3_agent_ids", 1, when=Not(Filled("ha"))),
)

_SEGMENT: tuple[Rule, ...] = (
    Reads(("physical_network", "network_type", "segmentation_id")),
    RequiredWhen(Given("physical_network"), Is("network_type", ("flat", "vlan"))),
    RequiredWhen(Given("segmentation_id"), Is("network_type", ("vlan",))),
    ForbiddenWhen(Given("segmentation_id"), Is("network_type", ("local", "flat"))),
    ForbiddenWhen(Given("physical_network"), Is("network_type", _TUNNELS)),
    NotGreater("segmentation_id", _MOST_VLANS, when=Is("network_type", ("vlan",))),
)

_L7_POLICY: tuple[Rule, ...] = (
    ForbiddenWhen(Given("redirect_pool"), Is("action", ("REJECT",))),
    ForbiddenWhen(Given("redirect_url"), Is("action", ("REJECT",))),
    RequiresValue(
        Given("redirect_url"), Not(Is("action", ("REDIRECT_TO_POOL",))), said=Is("action", ("REDIRECT_TO_URL",))
    ),
    RequiredWhen(Given("redirect_pool"), Is("action", ("REDIRECT_TO_POOL",))),
    RequiresValue(
        Given("redirect_pool"), Not(Is("action", ("REDIRECT_TO_URL",))), said=Is("action", ("REDIRECT_TO_POOL",))
    ),
    RequiredWhen(Given("redirect_url"), Is("action", ("REDIRECT_TO_URL",))),
)

_POOL: tuple[Rule, ...] = (
    AtLeastOne((Given("listener"), Given("loadbalancer"))),
    RequiredWhen(Filled("session_persistence.cookie_name"), Is("session_persistence.type", ("APP_COOKIE",))),
    ForbiddenWhen(Filled("session_persistence.cookie_name"), Is("session_persistence.type", ("SOURCE_IP",))),
)


def _quota(*names: str) -> tuple[Rule, ...]:
    return (Reads(("project", *names)), AtLeastOne(tuple(map(Given, names))))


TABLE: Table = {
    "OS::Neutron::FloatingIP": (
        _SPECS,
        Reads(("port_id",)),
        Requires(Given("fixed_ip_address"), Given("port_id")),
    ),
    "OS::Neutron::NetworkGateway": (
        ForEach(
            "connections",
            (
                RequiredWhen(Given("segmentation_id"), Is("segmentation_type", ("vlan",))),
                ForbiddenWhen(Filled("segmentation_id"), Is("segmentation_type", ("flat",))),
            ),
        ),
    ),
    "OS::Neutron::Port": (
        _SPECS,
        Exclusive((Filled("fixed_ips"), Filled("no_fixed_ips"))),
    ),
    "OS::Neutron::ProviderNet": (
        ForbiddenWhen(Filled("segmentation_id"), Is("network_type", ("local", "flat"))),
        ForbiddenWhen(Filled("physical_network"), Is("network_type", (*_TUNNELS, "local"))),
    ),
    "OS::Neutron::Quota": _quota(
        "floatingip",
        "network",
        "port",
        "rbac_policy",
        "router",
        "security_group",
        "security_group_rule",
        "subnet",
        "subnetpool",
    ),
    "OS::Neutron::RBACPolicy": (
        OneOf("object_type", ("address_scope", "network", "qos_policy", "security_group", "subnetpool")),
        OneOf("action", ("access_as_shared", "access_as_external"), Is("object_type", ("network",))),
        OneOf("action", ("access_as_shared",), Not(Is("object_type", ("network",)))),
    ),
    "OS::Neutron::Router": _ROUTER,
    "OS::Neutron::RouterInterface": (
        Exclusive((Given("subnet"), Given("port"))),
        AtLeastOne((Given("subnet"), Given("port"))),
    ),
    "OS::Neutron::SecurityGroup": (NotValue("name", ("default",)), Reads(("stateful",))),
    "OS::Neutron::SecurityGroupRule": (
        Exclusive((Given("remote_group"), Given("remote_ip_prefix")), when=Given("remote_group")),
        Reads(("protocol",)),
        NotGreater("port_range_min", "port_range_max", when=Not(Is("protocol", _ICMP))),
    ),
    "OS::Neutron::Segment": _SEGMENT,
    "OS::Neutron::Subnet": _SUBNET,
    "OS::Neutron::SubnetPool": _SUBNET_POOL,
    "OS::Octavia::L7Policy": _L7_POLICY,
    "OS::Octavia::L7Rule": (RequiredWhen(Given("key"), Is("type", ("HEADER", "COOKIE"))),),
    "OS::Octavia::Listener": (RequiredWhen(Given("default_tls_container_ref"), Is("protocol", ("TERMINATED_HTTPS",))),),
    "OS::Octavia::Pool": _POOL,
    "OS::Octavia::Quota": _quota("healthmonitor", "listener", "loadbalancer", "member", "pool"),
}
