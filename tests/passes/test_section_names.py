"""Parameters of a nested template that are named like sections of an environment: what is said of them, and secrets.

What they come to is in the cases that Heat has answered (conformance/cases/named_like_sections.yaml).
"""

from __future__ import annotations

import pytest

from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.pipeline import compile as compile_plan
from heatplan.render.text import text as shown
from heatplan.result import Result
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"
CHILD = (
    f"{HEAD}parameters: {{parameters: {{type: json, default: {{}}}}, p: {{type: string, default: own}}}}\n"
    "resources: {v: {type: OS::Heat::Value, properties: {value: {get_param: p}}}}\n"
)


def compiled(properties: str, parameters: str = "{}") -> Result[Plan]:
    root = f"{HEAD}parameters: {parameters}\nresources: {{a: {{type: child.yaml, properties: {properties}}}}}\n"
    return compile_plan(sources_of({"template.yaml": root, "child.yaml": CHILD}))


def said(result: Result[Plan]) -> list[str]:
    return [one.message for one in result.diagnostics if one.code.id in ("HP0619", "HP0620")]


@pytest.mark.parametrize(
    ("properties", "end"),
    [
        ("{parameters: {p: inside}, p: x}", "is given to the nested stack, and the properties p have no effect."),
        ("{parameters: {p: inside}}", "is given to the nested stack, and nothing else."),
    ],
)
def test_the_author_is_told_what_is_given_and_what_is_not(properties: str, end: str) -> None:
    result = compiled(properties)

    (message,) = said(result)
    assert message.endswith(end)
    assert result.value is not None
    assert "value = inside" in shown(result.value)


def test_nothing_is_said_where_no_value_is_given() -> None:
    assert not said(compiled("{p: x}"))


def test_a_kind_that_heat_can_not_load_is_an_error() -> None:
    result = compiled("{parameters: '{}', p: x}")

    assert result.value is None
    assert said(result)[0].startswith("The property parameters has the name of a section of an environment")


def test_what_is_inside_a_hidden_parameter_is_in_no_plan() -> None:
    plan = compiled(
        "{parameters: {get_param: given}}", "{given: {type: json, hidden: true, default: {p: sesame}}}"
    ).value

    assert plan is not None
    assert "sesame" not in encode(plan)
    assert decode(encode(plan)).value == plan
    assert "p = {Fn::Select: [p, {get_param: given}]}" in shown(plan)


@pytest.mark.parametrize(
    ("properties", "open_"),
    [
        ("{parameters: {get_attr: [b, value]}}", True),
        ("{parameters: {p: {get_attr: [b, value]}}}", False),
        ("{parameters: {p: inside}}", False),
    ],
)
def test_what_only_the_cloud_knows_has_a_hint(properties: str, *, open_: bool) -> None:
    root = (
        f"{HEAD}resources: {{a: {{type: child.yaml, properties: {properties}}}, b: {{type: OS::Heat::RandomString}}}}\n"
    )
    result = compile_plan(sources_of({"template.yaml": root, "child.yaml": CHILD}))

    (found,) = [one for one in result.diagnostics if one.code.id == "HP0619"]
    assert bool(found.hint) == open_
