"""Pictures by our own layout, checked on the SVG itself."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heatplan.ir.tree import Nested, Stack
from heatplan.pipeline import compile as compile_plan
from heatplan.render.drawing import Arrow, Box, Drawing, draw, every
from heatplan.render.identities import draw_identities
from heatplan.render.kinds import KINDS
from heatplan.render.layout.scene import stage
from heatplan.render.seeing import seen
from heatplan.render.svg import svg_of
from heatplan.render.view import View
from heatplan.span import Span
from heatplan.testing.drawn import Drawn
from heatplan.testing.strategies import templates
from tests.auth.test_audit import planned
from tests.conftest import Golden
from tests.render.pictures import Picture, collisions, outside, read
from tests.render.stacks import FIVE, HOSTILE, HOSTILE_NAME, MEMBER, NAMED, WEB, family, resource


def fleet(count: int) -> Stack:
    """A network, and so many members of three resources that need it."""
    members = family(count, (resource("%index%", MEMBER.template, child=Nested(MEMBER, NAMED)), ((0, count),)))
    group = resource("servers", "OS::Heat::ResourceGroup", child=members, implicit=("net",))
    return Stack("t.yaml", "2021-04-16", resources=(resource("net", "OS::Neutron::Net"), group))


def flat(count: int) -> Stack:
    """So many servers, each with a port and a volume, on one level, all on one network."""
    items = [resource("net", "OS::Neutron::Net")]
    for number in range(count):
        items += [
            resource(f"port_{number}", "OS::Neutron::Port", implicit=("net",)),
            resource(f"volume_{number}", "OS::Cinder::Volume"),
            resource(f"server_{number}", "OS::Nova::Server", implicit=(f"port_{number}", f"volume_{number}")),
        ]
    return Stack("t.yaml", "2021-04-16", resources=tuple(items))


@pytest.mark.parametrize(("name", "stack"), [("five", FIVE), ("web", WEB)])
def test_goldens(golden: Golden, name: str, stack: Stack) -> None:
    golden(f"{name}.svg", svg_of(draw(stack), title=name, theme="auto"))


DRAWINGS: list[tuple[str, Callable[[], Drawing]]] = [
    ("five", lambda: draw(FIVE)),
    ("web", lambda: draw(WEB)),
    ("web expanded", lambda: draw(WEB, expand=True)),
    ("hostile", lambda: draw(HOSTILE)),
    ("identities", lambda: draw_identities(planned().root)),
    ("flat", lambda: draw(flat(60))),
    ("nothing", lambda: draw(Stack("t", "v"))),
]


@pytest.mark.parametrize("make", [make for _, make in DRAWINGS], ids=[name for name, _ in DRAWINGS])
def test_labels_do_not_overlap_and_stay_in_their_boxes(make: Callable[[], Drawing]) -> None:
    picture = read(svg_of(make(), title="a title"))

    assert collisions(picture) == []
    assert outside(picture) == []
    assert in_order(picture) == []


def in_order(picture: Picture) -> list[tuple[str, str]]:
    """Boxes that overlap although they are not frames around each other."""
    boxes = [one for one in picture.things if "b" in one.classes]
    return [(a.address, b.address) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.rect.meets(b.rect)]


def test_a_check_of_overlaps_finds_one() -> None:
    svg = svg_of(draw(FIVE))
    label = next(one for thing in read(svg).things for one in thing.labels if one.text == "volume")
    moved = svg.replace(
        ">server</text>", f'>server</text><text class="name" x="{label.x}" y="{label.bottom}">x</text>', 1
    )

    assert ("volume", "x") in {tuple(sorted(pair, reverse=False)) for pair in collisions(read(moved))}
    assert outside(read(moved)) == ["x"]


def test_five_thousand_steps_are_drawn_in_ten_seconds() -> None:
    begin = time.process_time()
    svg = svg_of(draw(fleet(1666), expand=True, limit=2000), title="5 000")
    spent = time.process_time() - begin
    picture = read(svg)

    assert sum("b" in one.classes for one in picture.things) == 1 + 3 * 1666
    assert collisions(picture) == []
    assert outside(picture) == []
    assert spent < 10
    assert 0.4 < picture.size[0] / picture.size[1] < 4


def test_five_thousand_resources_of_one_level_are_drawn_in_ten_seconds() -> None:
    begin = time.process_time()
    svg = svg_of(draw(flat(1666)))
    spent = time.process_time() - begin
    picture = read(svg)

    assert collisions(picture) == []
    assert outside(picture) == []
    assert spent < 10


def test_the_order_of_resources_does_not_matter() -> None:
    assert svg_of(draw(WEB)) == svg_of(draw(replace(WEB, resources=WEB.resources[::-1])))


def test_each_thing_has_a_tooltip_and_an_id_of_its_own() -> None:
    root = ET.fromstring(svg_of(draw(HOSTILE), title=HOSTILE_NAME))
    groups = [one for one in root.iter() if "data-address" in one.attrib]

    assert root.attrib["role"] == "img"
    assert len({one.attrib["id"] for one in groups}) == len(groups) == 5
    assert all((one[0].text or "").startswith(one.attrib["data-address"][:1]) for one in groups)
    assert root[0].text


def test_hostile_names_stay_names() -> None:
    text = svg_of(draw(HOSTILE), title=HOSTILE_NAME)

    assert all(char.isprintable() or char == "\n" for char in text)
    assert "<b>" not in text
    assert "hunter2" not in svg_of(draw(WEB))


def test_the_legend_has_what_is_there_and_nothing_else() -> None:
    texts = {one.text for one in read(svg_of(draw(FIVE))).others}

    assert texts == {"compute", "storage", "several, drawn once", "an order that Heat adds"}


def test_a_picture_in_both_themes_follows_its_viewer() -> None:
    light, dark, both = (svg_of(draw(FIVE), theme=theme) for theme in ("light", "dark", "auto"))

    assert "@media" not in light + dark
    assert "@media (prefers-color-scheme: dark)" in both
    assert light.partition("</style>")[2] == dark.partition("</style>")[2] == both.partition("</style>")[2]


def test_alike_neighbours_are_a_block_with_one_arrow() -> None:
    ports = [resource(f"p{number}", "OS::Neutron::Port", implicit=("net",)) for number in range(12)]
    scene = stage(draw(Stack("t", "v", resources=(resource("net", "OS::Neutron::Net"), *ports))))

    assert len(scene.outlines) == 1
    assert [len(way.arrows) for way in scene.ways] == [12]


GRAPHS = st.integers(1, 14).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.booleans()), max_size=40),
    )
)


@settings(max_examples=60, deadline=None)
@given(GRAPHS, st.lists(st.text("ab_é界-", min_size=1, max_size=40), min_size=14, max_size=14))
def test_any_graph_is_drawn_without_overlaps(graph: tuple[int, list[tuple[int, int, bool]]], names: list[str]) -> None:
    count, edges = graph
    boxes = tuple(Box(f"r{at}", names[at], "OS::T", KINDS[at % len(KINDS)]) for at in range(count))
    arrows = tuple(Arrow(f"r{a}", f"r{b}", explicit) for a, b, explicit in edges if a != b)
    picture = read(svg_of(Drawing(boxes, arrows)))

    assert collisions(picture) == []
    assert outside(picture) == []
    assert in_order(picture) == []


def test_tooltips_say_where_it_is_declared() -> None:
    text = "resources:\n  net:\n    type: OS::Neutron::Net\n"
    stack = Stack("t.yaml", "v", resources=(replace(resource("net", "OS::Neutron::Net"), span=Span("t.yaml", 13, 20)),))

    with_line, without = svg_of(draw(stack), texts={"t.yaml": text}), svg_of(draw(stack))

    assert "<title>net\nOS::Neutron::Net\nt.yaml:2</title>" in with_line
    assert "<title>net\nOS::Neutron::Net\nin t.yaml</title>" in without


VIEWS = (
    View(),
    View(detail="full", critical_path=True),
    View(expand=True, detail="full", by="action"),
    View(by="identity", max_boxes=5),
    View(by="stack", detail="types"),
    View(detail="stacks", depth=1),
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(templates())
def test_whatever_is_compiled_can_be_seen(drawn: Drawn) -> None:
    plan = compile_plan(drawn.sources(), drawn.request()).value
    assert plan is not None
    addresses = [item.address for item in every(draw(plan.root).items)]
    focuses = [View(focus=one, radius=1) for one in addresses[:3] if not any(char in one for char in ",-")]
    for view in (*VIEWS, *focuses):
        drawing = seen(plan, view).value
        assert drawing is not None, view
        picture = read(svg_of(drawing, title="drawn"))
        names = [item.address for item in every(drawing.items)]
        assert len(set(names)) == len(names)
        assert {end for arrow in drawing.arrows for end in (arrow.before, arrow.after)} <= set(names), view
        assert (collisions(picture), outside(picture), in_order(picture)) == ([], [], []), view


def test_small_parts_of_one_shape_that_a_hub_holds_together_are_tiles() -> None:
    scene = stage(draw(flat(100)))

    assert 0.5 < scene.size[0] / scene.size[1] < 3
    assert len(scene.outlines) == 1
    stubs = [way for way in scene.ways if [arrow.before for arrow in way.arrows] == ["net"]]
    assert sorted(way.arrows[0].after for way in stubs) == sorted(f"port_{at}" for at in range(100))
    places = {place.item.address: place for place in scene.places}
    for way in stubs:
        place = places[way.arrows[0].after]
        assert way.route[-1][0] == pytest.approx(place.x)
        assert place.y < way.route[-1][1] < place.y + place.h


COPIES = st.tuples(
    st.integers(4, 9),
    st.integers(2, 5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.booleans()), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(COPIES)
def test_hubs_and_copies_are_drawn_without_overlaps(
    drawn: tuple[int, int, list[tuple[int, int]], list[tuple[int, int, bool]], list[tuple[int, int]]],
) -> None:
    copies, size, inner, hubs, odd = drawn
    boxes = [Box(f"hub{at}", f"hub{at}", "OS::T", KINDS[0]) for at in range(3)]
    arrows = []
    for copy in range(copies):
        boxes += [Box(f"c{copy}n{at}", f"name {copy} {at}", "OS::T", KINDS[at]) for at in range(size)]
        arrows += [Arrow(f"c{copy}n{a % size}", f"c{copy}n{b % size}", True) for a, b in inner if a % size != b % size]
        for hub, node, onwards in hubs:
            pair = (f"hub{hub}", f"c{copy}n{node % size}")
            arrows.append(Arrow(*(pair if onwards else pair[::-1]), explicit=True))
    names = [box.address for box in boxes]
    arrows += [
        Arrow(names[a % len(names)], names[b % len(names)], False) for a, b in odd if a % len(names) != b % len(names)
    ]
    drawing = Drawing(tuple(boxes), tuple(dict.fromkeys(arrows)))
    picture = read(svg_of(drawing))

    assert (collisions(picture), outside(picture), in_order(picture)) == ([], [], [])
    assert {arrow for way in stage(drawing).ways for arrow in way.arrows} == set(drawing.arrows)
    assert all(way.route for way in stage(drawing).ways)
