"""Less of a drawing: what is merged, what is closed, and what auto chooses."""

from __future__ import annotations

from dataclasses import replace

from heatplan.ir import graph
from heatplan.ir.plan import Header, Plan
from heatplan.ir.tree import Nested, Stack
from heatplan.ir.value import Map
from heatplan.render.detail import alike, by_kind, by_type, closed, holds, levels, size
from heatplan.render.drawing import Box, Drawing, Frame, boxes, draw, every
from heatplan.render.seeing import seen
from heatplan.render.view import View
from tests.render.stacks import FIVE, MEMBER, NAMED, WEB, resource
from tests.render.test_svg import flat


def plan_of(stack: Stack) -> Plan:
    """A plan of a stack made by hand, its resources in the canonical order."""
    order = graph.order({one.name: one.needs for one in stack.resources})
    assert order is not None
    whole = replace(stack, resources=tuple(one for name in order for one in stack.resources if one.name == name))
    return Plan(Header("s", stack.template, Map(), Map(), Map(), "27.0.1"), whole, "0" * 64)


def seen_of(stack: Stack, **view: object) -> Drawing:
    drawing = seen(plan_of(stack), View(**view)).value  # type: ignore[arg-type]
    assert drawing is not None
    return drawing


def nested(count: int) -> Stack:
    """So many nested stacks of one template, each a level of its own."""
    items = [resource(f"web_{at}", MEMBER.template, child=Nested(MEMBER, NAMED)) for at in range(count)]
    return Stack("t.yaml", "2021-04-16", resources=tuple(items))


def counts(drawing: Drawing) -> dict[str, str]:
    return {box.name: box.count for box in boxes(drawing.items)}


def ends(drawing: Drawing) -> set[str]:
    return {end for arrow in drawing.arrows for end in (arrow.before, arrow.after)}


def test_resources_of_one_type_that_need_the_same_are_one() -> None:
    drawing = alike(draw(flat(48)))

    assert counts(drawing) == {
        "net": "",
        "OS::Neutron::Port": "×48",
        "OS::Cinder::Volume": "×48",
        "OS::Nova::Server": "×48",
    }
    assert len(drawing.arrows) == 3


def test_one_that_needs_something_else_stays_alone() -> None:
    stack = flat(6)
    odd = resource("port_odd", "OS::Neutron::Port", implicit=("volume_0",))

    drawing = alike(draw(Stack("t", "v", resources=(*stack.resources, odd))))

    assert counts(drawing)["port_odd"] == ""
    assert counts(drawing)["OS::Neutron::Port"] == "×6"


def test_equal_nested_stacks_are_one_frame() -> None:
    (frame,) = alike(draw(nested(20))).items

    assert isinstance(frame, Frame)
    assert (frame.name, frame.count, len(frame.items)) == ("server_with_volume.yaml", "×20", 3)


def test_a_closed_nested_stack_says_how_much_is_in_it() -> None:
    drawing = closed(draw(FIVE), lambda _frame, _level: True)

    (box,) = drawing.items
    assert isinstance(box, Box)
    assert (box.note, box.holds, drawing.arrows) == ("15 resources", 15, ())


def deep(count: int) -> Stack:
    """Nested stacks that are alike, in each resources that are alike, and groups that are."""
    inner = flat(5)
    items = [resource(f"part_{at}", inner.template, child=Nested(inner, ())) for at in range(count)]
    groups = [replace(FIVE.resources[0], name=f"group_{at}") for at in range(count)]
    return Stack("t.yaml", "2021-04-16", resources=(*items, *groups))


def test_no_level_loses_a_resource_or_an_arrow_s_end() -> None:
    for stack in (FIVE, WEB, nested(7), flat(9), deep(3)):
        whole = draw(stack)
        for level in levels(whole):
            shown = {item.address for item in every(level.drawing.items)}
            assert ends(level.drawing) <= shown
            assert holds(level.drawing.items) == holds(whole.items), level.name
            assert all(arrow.before != arrow.after for arrow in level.drawing.arrows)


def test_levels_get_coarser() -> None:
    sizes = [size(level.drawing) for level in levels(draw(nested(30)))]

    assert sizes[0] == 90
    assert sizes == sorted(sizes, reverse=True)
    assert size(by_type(draw(flat(9)))) == 4
    assert size(by_kind(draw(flat(9)))) == 3


def test_auto_draws_all_that_can_be_read_and_says_what_it_left_out() -> None:
    small, large = seen(plan_of(flat(10)), View()), seen(plan_of(flat(100)), View())

    assert small.diagnostics == ()
    assert [item.code.id for item in large.diagnostics] == ["HP1480"]
    assert large.value is not None
    assert large.value.said == ("301 resources in 4 boxes: resources that are alike are drawn as one",)
    assert size(seen_of(flat(100), detail="full")) == 301


def test_auto_closes_nested_stacks_where_equal_ones_as_one_are_too_many() -> None:
    stack = Stack(
        "t",
        "v",
        resources=tuple(
            resource(
                f"web_{at}", MEMBER.template, child=Nested(MEMBER, NAMED), explicit=(f"web_{at - 1}",) if at else ()
            )
            for at in range(60)
        ),
    )

    drawing = seen_of(stack)

    assert size(drawing) == 60
    assert all(box.note == "3 resources" for box in boxes(drawing.items))


def test_depth_and_addresses_close_and_open() -> None:
    assert size(seen_of(nested(4), detail="full", depth=0)) == 4
    assert size(seen_of(nested(4), detail="full", depth=0, opened=("web_1",))) == 6
    assert size(seen_of(nested(4), detail="full", closed=("web_1",))) == 10
    assert size(seen_of(FIVE, detail="full", opened=("servers",))) == 15
    names = [item.name for item in every(seen_of(FIVE, detail="full", opened=("servers[3]",)).items)]
    assert names[:2] == ["servers", "[3]"]
    assert "[0-2,4]" in names


def test_an_address_of_nothing_is_a_finding_with_a_hint() -> None:
    for wrong in ("server", "servers[7].volume", "servers[3].volum", "][", "servers[*].x"):
        result = seen(plan_of(FIVE), View(focus=wrong))
        assert result.value is None
        assert [item.code.id for item in result.diagnostics] == ["HP1481"], wrong
    (item,) = seen(plan_of(FIVE), View(closed=("servers[3].volum",))).diagnostics
    assert item.hint == "Did you mean servers[3].volume?"
