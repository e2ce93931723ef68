"""Edges that Heat adds for some resource types without a reference in the template.

Each rule is a function over the typed property values of two resources of one
stack level as they are before anything is created: an uncreated network is
null there, so two different ones compare equal.  Source: the methods
``add_dependencies`` of heat/engine/resources/openstack/{neutron,nova} and aws/ec2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from heatplan.ir.tree import Resource
from heatplan.ir.value import Value

PORT, SUBNET, SERVER = "OS::Neutron::Port", "OS::Neutron::Subnet", "OS::Nova::Server"
ROUTER, INTERFACE, GATEWAY = "OS::Neutron::Router", "OS::Neutron::RouterInterface", "OS::Neutron::RouterGateway"
FLOATING, ASSOCIATION = "OS::Neutron::FloatingIP", "OS::Neutron::FloatingIPAssociation"
FORWARD = "OS::Neutron::FloatingIPPortForward"
EXTRA_ROUTE, EXTRA_ROUTES = "OS::Neutron::ExtraRoute", "OS::Neutron::ExtraRouteSet"
ATTACHMENT, ROUTE_TABLE = "AWS::EC2::VPCGatewayAttachment", "AWS::EC2::RouteTable"


class UnreadableError(Exception):
    """A property that has no value: Heat then leaves the pair out."""


@dataclass(frozen=True)
class Peer:
    """A resource with its typed values before creation; a property that can not be read is not in them."""

    resource: Resource
    values: Mapping[str, Value]

    def is_a(self, kind: str) -> bool:
        """Whether the resource is of the type, or mapped to it (resource.py, has_interface)."""
        return kind in {self.resource.type, self.resource.mapped}

    def read(self, name: str) -> Value:
        """The property's value; raises UnreadableError."""
        try:
            return self.values[name]
        except KeyError:
            raise UnreadableError(name) from None


def implicit_edges(peers: Mapping[str, Peer], direct: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each resource the names it requires by these rules, sorted.

    ``direct`` are the explicit edges: floating IPs look at the ports they refer to.
    """
    by_kind: dict[str, list[Peer]] = {}
    for peer in peers.values():
        for kind in {peer.resource.type, peer.resource.mapped} & _REQUIRED:
            by_kind.setdefault(kind, []).append(peer)
    if not by_kind:
        return {}
    edges = {}
    for name, peer in peers.items():
        for kind in sorted({peer.resource.type, peer.resource.mapped} & _RULES.keys()):
            required = set(_required(peer, _RULES[kind], by_kind, direct.get(name, ()), peers))
            if required:
                edges[name] = tuple(sorted(required))
    return edges


def _required(
    peer: Peer,
    rules: tuple[tuple[str, Rule], ...],
    by_kind: Mapping[str, list[Peer]],
    direct: tuple[str, ...],
    peers: Mapping[str, Peer],
) -> Iterator[str]:
    near = [peers[name] for name in direct if name in peers]
    for kind, rule in rules:
        for other in by_kind.get(kind, ()):
            try:
                if rule(peer, other, near):
                    yield other.resource.name
            except UnreadableError:
                continue


Rule = Callable[[Peer, Peer, list[Peer]], bool]


def _same(own: str, other: str) -> Rule:
    def rule(peer: Peer, required: Peer, _near: list[Peer]) -> bool:
        return bool(required.read(other) == peer.read(own))

    return rule


def _server_subnet(peer: Peer, subnet: Peer, _near: list[Peer]) -> bool:
    networks = peer.read("networks")
    if not networks:
        return False
    network = subnet.read("network")
    if not network:
        return True
    return any(not own.get("network") or own.get("network") == network for own in networks)


def _router_subnet(peer: Peer, subnet: Peer, _near: list[Peer]) -> bool:
    gateway = peer.read("external_gateway_info")
    return bool(gateway) and bool(subnet.read("network") == gateway.get("network"))


def _floating_gateway(peer: Peer, gateway: Peer, _near: list[Peer]) -> bool:
    network = gateway.values.get("network") or gateway.values.get("network_id")
    return bool(network == peer.read("floating_network"))


def _floating_router(peer: Peer, router: Peer, _near: list[Peer]) -> bool:
    gateway = router.read("external_gateway_info")
    return bool(gateway) and bool(gateway.get("network") == peer.read("floating_network"))


def _floating_interface(_peer: Peer, interface: Peer, near: list[Peer]) -> bool:
    subnet = interface.values.get("subnet") or interface.values.get("subnet_id")
    return any(_port_may_be_on(port, subnet) for port in near if port.is_a(PORT))


def _port_may_be_on(port: Peer, subnet: Value) -> bool:
    if "fixed_ips" not in port.values:
        return False
    addresses = port.values["fixed_ips"]
    if not addresses:
        return subnet is None  # a known subnet makes Heat ask the cloud, which before creation says no
    return any((address.get("subnet") or address.get("subnet_id")) == subnet for address in addresses)


def _association_interface(_peer: Peer, interface: Peer, near: list[Peer]) -> bool:
    subnet = interface.values.get("subnet") or interface.values.get("subnet_id")
    for port in near:
        addresses = port.values.get("fixed_ips") if port.is_a(PORT) else None
        if addresses and (addresses[0].get("subnet") or addresses[0].get("subnet_id")) == subnet:
            return True
    return False


_RULES: dict[str, tuple[tuple[str, Rule], ...]] = {
    PORT: ((SUBNET, _same("network", "network")),),
    SERVER: ((SUBNET, _server_subnet),),
    ROUTER: ((SUBNET, _router_subnet),),
    GATEWAY: ((INTERFACE, _same("router_id", "router")), (SUBNET, _same("network", "network"))),
    FLOATING: ((GATEWAY, _floating_gateway), (ROUTER, _floating_router), (INTERFACE, _floating_interface)),
    ASSOCIATION: ((INTERFACE, _association_interface),),
    FORWARD: ((INTERFACE, _association_interface),),
    EXTRA_ROUTE: ((INTERFACE, _same("router_id", "router")), (GATEWAY, _same("router_id", "router_id"))),
    EXTRA_ROUTES: ((INTERFACE, _same("router", "router")),),
    ATTACHMENT: ((ROUTE_TABLE, _same("VpcId", "VpcId")),),
}
_REQUIRED = frozenset(kind for rules in _RULES.values() for kind, _ in rules)


def takes_part(kind: str) -> bool:
    """Whether resources of the type need their values for these rules."""
    return kind in _RULES or kind in _REQUIRED or kind == PORT
