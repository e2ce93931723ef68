"""The law about names: what a service keeps apart is given once, and no name is longer than it may be."""

from __future__ import annotations

import hashlib

import pytest

from heatplan.catalogue.catalogue import SHIPPED
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.testing.laws import Case
from heatplan.testing.laws.naming import NAMES_ARE_UNIQUE
from heatplan.testing.laws.unique import UNIQUE, host_name, longest_name, values_at
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"


def found(body: str, parameters: str = "", secrets: tuple[str, ...] = (), **given: str) -> tuple[Diagnostic, ...]:
    text = f"{HEAD}{parameters}resources:\n{body}"
    return NAMES_ARE_UNIQUE(Case.of(sources_of({"template.yaml": text}), Request(parameters=Map(given)), secrets))


PAIRS = [
    ("OS::Nova::KeyPair", "name: a, public_key: k", "name: b, public_key: k"),
    ("OS::Nova::Flavor", "ram: 1, vcpus: 1, name: a", "ram: 1, vcpus: 1, name: b"),
    ("OS::Cinder::VolumeType", "name: a", "name: b"),
    (
        "OS::Manila::ShareType",
        "name: a, driver_handles_share_servers: true",
        "name: b, driver_handles_share_servers: true",
    ),
    ("OS::Keystone::User", "name: a", "name: a, domain: other"),
    ("OS::Keystone::Project", "name: a", "name: b"),
    ("OS::Swift::Container", "name: a", "name: b"),
    ("OS::Designate::Zone", "name: a.org., email: a@b.c", "name: b.org., email: a@b.c"),
    ("OS::Neutron::Subnet", "network: n, cidr: 10.0.0.0/24", "network: m, cidr: 10.0.0.0/24"),
    ("OS::Neutron::Port", "network: n, mac_address: 'fa:16:3e:00:00:01'", "network: n"),
    (
        "OS::Neutron::Port",
        "network: n, fixed_ips: [{ip_address: 10.0.0.1}]",
        "network: n, fixed_ips: [{ip_address: 10.0.0.2}]",
    ),
    ("OS::Nova::Server", "name: web_1, flavor: f, image: i", "name: web2, flavor: f, image: i"),
]


@pytest.mark.parametrize(("kind", "one", "other"), PAIRS, ids=[f"{kind} {one}" for kind, one, _ in PAIRS])
def test_the_same_is_found_and_another_is_not(kind: str, one: str, other: str) -> None:
    line = "  {}: {{type: {}, properties: {{{}}}}}\n"

    (same,) = found(line.format("first", kind, one) + line.format("second", kind, one))

    assert same.code.id == "HP1406"
    assert same.address.startswith("resources.second.properties.")
    assert len(same.labels) == 1
    assert found(line.format("first", kind, one) + line.format("second", kind, other)) == ()


def test_types_that_know_things_by_their_ids_are_left_alone() -> None:
    line = "  {}: {{type: OS::Cinder::Volume, properties: {{size: 1, name: a}}}}\n"

    assert found(line.format("first") + line.format("second")) == ()


def test_names_that_are_equal_only_by_what_is_given_are_left_alone() -> None:
    parameters = "parameters: {one: {type: string}, two: {type: string}}\n"
    line = "  {}: {{type: OS::Nova::KeyPair, properties: {{public_key: k, name: {{get_param: {}}}}}}}\n"

    assert found(line.format("first", "one") + line.format("second", "two"), parameters, one="x", two="x") == ()
    assert len(found(line.format("first", "one") + line.format("second", "one"), parameters, one="x", two="x")) == 1


def test_a_group_is_told_to_use_the_index_and_told_once() -> None:
    body = (
        "  keys:\n    type: OS::Heat::ResourceGroup\n    properties:\n      count: 4\n"
        "      resource_def: {type: OS::Nova::KeyPair, properties: {name: web, public_key: k}}\n"
    )
    (one,) = found(body)

    assert "keys[0] and to keys[1], and 2 more" in one.message
    assert one.hint == "Make it depend on the member's name: put %index% into it where keys says what a member is."


def test_a_hidden_value_is_not_shown() -> None:
    parameters = "parameters: {word: {type: string, hidden: true}}\n"
    line = "  {}: {{type: OS::Nova::KeyPair, properties: {{public_key: k, name: {{get_param: word}}}}}}\n"
    (one,) = found(line.format("first") + line.format("second"), parameters, ("well-kept",), word="well-kept")

    assert "well-kept" not in repr(one)


@pytest.mark.parametrize(
    ("kind", "length", "limit"),
    [("OS::Keystone::Project", 65, 64), ("OS::Neutron::Net", 256, 255), ("OS::Cinder::Volume", 256, 255)],
)
def test_a_name_that_is_too_long_is_found(kind: str, length: int, limit: int) -> None:
    more = "size: 1, " if kind == "OS::Cinder::Volume" else ""
    line = "  thing: {{type: {}, properties: {{{}name: {}}}}}\n"

    (one,) = found(line.format(kind, more, "x" * length))

    assert one.code.id == "HP1407"
    assert f"has {length} characters" in one.message
    assert found(line.format(kind, more, "x" * limit)) == ()


def test_bytes_count_where_the_service_counts_them() -> None:
    longest = longest_name("OS::Swift::Container")
    assert longest is not None
    assert longest.of("é" * 129) == 258


@pytest.mark.parametrize(
    ("name", "host"), [("Web_1", "web-1"), ("web.example.org", "web-example-org"), ("-a-", "a"), ("x" * 70, "x" * 63)]
)
def test_host_names_are_novas(name: str, host: str) -> None:
    assert host_name(name) == host


def test_each_row_names_a_property_that_there_is() -> None:
    for rule in UNIQUE:
        kind = SHIPPED.lookup(rule.type)
        assert kind is not None, rule
        assert rule.path[0] in kind.properties, rule
        assert all(any(name in kind.properties for name in names) for names in rule.within), rule


def test_values_are_found_at_any_depth() -> None:
    properties = Map(a=(Map(b=1), Map(b=None), Map(b=2)))

    assert values_at(properties, ("a", "*", "b")) == ((("a", 0, "b"), 1), (("a", 2, "b"), 2))


HIDDEN_WAYS = [
    "{get_param: password}",
    "{digest: [md5, {get_param: password}]}",
    "{str_split: [k, {get_param: password}, 0]}",
    "{list_join: ['', [{get_param: password}, {get_param: password}]]}",
]


@pytest.mark.parametrize("way", HIDDEN_WAYS)
@pytest.mark.parametrize("around", ["", "group"])
def test_nothing_of_a_hidden_value_is_shown_whatever_was_made_of_it(way: str, around: str) -> None:
    secret = "hunter2SECRETk" * 12
    digest = hashlib.md5(secret.encode(), usedforsecurity=False).hexdigest()
    user = f"{{type: OS::Keystone::User, properties: {{name: {way}}}}}"
    body = (
        f"  first: {{type: OS::Heat::ResourceGroup, properties: {{count: 2, resource_def: {user}}}}}\n"
        if around
        else f"  first: {user}\n  second: {user}\n"
    )
    body += f"  long: {{type: OS::Keystone::Project, properties: {{name: {way}}}}}\n"

    told = found(body, "parameters: {password: {type: string, hidden: true}}\n", password=secret)

    assert "HP1406" in {one.code.id for one in told}
    assert "hunter2" not in repr(told)
    assert digest[:8] not in repr(told)
