"""What each resource type mints, by its settings: names in Heat's order, where secrets go, how all ends."""

from __future__ import annotations

import pytest

from heatplan.catalogue import resource_types
from heatplan.catalogue.credentials import RECIPES
from heatplan.ir.auth import Expires, Flow, Residue, Revoked
from tests.auth.harness import auth_of, authorized, said

USER = ["user", "grant"]
WITH_PASSWORD = ["password", *USER]


def resource(kind: str, properties: str = "{}", more: str = "") -> str:
    return f"heat_template_version: 2021-04-16\nresources:\n  r: {{type: '{kind}', properties: {properties}}}\n{more}"


READ = "outputs: {o: {value: {get_attr: [r, signal]}}}\n"


@pytest.mark.parametrize(
    ("transport", "unread", "read"),
    [
        ("TOKEN_SIGNAL", [*WITH_PASSWORD, "token"], []),
        ("HEAT_SIGNAL", WITH_PASSWORD, ["heat-url"]),
        ("CFN_SIGNAL", WITH_PASSWORD, ["credential", "ec2-url"]),
        ("TEMP_URL_SIGNAL", WITH_PASSWORD, ["container", "object", "temp-url-key", "temp-url"]),
        ("ZAQAR_SIGNAL", WITH_PASSWORD, ["token", "queue", "queue-url"]),
        ("NO_SIGNAL", WITH_PASSWORD, []),
    ],
)
def test_wait_condition_handles(transport: str, unread: list[str], read: list[str]) -> None:
    text = resource("OS::Heat::WaitConditionHandle", f"{{signal_transport: {transport}}}")

    alone, shown = auth_of(authorized(text), "r"), auth_of(authorized(text + READ), "r")

    assert list(alone) == unread
    assert list(shown) == [*unread, *read]
    assert {mint.moment for mint in shown.values() if mint.read_by} == ({"read"} if read else set())
    assert all(shown[name].read_by == ("outputs.o",) for name in read)


@pytest.mark.parametrize(
    ("transport", "names", "inputs"),
    [
        ("CFN_SIGNAL", [*USER, "credential", "ec2-url"], {"ec2-url": ["deploy_signal_id"]}),
        ("TEMP_URL_SIGNAL", ["container", "temp-url-key", "temp-url", "object"], {"temp-url": ["deploy_signal_id"]}),
        ("HEAT_SIGNAL", WITH_PASSWORD, {"password": ["deploy_password"]}),
        (
            "ZAQAR_SIGNAL",
            [*WITH_PASSWORD, "token", "queue", "queue-url"],
            {"password": ["deploy_password"], "queue": ["deploy_queue_id"]},
        ),
        ("NO_SIGNAL", [], {}),
    ],
)
@pytest.mark.parametrize("kind", ["OS::Heat::SoftwareDeployment", "OS::Heat::StructuredDeployment"])
def test_deployments(kind: str, transport: str, names: list[str], inputs: dict[str, list[str]]) -> None:
    mints = auth_of(authorized(resource(kind, f"{{server: s, signal_transport: {transport}}}")), "r")

    assert list(mints) == names
    found = {name: [flow.path for flow in mint.flows if flow.place == "config-input"] for name, mint in mints.items()}
    assert {name: paths for name, paths in found.items() if paths} == inputs
    ends = [mint.end for mint in mints.values() if isinstance(mint.end, Revoked)]
    assert all(end.moment == "after" for end in ends), "the deployment goes before its credentials"


