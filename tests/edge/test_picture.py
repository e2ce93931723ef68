"""Graphs as pictures: Graphviz is there, by a program or by pygraphviz."""

from __future__ import annotations

import pytest

from heatplan.edge import picture as module
from heatplan.edge.picture import picture
from heatplan.render.dot import dot
from tests.render.stacks import FIVE, HOSTILE, HOSTILE_NAME, WEB


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_stack_is_drawn(kind: str, start: bytes) -> None:
    drawn = picture(dot(WEB, title="web", expand=True), kind)

    assert drawn.diagnostics == ()
    assert drawn.value is not None
    assert drawn.value.startswith(start)


def test_names_arrive_in_the_picture_as_text() -> None:
    drawn = picture(dot(HOSTILE, title=HOSTILE_NAME), "svg").value

    assert drawn is not None
    assert b"&lt;b&gt;&amp;" in drawn
    assert b"\x1b" not in drawn


def test_pygraphviz_draws_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAYS", module.WAYS[1:])

    drawn = picture(dot(FIVE), "svg").value

    assert drawn is not None
    assert b"VolumeAttachment" in drawn


def test_where_nothing_draws_the_finding_says_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAYS", (("this", "raise SystemExit('not there')"), ("that", "")))

    (item,) = picture("digraph {}", "svg").diagnostics

    assert item.code.id == "HP0936"
    assert "this: not there; that: it wrote nothing" in item.message


def test_a_layout_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAYS", (("this", "import time; time.sleep(60)"),))

    assert [item.code.id for item in picture("digraph {}", "svg", seconds=1).diagnostics] == ["HP0937"]
