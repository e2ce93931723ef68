"""Attributes of groups, by Heat's classes for them (resource_group.py, autoscaling_group.py and others)."""

from __future__ import annotations

import pytest

from heatplan.executors.groups import Path, attribute_of_group
from heatplan.ir.value import Map, Value
from heatplan.semantics.knowledge import AbsentError
from heatplan.semantics.walking import select

RG, ASG, CHAIN = "OS::Heat::ResourceGroup", "OS::Heat::AutoScalingGroup", "OS::Heat::ResourceChain"
SDG, AWS = "OS::Heat::SoftwareDeploymentGroup", "AWS::AutoScaling::AutoScalingGroup"


class Fake:
    def __init__(self, name: str) -> None:
        self.name = name

    def reference(self) -> Value:
        return f"ref-{self.name}"

    def attribute(self, path: Path) -> Value:
        values = {
            "value": Map({"k": f"k-{self.name}"}),
            "PublicIp": f"ip-{self.name}",
            "deploy_stdout": f"out-{self.name}",
            "a.b": f"dotted-{self.name}",
        }
        return select(values.get(str(path[0])), path[1:])


MEMBERS = {"0": Fake("0"), "2": Fake("2")}


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        (RG, ("refs",), ("ref-0", "ref-2")),
        (RG, ("refs", 1), "ref-2"),
        (RG, ("refs", 7), None),
        (RG, ("refs_map",), {"0": "ref-0", "2": "ref-2"}),
        (RG, ("refs_map", "0"), {"0": "ref-0", "2": "ref-2"}),
        (RG, ("value", "k"), ("k-0", "k-2")),
        (RG, ("attributes", "value", "k"), {"0": "k-0", "2": "k-2"}),
        (RG, ("resource.2",), "ref-2"),
        (RG, ("resource.2.value", "k"), "k-2"),
        (RG, ("resource.2", "value", "k"), "k-2"),
        (RG, ("resource.0.a.b",), "dotted-0"),
        (RG, ("removed_rsrc_list",), ("1",)),
        (RG, (), {"refs": ("ref-0", "ref-2"), "refs_map": {"0": "ref-0", "2": "ref-2"}, "removed_rsrc_list": ("1",)}),
        (ASG, ("outputs", "value", "k"), {"0": "k-0", "2": "k-2"}),
        (ASG, ("outputs_list", "value", "k"), ("k-0", "k-2")),
        (ASG, ("current_size",), 2),
        (ASG, ("resource.1.value", "k"), "k-2"),
        (CHAIN, ("attributes", "value", "k"), {"0": "k-0", "2": "k-2"}),
        (CHAIN, ("value", "k"), ("k-0", "k-2")),
        (SDG, ("deploy_stdouts",), {"0": "out-0", "2": "out-2"}),
        (AWS, ("InstanceList",), "ip-0,ip-2"),
    ],
)
def test_what_a_group_says(kind: str, path: Path, value: Value) -> None:
    assert attribute_of_group(kind, "g", path, MEMBERS, ("1",)) == value


@pytest.mark.parametrize(
    ("kind", "path", "error"),
    [
        (RG, ("attributes",), "InvalidTemplateAttribute"),
        (RG, ("resource.1",), "NotFound"),
        (RG, ("resource.1.value",), "NotFound"),
        (ASG, ("resource.2",), "NotFound"),
        (ASG, ("outputs",), "InvalidTemplateAttribute"),
    ],
)
def test_what_a_group_cannot_say(kind: str, path: Path, error: str) -> None:
    with pytest.raises(AbsentError) as raised:
        attribute_of_group(kind, "g", path, MEMBERS, ())

    assert raised.value.error == error