@pytest.mark.parametrize(
    ("transport", "names", "metadata"),
    [
        (
            "POLL_SERVER_CFN",
            [*USER, "credential"],
            {"credential": ["os-collect-config.cfn.access_key_id", "os-collect-config.cfn.secret_access_key"]},
        ),
        ("POLL_SERVER_HEAT", WITH_PASSWORD, {"password": ["os-collect-config.heat.password"]}),
        (
            "POLL_TEMP_URL",
            ["container", "temp-url-key", "temp-url-get", "temp-url-put", "object"],
            {"temp-url-get": ["os-collect-config.request.metadata_url"]},
        ),
        ("ZAQAR_MESSAGE", [*WITH_PASSWORD, "token", "queue"], {"password": ["os-collect-config.zaqar.password"]}),
    ],
)
@pytest.mark.parametrize("kind", ["OS::Heat::DeployedServer", "OS::Nova::Server"])
def test_servers(kind: str, transport: str, names: list[str], metadata: dict[str, list[str]]) -> None:
    nova = kind == "OS::Nova::Server"
    more = ", user_data_format: SOFTWARE_CONFIG, flavor: f, image: i, networks: [{network: n}]" if nova else ""
    mints = auth_of(authorized(resource(kind, f"{{software_config_transport: {transport}{more}}}")), "r")

    assert list(mints) == names
    found = {name: [flow.path for flow in mint.flows if flow.place == "metadata"] for name, mint in mints.items()}
    assert {name: paths for name, paths in found.items() if paths} == metadata
    baked = {name for name, mint in mints.items() if Flow("user-data", "cfn-init-data") in mint.flows}
    assert baked == (set(metadata) if nova else set())
    ranks = {name: mint.end.rank for name, mint in mints.items() if isinstance(mint.end, Revoked)}
    if "queue" in ranks:
        assert ranks["queue"] < ranks["user"], "the queue goes by a token of the user"
    if "credential" in ranks:
        assert ranks["credential"] < ranks["user"]


@pytest.mark.parametrize("form", ["RAW", "HEAT_CFNTOOLS"])
def test_servers_of_other_formats_make_nothing(form: str) -> None:
    text = resource("OS::Nova::Server", f"{{user_data_format: {form}, flavor: f, networks: [{{network: n}}]}}")

    assert auth_of(authorized(text), "r") == {}


@pytest.mark.parametrize(
    ("kind", "properties", "attribute", "names"),
    [
        ("AWS::CloudFormation::WaitConditionHandle", "{}", None, [*USER, "credential", "ec2-url"]),
        ("OS::Heat::UpdateWaitConditionHandle", "{}", None, [*USER, "credential", "ec2-url"]),
        ("AWS::IAM::User", "{}", None, USER),
        ("AWS::IAM::User", "{LoginProfile: {Password: x}}", None, USER),
        ("OS::Heat::ScalingPolicy", "P", None, USER),
        ("OS::Heat::ScalingPolicy", "P", "alarm_url", [*USER, "credential", "ec2-url"]),
        ("OS::Heat::ScalingPolicy", "P", "signal_url", [*USER, "heat-url"]),
        ("OS::Heat::ScalingPolicy", "P", "", [*USER, "credential", "ec2-url", "heat-url"]),
        ("OS::Mistral::Workflow", "{type: direct, tasks: [{name: t}]}", None, USER),
        ("OS::Mistral::Workflow", "{type: direct, tasks: [{name: t}]}", "alarm_url", [*USER, "credential", "ec2-url"]),
        ("OS::Mistral::Workflow", "{type: direct, tasks: [{name: t}]}", "executions", USER),
        ("OS::Heat::SwiftSignalHandle", "{}", None, ["container", "object", "temp-url-key", "temp-url"]),
        ("OS::Zaqar::MistralTrigger", "{queue_name: q, workflow_id: w}", None, ["trust"]),
        ("OS::Zaqar::Subscription", "{queue_name: q, subscriber: 'trust+http://x'}", None, ["trust"]),
        ("OS::Zaqar::Subscription", "{queue_name: q, subscriber: 'http://x'}", None, []),
        ("OS::Aodh::EventAlarm", "{alarm_queues: [q]}", None, ["trust"]),
        ("OS::Aodh::EventAlarm", "{}", None, []),
        ("OS::Heat::Stack", "{template: 't'}", None, ["trust", "project"]),
        ("OS::Heat::RandomString", "{}", "value", []),
        ("OS::Keystone::User", "{name: n}", None, []),
    ],
)
def test_other_types(kind: str, properties: str, attribute: str | None, names: list[str]) -> None:
    properties = (
        properties.replace("P", "{adjustment_type: exact_capacity, auto_scaling_group_id: g, scaling_adjustment: 1}")
        if properties == "P"
        else properties
    )
    path = "" if not attribute else f", {attribute}"
    read = "" if attribute is None else f"outputs: {{o: {{value: {{get_attr: [r{path}]}}}}}}\n"

    mints = auth_of(authorized(resource(kind, properties, read)), "r")

    assert list(mints) == names


