"""Groups of the other kinds, compiled and then run: what stands, under which names, and what attributes give."""

from __future__ import annotations

import json
import re
from typing import Any

from heatplan.executors.groups import drawn_name
from heatplan.executors.in_process import run
from heatplan.executors.protocol import Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

NAME = re.compile(r"[a-z2-7]{12}\Z")


def planned(resources: dict[str, Any], outputs: dict[str, Any]) -> Plan:
    template = {
        "heat_template_version": "2018-08-31",
        "resources": resources,
        "outputs": {name: {"value": value} for name, value in outputs.items()},
    }
    result = compile_plan(sources_of({"template.yaml": json.dumps(template)}), Request())
    assert result.value is not None, [finding.message for finding in result.diagnostics]
    again = decode(encode(result.value)).value
    assert again is not None
    assert again.root == result.value.root
    return again


def carried_out(plan: Plan, **options: Any) -> Run[World]:
    done = run(plan, Simulator(), EMPTY, **options)
    assert [finding.message for finding in done.diagnostics] == []
    return done


def things(done: Run[World], kind: str) -> dict[str, Any]:
    return {thing.address: thing for thing in done.world.values() if thing.type == kind}


def test_members_of_a_scaling_group_have_names_that_are_drawn() -> None:
    member = {"type": "OS::Heat::Value", "properties": {"value": {"get_resource": "v"}}}
    plan = planned(
        {
            "v": {"type": "OS::Heat::Value", "properties": {"value": "x"}},
            "g": {
                "type": "OS::Heat::AutoScalingGroup",
                "properties": {"min_size": 1, "max_size": 4, "desired_capacity": 3, "resource": member},
            },
        },
        {
            "map": {"get_attr": ["g", "outputs", "value"]},
            "list": {"get_attr": ["g", "outputs_list", "value"]},
            "refs": {"get_attr": ["g", "refs"]},
            "by_name": {"get_attr": ["g", "refs_map"]},
            "second": {"get_attr": ["g", "resource.1"]},
            "size": {"get_attr": ["g", "current_size"]},
            "v": {"get_resource": "v"},
        },
    )

    done = carried_out(plan)

    assert [event.address for event in done.trace if event.action == "create" and "@auth" not in event.address] == [
        "v",
        "g",
        "g[0]",
        "g[1]",
        "g[2]",
    ]
    names = list(done.outputs["by_name"])
    assert len(set(names)) == 3
    assert all(NAME.match(name) for name in names)
    assert list(done.outputs["map"]) == names
    assert done.outputs["list"] == (done.outputs["v"],) * 3
    assert done.outputs["refs"] == tuple(done.outputs["by_name"].values())
    assert done.outputs["second"] == done.outputs["refs"][1]
    assert done.outputs["size"] == 3


def test_drawn_names_are_those_of_one_group_and_stay_when_a_run_goes_on() -> None:
    assert drawn_name("a", "0") == drawn_name("a", "0")
    assert len({drawn_name(group, number) for group in "ab" for number in "01"}) == 4

    member = {"type": "OS::Heat::Value", "properties": {"value": "x"}}
    group = {"type": "OS::Heat::AutoScalingGroup", "properties": {"min_size": 3, "max_size": 4, "resource": member}}
    plan = planned({"g": group}, {"names": {"get_attr": ["g", "refs_map"]}})
    whole = carried_out(plan)
    half = run(plan, Simulator(), EMPTY, fail_at=frozenset({"g[2]"}))
    assert half.failed

    rest = run(plan, Simulator(), half.world, state=half.state)

    assert list(rest.outputs["names"]) == list(whole.outputs["names"])


def test_the_size_of_a_scaling_group_can_come_from_the_cloud() -> None:
    member = {"type": "OS::Heat::Value", "properties": {"value": "x"}}
    for wanted, expected in ((2, 2), (0, 0), (None, 0)):
        plan = planned(
            {
                "v": {"type": "OS::Heat::Value", "properties": {"type": "json", "value": {"n": wanted}}},
                "g": {
                    "type": "OS::Heat::AutoScalingGroup",
                    "properties": {
                        "min_size": 0,
                        "max_size": 3,
                        "desired_capacity": {"get_attr": ["v", "value", "n"]},
                        "resource": member,
                    },
                },
            },
            {"size": {"get_attr": ["g", "current_size"]}},
        )

        assert carried_out(plan).outputs["size"] == expected


