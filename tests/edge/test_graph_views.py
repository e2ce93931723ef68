"""``heatplan graph`` with the options that say what is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge import picture as module
from heatplan.edge.picture import picture, pixels, png
from heatplan.render.dot import dot
from heatplan.render.drawing import draw
from heatplan.render.svg import svg_of
from tests.conftest import ROOT
from tests.edge.commands import heatplan
from tests.render.pictures import read
from tests.render.stacks import FIVE

TEMPLATE = ROOT / "samples" / "resource_group" / "template.yaml"


@pytest.mark.parametrize(
    ("options", "boxes"),
    [
        ((), 3),
        (("--expand",), 15),
        (("--open", "servers[3]"), 6),
        (("--close", "servers"), 1),
        (("--depth", "0"), 1),
        (("--detail", "types"), 1),
        (("--max-boxes", "2"), 1),
        (("--focus", "servers[3].volume", "--radius", "1"), 3),
        (("--critical-path", "--theme", "dark"), 3),
        (("--by", "action", "--theme", "auto"), 5),
        (("--by", "stack"), 3),
    ],
)
@pytest.mark.parametrize("name", ["g.svg", "g.dot"])
def test_a_view_is_drawn_in_every_format(tmp_path: Path, options: tuple[str, ...], boxes: int, name: str) -> None:
    ended = heatplan("graph", "-t", TEMPLATE, *options, "-o", tmp_path / name)

    assert ended.code == 0, ended.err
    text = (tmp_path / name).read_text(encoding="utf-8")
    if name == "g.svg":
        assert sum("b" in thing.classes for thing in read(text).things) == boxes
    if name == "g.dot":
        assert picture(text, "svg").diagnostics == ()


@pytest.mark.parametrize("depth", ["x", "-1", "1.5", "\u00b2"])
def test_a_depth_is_a_number_of_levels(tmp_path: Path, depth: str) -> None:
    ended = heatplan("graph", "-t", TEMPLATE, "--depth", depth, "-o", tmp_path / "g.svg")

    assert ended.code == 2
    assert "is no number of levels" in ended.err or "wants a value" in ended.err
    assert "_depth" not in ended.err


@pytest.mark.parametrize("options", [("--expand",), ("--detail", "types"), ("--depth", "0"), ("--open", "servers")])
def test_an_option_that_a_page_does_not_have_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    ended = heatplan("graph", "-t", TEMPLATE, *options, "-o", tmp_path / "plan.html")

    assert ended.code == 2
    assert f"{options[0]} says what a picture draws" in ended.err
    assert not (tmp_path / "plan.html").exists()


def test_what_was_left_out_is_a_note(tmp_path: Path) -> None:
    ended = heatplan("graph", "-t", TEMPLATE, "--max-boxes", "2", "-o", tmp_path / "g.svg")

    assert "note[HP1480]" in ended.err


def test_an_address_of_nothing_ends_with_one_and_draws_nothing(tmp_path: Path) -> None:
    ended = heatplan("graph", "-t", TEMPLATE, "--focus", "servers[3].volum", "-o", tmp_path / "g.svg")

    assert ended.code == 1
    assert "Did you mean servers[3].volume?" in ended.err
    assert not (tmp_path / "g.svg").exists()


def test_a_tooltip_names_the_line_where_there_is_a_template(tmp_path: Path) -> None:
    heatplan("graph", "-t", TEMPLATE, "-o", tmp_path / "g.svg")

    assert "server_with_volume.yaml:" in (tmp_path / "g.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("ways", [module.PNG_WAYS, (), (("broken", "raise SystemExit(1)"),)])
def test_a_png_is_made_of_whatever_is_there(monkeypatch: pytest.MonkeyPatch, ways: tuple[tuple[str, str], ...]) -> None:
    monkeypatch.setattr(module, "PNG_WAYS", ways)

    drawn = png(svg_of(draw(FIVE)), dot(FIVE))

    assert drawn.diagnostics == ()
    assert drawn.value is not None
    assert drawn.value.startswith(b"\x89PNG")


def test_a_png_is_twice_as_large_unless_that_is_too_large() -> None:
    def svg(width: float, height: float) -> str:
        return f'<svg xmlns="x" width="{width}" height="{height}" viewBox="0 0 1 1">'

    assert pixels(svg(700.5, 400)) == 1401
    assert pixels(svg(40_000, 100)) == 16_000
    assert pixels(svg(10_000, 10_000)) == 8_000


@pytest.mark.parametrize("options", [("--by", "identity"), ("--focus", "servers[3].volume"), ("--critical-path",)])
def test_the_same_plan_gives_the_same_picture(tmp_path: Path, options: tuple[str, ...]) -> None:
    for seed in ("1", "2"):
        heatplan("graph", "-t", TEMPLATE, *options, "-o", tmp_path / f"{seed}.svg", PYTHONHASHSEED=seed)

    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()
