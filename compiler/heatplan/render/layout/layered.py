"""One connected graph in columns, arrows from left to right.

The steps are Sugiyama's: no loops, columns, few crossings, straight arrows.
What is particular: the arrows of one node share their way until they part, so
a network that hundreds of ports need is one line that branches.
"""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.render.layout.columns import heights, ordered
from heatplan.render.layout.pack import Block, Point, Size, stretched
from heatplan.render.layout.ranks import Edge, forward, ranks

BETWEEN = 9.0
"""Half of the room between two boxes of a column."""
WAY = 4.0
"""Half of the room that an arrow takes where it passes a column."""
NEAREST, FARTHEST = 46.0, 150.0
"""The room between columns: more where arrows go far up or down."""
PORT = 9.0
"""The room between arrows that leave or reach one box."""

Route = tuple[Point, ...]
"""The points of an arrow, from left to right or back: between two of them it is a curve that starts and ends
level, or a line where both are equally high."""


@dataclass(frozen=True, slots=True)
class Layered:
    """Where the nodes' upper left corners are, how wide they became, each edge's way, and the size.

    Where there are tiles, ``blocks`` are the outlines around them, ``stubs``
    the ways of edges (by number) inside of them.
    """

    at: tuple[Point, ...]
    widths: tuple[float, ...]
    routes: tuple[Route, ...]
    size: Size
    blocks: tuple[Block, ...] = ()
    stubs: tuple[tuple[int, Route], ...] = ()


def layered(
    sizes: list[Size],
    edges: list[Edge],
    stretches: list[bool],
    *,
    first: frozenset[int] = frozenset(),
    last: frozenset[int] = frozenset(),
) -> Layered:
    """The layout of a connected graph; no edge is there twice, none from a node to itself.

    ``stretches`` are the nodes that may become as wide as their column;
    ``first`` and ``last`` those that stay in the first or the last one.
    """
    onwards = forward(len(sizes), edges)
    turned = [edge if ahead else edge[::-1] for edge, ahead in zip(edges, onwards, strict=True)]
    pins = {**dict.fromkeys(first, False), **dict.fromkeys(last, True)}
    work = _Graph(sizes, turned, stretches, pins)
    routes = [work.route(number) for number in range(len(edges))]
    ways = tuple(way if ahead else way[::-1] for way, ahead in zip(routes, onwards, strict=True))
    return Layered(work.corners(), tuple(work.wide), ways, work.size)


class _Graph:
    """The nodes, and points where arrows pass a column, numbered after them."""

    def __init__(self, sizes: list[Size], edges: list[Edge], stretches: list[bool], pins: dict[int, bool]) -> None:
        self._sizes, self._edges = sizes, edges
        self._rank = ranks(len(sizes), edges, pins)
        self._passes: dict[tuple[int, int], int] = {}  # by node and column: the point where its arrows pass
        links = self._links()
        count = len(self._rank)
        before: list[list[int]] = [[] for _ in range(count)]
        after: list[list[int]] = [[] for _ in range(count)]
        for start, end in links:
            after[start].append(end)
            before[end].append(start)
        columns: list[list[int]] = [[] for _ in range(max(self._rank) + 1)]
        for node in range(count):
            columns[self._rank[node]].append(node)
        columns = ordered(columns, before, after)
        high = [sizes[node][1] if node < len(sizes) else 0.0 for node in range(count)]
        gaps = [BETWEEN if node < len(sizes) else WAY for node in range(count)]
        middle = heights(columns, before, after, high, gaps)
        top = min(y - h / 2 for y, h in zip(middle, high, strict=True))
        self._middle = [y - top for y in middle]
        self._across = [max([sizes[n][0] for n in column if n < len(sizes)] or [0.0]) for column in columns]
        rooms = [self._across[self._rank[node]] for node in range(len(sizes))]
        self.wide = [
            stretched(w, room) if may else w for (w, _), room, may in zip(sizes, rooms, stretches, strict=True)
        ]
        self._lefts = self._columns(columns, after)
        self._leaves = self._ports(after)
        self._reaches = self._ports(before)
        bottom = max(y + h / 2 for y, h in zip(self._middle, high, strict=True))
        self.size = (self._lefts[-1] + self._across[-1], bottom)

    def _links(self) -> list[Edge]:
        """The edges cut at each column that they pass; those of one node share their points."""
        links: dict[Edge, None] = {}
        for start, end in self._edges:
            last = start
            for column in range(self._rank[start] + 1, self._rank[end]):
                point = self._passes.get((start, column))
                if point is None:
                    point = self._passes[start, column] = len(self._rank)
                    self._rank.append(column)
                links[last, point] = None
                last = point
            links[last, end] = None
        return list(links)

    def _columns(self, columns: list[list[int]], after: list[list[int]]) -> list[float]:
        """The left of each column."""
        lefts, left = [], 0.0
        for column, across in zip(columns, self._across, strict=True):
            lefts.append(left)
            steep = max([abs(self._middle[node] - self._middle[one]) for node in column for one in after[node]] or [0])
            many = sum(len(after[node]) for node in column)
            left += across + min(NEAREST + 0.09 * steep + 1.5 * min(many, 20), FARTHEST)
        return lefts

    def _ports(self, links: list[list[int]]) -> dict[Edge, float]:
        """How high each link leaves (or reaches) its node: spread in the order of the other ends."""
        out: dict[Edge, float] = {}
        for node, size in enumerate(self._sizes):
            ends = sorted(links[node], key=lambda one: (self._middle[one], one))
            room = max(size[1] - 18.0, 0.0)
            step = min(PORT, room / (len(ends) - 1)) if len(ends) > 1 else 0.0
            for at, one in enumerate(ends):
                out[node, one] = self._middle[node] + (at - (len(ends) - 1) / 2) * step
        return out

    def route(self, number: int) -> Route:
        """The way of an edge."""
        start, end = self._edges[number]
        first, last = self._rank[start], self._rank[end]
        way = [start, *[self._passes[start, column] for column in range(first + 1, last)], end]
        leave, reach = self._leaves[start, way[1]], self._reaches[end, way[-2]]
        points = [(self._lefts[first] + self.wide[start], leave), (self._lefts[first] + self._across[first], leave)]
        for column, point in enumerate(way[1:-1], first + 1):
            left = self._lefts[column]
            points += [(left, self._middle[point]), (left + self._across[column], self._middle[point])]
        points.append((self._lefts[last], reach))
        return tuple(points)

    def corners(self) -> tuple[Point, ...]:
        """The nodes' upper left corners."""
        return tuple(
            (self._lefts[self._rank[node]], self._middle[node] - size[1] / 2) for node, size in enumerate(self._sizes)
        )
