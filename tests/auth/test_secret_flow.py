"""Where secrets go."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from heatplan.ir.auth import Expires, Flow, Mint
from heatplan.ir.source import Request
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.passes.follow import follow
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.secret_flow import Arrival, arrivals
from tests.sources import sources_of

VERSION = "2018-08-31"


def compiled(resources: dict[str, Any], **more: Any) -> Stack:
    files = more.pop("files", {})
    parameters = {"password": {"type": "string", "hidden": True}, **more.pop("parameters", {})}
    template = {"heat_template_version": VERSION, "parameters": parameters, "resources": resources, **more}
    texts = {"template.yaml": json.dumps(template), **{name: json.dumps(text) for name, text in files.items()}}
    result = compile_plan(sources_of(texts), Request(parameters=Map(password="pw")))
    assert result.value is not None, [finding.message for finding in result.diagnostics]
    return result.value.root


def test_a_hidden_parameter_is_followed_into_a_server() -> None:
    script = {"str_replace": {"template": "x=PW", "params": {"PW": {"get_param": "password"}}}}
    root = compiled(
        {"s": {"type": "OS::Nova::Server", "properties": {"flavor": "f", "image": "i", "user_data": script}}}
    )

    assert arrivals(root) == (Arrival("parameters.password", "user-data", "s", "properties.user_data"),)


def test_it_is_followed_through_values_and_outputs() -> None:
    root = compiled(
        {
            "v": {"type": "OS::Heat::Value", "properties": {"value": {"get_param": "password"}}},
            "w": {"type": "OS::Heat::Value", "properties": {"value": {"get_attr": ["v", "value"]}}},
        },
        outputs={"o": {"value": {"get_attr": ["w", "value"]}}, "safe": {"value": {"get_resource": "w"}}},
    )

    assert Arrival("parameters.password", "output", "outputs.o") in arrivals(root)
    assert not any(item.address == "outputs.safe" for item in arrivals(root))


def test_it_is_followed_through_nested_stacks_and_groups() -> None:
    child = {
        "heat_template_version": VERSION,
        "parameters": {"secret": {"type": "string"}},
        "resources": {"c": {"type": "OS::Heat::SoftwareConfig", "properties": {"config": {"get_param": "secret"}}}},
        "outputs": {"back": {"value": {"get_attr": ["c", "config"]}}},
    }
    member = {"type": "child.yaml", "properties": {"secret": {"get_param": "password"}}}
    root = compiled(
        {"g": {"type": "OS::Heat::ResourceGroup", "properties": {"count": 3, "resource_def": member}}},
        files={"child.yaml": child},
        outputs={
            "all": {"value": {"get_attr": ["g", "back"]}},
            "one": {"value": {"get_attr": ["g", "resource.1.back"]}},
        },
    )

    assert arrivals(root) == (
        Arrival("parameters.password", "config", "g[*].c", "properties.config"),
        Arrival("parameters.password", "output", "outputs.all"),
        Arrival("parameters.password", "output", "outputs.one"),
    )


def test_a_minted_secret_is_followed_from_its_attribute() -> None:
    root = compiled(
        {
            "h": {"type": "OS::Heat::WaitConditionHandle"},
            "s": {
                "type": "OS::Nova::Server",
                "properties": {"flavor": "f", "image": "i", "user_data": {"get_attr": ["h", "token"]}},
            },
        },
        outputs={"url": {"value": {"get_attr": ["h", "endpoint"]}}},
    )
    token = Mint("token", "token", "stack-user", Expires("an hour"), flows=(Flow("attribute", "token"),))
    resources = tuple(replace(item, auth=(token,)) if item.name == "h" else item for item in root.resources)

    assert arrivals(replace(root, resources=resources)) == (
        Arrival("h.@auth.token", "user-data", "s", "properties.user_data"),
    )


def test_what_a_resource_keeps_secret_itself() -> None:
    root = compiled(
        {"r": {"type": "OS::Heat::RandomString"}},
        outputs={"a": {"value": {"get_attr": ["r", "value"]}}, "b": {"value": {"get_resource": "r"}}},
    )

    assert arrivals(root) == (
        Arrival("r.value", "output", "outputs.a"),
        Arrival("r.value", "output", "outputs.b"),
    )


def test_where_others_can_read_it_there_is_a_warning() -> None:
    root = compiled(
        {
            "s": {
                "type": "OS::Nova::Server",
                "properties": {"flavor": "f", "image": "i", "user_data": {"get_param": "password"}},
            }
        },
        outputs={"o": {"value": {"get_param": "password"}}},
    )
    said = [(item.code.name, item.message) for item in follow(root).diagnostics]

    assert said == [
        ("secret-in-output", "The output o shows the hidden parameter password to everyone who may show the stack."),
        (
            "secret-in-instance",
            "Every process of the instance can read the hidden parameter password in the user data of s.",
        ),
    ]
