"""The law that nothing is used before it is there."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.testing.laws import Case
from heatplan.testing.laws.dependencies import NOTHING_IS_USED_TOO_EARLY
from tests.sources import sources_of

NETWORK = """\
heat_template_version: 2018-08-31
resources:
  net: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}}
  router: {type: OS::Neutron::Router, properties: {external_gateway_info: {network: public}}}
  interface: {type: OS::Neutron::RouterInterface, properties: {router: {get_resource: router}, subnet: {get_resource: subnet}}}
  floating: {type: OS::Neutron::FloatingIP, properties: {floating_network: public}}
"""
PORT = "  port: {type: OS::Neutron::Port, depends_on: subnet, properties: {network: {get_resource: net}}}\n"
JOIN = "  join: {type: OS::Neutron::FloatingIPAssociation, properties: {floatingip_id: {get_resource: floating}, port_id: {get_resource: port}}}\n"


def found(text: str, parameters: Map = Map(), **files: str) -> tuple[Diagnostic, ...]:  # noqa: B008
    sources = sources_of({"template.yaml": text, **{f"{name}.yaml": inner for name, inner in files.items()}})
    return NOTHING_IS_USED_TOO_EARLY(Case.of(sources, Request(parameters=parameters)))


def test_an_association_waits_for_the_interface() -> None:
    (one,) = found(NETWORK + PORT + JOIN)

    assert (one.code.id, one.address) == ("HP1412", "resources.join")
    assert one.hint == "Add depends_on: interface"


@pytest.mark.parametrize(
    "more",
    [
        PORT + JOIN.replace("{type", "{depends_on: interface, type"),
        PORT.replace("depends_on: subnet", "depends_on: interface") + JOIN,
        PORT.replace("{network:", "{fixed_ips: [{subnet: {get_resource: subnet}}], network:") + JOIN,
        PORT.replace("{get_resource: net}", "elsewhere") + JOIN,
        PORT,
    ],
    ids=["it does", "its port does", "Heat sees to it", "another network", "no association"],
)
def test_what_waits_or_needs_no_route_is_left_alone(more: str) -> None:
    assert found(NETWORK + more) == ()


NAMED = """\
heat_template_version: 2018-08-31
parameters: {one: {type: string, default: web}, two: {type: string, default: web}}
resources:
  key: {type: OS::Nova::KeyPair, properties: {name: KEY, public_key: k}}
  server: {type: OS::Nova::Server, properties: {key_name: ASKED, flavor: f, image: i}}
"""


@pytest.mark.parametrize(
    ("key", "wanted", "count"),
    [
        ("web", "web", 1),
        ("{get_param: one}", "{get_param: one}", 1),
        ("{get_param: one}", "{get_param: two}", 0),
        ("web", "{get_param: two}", 0),
        ("web", "other", 0),
        ("web", "{get_resource: key}", 0),
    ],
)
def test_what_is_named_by_its_text_is_found(key: str, wanted: str, count: int) -> None:
    told = found(NAMED.replace("KEY", key).replace("ASKED", wanted))

    assert [one.code.id for one in told] == ["HP1411"] * count
    assert [one.address for one in told] == ["resources.server.properties.key_name"] * count
    assert all("get_resource: key" in one.hint for one in told)


def test_a_parameter_that_asks_for_what_is_made_is_found() -> None:
    text = NAMED.replace(
        "one: {type: string, default: web}",
        "one: {type: string, default: web, constraints: [{custom_constraint: nova.keypair}]}",
    )
    (one,) = found(text.replace("KEY", "{get_param: one}").replace("ASKED", "{get_resource: key}"))

    assert (one.code.id, one.address) == ("HP1411", "parameters.one")
