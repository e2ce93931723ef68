"""The settings of heat.conf, policies, what stays, and what is decided later."""

from __future__ import annotations

import pytest

from heatplan.ir.auth import AuthSettings, Flow, Residue, Revoked
from heatplan.ir.expr import Call
from heatplan.ir.source import Request
from heatplan.pipeline import PASSES
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.identities import identity_of
from heatplan.semantics.root_mints import root_mints
from tests.auth.harness import auth_of, authorized, said
from tests.sources import sources_of

HEAD = "heat_template_version: 2021-04-16\n"
HANDLE = f"{HEAD}resources: {{h: {{type: OS::Heat::WaitConditionHandle}}}}\n"
NOTHING = f"{HEAD}resources: {{v: {{type: OS::Heat::Value, properties: {{value: 1}}}}}}\n"


def test_the_root_has_a_trust_and_then_a_project() -> None:
    trust, project = root_mints(AuthSettings())

    assert (trust.name, trust.by, trust.end) == ("trust", "requester", Revoked("trust", "after", 0))
    assert (project.name, project.by, project.end) == ("project", "domain-admin", Revoked("project", "after", 1))
    assert list(auth_of(authorized(NOTHING))) == ["trust", "project"]


@pytest.mark.parametrize(
    ("settings", "redelegation"),
    [
        (AuthSettings(), False),
        (AuthSettings(allow_trusts_redelegation=True), False),
        (AuthSettings(reauthentication_auth_method="trusts"), False),
        (AuthSettings(reauthentication_auth_method="trusts", allow_trusts_redelegation=True), True),
    ],
)
def test_redelegation_only_with_reauthentication(settings: AuthSettings, redelegation: bool) -> None:
    assert root_mints(settings)[0].facts["redelegation"] is redelegation


def test_delegated_roles() -> None:
    assert root_mints(AuthSettings(trusts_delegated_roles=("a", "b")))[0].facts["roles"] == ("a", "b")
    assert root_mints(AuthSettings())[0].facts["roles"] is None


def test_a_password_is_kept_where_there_are_no_trusts() -> None:
    tree = authorized(HANDLE, AuthSettings(deferred_auth_method="password"))
    kept = auth_of(tree)["password"]

    assert list(auth_of(tree)) == ["password", "project"]
    assert kept.flows == (Flow("data", "user_creds.password"),)
    assert ("HP0707", "warning") in said(tree)
    assert ("HP0707", "warning") not in said(authorized(NOTHING, AuthSettings(deferred_auth_method="password")))


def test_without_a_stack_domain_users_are_the_requesters() -> None:
    tree = authorized(
        HANDLE.replace("Handle}", "Handle, properties: {signal_transport: HEAT_SIGNAL}}"),
        AuthSettings(stack_domain=False),
    )
    user, grant = auth_of(tree, "h")["user"], auth_of(tree, "h")["grant"]

    assert list(auth_of(tree)) == ["trust"]
    assert (user.by, user.facts["project"], user.facts["domain"]) == ("requester", "{project}", None)
    assert (grant.by, grant.facts["project"]) == ("requester", "{project}")
    assert user.needs == ("password",)
    assert said(tree) == []


@pytest.mark.parametrize(
    "properties",
    [
        "OS::Heat::WaitConditionHandle",
        "OS::Heat::DeployedServer, properties: {software_config_transport: ZAQAR_MESSAGE}",
        "OS::Heat::SoftwareDeployment, properties: {server: s, signal_transport: ZAQAR_SIGNAL}",
    ],
)
def test_without_a_stack_domain_there_are_no_tokens(properties: str) -> None:
    text = f"{HEAD}resources: {{r: {{type: {properties}}}}}\n"

    assert ("HP0702", "will-fail") in said(authorized(text, AuthSettings(stack_domain=False)))
    assert said(authorized(text)) == []


def test_a_token_that_only_an_output_needs_is_a_warning() -> None:
    text = f"""{HEAD}resources: {{r: {{type: OS::Heat::WaitConditionHandle, properties: {{signal_transport: ZAQAR_SIGNAL}}}}}}
outputs: {{o: {{value: {{get_attr: [r, signal]}}}}}}
"""
    assert ("HP0702", "warning") in said(authorized(text, AuthSettings(stack_domain=False)))


def test_the_role_of_stack_users() -> None:
    mints = auth_of(authorized(HANDLE, AuthSettings(heat_stack_user_role="mine")), "h")

    assert mints["grant"].facts["role"] == "mine"
    assert mints["token"].facts["roles"] == ("mine",)


