"""Attributes in the simulator: plausible values of the types that the catalogue says.

A property of the same name is the attribute's value where there is one; types
whose attributes say something about themselves have a function of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.executors.simulator import chance
from heatplan.executors.simulator.identities import PROJECT
from heatplan.executors.simulator.random_string import random_string
from heatplan.executors.simulator.world import Thing, World
from heatplan.ir.value import Map, Value, thaw
from heatplan.semantics.stack_id import arn

SHOW = "show"


def attribute(world: World, thing: Thing, name: str, types: Catalogue = SHIPPED) -> Value:
    """One attribute, whole."""
    own = _OWN.get((thing.type, name))
    if own is not None:
        return own(world, thing)
    if name == SHOW:
        return _show(thing)
    if world.given:
        given = _minted(world, thing, name)
        if given is not None:
            return given
    kind = types.lookup(thing.type)
    if kind is not None and (kind.facts.get("overrides") or {}).get("get_attribute") == "NoneResource":
        return None
    schema = kind.attributes.get(name) if kind is not None else None
    return _typed(thing, name, None if schema is None else schema.type)


def attributes(world: World, thing: Thing, types: Catalogue = SHIPPED) -> Map:
    """All attributes but ``show``, sorted by name."""
    kind = types.lookup(thing.type)
    names = sorted(kind.attributes) if kind is not None else []
    return Map((name, attribute(world, thing, name, types)) for name in names if name != SHOW)


def reference(world: World, thing: Thing) -> Value:
    """The reference id: the physical id, but for types whose reference is what they hold."""
    if world.given:
        url = world.given.get((thing.address, ""))
        if url is not None:
            return url
    own = _REFERENCES.get(thing.type)
    return thing.id if own is None else own(world, thing)


def _minted(world: World, thing: Thing, name: str) -> str | None:
    """What a secret that was minted for the thing makes of an attribute; None where nothing does."""
    text = world.given.get((thing.address, name))
    if text is not None and name == "curl_cli":
        return f"curl -i -X POST -H 'X-Auth-Token: {text}' -H 'Content-Type: application/json' https://example.org/"
    return text


def _show(thing: Thing) -> Value:
    return Map({"id": thing.id, "name": _name(thing), "status": "ACTIVE", **thing.properties})


def _name(thing: Thing) -> str:
    given = thing.properties.get("name")
    return given if isinstance(given, str) and given else thing.physical_name


def _typed(thing: Thing, name: str, kind: str | None) -> Value:
    given = thing.properties.get(name)
    match kind:
        case "String" | None if given is None:
            return _text(thing, name)
        case "String":
            return given if isinstance(given, str) else json.dumps(thaw(given), sort_keys=True, default=str)
        case "Integer":
            return given if isinstance(given, int) else chance.number(f"{thing.id} {name}", 10)
        case "Boolean":
            return given if isinstance(given, bool) else True
        case "Map":
            return given if isinstance(given, dict) else Map()
        case "List":
            return given if isinstance(given, tuple) else ()
    return given


def _text(thing: Thing, name: str) -> str:
    lowered = name.lower()
    key = f"{thing.id} {name}"
    if lowered in {"name", "display_name"}:
        return _name(thing)
    if lowered == "status":
        return "ACTIVE"
    if "mac" in lowered.split("_"):
        return chance.mac(key)
    if "ipv6" in lowered:
        return chance.ipv6(key)
    if "ip" in lowered.replace("_", "").removesuffix("address")[-9:] or lowered.endswith("address"):
        return chance.ipv4(key)
    if "url" in lowered or lowered in {"endpoint", "signal"}:
        return f"https://{chance.short_id(key)}.example.org/{name}"
    if lowered.endswith("_ref"):
        return f"https://keys.example.org/v1/{chance.uuid(key)}"
    if lowered.endswith(("_at", "date")):
        return "2000-01-01T00:00:00Z"
    if lowered.endswith("id"):
        return chance.uuid(key)
    return f"{name}-{chance.short_id(key)}"


# Resources of Heat itself.


def _value(_: World, thing: Thing) -> Value:
    return thing.properties.get("value")


def _random(_: World, thing: Thing) -> Value:
    return random_string(thing.id, thing.properties)


def _signals(_: World, thing: Thing) -> Value:
    """A wait condition's data: as many signals as it waits for, by their ids (wait_condition.py)."""
    count = thing.properties.get("count") or 1
    return json.dumps({str(number): "" for number in range(1, int(count) + 1)})


def _physical_name(_: World, thing: Thing) -> Value:
    return thing.physical_name


