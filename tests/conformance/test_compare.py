"""The comparator finds each planted difference, and none where there is none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.compare import ABSENT, diff, differences
from tests.conformance.normal import Level, broken, capped, plain, shortest
from tests.conformance.recorded import level

CLEAN = ["network", "network-small", "groups", "groups-env", "more_groups", "cfn", "cfn-large", "mapped"]


@pytest.mark.parametrize("name", CLEAN)
def test_a_result_equals_itself(name: str) -> None:
    assert differences(level(name), level(name)) == ()


def member(tree: Level, *names: str) -> Any:
    given = tree
    for name in names[:-1]:
        given = given["resources"][name]["nested"]
    return given["resources"][names[-1]]


def put(tree: dict[str, Any], key: str, value: Any) -> None:
    tree[key] = value


PLANTED: list[tuple[str, str, str, Callable[[Level], Any]]] = [
    ("network", "parameters", "parameters", lambda tree: put(tree["parameters"]["count"], "value", 2.0)),
    ("network", "parameters", "parameters", lambda tree: put(tree["parameters"]["password"], "hidden", False)),
    ("network", "parameters", "parameters", lambda tree: tree["parameters"].pop("public")),
    ("network", "conditions", "conditions", lambda tree: put(tree["conditions"], "big", False)),
    ("network", "resources", "resources", lambda tree: tree["disabled"].clear()),
    ("network", "resources", "resources", lambda tree: tree["resources"].pop("net")),
    ("network", "resources", "resources", lambda tree: put(tree["resources"]["net"], "type", "OS::Neutron::Network")),
    ("network", "edges", "edges", lambda tree: tree["edges"].pop()),
    ("network", "edges", "edges", lambda tree: tree["edges"].append(["server", "net"])),
    ("network", "implicit_edges", "implicit_edges", lambda tree: tree["implicit_edges"].pop(0)),
    ("network", "properties", "properties", lambda tree: put(member(tree, "port")["properties"], "network", "net")),
    ("network", "properties", "properties", lambda tree: put(member(tree, "server")["properties"], "image", "small")),
    ("network", "properties", "properties", lambda tree: member(tree, "subnet")["final_properties"].pop("ip_version")),
    ("network", "properties", "properties", lambda tree: put(member(tree, "subnet")["final_properties"], "ip_version", True)),
    ("network", "metadata", "metadata", lambda tree: put(member(tree, "server")["metadata"], "tags", {"size": 3})),
    ("mapped", "policies", "policies", lambda tree: put(member(tree, "volume")["policies"], "deletion", "Delete")),
    ("mapped", "children", "nested", lambda tree: member(tree, "member").pop("nested")),
    ("mapped", "children", "resources", lambda tree: member(tree, "member")["nested"]["resources"].pop("extra")),
    ("mapped", "children", "parameters", lambda tree: put(member(tree, "member")["nested"]["parameters"]["size"], "value", "4")),
    ("groups", "children", "resources", lambda tree: put(member(tree, "members")["nested"]["resources"], "1", {**member(tree, "members", "2")})),
    ("groups", "children", "properties", lambda tree: put(member(tree, "members", "2", "volume")["properties"], "name", "vol_3")),
    ("more_groups", "children", "edges", lambda tree: member(tree, "chain")["nested"]["edges"].clear()),
    ("groups", "children", "outputs", lambda tree: member(tree, "plain")["nested"]["outputs"].pop("refs_map")),
    ("network", "outputs", "outputs", lambda tree: put(tree["outputs"]["merged"]["value"], "size", "2")),
    ("network", "outputs", "outputs", lambda tree: tree["outputs"].pop("gone")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "aspect", "inner", "plant"), PLANTED)
def test_a_planted_difference_is_found_in_its_aspect_only(
    name: str, aspect: str, inner: str, plant: Callable[[Level], Any]
) -> None:
    heats = level(name)
    mine = copy.deepcopy(heats)
    plant(mine)

    found = differences(mine, heats)

    assert {(one.aspect, one.inner) for one in found} == {(aspect, inner)}


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (1, "1"), (0, False), (None, ""), ([], {}), ([1], [1, 1]), ({"a": None}, {})],
)
def test_values_of_another_type_differ(one: Any, other: Any) -> None:
    assert list(diff(one, other))
    assert list(diff(other, one))


def test_a_difference_says_where_and_what() -> None:
    assert list(diff({"a": [{"b": 1}], "c": 2}, {"a": [{"b": 2}]})) == [(("a", "0", "b"), 1, 2), (("c",), 2, ABSENT)]


def test_not_a_number_equals_itself() -> None:
    assert not list(diff([float("nan")], [float("nan")]))


def test_names_of_files_are_relative_to_the_root_template() -> None:
    groups = level("groups")

    assert member(groups, "alone")["type"] == "lib/member.yaml"
    assert member(groups, "members")["properties"]["resource_def"]["type"] == "lib/member.yaml"


def test_drawn_names_are_numbered() -> None:
    scaled = member(level("more_groups"), "scaled")["nested"]

    assert sorted(scaled["resources"]) == ["~0", "~1"]
    assert sorted(scaled["outputs"]["refs_map"]["value"]) == ["~0", "~1"]
    assert scaled["outputs"]["refs_map"]["value"]["~1"] == {"$unresolved": {"get_resource": "~1"}}


def test_errors_are_compared_by_class() -> None:
    failure = {"$error": ["KeyError", "some words"], "$fn": "get_param"}

    assert plain({"a": [failure]}, str) == {"a": [{"$error": "KeyError"}]}


def test_a_call_with_an_argument_that_fails_fails() -> None:
    call = {"$unresolved": {"list_join": ["", [{"$unresolved": {"get_resource": "a"}}, {"$error": ["KeyError", "x"]}]]}}

    assert plain(call, str) == {"$error": "KeyError"}


def test_outputs_that_refer_to_nothing_are_errors() -> None:
    value = [{"$unresolved": {"get_attr": ["gone", "x"]}}, {"$unresolved": {"get_resource": "a"}}]

    assert broken(value, {"a": {}}) == [{"$error": "InvalidTemplateReference"}, value[1]]


def test_large_groups_are_cut_in_numeric_order() -> None:
    tree = level("groups")
    group = member(tree, "plain")["nested"]
    group["resources"] = {str(number): group["resources"]["0"] for number in range(250)}

    cut = capped(tree)["resources"]["plain"]["nested"]

    assert sorted(cut["resources"], key=int) == [str(number) for number in range(200)]
    assert cut["outputs"] == {}


def test_names_of_files_are_as_short_as_they_can_be() -> None:
    inner = {"resources": {"b": {"type": "../site/net/port.yaml"}}}
    level = {"resources": {"a": {"type": "web", "mapped": "../site/web.yaml", "nested": inner}}}

    (found,) = shortest(level, "templates/site")["resources"].values()

    assert (found["type"], found["mapped"]) == ("web", "web.yaml")
    assert found["nested"]["resources"]["b"]["type"] == "net/port.yaml"
    assert (
        shortest({"resources": {"a": {"type": "../lib/x.yaml"}}}, "site")["resources"]["a"]["type"] == "../lib/x.yaml"
    )
