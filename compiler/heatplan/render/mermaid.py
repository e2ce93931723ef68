"""A stack as a flowchart in Mermaid, which code forges draw inside Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics.visible import visible
from heatplan.ir.tree import Stack
from heatplan.render.drawing import CRITICAL, FOCUS, STUB, Arrow, Box, Drawing, Frame, Item, draw
from heatplan.render.kinds import Kind, in_legend


def mermaid(stack: Stack, *, title: str = "", expand: bool = False, limit: int = 100) -> str:
    """The stack as a Mermaid flowchart, sorted by address and ending with a line break."""
    return mermaid_of(draw(stack, expand=expand, limit=limit), title=title)


def mermaid_of(drawing: Drawing, *, title: str = "") -> str:
    """A drawing as a Mermaid flowchart."""
    head = "; ".join(filter(None, (title, *drawing.said)))
    everything = list(_all(drawing.items))
    ids = {item.address: f"n{number}" for number, item in enumerate(everything)}
    used = {item.kind for item in everything if isinstance(item, Box)}
    arrows = sorted(drawing.arrows, key=lambda arrow: (arrow.before, arrow.after))
    lines = [
        *(["---", f'title: "{_text(head)}"', "---"] if head else []),
        "flowchart LR",
        *(line for item in drawing.items for line in _item(item, ids, 1)),
        *(f"  {ids[arrow.before]} {'-->' if arrow.explicit else '-.->'} {ids[arrow.after]}" for arrow in arrows),
        *_marked(everything, arrows, ids),
        *(f"  classDef {_class(k)} fill:{k.fill},stroke:{k.line},color:#202124" for k in in_legend(used)),
    ]
    return "\n".join(lines) + "\n"


STYLES = (
    (FOCUS, "stroke-width:4px"),
    (STUB, "stroke-dasharray:2 3"),
    (CRITICAL, "stroke-width:4px,stroke:#B3261E"),
)
"""What marks look like."""


def _marked(everything: list[Item], arrows: list[Arrow], ids: dict[str, str]) -> Iterator[str]:
    """The styles of what is marked: boxes by their own lines, arrows by their numbers."""
    for mark, style in STYLES:
        yield from (f"  style {ids[item.address]} {style}" for item in everything if mark in item.marks)
    path = [str(number) for number, arrow in enumerate(arrows) if CRITICAL in arrow.marks]
    if path:
        yield f"  linkStyle {','.join(path)} stroke-width:4px,stroke:#B3261E"


def _all(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Frame):
            yield from _all(item.items)


def _item(item: Item, ids: dict[str, str], depth: int) -> Iterator[str]:
    pad, name = "  " * depth, ids[item.address]
    if isinstance(item, Box):
        opening, closing = item.kind.brackets
        yield f'{pad}{name}{opening}"{_label(item)}"{closing}:::{_class(item.kind)}'
        return
    yield f'{pad}subgraph {name}["{_label(item)}"]'
    for inner in item.items:
        yield from _item(inner, ids, depth + 1)
    yield f"{pad}end"


def _label(item: Item) -> str:
    parts = [" ".join(filter(None, (item.name, item.count))), item.type, item.note, item.badge]
    return "<br/>".join(_text(part) for part in parts if part)


def _class(kind: Kind) -> str:
    """The name of a kind's class; that of a template's is its letter, since Mermaid takes no other characters."""
    plain = kind.name.replace(" ", "_")
    return plain if plain.replace("_", "").isalnum() and plain.isascii() else f"template_{kind.icon}"


def _text(text: str) -> str:
    """The text with entities for what Mermaid or a browser would read as something else."""
    return "".join(f"#{ord(char)};" if char in "#&<>\"'`\\[]{}|;" else char for char in visible(text))
