"""Which nodes of a graph hang together."""

from __future__ import annotations

from heatplan.render.layout.ranks import Edge


def components(count: int, edges: list[Edge]) -> list[list[int]]:
    """The nodes that hang together, sorted, in the order of their first ones."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for start, end in edges:
        one, two = find(start), find(end)
        root[max(one, two)] = min(one, two)
    parts: dict[int, list[int]] = {}
    for node in range(count):
        parts.setdefault(find(node), []).append(node)
    return list(parts.values())
