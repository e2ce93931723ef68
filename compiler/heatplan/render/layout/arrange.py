"""One level of a drawing: nodes with sizes and arrows between them, whether they hang together or not.

Nodes that need the same and are needed by the same are put into one block, a
grid, to which one arrow goes: fifty ports of a network are a block and not a
column of fifty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from heatplan.render.layout.components import components
from heatplan.render.layout.layered import Route, layered
from heatplan.render.layout.pack import Block, Packed, Point, Size, grid, shelves, stretched
from heatplan.render.layout.ranks import Edge
from heatplan.render.layout.tiles import tiled

APART = 26.0
"""The room between parts that do not hang together."""
NEAR = 12.0
"""The room between the nodes of a block."""
PAD = 10.0
"""The room between a block's line and its nodes."""
FEW = 4
"""A block has at least so many nodes."""

Link = tuple[int, int, bool]
"""An arrow between two nodes, and whether the template says so."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is to be arranged; ``stretches`` are the nodes that may be as wide as their column."""

    sizes: tuple[Size, ...]
    stretches: tuple[bool, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The nodes' upper left corners and widths, the ways of the links in their order, the blocks, and the size.

    ``stubs`` are where links to tiles (``tiles``) go on inside of these, by the links' numbers.
    """

    at: tuple[Point, ...]
    widths: tuple[float, ...]
    routes: tuple[Route, ...]
    blocks: tuple[Block, ...]
    size: Size
    stubs: tuple[tuple[tuple[int, ...], Route], ...] = ()


def arrange(level: Level) -> Arranged:
    """The arrangement of a level; links from a node to itself are not allowed."""
    cells = _cells(level)
    home = {node: number for number, cell in enumerate(cells) for node in cell}
    inner = [_inner(level, cell) for cell in cells]
    sizes = [_outer(cell, packed) for cell, packed in zip(cells, inner, strict=True)]
    edges = list(dict.fromkeys((home[start], home[end]) for start, end, _ in level.links))
    may = [len(cell) == 1 and level.stretches[cell[0]] for cell in cells]
    laid = _parts(sizes, edges, may)
    spots: list[Point] = [(0.0, 0.0)] * len(level.sizes)
    widths = [w for w, _ in level.sizes]
    blocks = list(laid.blocks)
    for number, cell in enumerate(cells):
        x, y = laid.at[number]
        if len(cell) > 1:
            blocks.append(Block((x, y), sizes[number]))
        pad = PAD if len(cell) > 1 else 0.0
        for node, (dx, dy), room in zip(cell, inner[number].at, inner[number].widths, strict=True):
            spots[node] = (x + pad + dx, y + pad + dy)
            if len(cell) == 1:
                widths[node] = laid.rooms[number]
            elif level.stretches[node]:
                widths[node] = stretched(widths[node], room)
    ways = tuple(laid.routes[home[start], home[end]] for start, end, _ in level.links)
    numbers: dict[Edge, list[int]] = {}
    for number, (start, end, _) in enumerate(level.links):
        numbers.setdefault((home[start], home[end]), []).append(number)
    stubs = tuple((tuple(numbers[edge]), way) for edge, way in laid.stubs)
    return Arranged(tuple(spots), tuple(widths), ways, tuple(blocks), laid.size, stubs)


def _cells(level: Level) -> list[tuple[int, ...]]:
    """The nodes, those of a block together, in the order of their first ones."""
    before: list[set[tuple[int, bool]]] = [set() for _ in level.sizes]
    after: list[set[tuple[int, bool]]] = [set() for _ in level.sizes]
    for start, end, explicit in level.links:
        after[start].add((end, explicit))
        before[end].add((start, explicit))
    alike: dict[tuple[frozenset[tuple[int, bool]], frozenset[tuple[int, bool]]], list[int]] = {}
    for node in range(len(level.sizes)):
        alike.setdefault((frozenset(before[node]), frozenset(after[node])), []).append(node)
    cells: list[tuple[int, ...]] = []
    for (needs, needed), nodes in alike.items():
        if len(nodes) >= FEW and (needs or needed):
            cells.append(tuple(nodes))
        else:
            cells.extend((node,) for node in nodes)
    return sorted(cells)


def _inner(level: Level, cell: tuple[int, ...]) -> Packed:
    return grid([level.sizes[node] for node in cell], NEAR, 1.0)


def _outer(cell: tuple[int, ...], packed: Packed) -> Size:
    pad = 2 * PAD if len(cell) > 1 else 0.0
    return (packed.size[0] + pad, packed.size[1] + pad)


class Laid(NamedTuple):
    """Cells with their places: corners, widths, ways by edge, the size; blocks of tiles, and ways inside tiles."""

    at: list[Point]
    rooms: list[float]
    routes: dict[Edge, Route]
    size: Size
    blocks: list[Block]
    stubs: list[tuple[Edge, Route]]


def _parts(sizes: list[Size], edges: list[Edge], may: list[bool]) -> Laid:
    """Each part that hangs together in columns, those of a single node in a grid, and all of them on shelves."""
    at: list[Point] = [(0.0, 0.0)] * len(sizes)
    rooms = [w for w, _ in sizes]
    routes: dict[Edge, Route] = {}
    blocks: list[Block] = []
    stubs: list[tuple[Edge, Route]] = []
    parts = components(len(sizes), edges)
    alone = [part[0] for part in parts if len(part) == 1]
    together = [part for part in parts if len(part) > 1]
    laid, edges_of = [], _edges_of(parts, edges)
    for part in together:
        names = {node: number for number, node in enumerate(part)}
        own = [(names[start], names[end]) for start, end in edges_of[part[0]]]
        given = [sizes[node] for node in part], own, [may[node] for node in part]
        laid.append(tiled(*given) or layered(*given))
    rest = grid([sizes[node] for node in alone], NEAR if len(alone) > 1 else APART)
    whole = shelves([*[one.size for one in laid], *([rest.size] if alone else [])], APART)
    for part, one, (x, y) in zip(together, laid, whole.at, strict=False):
        for node, (dx, dy), room in zip(part, one.at, one.widths, strict=True):
            at[node], rooms[node] = (x + dx, y + dy), room
        for edge, way in zip(edges_of[part[0]], one.routes, strict=True):
            routes[edge] = moved(way, x, y)
        blocks += [Block((x + block.at[0], y + block.at[1]), block.size) for block in one.blocks]
        stubs += [(edges_of[part[0]][number], moved(way, x, y)) for number, way in one.stubs]
    for node, (dx, dy), room in zip(alone, rest.at, rest.widths, strict=True):
        x, y = whole.at[-1]
        at[node], rooms[node] = (x + dx, y + dy), stretched(sizes[node][0], room) if may[node] else sizes[node][0]
    return Laid(at, rooms, routes, whole.size, blocks, stubs)


def moved(route: Route, x: float, y: float) -> Route:
    """A way, so far to the right and down."""
    return tuple((x + dx, y + dy) for dx, dy in route)


def _edges_of(parts: list[list[int]], edges: list[Edge]) -> dict[int, list[Edge]]:
    """The edges of each part, by its first node."""
    first = {node: part[0] for part in parts for node in part}
    out: dict[int, list[Edge]] = {}
    for edge in edges:
        out.setdefault(first[edge[0]], []).append(edge)
    return out
