"""A stack as a graph in DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics.visible import visible
from heatplan.ir.tree import Stack
from heatplan.render.drawing import CLOSED, CRITICAL, FOCUS, STUB, Arrow, Box, Drawing, Frame, Item, draw
from heatplan.render.kinds import Kind, in_legend

FONT = "Helvetica,Arial,DejaVu Sans,sans-serif"
PATH = "#B3261E"
"""The colour of the longest way."""
INK, FAINT, EDGE, COUNT = "#202124", "#5F6368", "#6B7280", "#0072B2"
FILLS = ("#F8FAFC", "#EEF2F7", "#E4EAF2")
"""Frames inside frames get darker, by turns."""


def dot(stack: Stack, *, title: str = "", expand: bool = False, limit: int = 100) -> str:
    """The stack as DOT, sorted by address and ending with a line break; ``expand`` opens groups."""
    return dot_of(draw(stack, expand=expand, limit=limit), title=title)


def dot_of(drawing: Drawing, *, title: str = "") -> str:
    """A drawing as DOT."""
    ends = dict(_ends(drawing.items))
    first, last = _entrances(drawing)
    lines = [
        "digraph plan {",
        *_settings(drawing, title),
        *(line for item in _shown(drawing.items) for line in _item(item, 1)),
        *(_arrow(arrow, ends, first, last) for arrow in sorted(drawing.arrows, key=lambda a: (a.before, a.after))),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _settings(drawing: Drawing, title: str) -> Iterator[str]:
    yield f'  graph [rankdir=LR, compound=true, bgcolor="white", pad=0.3, nodesep=0.3, ranksep=0.6, fontname="{FONT}",'
    yield f'    fontsize=12, fontcolor="{INK}", labelloc=b, labeljust=l, label=<{_caption(drawing, title)}>]'
    yield f'  node [style="filled,rounded", fontname="{FONT}", fontsize=12, fontcolor="{INK}", penwidth=1.4,'
    yield '    margin="0.18,0.09"]'
    yield f'  edge [color="{EDGE}", arrowsize=0.7, penwidth=1.2]'


def _caption(drawing: Drawing, title: str) -> str:
    """The title, and a legend of the kinds that are there."""
    used = {box.kind for box in _boxes(drawing.items)}
    cells = "".join(
        f'<td bgcolor="{kind.fill}" color="{kind.line}" border="1" style="rounded">'
        f'<font point-size="9">{_html(kind.name)}</font></td>'
        for kind in in_legend(used)
    )
    if any(not arrow.explicit for arrow in drawing.arrows):
        cells += f'<td><font point-size="9" color="{FAINT}">dashed: an order that Heat adds</font></td>'
    head = f'<td><b>{_html(title)}</b></td><td width="8"></td>' if title else ""
    said = "".join(f'<tr><td colspan="99" align="left">{_html(one)}</td></tr>' for one in drawing.said)
    if not head and not cells and not said:
        return " "
    return f'<table border="0" cellborder="0" cellspacing="6" cellpadding="4"><tr>{head}{cells}</tr>{said}</table>'


def _boxes(items: tuple[Item, ...]) -> Iterator[Box]:
    for item in items:
        if isinstance(item, Box):
            yield item
        else:
            yield from _boxes(item.items)


def _item(item: Item, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(item, Box):
        yield pad + _box(item)
        return
    yield f"{pad}subgraph {_quote('cluster ' + item.address)} {{"
    yield f'{pad}  graph [style="filled,rounded", fillcolor="{FILLS[(depth - 1) % len(FILLS)]}", color="#B6BFCC",'
    yield f"{pad}    penwidth=1, margin=14, labelloc=t, labeljust=l, label=<{_label(item, '')}>]"
    for inner in _shown(item.items):
        yield from _item(inner, depth + 1)
    yield f"{pad}}}"


def _shown(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items backwards: Graphviz, drawing from left to right, puts what it reads first at the bottom."""
    return reversed(items)


def _box(box: Box) -> str:
    style = "filled,dashed" if box.note and CLOSED not in box.marks else _style(box.kind)
    extra = ", peripheries=2" if box.count else ""
    if STUB in box.marks:
        style = "dashed"
    if FOCUS in box.marks:
        extra += ", penwidth=4"
    if CRITICAL in box.marks:
        extra += f', penwidth=3.5, color="{PATH}"'
    line = "" if CRITICAL in box.marks else f', color="{box.kind.line}"'
    return (
        f'{_quote(box.address)} [shape={box.kind.shape}, style="{style}", fillcolor="{box.kind.fill}"'
        f"{line}{extra}, label=<{_label(box, '<br/>')}>]"
    )


def _style(kind: Kind) -> str:
    return "filled,rounded" if kind.shape == "box" else "filled"


def _label(item: Item, between: str) -> str:
    """Name and count, and in small letters the type and a note."""
    count = f' <b><font color="{COUNT}">{item.count}</font></b>' if item.count else ""
    note = f"{between or ' '}<i>{_html(item.note)}</i>" if item.note else ""
    note += f" <b>{_html(item.badge)}</b>" if item.badge else ""
    faint = _html(item.type) + note
    small = f'<font point-size="9" color="{FAINT}">{faint}</font>' if faint else ""
    gap = (between or "   ") if small else ""
    return f"<b>{_html(item.name)}</b>{count}{gap}{small}"


def _ends(items: tuple[Item, ...]) -> Iterator[tuple[str, Item]]:
    """Every item by its address."""
    for item in items:
        yield item.address, item
        if isinstance(item, Frame):
            yield from _ends(item.items)


def _entrances(drawing: Drawing) -> tuple[frozenset[str], frozenset[str]]:
    """The addresses that wait for something, and those that something waits for."""
    return frozenset(arrow.after for arrow in drawing.arrows), frozenset(arrow.before for arrow in drawing.arrows)


def _arrow(arrow: Arrow, ends: dict[str, Item], waiting: frozenset[str], needed: frozenset[str]) -> str:
    """An arrow; one at a frame is tied to a box inside it and cut at the frame's border."""
    before, after = ends[arrow.before], ends[arrow.after]
    options = []
    if isinstance(before, Frame):
        options.append(f"ltail={_quote('cluster ' + before.address)}")
    if isinstance(after, Frame):
        options.append(f"lhead={_quote('cluster ' + after.address)}")
    if not arrow.explicit:
        options.append("style=dashed")
    if CRITICAL in arrow.marks:
        options.append(f'color="{PATH}", penwidth=3.5')
    tail = f" [{', '.join(options)}]" if options else ""
    return f"  {_quote(_anchor(before, needed))} -> {_quote(_anchor(after, waiting))}{tail}"


def _anchor(item: Item, taken: frozenset[str]) -> str:
    """The box that stands for an item: itself, or inside a frame one that ends (or starts) what is in it."""
    while isinstance(item, Frame):
        free = [inner for inner in item.items if inner.address not in taken]
        item = (free or list(item.items))[0]
    return item.address


def _quote(text: str) -> str:
    """A DOT string; what a terminal would obey is escaped as well."""
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _html(text: str) -> str:
    shown = visible(text)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(char, entity)
    return shown
