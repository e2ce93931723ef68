"""The style sheet of a picture: one rule for each role, the kinds as classes ``k0``, ``k1``, …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heatplan.render.kinds import Kind
from heatplan.render.layout.labels import BIG, SMALL
from heatplan.render.legend import ENTRY, SAID, TITLE
from heatplan.render.theme import DARK, LIGHT, Theme, paint

FONT = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

SHAPES = f"""\
text{{font-family:{FONT}}}
.name,.count{{font-size:{BIG:g}px;font-weight:bold}}
.type,.note,.badge{{font-size:{SMALL:g}px}}
.note{{font-style:italic}}
.badge{{font-weight:bold}}
.title{{font-size:{TITLE:g}px;font-weight:bold}}
.said{{font-size:{SAID:g}px}}
.entry{{font-size:{ENTRY:g}px}}
.i{{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}}
.letter{{font-size:11px;font-weight:bold;text-anchor:middle}}
.b rect{{stroke-width:1.3}}
.f>rect{{stroke-width:1}}
.e{{fill:none;stroke-width:1.3}}
.h{{stroke:none}}
.implicit .e,.perhaps>.r{{stroke-dasharray:5 3}}
.o{{fill:none;stroke-width:1;stroke-dasharray:1 3;stroke-linecap:round}}
.critical .e{{stroke-width:3.2}}
.critical>.r{{stroke-width:3.2}}
.critical>.p{{stroke-width:2.2}}
.ring{{fill:none;stroke-width:2.2}}
.stub>.r{{stroke-dasharray:2 3}}
"""


def style_sheet(kinds: Sequence[Kind], theme: str) -> str:
    """The style sheet; with the theme ``auto`` dark colours are for viewers that prefer them."""
    if theme == "auto":
        dark = "".join(f"{line}\n" for line in colours(kinds, DARK))
        light = "".join(f"{line}\n" for line in colours(kinds, LIGHT))
        return f"{SHAPES}{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
    return SHAPES + "".join(f"{line}\n" for line in colours(kinds, DARK if theme == "dark" else LIGHT))


def colours(kinds: Sequence[Kind], theme: Theme) -> Iterator[str]:
    """The rules that say colours."""
    yield f".paper{{fill:{theme.paper}}}"
    yield f".name,.title,.entry{{fill:{theme.ink}}}"
    yield f".type,.note,.said{{fill:{theme.faint}}}"
    yield f".count{{fill:{theme.count}}}.badge{{fill:{theme.ink}}}"
    yield f".e{{stroke:{theme.edge}}}.h{{fill:{theme.edge}}}.o{{stroke:{theme.edge}}}"
    yield f".f>rect{{stroke:{theme.frame_line}}}"
    for depth, fill in enumerate(theme.frames):
        yield f".d{depth}>rect{{fill:{fill}}}"
    for number, kind in enumerate(kinds):
        colour = paint(kind, theme)
        yield f".k{number}>.r,.k{number}>.q{{fill:{colour.fill};stroke:{colour.line}}}"
        yield f".k{number}>.c{{fill:{colour.line};stroke:{colour.line}}}"
        yield f".k{number}>.i{{stroke:{colour.sign}}}.k{number}>.letter{{fill:{colour.sign}}}"
        yield f".f.k{number}>.r{{stroke:{colour.line}}}"
    yield f".critical .e{{stroke:{theme.critical}}}.critical .h{{fill:{theme.critical}}}"
    yield f".critical>.r,.critical>.p{{stroke:{theme.critical}}}.critical .badge{{fill:{theme.critical}}}"
    yield f".ring{{stroke:{theme.ink}}}"
    yield f".stub .r{{fill:{theme.stub};stroke:{theme.edge}}}.stub .name{{fill:{theme.faint}}}"
