"""What is made only because something reads it: readers here, above, in groups, with conditions."""

from __future__ import annotations

from heatplan.ir.auth import Flow
from heatplan.ir.expr import Lit
from tests.auth.harness import auth_of, authorized, said

HANDLE = "{type: OS::Heat::WaitConditionHandle, properties: {signal_transport: CFN_SIGNAL}}"
KEYS = {"credential", "ec2-url"}
HEAD = "heat_template_version: 2021-04-16\n"


def test_another_resource_reads_it() -> None:
    text = f"""{HEAD}resources:
  h: {HANDLE}
  v: {{type: OS::Heat::Value, properties: {{value: {{get_attr: [h, signal]}}}}}}
"""
    url = auth_of(authorized(text), "h")["ec2-url"]

    assert url.read_by == ("v",)
    assert {Flow("attribute", "signal"), Flow("property", "v")} <= set(url.flows)


def test_other_attributes_make_nothing() -> None:
    text = f"{HEAD}resources:\n  h: {HANDLE}\noutputs: {{o: {{value: {{get_attr: [h, token]}}}}}}\n"

    assert not KEYS & set(auth_of(authorized(text), "h"))


def test_a_disabled_reader_reads_nothing() -> None:
    text = f"""{HEAD}conditions: {{no: {{equals: [1, 2]}}}}
resources:
  h: {HANDLE}
outputs:
  o: {{condition: no, value: {{get_attr: [h, signal]}}}}
"""
    assert not KEYS & set(auth_of(authorized(text), "h"))


def test_a_branch_that_is_not_taken_reads_nothing() -> None:
    text = f"""{HEAD}conditions: {{no: {{equals: [1, 2]}}}}
resources:
  h: {HANDLE}
outputs:
  o: {{value: {{if: [no, {{get_attr: [h, signal]}}, none]}}}}
"""
    assert not KEYS & set(auth_of(authorized(text), "h"))


CHILD = f"{HEAD}resources:\n  h: {HANDLE}\noutputs: {{url: {{value: {{get_attr: [h, signal]}}}}}}\n"


def nested(outputs: str, child: str = CHILD) -> dict[str, str]:
    return {
        "template.yaml": f"{HEAD}resources:\n  n: {{type: child.yaml}}\noutputs: {{{outputs}}}\n",
        "child.yaml": child,
    }


def test_a_nested_output_is_read_where_the_parent_reads_the_stack() -> None:
    """Heat shows a nested stack, with all its outputs, when the parent needs any of its attributes."""
    unread = auth_of(authorized(nested("")), "n", "h")
    read = auth_of(authorized(nested("o: {value: {get_attr: [n, url]}}")), "n", "h")

    assert not KEYS & set(unread)
    assert read["credential"].read_by == ("outputs.url",)


def test_a_nested_stack_with_its_own_reference_is_always_read() -> None:
    child = CHILD.replace("outputs: {", "outputs: {OS::stack_id: {value: x}, ")

    assert set(auth_of(authorized(nested("", child)), "n", "h")) >= KEYS


def test_the_parent_reads_a_resource_inside() -> None:
    child = f"{HEAD}resources:\n  h: {HANDLE}\n"

    read = auth_of(authorized(nested("o: {value: {get_attr: [n, resource.h, signal]}}", child)), "n", "h")

    assert read["credential"].read_by == ("../outputs.o",)
    assert Flow("output", "../o") in read["ec2-url"].flows


def group(
    read: str, member: str = "OS::Heat::WaitConditionHandle", more: str = "{signal_transport: CFN_SIGNAL}"
) -> str:
    return f"""{HEAD}resources:
  g:
    type: OS::Heat::ResourceGroup
    properties: {{count: 1000, resource_def: {{type: {member}, properties: {more}}}}}
outputs: {{o: {{value: {read}}}}}
"""


def test_a_groups_attributes_are_its_members() -> None:
    for read in ("[g, signal]", "[g, attributes, signal]", "[g, resource.7.signal]", "[g, resource.7, signal]"):
        mints = auth_of(authorized(group(f"{{get_attr: {read}}}")), "g", "*")
        assert set(mints) >= KEYS, read
        assert mints["credential"].read_by == ("../outputs.o",)
    for read in ("{get_attr: [g, refs]}", "{get_attr: [g, token]}", "{get_resource: g}", "{get_attr: [g, resource.7]}"):
        assert not KEYS & set(auth_of(authorized(group(read)), "g", "*")), read


def test_one_mint_for_each_class_however_many_members() -> None:
    tree = authorized(group("x").replace("count: 1000", "count: 1000000"))

    assert list(auth_of(tree, "g", "*")) == ["password", "user", "grant"]


def test_the_references_of_a_group_of_urls() -> None:
    text = group("{get_attr: [g, refs]}", "AWS::CloudFormation::WaitConditionHandle", "{}")
    url = auth_of(authorized(text), "g", "*")["ec2-url"]

    assert {Flow("reference"), Flow("output", "../o")} <= set(url.flows)


def test_members_with_templates_are_read_through_the_group() -> None:
    files = {"template.yaml": group("{get_attr: [g, url]}", "child.yaml", "{}"), "child.yaml": CHILD}
    unread = {**files, "template.yaml": group("x", "child.yaml", "{}")}

    assert set(auth_of(authorized(files), "g", "*", "h")) >= KEYS
    assert not KEYS & set(auth_of(authorized(unread), "g", "*", "h"))


def test_a_reader_whose_condition_is_open_makes_a_mint_with_that_condition() -> None:
    text = f"""{HEAD}conditions: {{late: {{equals: [{{get_param: "OS::stack_id"}}, x]}}}}
resources:
  h: {HANDLE}
outputs:
  o: {{condition: late, value: {{get_attr: [h, signal]}}}}
"""
    mints = auth_of(authorized(text), "h")

    assert mints["credential"].when == Lit("late")
    assert mints["user"].when is None


def test_an_attribute_whose_name_is_known_later_may_be_any() -> None:
    text = f"""{HEAD}resources:
  h: {HANDLE}
  v: {{type: OS::Heat::Value, properties: {{value: signal}}}}
outputs:
  o: {{value: {{get_attr: [h, {{get_attr: [v, value]}}]}}}}
"""
    tree = authorized(text)

    assert set(auth_of(tree, "h")) >= KEYS
    assert ("HP0703", "note") in said(tree)


def test_a_servers_secrets_can_be_read_back() -> None:
    text = f"""{HEAD}resources:
  s: {{type: OS::Heat::DeployedServer}}
outputs: {{o: {{value: {{get_attr: [s, os_collect_config]}}}}}}
"""
    key = auth_of(authorized(text), "s")["credential"]

    assert {Flow("attribute", "os_collect_config"), Flow("output", "o")} <= set(key.flows)