def test_the_reference_of_an_aws_policy_is_its_url() -> None:
    text = resource(
        "AWS::AutoScaling::ScalingPolicy",
        "{AdjustmentType: ExactCapacity, AutoScalingGroupName: g, ScalingAdjustment: 1}",
        "outputs: {o: {value: {get_resource: r}}, a: {value: {get_attr: [r, AlarmUrl]}}}\n",
    )
    url = auth_of(authorized(text), "r")["ec2-url"]

    assert (url.moment, url.facts["timestamp"]) == ("after", False)
    assert set(url.flows) == {
        Flow("reference"),
        Flow("attribute", "AlarmUrl"),
        Flow("output", "o"),
        Flow("output", "a"),
    }


def test_a_signed_url_lasts_as_long_as_its_key_but_for_its_time_stamp() -> None:
    text = resource("OS::Heat::WaitConditionHandle", "{signal_transport: CFN_SIGNAL}", READ)
    url = auth_of(authorized(text), "r")["ec2-url"]

    assert (url.facts["path"], url.facts["verb"], url.facts["timestamp"]) == ("/waitcondition", "PUT", True)
    assert isinstance(url.end, Revoked)
    assert url.end.by == "credential"


def test_ends_that_are_no_revocations() -> None:
    text = resource("OS::Heat::WaitConditionHandle", "{signal_transport: TEMP_URL_SIGNAL}", READ)
    swift = auth_of(authorized(text), "r")
    token = auth_of(authorized(resource("OS::Heat::WaitConditionHandle")), "r")["token"]

    assert isinstance(swift["temp-url-key"].end, Residue)
    assert isinstance(swift["temp-url"].end, Expires)
    assert "2038" in swift["temp-url"].end.when
    assert isinstance(token.end, Expires)
    assert ("HP0701", "warning") in said(authorized(text))


def test_a_given_password_is_no_mint_and_is_said() -> None:
    mints = auth_of(authorized(resource("AWS::IAM::User", "{LoginProfile: {Password: open-sesame}}")), "r")

    assert mints["user"].facts["password"] == "LoginProfile.Password"
    assert "open-sesame" not in str(mints)


def test_a_wait_condition_polls_the_queue_into_being() -> None:
    text = """heat_template_version: 2021-04-16
resources:
  r: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: ZAQAR_SIGNAL}}
  w: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: r}, timeout: 10}}
"""
    queue = auth_of(authorized(text), "r")["queue"]

    assert (queue.moment, queue.read_by, queue.by) == ("read", ("w",), "stack-user")


def test_what_somebody_else_owns_makes_nothing() -> None:
    text = "heat_template_version: 2021-04-16\nresources:\n  r: {type: OS::Heat::WaitConditionHandle, external_id: x}\n"

    assert auth_of(authorized(text), "r") == {}


def test_user_names_have_their_limit() -> None:
    def limit(kind: str) -> object:
        return auth_of(authorized(resource(kind)), "r")["user"].facts["limit"]

    assert (limit("OS::Heat::DeployedServer"), limit("OS::Heat::WaitConditionHandle")) == (53, 255)


def test_every_type_that_heat_makes_users_for_has_its_table() -> None:
    kinds = [(name, resource_types.lookup(name)) for name in resource_types.names()]
    users = {name for name, kind in kinds if kind is not None and kind.facts.get("is_stack_user")}

    assert users <= set(RECIPES)
    assert set(RECIPES) <= {name for name, _ in kinds}


def test_the_choices_of_the_tables_are_those_of_the_types() -> None:
    for name, recipe in RECIPES.items():
        kind = resource_types.lookup(name)
        if recipe.setting is not None and kind is not None:
            (allowed,) = kind.properties[recipe.setting.property].constraints
            assert set(allowed.values) == set(recipe.choices), name
            assert recipe.setting.default in {"", kind.properties[recipe.setting.property].default}
