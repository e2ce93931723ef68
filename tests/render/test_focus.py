"""The neighbourhood of a resource, and the longest way through a plan."""

from __future__ import annotations

import pytest

from heatplan.ir.tree import Stack
from heatplan.render.critical import covers
from heatplan.render.drawing import CRITICAL, FOCUS, STUB, Drawing, every
from heatplan.render.seeing import seen
from heatplan.render.view import View
from tests.auth.test_audit import planned
from tests.render.stacks import FIVE, WEB, resource
from tests.render.test_detail import seen_of
from tests.render.test_svg import flat


def chain(count: int) -> Stack:
    items = [resource(f"r{at}", "OS::Heat::Value", explicit=(f"r{at - 1}",) if at else ()) for at in range(count)]
    return Stack("t", "v", resources=tuple(items))


def marked(drawing: Drawing, mark: str) -> list[str]:
    return [item.address for item in every(drawing.items) if mark in item.marks]


def plain(drawing: Drawing) -> set[str]:
    return {item.address for item in every(drawing.items) if STUB not in item.marks}


def test_a_focus_shows_what_is_so_many_arrows_away_and_says_what_was_cut() -> None:
    drawing = seen_of(chain(9), focus="r4", radius=2)

    assert plain(drawing) == {"r2", "r3", "r4", "r5", "r6"}
    assert marked(drawing, FOCUS) == ["r4"]
    assert marked(drawing, STUB) == ["r2 needs more", "r6 is needed by more"]
    assert {item.name for item in drawing.items if STUB in item.marks} == {"1 more"}


def test_neighbours_of_neighbours_are_not_what_it_needs() -> None:
    drawing = seen_of(flat(20), focus="server_3", radius=2, detail="full")

    assert plain(drawing) == {"server_3", "port_3", "volume_3", "net"}
    assert next(item.name for item in drawing.items if item.address == "net is needed by more") == "19 more"


@pytest.mark.parametrize("address", ["servers[3].volume", "servers[*].volume", "servers[3]", "servers"])
def test_members_and_groups_can_be_the_focus(address: str) -> None:
    drawing = seen_of(FIVE, focus=address, radius=1)

    assert marked(drawing, FOCUS) == [address]
    if address == "servers[3].volume":
        assert plain(drawing) == {"servers", "servers[3]", "servers[3].volume", "servers[3].attachment"}


def test_what_the_frame_around_needs_is_shown_too() -> None:
    drawing = seen_of(WEB, focus="servers[2].volume", radius=1)

    assert {"net", "router", "config", "key", "policy", "members", "mixed"} <= plain(drawing)


def test_a_mint_can_be_the_focus() -> None:
    drawing = seen(planned(), View(focus="g[2].@auth.user", radius=1)).value

    assert drawing is not None
    assert marked(drawing, FOCUS) == ["g[2].@auth.user"]
    assert "@auth.project" in plain(drawing)


def test_arrows_end_at_what_is_drawn() -> None:
    for address in ("net", "servers", "servers[1].server", "mixed[1].volume", "members[2]", "alarm"):
        for radius in (1, 2, 3):
            drawing = seen_of(WEB, focus=address, radius=radius)
            shown = {item.address for item in every(drawing.items)}
            assert {end for arrow in drawing.arrows for end in (arrow.before, arrow.after)} <= shown


def test_the_longest_way_is_marked_with_its_seconds() -> None:
    drawing = seen_of(FIVE, critical_path=True)

    assert marked(drawing, CRITICAL) == ["servers", "servers[*].attachment", "servers[*].server"]
    assert [(arrow.before, arrow.after) for arrow in drawing.arrows if CRITICAL in arrow.marks] == [
        ("servers[*].server", "servers[*].attachment")
    ]
    assert drawing.said == ("the longest way takes 35 s",)
    assert {item.badge for item in every(drawing.items)} == {"35 s", "30 s", "5 s", ""}


@pytest.mark.parametrize("view", [{}, {"expand": True}, {"depth": 0}, {"detail": "types"}, {"opened": ("servers[4]",)}])
def test_the_longest_way_is_a_way_however_it_is_drawn(view: dict[str, object]) -> None:
    drawing = seen_of(WEB, critical_path=True, **view)
    on = set(marked(drawing, CRITICAL))

    assert len(on) >= 2
    assert all({arrow.before, arrow.after} <= on for arrow in drawing.arrows if CRITICAL in arrow.marks)
    assert any(CRITICAL in arrow.marks for arrow in drawing.arrows)


def test_names_of_classes_have_their_members() -> None:
    assert [covers("0-3,5", name) for name in ("0", "3", "4", "5", "x", "*")] == [True, True, False, True, False, True]


def test_a_focus_can_be_in_an_opened_group_beyond_the_limit() -> None:
    drawing = seen_of(FIVE, focus="servers[4].volume", expand=True, max_members=2)

    assert marked(drawing, FOCUS) == ["servers[4].volume"]
