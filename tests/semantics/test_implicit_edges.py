"""The rules look up what they compare; here they are as Heat has them, pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.expr import Lit
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map
from heatplan.semantics import implicit_edges as rules
from heatplan.semantics.implicit_edges import Peer, UnreadableError, implicit_edges
from heatplan.span import NOWHERE


def peer(name: str, kind: str, mapped: str, values: dict[str, Any]) -> Peer:
    return Peer(Resource(name, kind, mapped, Lit(None), Lit(None), NOWHERE), values)


def same(own: str, other: str) -> Callable[[Peer, Peer, list[Peer]], bool]:
    return lambda peer, required, _near: bool(required.read(other) == peer.read(own))


def server_subnet(peer: Peer, subnet: Peer, _near: list[Peer]) -> bool:
    networks = peer.read("networks")
    if not networks:
        return False
    network = subnet.read("network")
    return not network or any(not own.get("network") or own.get("network") == network for own in networks)


def router_subnet(peer: Peer, subnet: Peer, _near: list[Peer]) -> bool:
    gateway = peer.read("external_gateway_info")
    return bool(gateway) and bool(subnet.read("network") == gateway.get("network"))


def floating_gateway(peer: Peer, gateway: Peer, _near: list[Peer]) -> bool:
    network = gateway.values.get("network") or gateway.values.get("network_id")
    return bool(network == peer.read("floating_network"))


def floating_router(peer: Peer, router: Peer, _near: list[Peer]) -> bool:
    gateway = router.read("external_gateway_info")
    return bool(gateway) and bool(gateway.get("network") == peer.read("floating_network"))


def subnet_of(values: Any) -> Any:
    return values.get("subnet") or values.get("subnet_id")


def floating_interface(_peer: Peer, interface: Peer, near: list[Peer]) -> bool:
    subnet = subnet_of(interface.values)
    for port in near:
        if port.is_a(rules.PORT) and "fixed_ips" in port.values:
            addresses = port.values["fixed_ips"]
            if any(subnet_of(one) == subnet for one in addresses) if addresses else subnet is None:
                return True
    return False


def association_interface(_peer: Peer, interface: Peer, near: list[Peer]) -> bool:
    subnet = subnet_of(interface.values)
    found = [port.values.get("fixed_ips") for port in near if port.is_a(rules.PORT)]
    return any(subnet_of(addresses[0]) == subnet for addresses in found if addresses)


PAIRS: dict[str, tuple[tuple[str, Callable[[Peer, Peer, list[Peer]], bool]], ...]] = {
    rules.PORT: ((rules.SUBNET, same("network", "network")),),
    rules.SERVER: ((rules.SUBNET, server_subnet),),
    rules.ROUTER: ((rules.SUBNET, router_subnet),),
    rules.GATEWAY: ((rules.INTERFACE, same("router_id", "router")), (rules.SUBNET, same("network", "network"))),
    rules.FLOATING: (
        (rules.GATEWAY, floating_gateway),
        (rules.ROUTER, floating_router),
        (rules.INTERFACE, floating_interface),
    ),
    rules.ASSOCIATION: ((rules.INTERFACE, association_interface),),
    rules.FORWARD: ((rules.INTERFACE, association_interface),),
    rules.EXTRA_ROUTE: (
        (rules.INTERFACE, same("router_id", "router")),
        (rules.GATEWAY, same("router_id", "router_id")),
    ),
    rules.EXTRA_ROUTES: ((rules.INTERFACE, same("router", "router")),),
    rules.ATTACHMENT: ((rules.ROUTE_TABLE, same("VpcId", "VpcId")),),
}


def by_pairs(peers: dict[str, Peer], direct: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, one in peers.items():
        near = [peers[other] for other in direct.get(name, ())]
        for kind, rule in PAIRS.get(one.resource.mapped, ()):
            for other in peers.values():
                try:
                    if other.is_a(kind) and rule(one, other, near):
                        found.setdefault(name, set()).add(other.resource.name)
                except UnreadableError:
                    continue
    return {name: tuple(sorted(names)) for name, names in found.items()}


IDS = st.sampled_from([None, None, "", "a", "b", 0, 1, True, 1.0, float("nan")])
NETWORK = st.fixed_dictionaries({}, optional={"network": IDS}).map(Map)
FIXED_IP = st.fixed_dictionaries({}, optional={"subnet": IDS, "subnet_id": IDS}).map(Map)
VALUES = {
    "networks": st.none() | st.lists(NETWORK, max_size=2).map(tuple),
    "external_gateway_info": st.none() | NETWORK,
    "fixed_ips": st.none() | st.lists(FIXED_IP, max_size=2).map(tuple),
    **dict.fromkeys(
        ("network", "network_id", "router", "router_id", "floating_network", "subnet", "subnet_id", "VpcId"), IDS
    ),
}
KINDS = sorted({*PAIRS, *(kind for pairs in PAIRS.values() for kind, _ in pairs)})


@st.composite
def levels(draw: st.DrawFn) -> tuple[dict[str, Peer], dict[str, tuple[str, ...]]]:
    """Resources of these types with any of the values, and what they refer to."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=8))
    names = [f"r{number}" for number in range(len(kinds))]
    peers = {
        name: peer(name, "My::Type" if draw(st.booleans()) else kind, kind, draw(st.fixed_dictionaries({}, optional=VALUES)))
        for name, kind in zip(names, kinds, strict=True)
    }  # fmt: skip
    direct = {name: tuple(draw(st.lists(st.sampled_from(names), max_size=3, unique=True))) for name in names}
    return peers, direct


@given(levels())
def test_the_edges_are_those_of_all_pairs(level: tuple[dict[str, Peer], dict[str, tuple[str, ...]]]) -> None:
    peers, direct = level
    assert implicit_edges(peers, direct) == by_pairs(peers, direct)


def test_who_requires_the_same_shares_one_tuple() -> None:
    peers = {f"subnet{n}": peer(f"subnet{n}", rules.SUBNET, rules.SUBNET, {"network": "a"}) for n in range(3)}
    peers |= {f"port{n}": peer(f"port{n}", rules.PORT, rules.PORT, {"network": "a"}) for n in range(3)}
    edges = implicit_edges(peers, {})
    assert edges["port0"] == ("subnet0", "subnet1", "subnet2")
    assert edges["port0"] is edges["port1"] is edges["port2"]


@pytest.mark.parametrize("wrong", ["text", 7, ("text",), Map(network="a")])
def test_what_has_the_wrong_type_can_not_be_read(wrong: object) -> None:
    values = {"networks": wrong, "external_gateway_info": wrong, "fixed_ips": wrong}
    peers = {kind: peer(kind, kind, kind, values) for kind in KINDS}
    edges = implicit_edges(peers, dict.fromkeys(KINDS, (rules.PORT,)))
    assert not {"OS::Nova::Server", "OS::Neutron::FloatingIPPortForward"} & edges.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_needs_its_values(kind: str) -> None:
    assert rules.takes_part(kind)