# Servers and what they are made of.


def _private_key(_: World, thing: Thing) -> Value:
    if not thing.properties.get("save_private_key"):
        return ""
    return f"-----BEGIN SIMULATED KEY-----\n{chance.hexadecimal(thing.id)}\n-----END SIMULATED KEY-----\n"


def _public_key(_: World, thing: Thing) -> Value:
    return thing.properties.get("public_key") or f"ssh-rsa {chance.hexadecimal(thing.id)} simulated"


def _fixed_ips(_: World, thing: Thing) -> Value:
    """A port's addresses: those asked for, else one."""
    asked = [one for one in thing.properties.get("fixed_ips") or () if isinstance(one, dict)]
    if not asked:
        return (Map({"subnet_id": chance.uuid(f"{thing.id} subnet"), "ip_address": chance.ipv4(thing.id)}),)
    return tuple(
        Map(
            {
                "subnet_id": one.get("subnet") or one.get("subnet_id") or chance.uuid(f"{thing.id} subnet {place}"),
                "ip_address": one.get("ip_address") or chance.ipv4(f"{thing.id} {place}"),
            }
        )
        for place, one in enumerate(asked)
    )


def _links(world: World, thing: Thing) -> list[tuple[str, str, str]]:
    """A server's networks in their order: name, address, port id; one called ``private`` where none is given."""
    given = [one for one in thing.properties.get("networks") or () if isinstance(one, dict)] or [Map()]
    links = []
    for place, one in enumerate(given):
        port = world.get(str(one.get("port")))
        network = one.get("network") or one.get("uuid")
        fixed = one.get("fixed_ip") or chance.ipv4(f"{thing.id} {place}")
        port_id = str(one.get("port") or chance.uuid(f"{thing.id} port {place}"))
        if port is not None:
            network = network or port.properties.get("network") or port.properties.get("network_id")
            fixed = _fixed_ips(world, port)[0]["ip_address"]
        known = world.get(str(network))
        links.append((_name(known) if known is not None else str(network or "private"), str(fixed), port_id))
    return links


def _networks(world: World, thing: Thing) -> Value:
    found: dict[str, tuple[str, ...]] = {}
    for network, fixed, _ in _links(world, thing):
        found[network] = (*found.get(network, ()), fixed)
    return Map(found)


def _addresses(world: World, thing: Thing) -> Value:
    found: dict[str, tuple[Map, ...]] = {}
    for network, fixed, port in _links(world, thing):
        one = Map(
            {
                "addr": fixed,
                "version": 4,
                "OS-EXT-IPS-MAC:mac_addr": chance.mac(port),
                "OS-EXT-IPS:type": "fixed",
                "port": port,
            }
        )
        found[network] = (*found.get(network, ()), one)
    return Map(found)


def _first_address(world: World, thing: Thing) -> Value:
    return _links(world, thing)[0][1]


def _instance_name(_: World, thing: Thing) -> Value:
    return f"instance-{chance.hexadecimal(thing.id)[:8]}"


def _mac(_: World, thing: Thing) -> Value:
    return thing.properties.get("mac_address") or chance.mac(thing.id)


Own = Callable[[World, Thing], Value]

_OWN: dict[tuple[str, str], Own] = {
    ("OS::Heat::Value", "value"): _value,
    ("OS::Heat::RandomString", "value"): _random,
    ("OS::Heat::TestResource", "output"): _value,
    ("OS::Heat::WaitCondition", "data"): _signals,
    ("AWS::CloudFormation::WaitCondition", "Data"): _signals,
    ("OS::Nova::KeyPair", "private_key"): _private_key,
    ("OS::Nova::KeyPair", "public_key"): _public_key,
    ("OS::Neutron::Port", "fixed_ips"): _fixed_ips,
    ("OS::Neutron::Port", "mac_address"): _mac,
    ("OS::Nova::Server", "networks"): _networks,
    ("OS::Nova::Server", "addresses"): _addresses,
    ("OS::Nova::Server", "first_address"): _first_address,
    ("OS::Nova::Server", "instance_name"): _instance_name,
}

_REFERENCES: dict[str, Own] = {
    "AWS::CloudFormation::Stack": lambda _, thing: arn(PROJECT, thing.physical_name, thing.id),
    "AWS::ElasticLoadBalancing::LoadBalancer": lambda _, thing: thing.name,
    "OS::Heat::RandomString": _random,
    "OS::Heat::Value": _physical_name,
    "OS::Heat::TestResource": _physical_name,
    "OS::Nova::KeyPair": lambda _, thing: _name(thing),
}
