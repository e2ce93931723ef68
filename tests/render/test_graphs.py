"""Stacks as DOT and Mermaid."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from heatplan.ir.tree import Stack
from heatplan.render.dot import dot
from heatplan.render.drawing import Box, Frame, LeftOut, draw
from heatplan.render.kinds import KINDS, NESTED, kind_of
from heatplan.render.mermaid import mermaid
from tests.conftest import Golden
from tests.render.stacks import FIVE, HOSTILE, HOSTILE_NAME, MEMBER, POOL, WEB, family, resource


@pytest.mark.parametrize(("name", "stack"), [("five", FIVE), ("web", WEB)])
@pytest.mark.parametrize("expand", [False, True])
def test_goldens(golden: Golden, name: str, stack: Stack, expand: bool) -> None:
    suffix = "_expanded" if expand else ""

    golden(f"{name}{suffix}.dot", dot(stack, title=name, expand=expand))
    golden(f"{name}{suffix}.mmd", mermaid(stack, title=name, expand=expand))


def test_a_group_is_one_frame_with_its_count() -> None:
    (frame,) = draw(FIVE).items

    assert isinstance(frame, Frame)
    assert (frame.name, frame.count, frame.type) == ("servers", "×5", "server_with_volume.yaml")
    assert [item.address for item in frame.items] == [
        "servers[*].attachment",
        "servers[*].server",
        "servers[*].volume",
    ]


def test_a_group_of_plain_resources_is_one_box() -> None:
    (box,) = draw(Stack("t", "v", resources=(resource("members", "OS::Heat::ResourceGroup", child=POOL),))).items

    assert isinstance(box, Box)
    assert (box.name, box.count, box.type) == ("members", "×3", "OS::Octavia::PoolMember")


def test_the_size_does_not_grow_with_the_count() -> None:
    def stack(count: int) -> Stack:
        many = family(count, (resource("%index%", "OS::Cinder::Volume"), ((0, count),)))
        return Stack("t", "v", resources=(resource("g", "OS::Heat::ResourceGroup", child=many),))

    assert dot(stack(5)).replace("×5", "×1000000") == dot(stack(1_000_000))


def test_expanding_stops_at_the_limit_and_says_so() -> None:
    drawing = draw(FIVE, expand=True, limit=2)

    assert drawing.left_out == (LeftOut("servers", 5, 2),)
    assert "3 more are not drawn" in dot(FIVE, expand=True, limit=2)
    assert len(drawing.arrows) == 4


@pytest.mark.parametrize("expand", [False, True])
def test_each_arrow_ends_at_something_drawn(expand: bool) -> None:
    drawing = draw(WEB, expand=expand)
    drawn = set()
    rest = list(drawing.items)
    while rest:
        item = rest.pop()
        drawn.add(item.address)
        rest.extend(item.items if isinstance(item, Frame) else ())

    assert {arrow.before for arrow in drawing.arrows} | {arrow.after for arrow in drawing.arrows} <= drawn


@pytest.mark.parametrize("render", [dot, mermaid])
def test_the_order_of_resources_does_not_matter(render: object) -> None:
    assert callable(render)
    turned = replace(WEB, resources=WEB.resources[::-1])

    assert render(WEB) == render(turned)


@pytest.mark.parametrize("render", [dot, mermaid])
def test_no_hidden_value_and_no_property_is_in_a_graph(render: object) -> None:
    assert callable(render)
    assert "hunter2" not in render(WEB, title="t")


def test_hostile_names_stay_names() -> None:
    text = dot(HOSTILE, title=HOSTILE_NAME)
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", text)

    assert all(char.isprintable() or char == "\n" for char in text)
    assert "<b>&" not in bare
    assert "x\\" not in bare
    assert all(line.count('"') in (0, 2) for line in mermaid(HOSTILE, title=HOSTILE_NAME).splitlines())
    assert "\\<b>" not in mermaid(HOSTILE)
    assert all(char.isprintable() or char == "\n" for char in mermaid(HOSTILE, title=HOSTILE_NAME))


def test_kinds_differ_in_shape_or_colour() -> None:
    assert len({(kind.shape, kind.line) for kind in KINDS}) == len(KINDS)
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("resource_type", "kind"),
    [
        ("OS::Nova::Server", "compute"),
        ("OS::Nova::KeyPair", "identity"),
        ("OS::Cinder::Volume", "storage"),
        ("OS::Heat::ResourceGroup", "orchestration"),
        ("OS::Heat::SoftwareDeployment", "software"),
        ("OS::Aodh::Alarm", "service"),
        ("AWS::EC2::EIP", "network"),
        (MEMBER.template, "nested stack"),
    ],
)
def test_kinds_of_types(resource_type: str, kind: str) -> None:
    assert kind_of(resource_type).name == kind


def test_an_empty_stack_is_a_graph() -> None:
    assert dot(Stack("t", "v")).startswith("digraph")
    assert mermaid(Stack("t", "v")) == "flowchart LR\n"
    assert kind_of("t.yaml") is NESTED
