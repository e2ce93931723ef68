"""Widths of texts: at least those of the fonts that a viewer is likely to have."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

import pytest

from heatplan.render.layout.measure import BOLD, REGULAR, elided, width

FONTS = Path("/usr/share/fonts/truetype")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("dejavu/DejaVuSans.ttf", REGULAR),
        ("dejavu/DejaVuSans-Bold.ttf", BOLD),
        ("liberation/LiberationSans-Regular.ttf", REGULAR),
        ("liberation/LiberationSans-Bold.ttf", BOLD),
    ],
)
def test_no_character_of_the_fonts_is_wider(name: str, table: tuple[int, ...]) -> None:
    if not (FONTS / name).is_file() or importlib.util.find_spec("fontTools") is None:
        pytest.skip(f"the font {name} or fontTools, which reads it, is not installed")
    font = importlib.import_module("fontTools.ttLib").TTFont(FONTS / name)
    names, metrics, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm

    assert all(metrics[names[32 + at]][0] * 1000 / unit <= wide for at, wide in enumerate(table))


def test_a_long_text_loses_its_middle() -> None:
    long = "a_very_long_name_of_a_port_of_the_first_network_17"

    short = elided(long, 120, 12)

    assert width(short, 12) <= 120
    assert short.startswith("a_very")
    assert short.endswith("_17")
    assert elided("short", 120, 12) == "short"
