"""Two plans compared: each resource, nested stacks, groups, and what is only known in the cloud."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from heatplan.ir.change import Change
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.value import Map, freeze
from heatplan.passes.compare import compare
from heatplan.pipeline import compile as compile_plan
from heatplan.render.changes import changes_data, changes_text
from heatplan.testing.drawn import Drawn
from heatplan.testing.strategies import templates
from tests.sources import sources_of

HEAD = "heat_template_version: 2021-04-16\n"


def plan(text: str, parameters: dict[str, Any] | None = None, **files: str) -> Plan:
    """The plan of a template; other files by their names without ``.yaml``."""
    sources = {"template.yaml": HEAD + text, **{f"{name}.yaml": HEAD + body for name, body in files.items()}}
    found = compile_plan(sources_of(sources), Request("s", freeze(parameters or {})))
    assert found.value is not None, [one.message for one in found.diagnostics]
    return found.value


def fates(before: Plan, after: Plan) -> dict[str, str]:
    """What becomes of each resource that does not stay as it is."""
    return {one.address: one.fate for one in compare(before, after).changes if one.fate != "unchanged"}


def change(before: Plan, after: Plan, address: str) -> Change:
    """The change at an address."""
    return next(one for one in compare(before, after).changes if one.address == address)


WEB = """\
parameters: {key: {type: string, default: k}, secret: {type: string, default: s, hidden: true}}
resources:
  server: {type: OS::Nova::Server, properties: {flavor: SIZE, image: i, key_name: {get_param: key}}}
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
  attachment:
    type: OS::Cinder::VolumeAttachment
    properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}
  note: {type: OS::Heat::Value, properties: {value: {get_attr: [server, first_address]}}}
