"""Colours of a picture, for light and for dark surroundings.

The colours of kinds are given for light ones; for dark ones they are computed:
fills are the line's colour on a dark ground, lines are lightened until they
stand out.  Contrasts are those of WCAG 2: text has 4.5 at least, tests see to
it.
"""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.render.kinds import Kind

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that are not a kind's."""

    name: str
    paper: str
    ink: str
    faint: str
    edge: str
    count: str
    critical: str
    frames: tuple[str, str, str]
    """The fills of frames inside frames, by turns."""
    frame_line: str
    stub: str


LIGHT = Theme(
    "light", "#FFFFFF", "#202124", "#565B61", "#6B7280", "#00629B", "#B3261E", ("#F7F9FB", "#EDF1F6", "#E3E9F1"),
    "#B6BFCC", "#FFFFFF",
)  # fmt: skip
DARK = Theme(
    "dark", "#14171C", "#E8EAED", "#AEB6C0", "#8B95A5", "#7CC4F5", "#FF8A75", ("#1A1F26", "#222831", "#2A313C"),
    "#465162", "#14171C",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a kind in a theme: its line, its fill, and the sign that stands on the line's colour."""

    line: str
    fill: str
    sign: str


def paint(kind: Kind, theme: Theme) -> Paint:
    """A kind's colours in a theme."""
    if theme.name == "light":
        line, fill = kind.line, kind.fill
    else:
        line = kind.line
        while contrast(line, theme.paper) < 5.0:
            line = mixed(line, "#FFFFFF", 0.1)
        fill = mixed(theme.paper, kind.line, 0.24)
    return Paint(line, fill, "#FFFFFF" if contrast("#FFFFFF", line) >= 4.5 else "#14171C")


def mixed(one: str, two: str, share: float) -> str:
    """``one`` with a share of ``two``."""
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(rgb(one), rgb(two), strict=True))


def contrast(one: str, two: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    red, green, blue = (linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A part of an sRGB colour as light."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def rgb(colour: str) -> Rgb:
    """The three numbers of ``#RRGGBB``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
