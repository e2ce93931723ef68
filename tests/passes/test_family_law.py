"""A family's steps equal those of the same group written out by hand.

The law is drawn: bodies with the index anywhere, references to the parent's
resources, nested members with conditions and groups of their own, any count
and skip list.  Written out by hand, the group is a nested template with one
resource a member, the index replaced by a person, so to say.
"""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.steps import steps
from heatplan.ir.value import map_strings
from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

VERSION = "2018-08-31"
CHILD = {
    "heat_template_version": VERSION,
    "parameters": {"name": {"type": "string"}, "index": {"type": "number"}, "extra": {"type": "json", "default": {}}},
    "conditions": {
        "first": {"equals": [{"get_param": "index"}, 0]},
        "odd": {"equals": [{"get_param": ["extra", "odd"]}, "3"]},
        "either": {"or": ["first", "odd"]},
    },
    "resources": {
        "volume": {"type": "OS::Cinder::Volume", "properties": {"size": 1, "name": {"get_param": "name"}}},
        "leader": {
            "type": "OS::Heat::Value",
            "condition": "first",
            "depends_on": "volume",
            "properties": {"value": {"if": ["odd", "both", {"list_join": ["-", [{"get_param": "name"}, "x"]]}]}},
        },
        "some": {"type": "OS::Heat::None", "condition": "either"},
        "inner": {
            "type": "OS::Heat::ResourceGroup",
            "properties": {
                "count": {"get_param": "index"},
                "resource_def": {"type": "OS::Heat::Value", "properties": {"value": {"get_resource": "volume"}}},
            },
        },
    },
    "outputs": {"size": {"value": {"get_attr": ["inner", "refs"]}}},
}

texts = st.sampled_from(["plain", "%index%", "a-%index%-b", "%index%%index%", "%Index%", "%i%"])
values = st.recursive(
    texts | st.sampled_from([1, True, None, {"get_resource": "other"}, {"get_attr": ["other", "value"]}]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "%index%", "m"]), inner, max_size=3)
    ),
    max_leaves=6,
)
value_members = st.builds(
    lambda value: {"type": "OS::Heat::Value", "properties": {"type": "json", "value": {"v": value}}}, values
)
server_members = st.builds(
    lambda name, metadata: {
        "type": "OS::Nova::Server",
        "properties": {"name": name, "flavor": "f", "image": "i", "metadata": metadata},
    },
    texts | st.none(),
    st.dictionaries(st.sampled_from(["a", "b"]), texts, max_size=2),
)
child_members = st.builds(
    lambda name, extra: {"type": "child.yaml", "properties": {"name": name, "index": "%index%", "extra": extra}},
    texts,
    st.dictionaries(st.sampled_from(["odd", "else"]), texts, max_size=2),
)
bodies = value_members | server_members | child_members


def by_hand(value: Any, name: str) -> Any:
    """The value as a person would write it for one member, who has the parent's values as parameters."""
    if value == {"get_resource": "other"}:
        return {"get_param": "other_id"}
    if value == {"get_attr": ["other", "value"]}:
        return {"get_param": "other_value"}
    if isinstance(value, str):
        return value.replace("%index%", name)
    if isinstance(value, dict):
        return {key: by_hand(item, name) for key, item in value.items()}
    return [by_hand(item, name) for item in value] if isinstance(value, list) else value


def planned(files: dict[str, Any]) -> Plan:
    sources = sources_of({name: json.dumps(text) for name, text in files.items()})
    result = compile_plan(sources, Request())
    assert result.value is not None, [finding.message for finding in result.diagnostics]
    return result.value


def both(body: dict[str, Any], count: int, skip: set[int]) -> tuple[Plan, Plan]:
    other = {"type": "OS::Heat::Value", "properties": {"value": "from the parent"}}
    group = {
        "type": "OS::Heat::ResourceGroup",
        "properties": {
            "count": count,
            "removal_policies": [{"resource_list": sorted(skip)}],
            "resource_def": body,
        },
    }
    names = [str(number) for number in range(count + len(skip)) if number not in skip][:count]
    parent = {"heat_template_version": VERSION, "resources": {"other": other}}
    asked = json.dumps(body)
    family = planned({"template.yaml": parent | {"resources": {"other": other, "g": group}}, "child.yaml": CHILD})
    given_values: dict[str, Any] = {}
    if '"get_resource"' in asked:
        given_values["other_id"] = {"get_resource": "other"}
    if '"get_attr"' in asked:
        given_values["other_value"] = {"get_attr": ["other", "value"]}
    written = {
        "heat_template_version": VERSION,
        "parameters": {name: {"type": "string"} for name in given_values},
        "resources": {
            name: {
                "type": body["type"],
                "properties": {
                    key: by_hand(value, name) for key, value in body["properties"].items() if value is not None
                },
            }
            for name in names
        },
    }
    hand = planned(
        {
            "template.yaml": parent
            | {"resources": {"other": other, "g": {"type": "written.yaml", "properties": given_values}}},
            "written.yaml": written,
            "child.yaml": CHILD,
        }
    )
    return family, hand


def plain(address: str) -> str:
    return re.sub(r"^g\[(\d+)\]", r"g.\1", address)


def said(plan: Plan) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Each step: address, action, type, needs; the group's own steps by name only."""
    found = list(steps(plan))
    places = [plain(step.address).split(".") for step in found]
    members = sorted(".".join(place) for place in places if len(place) == 2 and place[0] == "g" and place[1].isdigit())
    ends = {plain(step.address) for step in found}
    rows: list[tuple[str, str, str, tuple[str, ...]]] = []
    for step in found:
        needs: set[str] = set()
        for need in step.needs:
            if need.startswith("g[*]"):
                wanted = [f"{member}.@complete" for member in members] if need.endswith("complete") else members
                needs.update(name for name in wanted if name in ends)
            else:
                needs.add(plain(need))
        needs -= {member for member in members if f"{member}.@complete" in ends and step.address == "g.@complete"}
        kind = "" if step.address in {"g", "g.@complete"} else step.type
        rows.append((plain(step.address), step.action, kind, tuple(sorted(needs))))
    return rows


def made(plan: Plan) -> dict[str, tuple[str, Any]]:
    """What stands after the simulator has run the plan: type and properties by address, ids told by their address."""
    result = run(plan, Simulator(), EMPTY)
    assert not result.failed, [finding.message for finding in result.diagnostics]
    names = {thing.id: f"<{plain(thing.address)}>" for thing in result.world.values()}
    told = re.compile("|".join(re.escape(name) for name in names))
    return {
        plain(thing.address): (
            thing.type,
            map_strings(thing.properties, lambda text: told.sub(lambda found: names[found.group()], text)),
        )
        for thing in result.world.values()
        if thing.kind == "resource"
    }


@given(bodies, st.integers(0, 5), st.sets(st.integers(0, 4), max_size=2))
def test_a_family_is_its_members(body: dict[str, Any], count: int, skip: set[int]) -> None:
    family, hand = both(body, count, skip)

    assert sorted(said(family)) == sorted(said(hand))
    assert made(family) == made(hand)


def test_the_law_can_fail() -> None:
    family, _ = both({"type": "OS::Heat::Value", "properties": {"value": "%index%"}}, 2, set())
    _, other = both({"type": "OS::Heat::Value", "properties": {"value": "x"}}, 3, set())

    assert said(family) != said(other)
    assert made(family) != made(other)
