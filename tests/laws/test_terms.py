"""Laws about what the author demands: budgets, time, what may stay, and waits."""

from __future__ import annotations

import pytest

from heatplan.testing.laws import Case, Terms, tally
from heatplan.testing.laws.budgets import BUDGETS_HOLD
from heatplan.testing.laws.duration import STANDS_IN_TIME
from heatplan.testing.laws.leftovers import NOTHING_MINTED_SURVIVES
from heatplan.testing.laws.waits import WAITS_FIT_THE_STACK, WAITS_KEEP_THEIR_TOKEN
from tests.sources import sources_of

GROUP = """\
heat_template_version: 2018-08-31
resources:
  net: {type: OS::Neutron::Net}
  servers:
    type: OS::Heat::ResourceGroup
    properties:
      count: 1000
      resource_def: {type: member.yaml}
"""
MEMBER = """\
heat_template_version: 2018-08-31
resources:
  server: {type: OS::Nova::Server, properties: {flavor: f, image: i}}
  value: {type: OS::Heat::Value, properties: {value: 1}}
  there: {type: OS::Cinder::Volume, external_id: abc}
"""
WAIT = """\
heat_template_version: 2018-08-31
resources:
  handle: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: TRANSPORT}}
  server:
    type: OS::Nova::Server
    properties: {flavor: f, image: i, user_data_format: RAW, user_data: {get_attr: [handle, ATTRIBUTE]}}
  wait: {type: OS::Heat::WaitCondition, depends_on: server, properties: {handle: {get_resource: handle}, timeout: SECONDS}}
"""


def case(text: str) -> Case:
    return Case.of(sources_of({"template.yaml": text, "member.yaml": MEMBER}))


def test_resources_are_counted_as_heat_counts_them() -> None:
    counted = tally.resources(case(GROUP).plan)

    assert counted["OS::Nova::Server"] == 1000
    assert counted["member.yaml"] == 1000
    assert counted.total() == 2 + 4 * 1000


def test_calls_are_those_that_change_something() -> None:
    counted = tally.calls(case(GROUP).plan)

    assert counted["OS::Nova::Server"] == 1000
    assert "OS::Heat::Value" not in counted
    assert "OS::Cinder::Volume" not in counted, "what is adopted is not made"
    assert counted["mint of a trust"] == 1


def test_a_budget_is_kept_to_the_last_and_broken_by_one_less() -> None:
    plan = case(GROUP)
    many = tally.resources(plan.plan).total()

    assert BUDGETS_HOLD(plan, Terms(resources=many, calls=10_000)) == ()
    (one,) = BUDGETS_HOLD(plan, Terms(resources=many - 1))
    assert (one.code.id, one.address) == ("HP1409", "resources.servers")
    assert f"takes {many} resources, and {many - 1} are allowed" in one.message
    assert "API calls" in BUDGETS_HOLD(plan, Terms(calls=10))[0].message
    assert not BUDGETS_HOLD.applies(plan, Terms())


def test_a_stack_stands_in_time_or_its_longest_steps_are_named() -> None:
    asked = case(GROUP)

    assert STANDS_IN_TIME(asked, Terms(within=10_000)) == ()
    (one,) = STANDS_IN_TIME(asked, Terms(within=1))
    assert one.code.id == "HP1413"
    assert "servers" in one.address
    assert not STANDS_IN_TIME.applies(asked, Terms())


def test_what_stays_is_told_unless_the_terms_name_it() -> None:
    text = GROUP.partition("  net:")[0] + "  keeper: {type: AWS::IAM::User, deletion_policy: Retain}\n"
    (one,) = NOTHING_MINTED_SURVIVES(case(text))

    assert (one.code.id, one.address) == ("HP1410", "resources.keeper")
    assert "keeper.@auth.user" in one.hint
    assert NOTHING_MINTED_SURVIVES(case(text), Terms(stays=("keeper.@auth.user",))) == ()
    assert NOTHING_MINTED_SURVIVES(case(text.replace("Retain", "Delete"))) == ()


@pytest.mark.parametrize(
    ("transport", "attribute", "seconds", "levels"),
    [
        ("TOKEN_SIGNAL", "curl_cli", 7200, ["warning"]),
        ("TOKEN_SIGNAL", "curl_cli", 3600, ["note"]),
        ("TOKEN_SIGNAL", "curl_cli", 600, []),
        ("CFN_SIGNAL", "signal", 7200, []),
    ],
)
def test_a_wait_keeps_its_token(transport: str, attribute: str, seconds: int, levels: list[str]) -> None:
    text = WAIT.replace("TRANSPORT", transport).replace("ATTRIBUTE", attribute).replace("SECONDS", str(seconds))
    found = WAITS_KEEP_THEIR_TOKEN(case(text))

    assert [one.severity for one in found] == levels
    assert all(text[one.span.start : one.span.end] == str(seconds) for one in found)
    assert WAITS_KEEP_THEIR_TOKEN(case(text), Terms(token_life=100_000)) == ()


def test_a_wait_fits_its_stack() -> None:
    text = WAIT.replace("TRANSPORT", "CFN_SIGNAL").replace("ATTRIBUTE", "signal").replace("SECONDS", "7200")
    (one,) = WAITS_FIT_THE_STACK(case(text))

    assert (one.code.id, one.address) == ("HP1415", "resources.wait.properties.timeout")
    assert WAITS_FIT_THE_STACK(case(text), Terms(stack_timeout=7200)) == ()
    assert not WAITS_FIT_THE_STACK.applies(case(GROUP), Terms())


def test_all_members_are_told_at_once() -> None:
    text = GROUP.replace("member.yaml", "waits.yaml").replace("1000", "5")
    inner = WAIT.replace("TRANSPORT", "CFN_SIGNAL").replace("ATTRIBUTE", "signal").replace("SECONDS", "7200")
    found = WAITS_FIT_THE_STACK(Case.of(sources_of({"template.yaml": text, "waits.yaml": inner})))

    assert [one.address for one in found] == ["resources.servers.resources.0.resources.wait.properties.timeout"]
