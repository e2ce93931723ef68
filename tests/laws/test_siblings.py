"""The law that members of a group are alike, and what of them may differ."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.testing.laws import Case
from heatplan.testing.laws.siblings import SIBLINGS_ARE_ALIKE
from tests.sources import sources_of

ROOT = """\
heat_template_version: 2018-08-31
resources:
  servers:
    type: OS::Heat::ResourceGroup
    properties:
      count: 12
      resource_def: {type: member.yaml, properties: {name: "web-%index%"}}
"""
MEMBER = """\
heat_template_version: 2018-08-31
parameters: {name: {type: string}}
conditions:
  first: {equals: [{get_param: name}, web-0]}
resources:
  server: {type: OS::Nova::Server, properties: {name: {get_param: name}, flavor: f, image: i}}
"""


def found(more: str, root: str = ROOT) -> tuple[Diagnostic, ...]:
    return SIBLINGS_ARE_ALIKE(Case.of(sources_of({"template.yaml": root, "member.yaml": MEMBER + more})))


@pytest.mark.parametrize(
    ("more", "how"),
    [
        ("  disk: {type: OS::Cinder::Volume, condition: first, properties: {size: 1}}\n", "has the resource disk"),
        (
            "  disk: {type: OS::Cinder::Volume, condition: {not: first}, properties: {size: 1}}\n",
            "has no resource disk",
        ),
        (
            (
                "  many:\n    type: OS::Heat::ResourceGroup\n    properties:\n"
                "      count: {if: [first, 3, 2]}\n"
                "      resource_def: {type: OS::Cinder::Volume, properties: {size: 1}}\n"
            ),
            "its many has 3 members, and not 2",
        ),
    ],
)
def test_a_member_of_another_shape_is_found_with_its_comparison(more: str, how: str) -> None:
    (one,) = found(more)

    assert one.message == f"Unlike its siblings, the member 0 of servers is another: {how}."
    assert one.address == "resources.servers"
    assert (MEMBER + more)[one.span.start : one.span.end] == "first"
    assert one.span.source == "member.yaml"
    assert one.labels[0][1] == "the group"


@pytest.mark.parametrize(
    "more",
    [
        "",
        "  disk: {type: OS::Cinder::Volume, properties: {size: 1, name: {get_param: name}}}\n",
        "  disk: {type: OS::Cinder::Volume, properties: {size: {if: [first, 2, 1]}}}\n",
    ],
)
def test_members_that_differ_in_values_are_alike(more: str) -> None:
    assert found(more) == ()


def test_several_odd_members_are_told_together() -> None:
    more = "  disk: {type: OS::Cinder::Volume, condition: early, properties: {size: 1}}\n"
    text = MEMBER.replace("first: {equals", "unused: {equals").replace(
        "resources:",
        "  early: {or: [{equals: [{get_param: name}, web-0]}, {equals: [{get_param: name}, web-1]}, {equals: [{get_param: name}, web-3]}]}\nresources:",
    )
    (one,) = SIBLINGS_ARE_ALIKE(Case.of(sources_of({"template.yaml": ROOT, "member.yaml": text + more})))

    assert "the member 0 to 1 and 3 of servers" in one.message
