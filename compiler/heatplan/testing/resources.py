"""Resources of many types, with properties that each type takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.testing.expressions import Expressions
from heatplan.testing.offers import SOFTWARE, Kind

Paths = tuple[tuple[tuple[Any, ...], Kind], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A type: how its properties are drawn, which attributes others may read, and its place among networks.

    Heat puts edges between network resources by itself (semantics/implicit_edges);
    they go from a later ``phase`` to an earlier one, so in that order nothing is circular.
    """

    properties: Callable[[Expressions], dict[str, Any]]
    attributes: Paths = ()
    phase: int | None = None
    snapshot: bool = False


def _some(draw: Expressions, **parts: Callable[[], Any]) -> dict[str, Any]:
    """Some of the optional properties."""
    return {name: make() for name, make in parts.items() if draw.draw(st.booleans())}


def _random(draw: Expressions) -> dict[str, Any]:
    return _some(draw, length=lambda: draw.draw(st.integers(1, 512)), salt=lambda: draw.of("string"))


def _nothing(draw: Expressions) -> dict[str, Any]:
    return _some(draw, anything=lambda: draw.of("map"), whatever=lambda: draw.of("string"))


def _test(draw: Expressions) -> dict[str, Any]:
    return _some(draw, value=lambda: draw.of("string"), entity_name=lambda: draw.of("string"))


def _config(draw: Expressions) -> dict[str, Any]:
    inputs = [{"name": "a", "type": "String"}, {"name": "b", "default": "x"}]
    found = _some(draw, config=lambda: draw.of("string"), inputs=lambda: inputs, options=lambda: draw.of("map"))
    return {"group": "script", **found}


def _cloud_config(draw: Expressions) -> dict[str, Any]:
    return {"cloud_config": draw.of("map")}


def _server(draw: Expressions) -> dict[str, Any]:
    def networks() -> list[Any]:
        return [
            {"port": draw.reference("OS::Neutron::Port", otherwise="a-port")}
            if draw.draw(st.booleans())
            else {"network": draw.reference("OS::Neutron::Net", otherwise="private")}
            for _ in range(draw.draw(st.integers(1, 2)))
        ]

    found = _some(
        draw,
        name=lambda: draw.of("string"),
        networks=networks,
        metadata=lambda: draw.of("map"),
        user_data=lambda: draw.of("string"),
        user_data_format=lambda: draw.pick(["SOFTWARE_CONFIG", "RAW"]),
        key_name=lambda: draw.reference("OS::Nova::KeyPair", otherwise="a-key"),
        security_groups=lambda: [draw.reference("OS::Neutron::SecurityGroup", otherwise="default")],
    )
    if any("port" in link for link in found.get("networks", ())):
        found.pop("security_groups", None)  # Heat takes only one of the two (nova/server.py, validate)
    return {"flavor": "m1.small", "image": "cirros", **found}


def _key(draw: Expressions) -> dict[str, Any]:
    name = "key" if draw.offers.index is None else f"key-{draw.offers.index}"
    return {"name": name, "public_key": "ssh-rsa AAAA"}


def _volume(draw: Expressions) -> dict[str, Any]:
    return {
        "size": draw.whole(1, "size"),
        **_some(draw, name=lambda: draw.of("string"), metadata=lambda: draw.of("map")),
    }


def _attachment(draw: Expressions) -> dict[str, Any]:
    return {
        "instance_uuid": draw.reference("OS::Nova::Server", otherwise="a-server"),
        "volume_id": draw.reference("OS::Cinder::Volume", otherwise="a-volume"),
        **_some(draw, mountpoint=lambda: "/dev/vdb"),
    }


def _deployment(draw: Expressions) -> dict[str, Any]:
    return {
        "config": draw.reference("OS::Heat::SoftwareConfig", otherwise="a-config"),
        "server": draw.reference(SOFTWARE, otherwise="a-server"),
        "signal_transport": "NO_SIGNAL",
        **_some(draw, input_values=lambda: draw.of("map")),
    }


def _container(draw: Expressions) -> dict[str, Any]:
    return _some(draw, PurgeOnDelete=lambda: draw.of("boolean", 1))


def _net(draw: Expressions) -> dict[str, Any]:
    return _some(draw, name=lambda: draw.of("string"), admin_state_up=lambda: draw.of("boolean"))


