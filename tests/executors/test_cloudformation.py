"""The CloudFormation style runs in the simulator: pseudo parameters, zones, and types with a body of their own."""

from __future__ import annotations

from typing import Any

from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import PROJECT, Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from tests.executors import laws
from tests.sources import sources_of

URL = "https://example.org/child.template"
CHILD = """
HeatTemplateFormatVersion: '2012-12-12'
Parameters: {Word: {Type: String}, Many: {Type: CommaDelimitedList, Default: 'a,b'}}
Resources:
  value: {Type: 'OS::Heat::Value', Properties: {value: {'Fn::Join': ['-', {Ref: Many}]}}}
Outputs:
  Word: {Value: {Ref: Word}}
  Many: {Value: {'Fn::GetAtt': [value, value]}}
"""


def plan_of(text: str, parameters: dict[str, Any] | None = None, **files: str) -> Plan:
    sources = sources_of({"template.yaml": text, URL: CHILD, **files})
    made = compile_plan(sources, Request(parameters=Map(parameters or {})))
    assert [one for one in made.diagnostics if one.severity == "error"] == []
    assert made.value is not None
    return made.value


def outputs_of(plan: Plan, **given: str) -> Map:
    done = run(plan, Simulator(), EMPTY, parameters=Map(given))
    laws.trace_is_a_linear_extension(plan, done)
    laws.no_secret_is_said(plan, done)
    assert not done.failed
    gone = destroy(plan, done.state, Simulator(), done.world)
    assert not gone.world
    return done.outputs


def test_pseudo_parameters_are_those_of_the_stack() -> None:
    text = """
AWSTemplateFormatVersion: 2010-09-09
Outputs:
  name: {Value: {Ref: 'AWS::StackName'}}
  id: {Value: {Ref: 'AWS::StackId'}}
  region: {Value: {Ref: 'AWS::Region'}}
"""
    outputs = outputs_of(plan_of(text))

    assert outputs["name"] == "stack"
    assert outputs["id"].startswith(f"arn:openstack:heat::{PROJECT}:stacks/stack/")
    assert outputs["region"] == "ap-southeast-1"


def test_zones_are_the_clouds() -> None:
    text = """
AWSTemplateFormatVersion: 2010-09-09
Resources:
  v:
    Type: AWS::EC2::Volume
    Properties: {Size: 1, AvailabilityZone: {'Fn::Select': ['0', {'Fn::GetAZs': {Ref: 'AWS::Region'}}]}}
Outputs:
  zones: {Value: {'Fn::GetAZs': ''}}
"""
    assert outputs_of(plan_of(text))["zones"] == ("nova",)


def test_a_key_of_a_mapping_is_found_when_it_is_known() -> None:
    text = """
AWSTemplateFormatVersion: 2010-09-09
Parameters: {Key: {Type: String, NoEcho: true}}
Mappings: {m: {one: {v: 1}, two: {v: 2}}, other: {one: {v: nobody looks}}}
Outputs:
  found: {Value: {'Fn::FindInMap': [m, {Ref: Key}, v]}}
"""
    plan = plan_of(text, {"Key": "one"})

    assert "nobody looks" not in encode(plan)
    assert outputs_of(plan, Key="two")["found"] == 2


def test_a_stack_by_its_url_has_outputs_and_an_arn() -> None:
    text = f"""
AWSTemplateFormatVersion: 2010-09-09
Parameters: {{Word: {{Type: String, Default: w, NoEcho: true}}}}
Resources:
  s:
    Type: AWS::CloudFormation::Stack
    Properties: {{TemplateURL: "{URL}", Parameters: {{Word: {{Ref: Word}}}}}}
Outputs:
  word: {{Value: {{'Fn::GetAtt': [s, Outputs.Word]}}}}
  many: {{Value: {{'Fn::GetAtt': [s, Outputs.Many]}}}}
  other: {{Value: {{'Fn::GetAtt': [s, Outputs.Nobody]}}}}
  ref: {{Value: {{Ref: s}}}}
"""
    plan = plan_of(text, {"Word": "hidden word"})
    outputs = outputs_of(plan, Word="hidden word")

    assert "hidden word" not in encode(plan)
    assert (outputs["word"], outputs["many"]) == ("hidden word", "a-b")
    assert outputs["other"] is None  # with a warning
    assert outputs["ref"].startswith(f"arn:openstack:heat::{PROJECT}:stacks/stack-s-")


def test_what_a_stack_by_its_url_does_not_declare_can_not_be_given() -> None:
    text = f"""
AWSTemplateFormatVersion: 2010-09-09
Resources:
  s:
    Type: AWS::CloudFormation::Stack
    Properties: {{TemplateURL: "{URL}", Parameters: {{Wort: x}}}}
"""
    found = compile_plan(sources_of({"template.yaml": text, URL: CHILD})).diagnostics

    assert ("HP0454", "resources.s.parameters.Wort") in [(one.code.id, one.address) for one in found]


def test_a_load_balancer_is_a_server_of_its_own() -> None:
    text = """
AWSTemplateFormatVersion: 2010-09-09
Parameters: {KeyName: {Type: String, Default: k}, LbFlavor: {Type: String, Default: m1.huge}}
Resources:
  lb:
    Type: AWS::ElasticLoadBalancing::LoadBalancer
    Properties:
      AvailabilityZones: [nova]
      Listeners: [{InstancePort: 80, LoadBalancerPort: 80, Protocol: HTTP}]
Outputs:
  name: {Value: {'Fn::GetAtt': [lb, DNSName]}}
  zone: {Value: {'Fn::GetAtt': [lb, CanonicalHostedZoneName]}}
  ref: {Value: {Ref: lb}}
"""
    plan = plan_of(text)
    outputs = outputs_of(plan)

    assert outputs["name"].count(".") == 3
    assert (outputs["zone"], outputs["ref"]) == ("", "lb")
    assert "m1.huge" in encode(plan)
