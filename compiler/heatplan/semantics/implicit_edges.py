"""Edges that Heat adds for some resource types without a reference in the template.

Each rule is a function over the typed property values of two resources of one
stack level as they are before anything is created: an uncreated network is
null there, so two different ones compare equal.  Source: the methods
``add_dependencies`` of heat/engine/resources/openstack/{neutron,nova} and aws/ec2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
    Each rule compares one value of what is required with some of who requires
    it, so those that may be required are looked up by that value, and many
    that require the same share one tuple.
    """
    by_kind: dict[str, list[Peer]] = {}
    for peer in peers.values():
        for kind in {peer.resource.type, peer.resource.mapped} & _REQUIRED:
            by_kind.setdefault(kind, []).append(peer)
    if not by_kind:
        return {}
    groups = {rule: _grouped(by_kind.get(rule.kind, ()), rule.key) for rules in _RULES.values() for rule in rules}
    edges = {}
    for name, peer in peers.items():
        for kind in sorted({peer.resource.type, peer.resource.mapped} & _RULES.keys()):
            required = _required(peer, _RULES[kind], groups, direct.get(name, ()), peers)
            if required:
                edges[name] = required
    return edges


def _grouped(others: Iterable[Peer], key: Key) -> dict[Value, tuple[str, ...]]:
    """Names of those that may be required, sorted, by the value that a rule compares; unreadable ones left out."""
    groups: dict[Value, list[str]] = {}
    for other in others:
        try:
            groups.setdefault(key(other), []).append(other.resource.name)
        except UnreadableError:
            continue
    return {value: tuple(sorted(names)) for value, names in groups.items() if value == value}  # noqa: PLR0124  (NaN)


def _required(
    peer: Peer,
    rules: tuple[Rule, ...],
    groups: Mapping[Rule, Mapping[Value, tuple[str, ...]]],
    direct: tuple[str, ...],
    peers: Mapping[str, Peer],
) -> tuple[str, ...]:
    near = [peers[name] for name in direct if name in peers]
    found: dict[int, tuple[str, ...]] = {}
    for rule in rules:
        group = groups[rule]
        try:
            values = tuple(rule.wanted(peer, near)) if group else ()
        except UnreadableError:
            continue
        for value in group if EVERY in values else values:
            if value in group:
                found[id(group[value])] = group[value]
    if len(found) == 1:
        return next(iter(found.values()))
    return tuple(sorted({name for names in found.values() for name in names}))


Key = Callable[[Peer], Value]
"""The value of what may be required that a rule compares.  NO_VALUE where it is required by none."""

Wanted = Callable[[Peer, list[Peer]], Iterable[Value]]
"""The values that whoever requires compares it with, given those it refers to; EVERY for all but unreadable ones."""


class _Mark:
    """Equal to nothing but itself."""


EVERY, NO_VALUE = _Mark(), _Mark()


@dataclass(frozen=True)
class Rule:
    """A resource requires those of type ``kind`` whose ``key`` is among the values that are ``wanted``."""

    kind: str
    key: Key
    wanted: Wanted


def _inside(value: Value, name: str) -> Value:
    """A key of a mapping.  In a nested stack anything may stand there: Heat can not read it then."""
    if not isinstance(value, dict):
        raise UnreadableError(name)
    return value.get(name)


def _items(value: Value) -> tuple[Value, ...]:
    if value and not isinstance(value, tuple):
        raise UnreadableError
    return value or ()


def _same(kind: str, own: str, other: str) -> Rule:
    return Rule(kind, lambda required: required.read(other), lambda peer, _near: (peer.read(own),))


def _subnet_or_none(subnet: Peer) -> Value:
    return subnet.read("network") or None


def _server_networks(peer: Peer, _near: list[Peer]) -> Iterator[Value]:
    """A subnet whose network is not known is required by each server that has networks at all."""
    networks = _items(peer.read("networks"))
    if networks:
        yield None
    for own in networks:
        yield _inside(own, "network") or EVERY


def _gateway_network(peer: Peer, _near: list[Peer]) -> Iterator[Value]:
    gateway = peer.read("external_gateway_info")
    if gateway:
        yield _inside(gateway, "network")


def _network(gateway: Peer) -> Value:
    return gateway.values.get("network") or gateway.values.get("network_id")


def _router_network(router: Peer) -> Value:
    gateway = router.read("external_gateway_info")
    return _inside(gateway, "network") if gateway else NO_VALUE


def _floating_network(peer: Peer, _near: list[Peer]) -> Iterator[Value]:
    yield peer.read("floating_network")


def _interface_subnet(interface: Peer) -> Value:
    return interface.values.get("subnet") or interface.values.get("subnet_id")


def _port_subnets(_peer: Peer, near: list[Peer]) -> Iterator[Value]:
    """The subnets that the ports may be on."""
    for port in near:
        if not port.is_a(PORT) or "fixed_ips" not in port.values:
            continue
        addresses = _items(port.values["fixed_ips"])
        if not addresses:
            yield None  # a known subnet makes Heat ask the cloud, which before creation says no
        for address in addresses:
            yield _inside(address, "subnet") or _inside(address, "subnet_id")


def _first_port_subnets(_peer: Peer, near: list[Peer]) -> Iterator[Value]:
    for port in near:
        addresses = _items(port.values.get("fixed_ips")) if port.is_a(PORT) else ()
        for address in addresses[:1]:
            yield _inside(address, "subnet") or _inside(address, "subnet_id")


_BEHIND_PORT = Rule(INTERFACE, _interface_subnet, _first_port_subnets)
_RULES: dict[str, tuple[Rule, ...]] = {
    PORT: (_same(SUBNET, "network", "network"),),
    SERVER: (Rule(SUBNET, _subnet_or_none, _server_networks),),
    ROUTER: (Rule(SUBNET, lambda subnet: subnet.read("network"), _gateway_network),),
    GATEWAY: (_same(INTERFACE, "router_id", "router"), _same(SUBNET, "network", "network")),
    FLOATING: (
        Rule(GATEWAY, _network, _floating_network),
        Rule(ROUTER, _router_network, _floating_network),
        Rule(INTERFACE, _interface_subnet, _port_subnets),
    ),
    ASSOCIATION: (_BEHIND_PORT,),
    FORWARD: (_BEHIND_PORT,),
    EXTRA_ROUTE: (_same(INTERFACE, "router_id", "router"), _same(GATEWAY, "router_id", "router_id")),
    EXTRA_ROUTES: (_same(INTERFACE, "router", "router"),),
    ATTACHMENT: (_same(ROUTE_TABLE, "VpcId", "VpcId"),),
}
_REQUIRED = frozenset(rule.kind for rules in _RULES.values() for rule in rules)


def takes_part(kind: str) -> bool:
    """Whether resources of the type need their values for these rules."""
    return kind in _RULES or kind in _REQUIRED or kind == PORT
