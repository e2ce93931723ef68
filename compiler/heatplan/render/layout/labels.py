"""The texts of boxes and frames: what stands in each line, and how much room they take."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.diagnostics.visible import visible
from heatplan.render.drawing import STUB, Box, Item
from heatplan.render.layout.measure import elided, width
from heatplan.render.layout.pack import Size

BIG, SMALL = 12.0, 9.5
"""The sizes of a name and of what stands below it."""
LONGEST = 230.0
"""A text that is wider is cut in its middle."""
CHIP = 26.0
"""The width of the coloured sign at the left of a box."""
SIDE = 8.0
"""The room between a text and the line around it."""
LINE = 13.0
HEADER = 32.0
"""The height of a frame's heading."""
INSIDE = 14.0
"""The room between a frame's line and what is in it."""
GAP = 6.0
"""The room between two texts of a line."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text: ``style`` is ``name``, ``count``, ``type``, ``note`` or ``badge``; ``x`` is from the item's left,
    ``y`` (the base line) from its top.
    """

    text: str
    style: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    """The texts of an item, and the least size that it has for them."""

    texts: tuple[Text, ...]
    size: Size


def label_of(item: Item) -> Label:
    """The label of a box (name, type, note, one below the other) or of a frame (in one line)."""
    return _box(item) if isinstance(item, Box) else _header(item)


def _box(box: Box) -> Label:
    left = SIDE + 2.0 if STUB in box.marks else CHIP + SIDE
    first = _row(left, 17.0, (("name", box.name), ("count", box.count)))
    second = _row(left, 17.0 + LINE, (("type", box.type), ("badge", box.badge)))
    third = _row(left, 17.0 + 2 * LINE, (("note", box.note),))
    rows = [row for row in (first, second, third) if row]
    texts = tuple(text for row in rows for text in row)
    right = max((text.x + text.width for text in texts), default=left)
    return Label(texts, (_even(right + SIDE), 14.0 + LINE * max(len(rows), 1 if STUB in box.marks else 2)))


def _header(item: Item) -> Label:
    icon = CHIP - 4.0 if item.kind is not None else 0.0
    pairs = (("name", item.name), ("count", item.count), ("type", item.type), ("note", item.note),
             ("badge", item.badge))  # fmt: skip
    texts = _row(INSIDE + icon, 20.0, pairs)
    right = max((text.x + text.width for text in texts), default=INSIDE)
    return Label(texts, (_even(right + INSIDE), HEADER))


def _row(x: float, y: float, pairs: tuple[tuple[str, str], ...]) -> tuple[Text, ...]:
    """The texts of a line beside each other; empty ones are left out."""
    out = []
    for style, whole in pairs:
        if not whole:
            continue
        size, bold = size_of(style)
        text = elided(visible(whole), LONGEST, size, bold=bold)
        wide = width(text, size, bold=bold)
        out.append(Text(text, style, x, y, wide))
        x += wide + GAP
    return tuple(out)


def size_of(style: str) -> tuple[float, bool]:
    """The size of a style's letters, and whether they are bold."""
    return (BIG, True) if style in {"name", "count"} else (SMALL, style == "badge")


def _even(number: float) -> float:
    """Up to a multiple of four: boxes whose names are nearly alike are alike."""
    return 4.0 * -(-number // 4.0)
