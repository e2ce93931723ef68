"""Rectangles beside and below each other: grids of what is alike, shelves of what is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the upper left corner of each rectangle is, how wide its place is, and the size of the whole."""

    at: tuple[Point, ...]
    widths: tuple[float, ...]
    size: Size


@dataclass(frozen=True, slots=True)
class Block:
    """The outline of nodes or tiles that are alike: upper left corner and size."""

    at: Point
    size: Size


def stretched(own: float, room: float) -> float:
    """How wide a box becomes in its column: as wide as that, unless that is far more than it needs."""
    return room if own < room <= 1.7 * own else own


def grid(sizes: Sequence[Size], gap: float, aspect: float = 1.5) -> Packed:
    """The rectangles row by row in columns, as near as may be to ``aspect`` (width by height)."""
    if not sizes:
        return Packed((), (), (0.0, 0.0))
    count = len(sizes)
    wide, high = max(w for w, _ in sizes) + gap, max(h for _, h in sizes) + gap
    guess = max(1, min(count, round(math.sqrt(count * aspect * high / wide))))
    columns = min(
        range(max(1, guess - 2), min(count, guess + 2) + 1),
        key=lambda one: (_badness((one * wide, math.ceil(count / one) * high), aspect) + (-count % one) / count, one),
    )
    across = [max(w for w, _ in sizes[one::columns]) for one in range(columns)]
    down = [max(h for _, h in sizes[row : row + columns]) for row in range(0, count, columns)]
    lefts = [sum(across[:one]) + one * gap for one in range(columns)]
    tops, top = [], 0.0
    for one in down:
        tops.append(top)
        top += one + gap
    at = tuple((lefts[one % columns], tops[one // columns]) for one in range(count))
    return Packed(at, tuple(across[one % columns] for one in range(count)), (lefts[-1] + across[-1], top - gap))


def shelves(sizes: Sequence[Size], gap: float, aspect: float = 1.6) -> Packed:
    """The rectangles in rows, highest first, as near as may be to ``aspect``; of equal height in their order."""
    if not sizes:
        return Packed((), (), (0.0, 0.0))
    if len(set(sizes)) == 1 and len(sizes) > 3:
        return grid(sizes, gap, aspect)
    order = sorted(range(len(sizes)), key=lambda one: -sizes[one][1])
    area = sum((w + gap) * (h + gap) for w, h in sizes)
    widest = max(w for w, _ in sizes)
    tries = {max(widest, math.sqrt(area * aspect) * factor) for factor in (0.7, 0.85, 1.0, 1.2, 1.45, 1.8)}
    packed = [_shelved(sizes, order, gap, room) for room in sorted(tries)]
    return min(packed, key=lambda one: (_badness(one.size, aspect) + one.size[0] * one.size[1] / area, one.size))


def _shelved(sizes: Sequence[Size], order: list[int], gap: float, room: float) -> Packed:
    at: list[Point] = [(0.0, 0.0)] * len(sizes)
    x = y = high = right = 0.0
    for one in order:
        w, h = sizes[one]
        if x and x + w > room:
            x, y, high = 0.0, y + high + gap, 0.0
        at[one] = (x, y)
        x, high, right = x + w + gap, max(high, h), max(right, x + w)
    return Packed(tuple(at), tuple(w for w, _ in sizes), (right, y + high))


def _badness(size: Size, aspect: float) -> float:
    """How far a size is from the aspect: nothing at it, more the farther, too high worse than too wide."""
    far = math.log(max(size[0], 1.0) / max(size[1], 1.0) / aspect)
    return far * far * (1.0 if far > 0 else 1.3)
