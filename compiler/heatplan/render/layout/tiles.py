"""A part with a hub, as tiles: two hundred servers, each with its port and its volume, all on one network.

Columns would be two hundred high.  Without the hubs such a part falls into
small ones, and those of one shape are laid out each by itself and put into a
block, a grid of tiles.  An arrow of a hub goes to the block, and in each tile
goes on from its edge to the box that it is for.
"""

from __future__ import annotations

from heatplan.render.layout.components import components
from heatplan.render.layout.layered import Layered, Route, layered
from heatplan.render.layout.pack import Block, Point, Size, grid
from heatplan.render.layout.ranks import Edge

LARGE = 24
"""Smaller parts are laid out as they are."""
HUB = 8
"""A hub has at least so many arrows out, or in."""
FEW = 4
"""A block has at least so many tiles."""
PAD, APART = 14.0, 26.0
"""The room between a block's line and its tiles, and between these."""

Tile = tuple[int, ...]


def tiled(sizes: list[Size], edges: list[Edge], stretches: list[bool]) -> Layered | None:
    """The layout of a connected graph with tiles; None where it has none, and ``layered`` is for it."""
    hubs = _hubs(len(sizes), edges) if len(sizes) >= LARGE else set[int]()
    groups = _groups(len(sizes), edges, hubs) if hubs else []
    return _Tiles(sizes, edges, stretches, groups).whole() if groups else None


def _hubs(count: int, edges: list[Edge]) -> set[int]:
    out, into = [0] * count, [0] * count
    for start, end in edges:
        out[start] += 1
        into[end] += 1
    return {node for node in range(count) if max(out[node], into[node]) >= HUB}


def _groups(count: int, edges: list[Edge], hubs: set[int]) -> list[list[Tile]]:
    """The small parts that the hubs hold together, those of one shape in a group; few of a shape are none."""
    inner = [edge for edge in edges if hubs.isdisjoint(edge)]
    parts = [tuple(part) for part in components(count, inner) if part[0] not in hubs and len(part) > 1]
    home = {node: number for number, part in enumerate(parts) for node in part}
    own: list[list[tuple[int, int, int]]] = [[] for _ in parts]
    for start, end in edges:
        # A node of the part by its place in it, a hub by its number less all numbers of places.
        for node in {home[one] for one in (start, end) if one in home}:
            place = {one: at for at, one in enumerate(parts[node])}
            own[node].append((place.get(start, -1 - start), place.get(end, -1 - end), 0))
    shapes: dict[tuple[int, tuple[tuple[int, int, int], ...]], list[Tile]] = {}
    for part, links in zip(parts, own, strict=True):
        shapes.setdefault((len(part), tuple(sorted(links))), []).append(part)
    return [tiles for tiles in shapes.values() if len(tiles) >= FEW]


class _Tiles:
    """The tiles laid out, the blocks packed, and the graph around them."""

    def __init__(self, sizes: list[Size], edges: list[Edge], stretches: list[bool], groups: list[list[Tile]]) -> None:
        self._sizes, self._edges, self._stretches = sizes, edges, stretches
        self._group = {node: number for number, tiles in enumerate(groups) for tile in tiles for node in tile}
        self._groups = groups
        self._at: list[Point] = [(0.0, 0.0)] * len(sizes)
        self._widths = [w for w, _ in sizes]
        self._routes: list[Route] = [()] * len(edges)
        self._stubs: list[tuple[int, Route]] = []
        self._touching: list[list[int]] = [[] for _ in sizes]
        for number, (start, end) in enumerate(edges):
            self._touching[start].append(number)
            self._touching[end].append(number)

    def whole(self) -> Layered:
        """The layout of all of it."""
        laid = [[self._tile(tile) for tile in tiles] for tiles in self._groups]
        packed = [grid([one.size for one, _ in tiles], APART, 1.2) for tiles in laid]
        plain = [node for node in range(len(self._sizes)) if node not in self._group]
        place = {node: at for at, node in enumerate(plain)}
        place.update({node: len(plain) + group for node, group in self._group.items()})
        outer = [(place[start], place[end]) for start, end in self._edges]
        links = [edge for edge in dict.fromkeys(outer) if edge[0] != edge[1]]
        blocks = [(one.size[0] + 2 * PAD, one.size[1] + 2 * PAD) for one in packed]
        around = layered(
            [*[self._sizes[node] for node in plain], *blocks],
            links,
            [*[self._stretches[node] for node in plain], *[False for _ in blocks]],
        )
        way = dict(zip(links, around.routes, strict=True))
        for number, edge in enumerate(outer):
            self._routes[number] = way.get(edge, ())
        for node in plain:
            self._at[node], self._widths[node] = around.at[place[node]], around.widths[place[node]]
        lines = []
        for group, (tiles, one) in enumerate(zip(laid, packed, strict=True)):
            left, top = around.at[len(plain) + group]
            lines.append(Block((left, top), blocks[group]))
            for tile, (tile_laid, numbers), (x, y) in zip(self._groups[group], tiles, one.at, strict=True):
                self._put(tile, tile_laid, numbers, left + PAD + x, top + PAD + y)
        return Layered(tuple(self._at), tuple(self._widths), tuple(self._routes), around.size, tuple(lines),
                       tuple(self._stubs))  # fmt: skip

    def _tile(self, tile: Tile) -> tuple[Layered, list[list[int]]]:
        """The layout of a tile with points at its edges, in and out, and for each of its links the edges it is."""
        place = {node: at for at, node in enumerate(tile)}
        inlet, outlet = len(tile), len(tile) + 1
        links: dict[Edge, list[int]] = {}
        for number in dict.fromkeys(one for node in tile for one in self._touching[node]):
            start, end = self._edges[number]
            links.setdefault((place.get(start, inlet), place.get(end, outlet)), []).append(number)
        sizes = [*[self._sizes[node] for node in tile], (0.0, 0.0), (0.0, 0.0)]
        used = sorted({end for link in links for end in link})
        number_of = {node: at for at, node in enumerate(used)}
        laid = layered(
            [sizes[node] for node in used],
            [(number_of[a], number_of[b]) for a, b in links],
            [node < len(tile) and self._stretches[tile[node]] for node in used],
            first=frozenset(number_of[node] for node in used if node == inlet),
            last=frozenset(number_of[node] for node in used if node == outlet),
        )
        return laid, list(links.values())

    def _put(self, tile: Tile, laid: Layered, numbers: list[list[int]], left: float, top: float) -> None:
        for at, node in enumerate(tile):
            x, y = laid.at[at]
            self._at[node], self._widths[node] = (left + x, top + y), laid.widths[at]
        for edges, route in zip(numbers, laid.routes, strict=True):
            way = tuple((left + x, top + y) for x, y in route)
            for number in edges:
                if set(self._edges[number]) <= set(tile):
                    self._routes[number] = way
                else:
                    self._stubs.append((number, way))
