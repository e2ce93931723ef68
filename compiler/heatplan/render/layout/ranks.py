"""In which column each node of a graph is: after all that it needs, and near to what needs it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Edge = tuple[int, int]


def forward(count: int, edges: list[Edge]) -> list[bool]:
    """For each edge whether it points onwards; turning the others leaves no loop.

    Depth first in the order of the nodes: only what closes a loop is turned.
    """
    after: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for number, (start, end) in enumerate(edges):
        after[start].append((end, number))
    onwards = [True] * len(edges)
    state = [0] * count  # 0 is new, 1 on the way, 2 done
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        path = [(root, iter(after[root]))]
        while path:
            node, rest = path[-1]
            step = next(rest, None)
            if step is None:
                state[node] = 2
                path.pop()
            elif state[step[0]] == 1:
                onwards[step[1]] = False
            elif state[step[0]] == 0:
                state[step[0]] = 1
                path.append((step[0], iter(after[step[0]])))
    return onwards


def ranks(count: int, edges: list[Edge], pins: Mapping[int, bool] = MappingProxyType({}), rounds: int = 8) -> list[int]:
    """The column of each node, from 0 on; the graph has no loop.

    First the longest way to each; then, for some rounds, a node with more
    arrows out than in goes as far on as it may, one with more in as far back:
    arrows get short.  ``pins`` are nodes that stay in the first column (False,
    nothing before them) or come in the last one (True, nothing after them).
    """
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for start, end in edges:
        before[end].append(start)
        after[start].append(end)
    order = _order(before, after)
    rank = [0] * count
    for node in order:
        rank[node] = max((rank[one] + 1 for one in before[node]), default=0)
    for _ in range(rounds):
        moved = False
        for node in reversed(order):
            if node not in pins and after[node] and len(after[node]) > len(before[node]):
                best = min(rank[one] for one in after[node]) - 1
                moved, rank[node] = moved or best != rank[node], best
        for node in order:
            if node not in pins and before[node] and len(before[node]) > len(after[node]):
                best = max(rank[one] for one in before[node]) + 1
                moved, rank[node] = moved or best != rank[node], best
        if not moved:
            break
    final = max(rank, default=0)
    rank = [final if pins.get(node) else value for node, value in enumerate(rank)]
    used = {value: number for number, value in enumerate(sorted(set(rank)))}
    return [used[value] for value in rank]


def _order(before: list[list[int]], after: list[list[int]]) -> list[int]:
    """The nodes so that each comes after all before it."""
    left = [len(one) for one in before]
    ready = [node for node, count in enumerate(left) if not count]
    for node in ready:
        for one in after[node]:
            left[one] -= 1
            if not left[one]:
                ready.append(one)
    return ready
