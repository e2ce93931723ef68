"""How a timeline looks: sizes, colours, and the style sheet that changes them for a dark background.

A bar has the colour of its resource's kind.  What must not be missed is said
by form as well: what decided the end is filled, other bars are pale; a wait
for a signal is hatched, a failure has a cross, what stood already is hollow.
"""

from __future__ import annotations

from typing import Final, NamedTuple

FONT: Final = 11
CHARACTER: Final = FONT * 0.6021
"""The width of a character in the fonts of the style sheet: they all have characters of one width."""

ROW: Final = 20
BAR: Final = 11
THIN: Final = 5
MARGIN: Final = 16
HEADER: Final = 60
INDENT: Final = 12
PLOT: Final = 720
AFTER: Final = 190
"""The room behind the plot, for what stands behind a bar that ends there."""

FAILED: Final = "#C3362B"


class Colours(NamedTuple):
    """The colours of a theme."""

    paper: str
    ink: str
    faint: str
    grid: str
    band: str
    critical: str
    failed: str
    pale: str


LIGHT: Final = Colours("#FFFFFF", "#1F2328", "#6E7781", "#E4E7EB", "#F6F8FA", "#1F2328", FAILED, "0.28")
DARK: Final = Colours("#14181D", "#E6EAEF", "#9AA4AF", "#2A3139", "#1A1F26", "#F2F4F6", "#FF7B6B", "0.42")


def style_sheet(theme: str) -> str:
    """The style sheet of a picture; ``auto`` is light, and dark where the viewer asks for it."""
    rules = _rules(DARK if theme == "dark" else LIGHT)
    if theme == "auto":
        rules += f"@media (prefers-color-scheme: dark) {{\n{_rules(DARK)}}}\n"
    return f"{_FIXED}{rules}"


_FIXED: Final = (
    f"text {{ font: {FONT}px 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace; }}\n"
    ".title { font-size: 13px; font-weight: bold; }\n"
    ".line { fill: none; }\n"
)


def _rules(one: Colours) -> str:
    return (
        f".paper {{ fill: {one.paper}; }}\n"
        f".band {{ fill: {one.band}; }}\n"
        f"text {{ fill: {one.ink}; }}\n"
        f".faint {{ fill: {one.faint}; }}\n"
        f".bad {{ fill: {one.failed}; }}\n"
        f".grid {{ stroke: {one.grid}; }}\n"
        f".wait {{ stroke: {one.faint}; stroke-dasharray: 1 3; }}\n"
        f".arrow {{ stroke: {one.faint}; }}\n"
        f".head {{ fill: {one.faint}; }}\n"
        f".path {{ stroke: {one.critical}; stroke-width: 2.5; }}\n"
        f".pathhead {{ fill: {one.critical}; }}\n"
        f".cross {{ stroke: {one.failed}; stroke-width: 2; }}\n"
        f".around {{ stroke: {one.faint}; stroke-width: 1.5; }}\n"
        f".aroundpath {{ stroke: {one.critical}; stroke-width: 2.5; }}\n"
        f".pale {{ fill-opacity: {one.pale}; }}\n"
        f".aroundbad {{ stroke: {one.failed}; stroke-width: 2.5; }}\n"
    )
