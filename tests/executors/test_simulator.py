from __future__ import annotations

import ipaddress
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.catalogue import resource_types
from heatplan.executors.protocol import Order
from heatplan.executors.simulator import attributes, chance
from heatplan.executors.simulator.driver import Simulator, made
from heatplan.executors.simulator.random_string import random_string
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.state import Standing
from heatplan.ir.value import Map, Value, freeze

TYPES = {"String": str, "Integer": int, "Boolean": bool, "Map": dict, "List": tuple}


def order(address: str, kind: str, **properties: Value) -> Order:
    return Order(address, "create", "resource", kind, address, "stack", "requester", Map(properties))


def standing(one: Order, world: World) -> tuple[World, Standing]:
    done = Simulator().create(world, one)
    assert done.id is not None
    return done.world, Standing(one.address, one.type, "resource", done.id)


@pytest.mark.parametrize("kind", resource_types.names())
def test_attributes_have_the_types_of_the_catalogue_and_are_plain_data(kind: str) -> None:
    schema = resource_types.lookup(kind)
    assert schema is not None
    world, one = standing(order("a", kind), EMPTY)

    found = {name: Simulator().attribute(world, one, name) for name in schema.attributes}

    absent = (schema.facts.get("overrides") or {}).get("get_attribute") == "NoneResource"
    for name, value in found.items():
        wanted = TYPES.get(schema.attributes[name].type or "", object)
        assert isinstance(value, wanted) or (absent and value is None), (name, value)
    assert freeze(found) is not None
    assert dict(Simulator().attributes(world, one)) == {name: value for name, value in found.items() if name != "show"}


def test_two_runs_give_the_same_and_two_addresses_do_not() -> None:
    one, other = made(order("a", "OS::Nova::Server")), made(order("b", "OS::Nova::Server"))

    assert one == made(order("a", "OS::Nova::Server"))
    assert one.id != other.id
    assert attributes.attribute(EMPTY, one, "first_address") != attributes.attribute(EMPTY, other, "first_address")


def test_addresses_are_from_the_ranges_for_documentation() -> None:
    allowed = [
        ipaddress.ip_network(one) for one in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    ]
    for number in range(300):
        for found in (chance.ipv4(str(number)), chance.ipv6(str(number))):
            assert any(ipaddress.ip_address(found) in network for network in allowed), found


def test_a_server_has_the_addresses_of_its_ports_under_the_names_of_their_networks() -> None:
    world, net = standing(order("net", "OS::Neutron::Net", name="backend"), EMPTY)
    world, port = standing(order("port", "OS::Neutron::Port", network=net.id), world)
    asked = (Map({"ip_address": "192.0.2.77", "subnet": "s"}),)
    world, fixed = standing(order("fixed", "OS::Neutron::Port", network=net.id, fixed_ips=asked), world)
    links = (Map({"port": port.id}), Map({"port": fixed.id}), Map({"network": "other"}))
    world, server = standing(order("server", "OS::Nova::Server", networks=links), world)

    driver = Simulator()
    (first,) = driver.attribute(world, port, "fixed_ips")
    networks = driver.attribute(world, server, "networks")
    assert networks["backend"] == (first["ip_address"], "192.0.2.77")
    assert list(networks) == ["backend", "other"]
    assert driver.attribute(world, server, "first_address") == first["ip_address"]
    addresses = driver.attribute(world, server, "addresses")
    assert [one["addr"] for one in addresses["backend"]] == list(networks["backend"])
    assert addresses["backend"][0]["port"] == port.id


def test_heats_own_resources_behave_as_themselves() -> None:
    driver = Simulator()
    world, value = standing(order("v", "OS::Heat::Value", value=(1, "x")), EMPTY)
    assert driver.attribute(world, value, "value") == (1, "x")
    world, test = standing(order("t", "OS::Heat::TestResource", value="out"), world)
    assert driver.attribute(world, test, "output") == "out"
    assert driver.create(world, order("f", "OS::Heat::TestResource", fail=True)).failure == "Test Resource failed f"
    world, drawn = standing(order("r", "OS::Heat::RandomString"), world)
    assert driver.reference(world, drawn) == driver.attribute(world, drawn, "value")
    world, wait = standing(order("w", "OS::Heat::WaitCondition", count=2), world)
    assert sorted(json.loads(driver.attribute(world, wait, "data"))) == ["1", "2"]
    world, none = standing(order("n", "OS::Heat::None"), world)
    assert driver.attribute(world, none, "anything") is None
    world, key = standing(order("k", "OS::Nova::KeyPair", name="mine"), world)
    assert driver.reference(world, key) == "mine"
    assert driver.attribute(world, key, "private_key") == ""


@given(
    st.text(max_size=5),
    st.integers(1, 64),
    st.lists(
        st.tuples(st.sampled_from(["letters", "digits", "hexdigits", "uppercase"]), st.integers(1, 4)), max_size=3
    ),
    st.lists(st.tuples(st.text(min_size=1, max_size=4), st.integers(1, 4)), max_size=2),
)
def test_a_random_string_has_the_length_and_the_characters_asked_for(
    key: str, length: int, classes: list[tuple[str, int]], sequences: list[tuple[str, int]]
) -> None:
    properties = Map(
        {
            "length": length,
            "character_classes": tuple(Map({"class": name, "min": least}) for name, least in classes),
            "character_sequences": tuple(Map({"sequence": text, "min": least}) for text, least in sequences),
        }
    )
    found = random_string(key, properties)

    kinds = {
        "letters": string.ascii_letters,
        "digits": string.digits,
        "hexdigits": string.digits + "ABCDEF",
        "uppercase": string.ascii_uppercase,
    }
    wanted = [(kinds[name], least) for name, least in classes] + sequences
    assert len(found) == length
    assert set(found) <= set("".join(chars for chars, _ in wanted) or string.ascii_letters + string.digits)
    if sum(least for _, least in wanted) <= length:
        assert all(sum(char in chars for char in found) >= least for chars, least in wanted)
    assert found == random_string(key, properties)


def test_a_random_string_without_properties_is_32_letters_and_digits() -> None:
    found = random_string("key", Map())

    assert len(found) == 32
    assert found.isalnum()
    assert found.isascii()
    assert random_string("key", Map({"sequence": "octdigits", "length": 5})).strip("01234567") == ""
