"""The law that every output resolves: what leads nowhere for sure is found, what only a cloud knows is not."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.testing.laws import Case
from heatplan.testing.laws.outputs import OUTPUTS_RESOLVE
from tests.sources import sources_of

ROOT = """\
heat_template_version: 2018-08-31
resources:
  kept: {type: OS::Heat::Value, properties: {value: {a: {b: 1}}}}
  again: {type: OS::Heat::Value, properties: {value: {get_attr: [kept, value, a]}}}
  port: {type: OS::Neutron::Port, properties: {network: n, fixed_ips: [{ip_address: 10.0.0.1}]}}
  server: {type: OS::Nova::Server, properties: {flavor: f, image: i, networks: [{port: {get_resource: port}}]}}
  web: {type: web.yaml}
  servers: {type: OS::Heat::ResourceGroup, properties: {count: 3, resource_def: {type: web.yaml}}}
  scaled: {type: OS::Heat::AutoScalingGroup, properties: {min_size: 2, max_size: 3, resource: {type: web.yaml}}}
outputs:
  out: {value: {get_attr: [PATH]}}
"""
WEB = """\
heat_template_version: 2018-08-31
parameters: {off: {type: boolean, default: false}}
conditions: {off: {get_param: off}}
resources:
  server: {type: OS::Nova::Server, properties: {flavor: f, image: i}}
  data: {type: OS::Heat::Value, properties: {value: {port: 80}}}
outputs:
  server: {value: {get_resource: server}}
  addresses: {value: {get_attr: [server, addresses, private]}}
  address: {value: {get_attr: [server, first_address]}}
  data: {value: {get_attr: [data, value]}}
  fixed: {value: {a: 1}}
  absent: {condition: off, value: 1}
"""


def found(path: str) -> tuple[Diagnostic, ...]:
    return OUTPUTS_RESOLVE(Case.of(sources_of({"template.yaml": ROOT.replace("PATH", path), "web.yaml": WEB})))


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("kept, value, c", "the value of kept has nothing at c"),
        ("again, value, c", "the value of kept has nothing at a.c"),
        ("port, fixed_ips, 1, ip_address", "port asks for 1 fixed IPs, so there is none at 1"),
        ("port, fixed_ips, 0, address", "a fixed IP has ip_address and subnet_id, and no address"),
        ("server, first_address, ip", "first_address of server is a text, and there is no ip in a text"),
        ("web, fixed, b", "the output fixed of web.yaml has nothing at b"),
        ("web, absent", "the condition of the output absent of web.yaml is false"),
        ("web, data, ports", "the value of data has nothing at ports"),
        ("web, address, ip", "first_address of server is a text, and there is no ip in a text"),
        ("web, resource.data, value, ports", "the value of data has nothing at ports"),
        ("servers, data, ports", "the value of data has nothing at ports"),
        ("servers, attributes, data, ports", "the value of data has nothing at ports"),
        ("servers, resource.3.address", "servers has no member 3: it has 3"),
        ("servers, resource.2, data, ports", "the value of data has nothing at ports"),
        ("scaled, outputs, data, ports", "the value of data has nothing at ports"),
        ("scaled, outputs_list, data, ports", "the value of data has nothing at ports"),
    ],
)
def test_a_path_that_leads_nowhere_is_found(path: str, why: str) -> None:
    (one,) = found(path)

    assert one.message == f"The output out leads nowhere: {why}."
    assert one.address == "outputs.out"
    source = ROOT.replace("PATH", path)
    assert source[one.span.start : one.span.end].startswith("{get_attr: [")
    assert one.hint


@pytest.mark.parametrize(
    "path",
    [
        "kept, value, a, b",
        "again, value, b",
        "port, fixed_ips, 0, ip_address",
        "port, allowed_address_pairs, 4, ip_address",
        "server, addresses, elsewhere, 0, addr",
        "server, networks, elsewhere, 0",
        "server, show, fault",
        "web, data, port",
        "web, addresses, 3, addr",
        "web, resource.data, value, port",
        "servers, data, port",
        "servers, attributes, data, port",
        "servers, resource.2.address",
        "servers, refs, 9",
        "servers, addresses, 0, nothing",
        "scaled, outputs, data, port",
        "scaled, resource.1, data, port",
        "scaled, current_size",
    ],
)
def test_what_has_a_value_or_only_a_cloud_knows_is_not(path: str) -> None:
    assert found(path) == ()


def test_a_part_of_an_output_is_a_warning() -> None:
    text = ROOT.replace("{get_attr: [PATH]}", "{first: 1, second: {get_attr: [kept, value, c]}}")
    (one,) = OUTPUTS_RESOLVE(Case.of(sources_of({"template.yaml": text, "web.yaml": WEB})))

    assert one.severity == "warning"
    assert text[one.span.start : one.span.end] == "get_attr"


def test_an_output_without_reads_that_fails_is_found() -> None:
    text = ROOT.replace("{get_attr: [PATH]}", '{str_split: ["/", "a/b", 7]}')
    case = Case.of(sources_of({"template.yaml": text, "web.yaml": WEB}))

    (one,) = OUTPUTS_RESOLVE(case)
    assert one.message.startswith("The output out leads nowhere: ValueError: Incorrect index")


def test_a_template_without_outputs_is_not_asked() -> None:
    text = ROOT.partition("outputs:")[0]
    case = Case.of(sources_of({"template.yaml": text, "web.yaml": WEB}))

    assert not OUTPUTS_RESOLVE.applies(case, None)  # type: ignore[arg-type]


def test_why_an_output_fails_says_nothing_of_a_hidden_value() -> None:
    text = (
        "heat_template_version: 2018-08-31\nparameters: {password: {type: string, hidden: true}}\noutputs:\n"
        "  out: {value: {yaql: {expression: 'int($.data)', data: {str_split: [k, {get_param: password}, 0]}}}}\n"
    )

    (one,) = OUTPUTS_RESOLVE(
        Case.of(sources_of({"template.yaml": text}), Request(parameters=Map(password="hunter2ksecret")))
    )

    assert one.message == "The output out leads nowhere: ValueError."
