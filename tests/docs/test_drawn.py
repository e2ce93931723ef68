"""The pictures in the docs are what heatplan draws today."""

from __future__ import annotations

import runpy

import pytest

from tests.conftest import ROOT
from tests.render.pictures import collisions, outside, read

DRAW = runpy.run_path(str(ROOT / "docs" / "draw.py"))


@pytest.mark.parametrize("name", [name for name, *_ in DRAW["PICTURES"]])
def test_the_picture_is_current(name: str) -> None:
    file = ROOT / "docs" / "images" / f"{name}.svg"
    text = file.read_text(encoding="utf-8")

    assert text == DRAW["pictures"]()[file], "run `make docs`"
    assert collisions(read(text)) == []
    assert outside(read(text)) == []
