"""Compiled templates with credentials of every transport: whatever fails, nothing is left that the plan does not name."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan import pipeline
from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir import steps
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from tests.executors import laws
from tests.sources import sources_of

HANDLES = """
heat_template_version: 2021-04-16
resources:
  token: {type: OS::Heat::WaitConditionHandle}
  waits: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: token}, timeout: 60}}
  heat: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: HEAT_SIGNAL}}
  cfn: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: CFN_SIGNAL}}
  swift: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: TEMP_URL_SIGNAL}}
  zaqar: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: ZAQAR_SIGNAL}}
  none: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: NO_SIGNAL}}
  aws: {type: 'AWS::CloudFormation::WaitConditionHandle'}
  awswaits: {type: 'AWS::CloudFormation::WaitCondition', properties: {Handle: {get_resource: aws}, Timeout: 60}}
  object: {type: OS::Heat::SwiftSignalHandle}
  held: {type: OS::Heat::SwiftSignal, properties: {handle: {get_resource: object}, timeout: 60}}
outputs:
  token: {value: {get_attr: [token, curl_cli]}}
  heat: {value: {get_attr: [heat, signal]}}
  cfn: {value: {get_attr: [cfn, signal]}}
  swift: {value: {get_attr: [swift, signal]}}
  zaqar: {value: {get_attr: [zaqar, signal]}}
"""

SERVERS = """
heat_template_version: 2021-04-16
resources:
  config: {type: OS::Heat::SoftwareConfig, properties: {group: script, config: echo}}
  servers:
    type: OS::Heat::ResourceGroup
    properties:
      count: 2
      resource_def:
        type: OS::Heat::DeployedServer
        properties: {software_config_transport: POLL_SERVER_CFN}
  heat: {type: OS::Heat::DeployedServer, properties: {software_config_transport: POLL_SERVER_HEAT}}
  zaqar: {type: OS::Heat::DeployedServer, properties: {software_config_transport: ZAQAR_MESSAGE}}
  swift: {type: OS::Heat::DeployedServer, properties: {software_config_transport: POLL_TEMP_URL}}
  one:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: config}, server: {get_resource: heat}}
  two:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: config}, server: {get_resource: zaqar}, signal_transport: ZAQAR_SIGNAL}
  three:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: config}, server: {get_resource: swift}, signal_transport: TEMP_URL_SIGNAL}
  four:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: config}, server: {get_resource: heat}, signal_transport: HEAT_SIGNAL}
  group: {type: OS::Heat::AutoScalingGroup, properties: {min_size: 1, max_size: 3, resource: {type: OS::Heat::RandomString}}}
  policy:
    type: OS::Heat::ScalingPolicy
    properties: {adjustment_type: change_in_capacity, auto_scaling_group_id: {get_resource: group}, scaling_adjustment: 1}
outputs:
  url: {value: {get_attr: [policy, alarm_url]}}
"""

IAM = """
heat_template_version: 2021-04-16
resources:
  User: {type: 'AWS::IAM::User'}
  Key: {type: 'AWS::IAM::AccessKey', properties: {UserName: {get_resource: User}}}
outputs:
  secret: {value: {get_attr: [Key, SecretAccessKey]}}
"""

KEPT = """
heat_template_version: 2021-04-16
resources:
  kept: {type: OS::Heat::WaitConditionHandle, deletion_policy: Retain}
  gone: {type: OS::Heat::WaitConditionHandle}
  url: {type: 'AWS::CloudFormation::WaitConditionHandle', deletion_policy: Retain}
outputs:
  url: {value: {get_resource: url}}
"""

SAMPLES = Path(__file__).parents[2] / "samples"
TEMPLATES = {
    "handles": HANDLES,
    "servers": SERVERS,
    "iam": IAM,
    "kept": KEPT,
    **{
        name: (SAMPLES / name / "template.yaml").read_text(encoding="utf-8")
        for name in ("stack_domain_users", "trusts")
    },
}


def compiled(text: str) -> Plan:
    result = pipeline.compile(sources_of({"template.yaml": text}))
    assert result.value is not None, result.diagnostics
    return result.value


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_run_and_its_undoing(name: str) -> None:
    made = compiled(TEMPLATES[name])
    done = run(made, Simulator(), EMPTY)

    assert [one.message for one in done.diagnostics] == []
    laws.trace_is_a_linear_extension(made, done)
    laws.world_and_state_agree(made, done)
    laws.mints_come_before_their_use(made, done)
    laws.no_secret_is_said(made, done)
    listed = list(steps.steps(made))
    assert [one.address for one in listed] == [event.address for event in done.trace]
    assert all(steps.step(made, one.address) == one for one in listed)
    assert steps.count(made) == (len(listed), len(listed))
    assert decode(encode(made)).value == made
    gone = destroy(made, done.state, Simulator(), done.world)
    laws.no_secret_is_said(made, gone)
    assert gone.state.standing == ()
    assert [one for one in residues(gone.world, made) if not one.named] == []
    performed = [event.address for event in gone.trace if event.outcome == "ok"]
    assert performed == [one.address for one in steps.delete_steps(made)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_fault_at_every_step_leaves_nothing_but_named_residues(name: str) -> None:
    made = compiled(TEMPLATES[name])
    whole = run(made, Simulator(), EMPTY)
    for step in steps.steps(made):
        for driver, fail_at in ((Simulator(), {step.address}), (Simulator(half_at=frozenset({step.address})), set())):
            if not fail_at and step.action == "complete":
                continue
            half = run(made, driver, EMPTY, fail_at=frozenset(fail_at))
            assert half.failed, step.address
            laws.world_and_state_agree(made, half)
            laws.no_secret_is_said(made, half)
            gone = destroy(made, half.state, Simulator(), half.world)
            assert not gone.failed, step.address
            assert gone.state.standing == (), step.address
            assert [one for one in residues(gone.world, made) if not one.named] == [], step.address
        resumed = run(made, Simulator(), half.world, state=half.state)
        assert resumed.world.timeless() == whole.world.timeless(), step.address


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_fault_at_every_step_of_the_undoing_and_the_rest_later(name: str) -> None:
    made = compiled(TEMPLATES[name])
    whole = run(made, Simulator(), EMPTY)
    for step in steps.delete_steps(made):
        stuck = destroy(made, whole.state, Simulator(stay_at=frozenset({step.address})), whole.world)
        assert stuck.failed, step.address
        laws.world_and_state_agree(made, stuck)
        gone = destroy(made, stuck.state, Simulator(), stuck.world)
        assert gone.state.standing == ()
        assert [one for one in residues(gone.world, made) if not one.named] == [], step.address


def test_what_is_left_before_the_stack_is_destroyed_has_no_reason() -> None:
    made = compiled(IAM)
    done = run(made, Simulator(), EMPTY)

    left = {one.address: one.named for one in residues(done.world, made)}
    assert not any(left.values())
    assert {"@auth.trust", "@auth.project", "User.@auth.user", "Key.@auth.credential", "User", "@stack"} <= set(left)


def test_what_is_retained_keeps_its_user_and_the_plan_says_so() -> None:
    made = compiled(KEPT)
    done = run(made, Simulator(), EMPTY)
    gone = destroy(made, done.state, Simulator(), done.world)

    left = {one.address: one.kind for one in residues(gone.world, made)}
    assert {address for address, kind in left.items() if kind == "user"} == {"kept.@auth.user", "url.@auth.user"}
    assert "ec2-credential" not in left.values()
    assert "@auth.project" not in left
