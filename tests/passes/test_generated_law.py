"""A chain or a group of deployments is what a person would write: a nested template with its members.

The person hands in what the members take from the parent as parameters, and
writes all that Heat writes, nulls included.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.plan import Plan
from heatplan.ir.steps import steps
from tests.passes.test_family_law import VERSION, by_hand, made, planned, values

OTHER = {"type": "OS::Heat::Value", "properties": {"value": "from the parent"}}
HANDED = {"other_id": {"get_resource": "other"}, "other_value": {"get_attr": ["other", "value"]}}

sources = st.sampled_from(["an-id", {"get_resource": "other"}, {"get_attr": ["other", "value"]}])
chains = st.tuples(st.lists(st.sampled_from(["OS::Heat::Value", "OS::Heat::None"]), max_size=5), values, st.booleans())
groups = st.tuples(
    st.dictionaries(st.sampled_from(["a", "b c", "7", "web-1"]), sources),
    st.fixed_dictionaries(
        {"config": sources},
        optional={
            "input_values": st.dictionaries(st.sampled_from(["x", "y"]), values, max_size=2),
            "actions": st.just(["CREATE"]),
            "signal_transport": st.just("NO_SIGNAL"),
            "name": st.sampled_from([None, "called"]),
        },
    ),
)


def beside(group: dict[str, Any], members: dict[str, Any]) -> tuple[Plan, Plan]:
    """The group's plan, and that of its members written by hand (over the parent's values)."""
    parent = {"heat_template_version": VERSION}
    written = {**parent, "parameters": {name: {"type": "string"} for name in HANDED}, "resources": members}
    by_person = {"type": "written.yaml", "properties": HANDED}
    ours = planned({"template.yaml": {**parent, "resources": {"other": OTHER, "g": {**group, "depends_on": "other"}}}})
    theirs = planned(
        {"template.yaml": {**parent, "resources": {"other": OTHER, "g": by_person}}, "written.yaml": written}
    )
    return ours, theirs


def said(plan: Plan) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Each step but those of credentials: address, action, type, needs; the group's own type left out."""
    return sorted(
        (
            step.address,
            step.action,
            "" if step.address in {"g", "g.@complete"} else step.type,
            tuple(sorted(step.needs)),
        )
        for step in steps(plan)
        if "@auth" not in step.address
    )


def chain(kinds: list[str], value: Any, concurrent: bool) -> tuple[Plan, Plan]:
    properties = {"type": "json", "value": {"v": value}}
    group = {
        "type": "OS::Heat::ResourceChain",
        "properties": {"resources": kinds, "resource_properties": properties, "concurrent": concurrent},
    }
    members = {
        str(number): {"type": kind, "properties": by_hand(properties, "%index%")}
        | ({"depends_on": str(number - 1)} if number else {})
        for number, kind in enumerate(kinds)
    }
    return beside(group, members)


def deployments(servers: dict[str, Any], properties: dict[str, Any]) -> tuple[Plan, Plan]:
    group = {"type": "OS::Heat::SoftwareDeploymentGroup", "properties": {**properties, "servers": servers}}
    every = {
        "name": None,
        "input_values": None,
        "actions": ["CREATE", "UPDATE"],
        "signal_transport": "CFN_SIGNAL",
        **properties,
    }
    members = {
        name: {"type": "OS::Heat::SoftwareDeployment", "properties": by_hand({**every, "server": server}, "%index%")}
        for name, server in servers.items()
    }
    return beside(group, members)


@given(chains)
def test_a_chain_is_its_members_one_after_the_other(drawn: tuple[list[str], Any, bool]) -> None:
    ours, theirs = chain(*drawn)

    assert said(ours) == said(theirs)
    assert made(ours) == made(theirs)


@given(groups)
def test_a_group_of_deployments_is_one_for_each_server(drawn: tuple[dict[str, Any], dict[str, Any]]) -> None:
    ours, theirs = deployments(*drawn)

    assert said(ours) == said(theirs)
    assert made(ours) == made(theirs)


def test_the_laws_can_fail() -> None:
    ours, _ = chain(["OS::Heat::Value", "OS::Heat::Value"], "x", False)
    _, theirs = chain(["OS::Heat::Value", "OS::Heat::None"], "x", False)
    assert said(ours) != said(theirs)
    assert made(ours) != made(theirs)

    ours, _ = deployments({"a": "x"}, {"config": "c"})
    _, theirs = deployments({"a": "y"}, {"config": "c"})
    assert said(ours) == said(theirs)
    assert made(ours) != made(theirs)