"""


def web(size: str = "small", **parameters: str) -> Plan:
    return plan(WEB.replace("SIZE", size), parameters)


def test_the_same_plan_is_no_change() -> None:
    found = compare(web(), web())

    assert found.nothing
    assert [one.address for one in found.changes] == ["server", "note", "volume", "attachment"]


def test_a_change_in_place_leaves_references_and_may_change_attributes() -> None:
    assert fates(web(), web("large")) == {"server": "in-place", "note": "may-update"}


def test_what_refers_to_something_that_is_replaced_changes_too() -> None:
    found = fates(web(), web(key="other"))

    assert found == {"server": "replace", "attachment": "in-place", "note": "may-update"}
    assert change(web(), web(key="other"), "server").because == ("key_name",)
    assert [one.name for one in change(web(), web(key="other"), "attachment").differences] == ["instance_uuid"]


def test_resources_come_and_go_by_their_policies() -> None:
    before = plan(
        "resources:\n"
        "  a: {type: OS::Heat::None}\n"
        "  b: {type: OS::Cinder::Volume, deletion_policy: Retain, properties: {size: 1}}\n"
        "  c: {type: OS::Cinder::Volume, deletion_policy: Snapshot, properties: {size: 1}}\n"
        "  d: {type: OS::Heat::None}\n"
    )
    after = plan("resources: {a: {type: OS::Heat::None}, e: {type: OS::Heat::None}}\n")

    assert fates(before, after) == {"e": "create", "b": "retain", "c": "snapshot", "d": "delete"}


def test_a_condition_turns_a_resource_on_and_off() -> None:
    text = (
        "parameters: {with: {type: boolean}}\nconditions: {wanted: {get_param: with}}\n"
        "resources: {a: {type: OS::Heat::None, condition: wanted}}\n"
    )

    assert fates(plan(text, {"with": False}), plan(text, {"with": True})) == {"a": "create"}
    assert fates(plan(text, {"with": True}), plan(text, {"with": False})) == {"a": "delete"}


def test_a_hidden_value_may_be_another() -> None:
    text = (
        "parameters: {p: {type: string, hidden: true}}\n"
        "resources: {a: {type: OS::Nova::Server, properties: {flavor: f, image: i, admin_pass: {get_param: p}}}}\n"
    )

    found = change(plan(text, {"p": "x"}), plan(text, {"p": "y"}), "a")

    assert (found.fate, [(one.name, one.sure) for one in found.differences]) == ("may-update", [("admin_pass", False)])


def test_restricted_actions_refuse() -> None:
    environment = "resource_registry: {resources: {server: {restricted_actions: replace}}}\n"
    sources = sources_of(
        {"template.yaml": HEAD + WEB.replace("SIZE", "f"), "env.yaml": environment}, environments=("env.yaml",)
    )
    plans = [compile_plan(sources, Request("s", freeze({"key": key}))).value for key in ("a", "b")]
    assert plans[0] is not None
    assert plans[1] is not None

    assert change(plans[0], plans[1], "server").fate == "refused"


def test_nested_stacks_are_compared_inside() -> None:
    inner = "parameters: {size: {type: number}}\nresources: {v: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}}\n"
    outer = "resources: {n: {type: inner.yaml, properties: {size: SIZE}}}\n"
    before, after = (plan(outer.replace("SIZE", size), inner=inner) for size in ("1", "2"))

    assert fates(before, after) == {"n": "in-place", "n.v": "in-place"}
    assert fates(before, before) == {}


GROUP = """\
parameters: {count: {type: number}, gone: {type: json, default: []}, kind: {type: string, default: slow}}
resources:
  g:
    type: OS::Heat::ResourceGroup
    properties:
      count: {get_param: count}
      removal_policies: [{resource_list: {get_param: gone}}]
      resource_def: {type: OS::Cinder::Volume, properties: {size: 1, name: "v-%index%", volume_type: {get_param: kind}}}
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"count": 5}, {"count": 7}, {"g": "in-place", "g[5-6]": "create"}),
        ({"count": 7}, {"count": 5}, {"g": "in-place", "g[5-6]": "delete"}),
        ({"count": 3}, {"count": 3, "kind": "fast"}, {"g": "in-place", "g[0-2]": "in-place"}),
        ({"count": 3}, {"count": 3, "gone": ["1"]}, {"g": "in-place", "g[1]": "delete", "g[3]": "create"}),
        ({"count": 3}, {"count": 2, "gone": ["0"]}, {"g": "in-place", "g[0]": "delete"}),
        ({"count": 999999}, {"count": 1000000}, {"g": "in-place", "g[999999]": "create"}),
    ],
)
def test_groups_grow_and_shrink_as_in_heat(
    before: dict[str, Any], after: dict[str, Any], expected: dict[str, str]
) -> None:
    assert fates(plan(GROUP, before), plan(GROUP, after)) == expected


def test_a_group_with_another_index_variable_is_another_group() -> None:
    after = GROUP.replace("      resource_def:", "      index_var: '%i%'\n      resource_def:")

    assert fates(plan(GROUP, {"count": 2}), plan(after, {"count": 2})) == {
        "g": "replace",
        "g[0-1]": "create",
    }


@given(templates(max_resources=4))
def test_no_template_differs_from_itself(drawn: Drawn) -> None:
    found = compile_plan(drawn.sources(), drawn.request()).value
    assert found is not None

    sealed = any(one.schema.hidden for one in found.root.parameters)
    doubtful = {"may-update", "may-replace", "may-refuse"} if sealed or drawn.hidden else set()
    assert {one.fate for one in compare(found, found).changes} <= {"unchanged", *doubtful}