def test_default_transports_and_formats() -> None:
    text = f"""{HEAD}resources:
  s: {{type: OS::Heat::DeployedServer}}
  d: {{type: OS::Heat::SoftwareDeployment, properties: {{server: s}}}}
  n: {{type: OS::Nova::Server, properties: {{flavor: f, networks: [{{network: n}}]}}}}
"""
    settings = AuthSettings(
        default_software_config_transport="POLL_SERVER_HEAT",
        default_deployment_signal_transport="HEAT_SIGNAL",
        default_user_data_format="SOFTWARE_CONFIG",
    )
    usual, other = authorized(text), authorized(text, settings)

    assert ["credential" in auth_of(usual, name) for name in "sdn"] == [True, True, False]
    assert ["password" in auth_of(other, name) for name in "sdn"] == [True, True, True]


def test_settings_that_heat_does_not_have() -> None:
    tree = authorized(HANDLE, AuthSettings(default_deployment_signal_transport="PIGEON"))

    assert ("HP0709", "error") in said(tree)


def test_settings_are_in_the_plans_header() -> None:
    request = Request(auth=AuthSettings(trusts_delegated_roles=("a",), stack_domain=True))
    plan = compile_plan(sources_of({"template.yaml": NOTHING}), request).value

    assert plan is not None
    assert plan.header.settings == {"auth.trusts_delegated_roles": ("a",)}


# Policy ``minimal``.

MINIMAL = AuthSettings(policy="minimal")


def test_minimal_drops_what_nothing_needs_and_says_why() -> None:
    tree = authorized(NOTHING, MINIMAL)

    assert auth_of(tree) == {}
    assert said(tree) == [("HP0708", "note"), ("HP0708", "note")]


def test_minimal_keeps_what_is_needed() -> None:
    user = f"{HEAD}resources: {{u: {{type: AWS::IAM::User}}}}\n"
    quiet = HANDLE.replace("Handle}", "Handle, properties: {signal_transport: NO_SIGNAL}}")

    assert list(auth_of(authorized(HANDLE, MINIMAL))) == ["trust", "project"]
    assert list(auth_of(authorized(user, MINIMAL))) == ["project"]
    assert list(auth_of(authorized(quiet, MINIMAL))) == ["project"]
    early = AuthSettings(policy="minimal", reauthentication_auth_method="trusts")
    assert list(auth_of(authorized(NOTHING, early))) == ["trust"]


def test_minimal_refuses_what_stays() -> None:
    text = HANDLE.replace("Handle}", "Handle, deletion_policy: Retain}")

    assert ("HP0701", "error") in said(authorized(text, MINIMAL))
    assert ("HP0701", "warning") in said(authorized(text))


# What stays.


def test_a_retained_resource_keeps_its_user_and_the_project_takes_the_rest() -> None:
    text = f"""{HEAD}resources:
  s: {{type: OS::Heat::DeployedServer, deletion_policy: Retain}}
"""
    mints = auth_of(authorized(text), "s")

    assert isinstance(mints["user"].end, Residue)
    assert "Retain" in mints["user"].end.reason
    assert mints["credential"].end == mints["grant"].end == Revoked("@auth.project", "after", 1)
    assert [code for code, _ in said(authorized(text))] == ["HP0701"]


def test_without_a_project_all_of_it_stays() -> None:
    text = f"{HEAD}resources: {{s: {{type: OS::Heat::DeployedServer, deletion_policy: Retain}}}}\n"
    mints = auth_of(authorized(text, AuthSettings(stack_domain=False)), "s")

    assert {type(mint.end) for mint in mints.values()} == {Residue}


def test_a_retained_group_keeps_its_members() -> None:
    text = f"""{HEAD}resources:
  g:
    type: OS::Heat::ResourceGroup
    deletion_policy: Retain
    properties: {{count: 2, resource_def: {{type: OS::Heat::WaitConditionHandle}}}}
"""
    assert isinstance(auth_of(authorized(text), "g", "*")["user"].end, Residue)


@pytest.mark.parametrize("policy", ["Delete", "Snapshot"])
def test_other_policies_keep_nothing(policy: str) -> None:
    text = f"{HEAD}resources: {{s: {{type: OS::Heat::DeployedServer, deletion_policy: {policy}}}}}\n"

    assert isinstance(auth_of(authorized(text), "s")["user"].end, Revoked)


# What is decided later.


LATE = "{get_attr: [r, value]}"