def _network(draw: Expressions) -> Any:
    return draw.reference("OS::Neutron::Net", otherwise="private")


def _subnet(draw: Expressions) -> dict[str, Any]:
    return {
        "network": _network(draw),
        "cidr": draw.pick(["10.0.0.0/24", "192.168.7.0/28"]),
        **_some(draw, name=lambda: draw.of("string"), enable_dhcp=lambda: draw.of("boolean", 1)),
    }


def _router(draw: Expressions) -> dict[str, Any]:
    return _some(draw, external_gateway_info=lambda: {"network": "public"}, name=lambda: draw.of("string"))


def _interface(draw: Expressions) -> dict[str, Any]:
    return {
        "router": draw.reference("OS::Neutron::Router", otherwise="a-router"),
        "subnet": draw.reference("OS::Neutron::Subnet", otherwise="a-subnet"),
    }


def _security_group(draw: Expressions) -> dict[str, Any]:
    rules = [{"protocol": "tcp", "port_range_min": 22, "port_range_max": 22}]
    return _some(draw, rules=lambda: rules, description=lambda: draw.of("string"))


def _port(draw: Expressions) -> dict[str, Any]:
    return {
        "network": _network(draw),
        **_some(
            draw,
            name=lambda: draw.of("string"),
            fixed_ips=lambda: [{"subnet": draw.reference("OS::Neutron::Subnet", otherwise="a-subnet")}],
            security_groups=lambda: [draw.reference("OS::Neutron::SecurityGroup", otherwise="default")],
        ),
    }


def _floating(draw: Expressions) -> dict[str, Any]:
    port = _some(draw, port_id=lambda: draw.reference("OS::Neutron::Port", otherwise="a-port"))
    return {"floating_network": "public", **port}


def _association(draw: Expressions) -> dict[str, Any]:
    return {
        "floatingip_id": draw.reference("OS::Neutron::FloatingIP", otherwise="an-address"),
        "port_id": draw.reference("OS::Neutron::Port", otherwise="a-port"),
    }


def _texts(*names: str) -> Paths:
    return tuple(((name,), "string") for name in names)


ROWS: Final[dict[str, Row]] = {
    "OS::Heat::TestResource": Row(_test, _texts("output")),
    "OS::Heat::RandomString": Row(_random, _texts("value")),
    "OS::Heat::None": Row(_nothing, _texts("anything", "else")),
    "OS::Heat::SoftwareConfig": Row(_config, _texts("config")),
    "OS::Heat::CloudConfig": Row(_cloud_config, _texts("config")),
    "OS::Nova::Server": Row(
        _server, (*_texts("first_address", "name", "instance_name"), (("networks",), "map")), 6, snapshot=True
    ),
    "OS::Nova::KeyPair": Row(_key, _texts("private_key", "public_key")),
    "OS::Cinder::Volume": Row(_volume, _texts("display_name", "status"), snapshot=True),
    "OS::Cinder::VolumeAttachment": Row(_attachment),
    "OS::Heat::SoftwareDeployment": Row(_deployment, _texts("deploy_stdout")),
    "OS::Swift::Container": Row(_container, _texts("RootURL")),
    "OS::Neutron::Net": Row(_net, (*_texts("name", "status"), (("subnets",), "list")), 0),
    "OS::Neutron::Subnet": Row(_subnet, _texts("cidr", "gateway_ip"), 1),
    "OS::Neutron::Router": Row(_router, _texts("name"), 2),
    "OS::Neutron::RouterInterface": Row(_interface, (), 3),
    "OS::Neutron::SecurityGroup": Row(_security_group, (), 4),
    "OS::Neutron::Port": Row(_port, (*_texts("mac_address"), (("fixed_ips", 0, "ip_address"), "string")), 5),
    "OS::Neutron::FloatingIP": Row(_floating, _texts("floating_ip_address"), 7),
    "OS::Neutron::FloatingIPAssociation": Row(_association, (), 8),
}
"""The types that are drawn, beside values, groups and nested templates; simple ones first."""

VALUE: Final = "OS::Heat::Value"
VALUE_TYPES: Final[dict[Kind, str]] = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "list": "comma_delimited_list",
    "map": "json",
}