def test_what_decides_beside_the_properties_is_told_before_and_after() -> None:
    text = "resources: {a: {type: TYPE, metadata: {m: NUMBER}}}\n"
    one, two = (plan(text.replace("TYPE", "OS::Heat::None").replace("NUMBER", number)) for number in "12")
    other = plan(text.replace("TYPE", "OS::Heat::RandomString").replace("NUMBER", "1"))
    (metadata,) = change(plan(WEB_WITH.replace("NUMBER", "1")), plan(WEB_WITH.replace("NUMBER", "2")), "a").differences
    (kind,) = change(one, other, "a").differences

    assert compare(one, two).nothing
    assert (metadata.name, metadata.before, metadata.after) == ("@metadata", Lit(Map(m=1)), Lit(Map(m=2)))
    assert (kind.name, kind.before, kind.after) == ("@type", Lit("OS::Heat::None"), Lit("OS::Heat::RandomString"))


WEB_WITH = "resources: {a: {type: OS::Nova::Server, metadata: {m: NUMBER}, properties: {flavor: f, image: i}}}\n"


def test_metadata_that_changes_with_a_property_is_told_too() -> None:
    before, after = WEB_WITH.replace("NUMBER", "1"), WEB_WITH.replace("NUMBER", "2").replace("flavor: f", "flavor: g")

    found = change(plan(before), plan(after), "a")

    assert (found.fate, [one.name for one in found.differences]) == ("in-place", ["flavor", "@metadata"])


def test_what_is_handed_to_a_hidden_parameter_is_not_told() -> None:
    inner = "parameters: {word: {type: string, hidden: true}}\nresources: {v: {type: OS::Heat::Value, properties: {value: {get_param: word}}}}\n"
    outer = (
        "resources:\n"
        "  n: {type: inner.yaml, properties: {word: WORD}}\n"
        "  g: {type: 'OS::Heat::ResourceGroup', properties: {count: 3, resource_def: {type: inner.yaml, properties: {word: WORD}}}}\n"
    )
    before, after = (plan(outer.replace("WORD", word), inner=inner) for word in ("before-word", "after-word"))

    found = compare(before, after)

    assert fates(before, after).keys() == {"n", "n.v", "g", "g[0-2]", "g[0-2].v"}
    assert "-word" not in changes_text(found, every=True)
    assert "-word" not in str(changes_data(found))


@pytest.mark.parametrize("flags", [("true", "false"), ("false", "true")])
def test_nor_is_it_where_only_one_template_hides_it(flags: tuple[str, str]) -> None:
    inner = "parameters: {word: {type: string, hidden: HIDDEN}}\n"
    outer = (
        "resources:\n"
        "  n: {type: inner.yaml, properties: {word: WORD}}\n"
        "  g: {type: 'OS::Heat::ResourceGroup', properties: {count: COUNT, resource_def: {type: inner.yaml, properties: {word: WORD}}}}\n"
    )
    before, after = (
        plan(outer.replace("WORD", word).replace("COUNT", count), inner=inner.replace("HIDDEN", flag))
        for word, flag, count in zip(("before-word", "after-word"), flags, ("1", "2"), strict=True)
    )

    assert "-word" not in str(changes_data(compare(before, after)))


def test_nor_is_it_where_a_group_becomes_empty() -> None:
    inner = "parameters: {word: {type: string, hidden: true}}\n"
    outer = "resources: {g: {type: 'OS::Heat::ResourceGroup', properties: {count: COUNT, resource_def: {type: inner.yaml, properties: {word: its-word}}}}}\n"
    before, after = (plan(outer.replace("COUNT", count), inner=inner) for count in "20")

    for found in (compare(before, after), compare(after, before)):
        assert "g" in {one.address for one in found.changes if one.differences}
        assert "-word" not in str(changes_data(found))


@pytest.mark.parametrize("flags", [("true", "false"), ("false", "true"), ("true", "true")])
def test_a_parameter_that_is_hidden_on_one_side_is_not_told(flags: tuple[str, str]) -> None:
    text = "parameters: {p: {type: string, hidden: HIDDEN}}\n"

    before, after = (plan(text.replace("HIDDEN", flag), {"p": f"the-{at}"}) for at, flag in enumerate(flags))

    assert compare(before, after).parameters == ()
