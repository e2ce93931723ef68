"""How a timeline looks: sizes, colours, and the style sheet that changes them for a dark background.

A bar has the colour of its resource's kind.  What must not be missed is said
by form as well: what decided the end is filled, other bars are pale; a wait
for a signal is hatched, a failure has a cross, what stood already is hollow.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from heatplan.render.kinds import KINDS, Kind
from heatplan.render.theme import DARK, LIGHT, Theme, paint

FONT: Final = 11
CHARACTER: Final = FONT * 0.6021
"""The width of a character in the fonts of the style sheet: they all have characters of one width."""

ROW: Final = 20
BAR: Final = 11
MARGIN: Final = 16
HEADER: Final = 60
INDENT: Final = 12
PLOT: Final = 720
AFTER: Final = 190
"""The room behind the plot, for what stands behind a bar that ends there."""


class Colours(NamedTuple):
    """The colours of a timeline beside those of its theme."""

    theme: Theme
    grid: str
    band: str
    failed: str
    pale: str


ON_LIGHT: Final = Colours(LIGHT, "#E4E7EB", "#F6F8FA", "#B3261E", "0.28")
ON_DARK: Final = Colours(DARK, "#2A3139", "#1A1F26", "#FF8A75", "0.36")


def style_sheet(theme: str) -> str:
    """The style sheet of a picture; ``auto`` is light, and dark where the viewer asks for it."""
    rules = _rules(ON_DARK if theme == "dark" else ON_LIGHT)
    if theme == "auto":
        rules += f"@media (prefers-color-scheme: dark) {{\n{_rules(ON_DARK)}}}\n"
    return f"{_FIXED}{rules}"


def class_of(kind: Kind) -> str:
    """The class of a kind's bars in the style sheet."""
    return kind.name.replace(" ", "-")


_FIXED: Final = (
    f"text {{ font: {FONT}px 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace; }}\n"
    ".title { font-size: 13px; font-weight: bold; }\n"
    ".line { fill: none; }\n"
    ".hollow { fill-opacity: 0; }\n"
)


def _rules(one: Colours) -> str:
    theme = one.theme
    kinds = [
        f".{class_of(kind)} {{ fill: {line}; stroke: {line}; }}\n"
        for kind in KINDS
        if (line := paint(kind, theme).line)
    ]
    return (
        f".paper {{ fill: {theme.paper}; }}\n"
        f".band {{ fill: {one.band}; }}\n"
        f"text {{ fill: {theme.ink}; }}\n"
        f".faint {{ fill: {theme.faint}; }}\n"
        f".bad {{ fill: {one.failed}; }}\n"
        f".grid {{ stroke: {one.grid}; }}\n"
        f".wait {{ stroke: {theme.edge}; stroke-dasharray: 1 3; }}\n"
        f".arrow {{ stroke: {theme.edge}; }}\n"
        f".head {{ fill: {theme.edge}; }}\n"
        f".path {{ stroke: {theme.ink}; stroke-width: 2.5; }}\n"
        f".pathhead {{ fill: {theme.ink}; }}\n"
        f".cross {{ stroke: {one.failed}; stroke-width: 2; }}\n"
        f".around {{ stroke: {theme.edge}; stroke-width: 1.5; }}\n"
        f".aroundpath {{ stroke: {theme.ink}; stroke-width: 2.5; }}\n"
        f".aroundbad {{ stroke: {one.failed}; stroke-width: 2.5; }}\n"
        f".stripe {{ fill: {theme.edge}; fill-opacity: 0.6; }}\n"
        f".signal {{ stroke: {theme.edge}; }}\n"
        f".pale {{ fill-opacity: {one.pale}; }}\n" + "".join(kinds)
    )