def late(value: str = LATE) -> str:
    return f"""{HEAD}resources:
  r: {{type: OS::Heat::Value, properties: {{value: x}}}}
  h: {{type: OS::Heat::WaitConditionHandle, properties: {{signal_transport: {value}}}}}
"""


def test_a_transport_that_is_known_later() -> None:
    tree = authorized(late() + "outputs: {o: {value: {get_attr: [h, signal]}}}\n")
    mints = auth_of(tree, "h")

    assert set(mints) >= {"password", "user", "grant", "token", "credential", "container", "queue", "heat-url"}
    assert all(isinstance(mint.when, Call) for mint in mints.values())
    assert mints["credential"].when is not None
    assert "CFN_SIGNAL" in str(mints["credential"].when)
    assert "TOKEN_SIGNAL" in str(mints["token"].when)
    assert ("HP0703", "note") in said(tree)
    assert not tree.failed


def test_a_value_that_no_transport_has_is_the_checks_business() -> None:
    tree = authorized(late("PIGEON"))

    assert tree.failed
    assert auth_of(tree, "h") == {}


def test_the_format_of_user_data_is_known_later() -> None:
    text = f"""{HEAD}resources:
  r: {{type: OS::Heat::Value, properties: {{value: x}}}}
  n: {{type: OS::Nova::Server, properties: {{flavor: f, networks: [{{network: n}}], user_data_format: {LATE}}}}}
"""
    assert all(isinstance(mint.when, Call) for mint in auth_of(authorized(text), "n").values())
    assert auth_of(authorized(text), "n")


@pytest.mark.parametrize(
    ("actions", "names", "codes"),
    [
        ("[CREATE]", ["user", "grant", "credential", "ec2-url"], []),
        ("[DELETE]", [], ["HP0704"]),
        ("[]", [], []),
    ],
)
def test_actions_of_deployments(actions: str, names: list[str], codes: list[str]) -> None:
    text = f"{HEAD}resources: {{d: {{type: OS::Heat::SoftwareDeployment, properties: {{server: s, actions: {actions}}}}}}}\n"
    tree = authorized(text)

    assert list(auth_of(tree, "d")) == names
    assert [code for code, _ in said(tree)] == codes


def test_a_component_has_its_own_actions() -> None:
    text = f"""{HEAD}resources:
  c: {{type: OS::Heat::SoftwareComponent, properties: {{configs: [{{actions: [DELETE], config: x}}]}}}}
  d: {{type: OS::Heat::SoftwareDeployment, properties: {{server: s, config: {{get_resource: c}}}}}}
"""
    assert auth_of(authorized(text), "d") == {}
    assert auth_of(authorized(text.replace("[DELETE]", "[CREATE]")), "d")


def test_a_second_key_of_a_user_fails() -> None:
    text = f"""{HEAD}resources:
  u: {{type: AWS::IAM::User}}
  a: {{type: AWS::IAM::AccessKey, properties: {{UserName: {{get_resource: u}}}}}}
  b: {{type: AWS::IAM::AccessKey, properties: {{UserName: {{get_resource: u}}}}}}
"""
    assert said(authorized(text)) == [("HP0705", "will-fail")]


# Who acts.


def test_who_makes_and_changes_resources() -> None:
    tree = authorized(HANDLE).value
    assert tree is not None
    handle = tree.resources[0]
    early = AuthSettings(reauthentication_auth_method="trusts")
    password = AuthSettings(deferred_auth_method="password")

    assert identity_of(handle, AuthSettings()) == "requester"
    assert identity_of(handle, early) == identity_of(handle, early, "update") == "trust"
    assert identity_of(handle, early, "delete") == "requester"
    assert identity_of(handle, AuthSettings(), "signal") == "trust"
    assert identity_of(handle, password, "signal") == "requester"
    by = {mint.name: (identity_of(mint, early), identity_of(mint, early, "delete")) for mint in handle.auth}
    assert by["user"] == ("domain-admin", "domain-admin")
    assert by["token"] == ("stack-user", "stack-user")
    assert by["password"] == ("local", "local")


def test_containers_are_made_by_who_makes_the_resource() -> None:
    text = f"{HEAD}resources: {{h: {{type: OS::Heat::SwiftSignalHandle}}}}\n"
    early = AuthSettings(reauthentication_auth_method="trusts")

    assert auth_of(authorized(text), "h")["container"].by == "requester"
    assert auth_of(authorized(text, early), "h")["container"].by == "trust"


def test_authorize_is_a_pass() -> None:
    names = [name for name, _ in PASSES]

    assert names.index("connect") < names.index("authorize") < names.index("schedule")
