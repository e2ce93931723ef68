"""Order in a graph: the canonical topological order, and the loops where there is none."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Needs = Mapping[str, Sequence[str]]
"""Each node with those that must come before it; all of them are keys too."""


def order(needs: Needs) -> tuple[str, ...] | None:
    """The nodes so that each comes after all it needs, None when some need each other.

    Of several that may come next it is the smallest by plain string order, so
    the result depends on the graph alone (Kahn's algorithm with a heap).
    """
    after: dict[str, list[str]] = {node: [] for node in needs}
    left: dict[str, int] = {}
    for node, before in needs.items():
        each = dict.fromkeys(before)
        left[node] = len(each)
        for one in each:
            after[one].append(node)
    ready = [node for node, count in left.items() if count == 0]
    heapq.heapify(ready)
    out: list[str] = []
    while ready:
        node = heapq.heappop(ready)
        out.append(node)
        for follower in after[node]:
            left[follower] -= 1
            if left[follower] == 0:
                heapq.heappush(ready, follower)
    return tuple(out) if len(out) == len(needs) else None


def loops(needs: Needs) -> tuple[tuple[str, ...], ...]:
    """The loops of the graph, each as its nodes in the order of need, sorted by their first node.

    One for each node that needs itself, and one for each set of two or more
    nodes that all need each other (a strongly connected component): a shortest
    loop through its smallest node.
    """
    selfish = [(node,) for node in needs if node in needs[node]]
    tangled = [_shortest(min(component), component, needs) for component in _components(needs) if len(component) > 1]
    return tuple(sorted([*selfish, *tangled]))


def _shortest(start: str, inside: frozenset[str], needs: Needs) -> tuple[str, ...]:
    """A shortest way from ``start`` back to itself; breadth first, smallest names first."""
    came: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in sorted(set(needs[node]) & inside):
            if following == start and node != start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if following != start and following not in came:
                came[following] = node
                queue.append(following)
    return tuple(sorted(inside))


def _components(needs: Needs) -> list[frozenset[str]]:
    """The strongly connected components (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    found: list[frozenset[str]] = []
    for root in sorted(needs):
        work = [] if root in index else [(root, iter(sorted(set(needs[root]))))]
        if work:
            index[root] = low[root] = len(index)
            path.append(root)
            on_path.add(root)
        while work:
            node, following = work[-1]
            fresh = next((one for one in following if _visit(node, one, index, low, on_path)), None)
            if fresh is not None:
                index[fresh] = low[fresh] = len(index)
                path.append(fresh)
                on_path.add(fresh)
                work.append((fresh, iter(sorted(set(needs[fresh])))))
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
            if low[node] == index[node]:
                component = {path.pop()}
                while node not in component:
                    component.add(path.pop())
                on_path -= component
                found.append(frozenset(component))
    return found


def _visit(node: str, one: str, index: dict[str, int], low: dict[str, int], on_path: set[str]) -> bool:
    """True when ``one`` has not been seen yet; else what it tells of ``node`` is noted."""
    if one not in index:
        return True
    if one in on_path:
        low[node] = min(low[node], index[one])
    return False