def test_a_chain_gives_attributes_in_order() -> None:
    plan = planned(
        {
            "c": {
                "type": "OS::Heat::ResourceChain",
                "properties": {"resources": ["OS::Heat::Value"] * 2, "resource_properties": {"value": "x"}},
            }
        },
        {
            "all": {"get_attr": ["c", "value"]},
            "map": {"get_attr": ["c", "attributes", "value"]},
            "one": {"get_attr": ["c", "resource.1.value"]},
            "refs": {"get_attr": ["c", "refs"]},
        },
    )

    outputs = carried_out(plan).outputs

    assert outputs["all"] == ("x", "x")
    assert outputs["map"] == {"0": "x", "1": "x"}
    assert outputs["one"] == "x"
    assert len(set(outputs["refs"])) == 2


def test_deployments_whose_servers_come_from_the_cloud_are_made_one_for_each() -> None:
    member = {"type": "OS::Heat::Value", "properties": {"value": "%index%"}}
    plan = planned(
        {
            "servers": {"type": "OS::Heat::ResourceGroup", "properties": {"count": 2, "resource_def": member}},
            "d": {
                "type": "OS::Heat::SoftwareDeploymentGroup",
                "properties": {"config": "c", "servers": {"get_attr": ["servers", "refs_map"]}},
            },
        },
        {"servers": {"get_attr": ["servers", "refs_map"]}},
    )

    done = carried_out(plan)

    made = things(done, "OS::Heat::SoftwareDeployment")
    assert {address: thing.properties["server"] for address, thing in made.items()} == {
        "d[0]": done.outputs["servers"]["0"],
        "d[1]": done.outputs["servers"]["1"],
    }
    assert all(thing.properties["config"] == "c" for thing in made.values())


def test_servers_that_come_out_as_no_mapping_fail_the_group() -> None:
    plan = planned(
        {
            "v": {"type": "OS::Heat::Value", "properties": {"value": "text"}},
            "d": {
                "type": "OS::Heat::SoftwareDeploymentGroup",
                "properties": {"config": "c", "servers": {"get_attr": ["v", "value"]}},
            },
        },
        {},
    )

    done = run(plan, Simulator(), EMPTY)

    assert done.failed
    assert things(done, "OS::Heat::SoftwareDeployment") == {}


def test_deployments_are_made_in_batches_where_the_policy_says_so() -> None:
    plan = planned(
        {
            "d": {
                "type": "OS::Heat::SoftwareDeploymentGroup",
                "update_policy": {"batch_create": {"max_batch_size": 2, "pause_time": 7}},
                "properties": {"config": "c", "servers": {"a": "x", "b c": "y", "e": "z"}},
            }
        },
        {},
    )

    made = things(carried_out(plan), "OS::Heat::SoftwareDeployment")

    assert {address: thing.properties["server"] for address, thing in made.items()} == {
        "d[a]": "x",
        'd["b c"]': "y",
        "d[e]": "z",
    }


def test_instances_are_what_their_launch_configuration_says() -> None:
    plan = planned(
        {
            "v": {"type": "OS::Heat::Value", "properties": {"value": "x"}},
            "lc": {
                "type": "AWS::AutoScaling::LaunchConfiguration",
                "properties": {"ImageId": "i", "InstanceType": "t", "UserData": {"get_attr": ["v", "value"]}},
            },
            "g": {
                "type": "AWS::AutoScaling::AutoScalingGroup",
                "properties": {
                    "AvailabilityZones": ["z"],
                    "MinSize": 2,
                    "MaxSize": 3,
                    "LaunchConfigurationName": {"get_resource": "lc"},
                    "Tags": [{"Key": "own", "Value": {"get_attr": ["v", "value"]}}],
                },
            },
        },
        {},
    )

    made = things(carried_out(plan), "AWS::EC2::Instance")

    assert sorted(made) == ["g[0]", "g[1]"]
    for thing in made.values():
        assert (thing.properties["ImageId"], thing.properties["UserData"]) == ("i", "x")
        assert [(tag["Key"], tag["Value"]) for tag in thing.properties["Tags"]] == [
            ("own", "x"),
            ("metering.groupname", "g"),
            ("metering.AutoScalingGroupName", "g"),
        ]
