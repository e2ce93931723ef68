"""What must be in the cloud before a plan begins: each thing once, and never a hidden value."""

from __future__ import annotations

import json
from typing import Any

from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.expr import Call, Lit, Substitute
from heatplan.ir.plan import Plan
from heatplan.ir.precondition import Precondition
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.render.text import text as shown
from tests.sources import sources_of

SERVER = "{type: OS::Nova::Server, properties: {flavor: %s, image: i, networks: [{network: n}]}}"


def plan_of(resources: str, parameters: str = "", given: dict[str, Any] | None = None, **files: str) -> Plan:
    version = "heat_template_version: 2021-04-16\n"
    root = f"{version}parameters: {{{parameters}}}\nresources:\n{resources}"
    sources = sources_of({"template.yaml": root, **{f"{name}.yaml": version + text for name, text in files.items()}})
    result = compile_plan(sources, Request(parameters=freeze(given or {})))
    assert result.value is not None, [one.message for one in result.diagnostics]
    return result.value


def required(plan: Plan, constraint: str) -> list[Precondition]:
    return [one for one in plan.header.preconditions if one.constraint == constraint]


def test_a_value_is_asked_once_however_often_it_is_used() -> None:
    plan = plan_of("".join(f"  s{n}: {SERVER % ('big' if n == 1 else 'small')}\n" for n in range(4)))

    assert required(plan, "nova.flavor") == [
        Precondition("nova.flavor", Lit("big"), "s1.properties.flavor"),
        Precondition("nova.flavor", Lit("small"), "s0.properties.flavor", 3),
    ]
    assert [one.at for one in required(plan, "neutron.network")] == ["s0.properties.networks[0].network"]


def test_what_comes_from_a_resource_of_the_stack_is_left_out() -> None:
    plan = plan_of(
        "  n: {type: OS::Neutron::Net}\n"
        "  p: {type: OS::Neutron::Port, properties: {network: {get_resource: n}}}\n"
        "  a: {type: OS::Nova::HostAggregate, properties: {name: h, availability_zone: z, hosts: [one, two]}}\n"
    )

    assert required(plan, "neutron.network") == []
    assert [one.value for one in required(plan, "nova.host")] == [Lit("one"), Lit("two")]


def test_parameters_have_constraints_too() -> None:
    plan = plan_of(
        "  v: {type: OS::Heat::None}\n",
        "k: {type: string, default: me, constraints: [{custom_constraint: nova.keypair}]}",
    )

    assert required(plan, "nova.keypair") == [Precondition("nova.keypair", Lit("me"), "parameters.k")]


def test_constraints_that_need_no_cloud_are_none() -> None:
    plan = plan_of(
        "  v: {type: OS::Heat::None}\n",
        "k: {type: string, default: 10.0.0.1, constraints: [{custom_constraint: ip_addr}]}",
    )

    assert plan.header.preconditions == ()


def test_a_hidden_value_is_a_reading_of_the_parameter_at_every_level() -> None:
    child = f"parameters: {{f: {{type: string}}}}\nresources:\n  s: {SERVER % '{get_param: f}'}\n"
    plan = plan_of(
        "  inner: {type: child.yaml, properties: {f: {get_param: secret}}}\n",
        "secret: {type: string, hidden: true}",
        {"secret": "hush-hush"},
        child=child,
    )
    (flavor,) = required(plan, "nova.flavor")

    assert flavor == Precondition(
        "nova.flavor", Call("get_param", "GetParam", Lit("secret")), "inner.s.properties.flavor"
    )
    assert "hush-hush" not in encode(plan) + shown(plan) + repr(plan.header)


def test_a_group_of_any_size_is_asked_for_once() -> None:
    plan = plan_of(
        "  g:\n    type: OS::Heat::ResourceGroup\n"
        "    properties: {count: 1000000, resource_def: {type: OS::Nova::Server, "
        "properties: {flavor: small, image: 'i-%index%', networks: [{network: n}]}}}\n"
    )

    assert [one.at for one in required(plan, "nova.flavor")] == ["g[*].properties.flavor"]
    assert [one.value for one in required(plan, "glance.image")] == [Substitute(Lit("i-%index%"), "%index%")]


def test_what_stands_already_asks_for_nothing() -> None:
    plan = plan_of("  s: {type: OS::Nova::Server, external_id: x, properties: {flavor: f, image: i}}\n")

    assert plan.header.preconditions == ()


def test_they_are_in_the_plans_file_and_its_digest() -> None:
    plan = plan_of(f"  s: {SERVER % 'small'}\n")
    text = encode(plan)

    assert decode(text).value == plan
    assert {"at": "s.properties.flavor", "constraint": "nova.flavor", "value": "small"} in json.loads(text)["header"][
        "preconditions"
    ]
    assert decode(text.replace('"constraint":"nova.flavor"', '"constraint":"nova.server"')).value is None


def test_show_lists_them() -> None:
    plan = plan_of(f"  s: {SERVER % 'small'}\n  t: {SERVER % 'small'}\n")

    assert "  must be there before\n    glance.image i  for s.properties.image, and 1 more\n" in shown(plan)
