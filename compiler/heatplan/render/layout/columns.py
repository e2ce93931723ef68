"""The order of nodes in their columns, so that few arrows cross, and how high each is, so that they are straight."""

from __future__ import annotations

from bisect import bisect_right, insort

Links = list[list[int]]
"""For each node those that it is linked to in the column before (or after)."""


def ordered(columns: list[list[int]], before: Links, after: Links, rounds: int = 12) -> list[list[int]]:
    """The columns, each sorted so that few links cross: by the middle of what its nodes are linked to.

    Columns are sorted forwards and backwards by turns; the best that was seen
    is kept.  The order that is given decides between equals.
    """
    size = sum(map(len, before))
    rounds = rounds if size < 2_000 else 4
    best, least = [list(column) for column in columns], crossings(columns, after)
    now = [list(column) for column in columns]
    for turn in range(rounds):
        if not least:
            break
        place = _places(now)
        forwards = turn % 2 == 0
        links = before if forwards else after
        for number in range(1, len(now)) if forwards else range(len(now) - 2, -1, -1):
            now[number] = _sorted(now[number], links, place)
            place.update({node: at for at, node in enumerate(now[number])})
        if size < 600:
            _swap(now, before, after)
        count = crossings(now, after)
        if count < least:
            best, least = [list(column) for column in now], count
    return best


def _places(columns: list[list[int]]) -> dict[int, int]:
    return {node: at for column in columns for at, node in enumerate(column)}


def _sorted(column: list[int], links: Links, place: dict[int, int]) -> list[int]:
    """The column by the mean place of links; a node without any stays where it is."""
    keys: dict[int, float] = {
        node: sum(place[one] for one in links[node]) / len(links[node]) for node in column if links[node]
    }
    moving = iter(sorted(keys, key=keys.__getitem__))
    return [next(moving) if node in keys else node for node in column]


def _swap(columns: list[list[int]], before: Links, after: Links) -> None:
    """Swap neighbours as long as that takes crossings away."""
    for _ in range(4):
        place, better = _places(columns), False
        for column in columns:
            for at in range(len(column) - 1):
                one, two = column[at], column[at + 1]
                now = sum(_pair(links[one], links[two], place) for links in (before, after))
                then = sum(_pair(links[two], links[one], place) for links in (before, after))
                if then < now:
                    column[at], column[at + 1] = two, one
                    place[one], place[two] = at + 1, at
                    better = True
        if not better:
            return


def _pair(upper: list[int], lower: list[int], place: dict[int, int]) -> int:
    """How many links of two neighbours cross."""
    return sum(place[one] > place[two] for one in upper for two in lower)


def crossings(columns: list[list[int]], after: Links) -> int:
    """How many links cross."""
    total = 0
    place = _places(columns)
    for column in columns:
        seen: list[int] = []
        for node in column:
            ends = sorted(place[one] for one in after[node])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def heights(
    columns: list[list[int]], before: Links, after: Links, sizes: list[float], gaps: list[float], rounds: int = 10
) -> list[float]:
    """The middle of each node: as near as may be to the mean of what it is linked to.

    ``sizes`` are the nodes' heights, ``gaps`` the room above and below each
    that is left free.  In each column the best such heights in the given
    order are found exactly (isotonic regression).  A link between nodes
    without height, parts of a long arrow, counts eight times: such arrows
    are straight.
    """
    middle = [0.0] * len(sizes)
    for column in columns:
        top = 0.0
        for node in column:
            middle[node] = top + gaps[node] + sizes[node] / 2
            top += sizes[node] + 2 * gaps[node]
    for turn in range(rounds):
        last = turn >= rounds - 2
        sides = (before, after) if last else ((before,) if turn % 2 == 0 else (after,))
        for column in columns if turn % 2 == 0 else reversed(columns):
            _settle(column, sides, middle, sizes, gaps)
    return middle


def _settle(
    column: list[int], sides: tuple[Links, ...], middle: list[float], sizes: list[float], gaps: list[float]
) -> None:
    offsets, wanted, weights = [], [], []
    offset = 0.0
    for at, node in enumerate(column):
        if at:
            above = column[at - 1]
            offset += sizes[above] / 2 + gaps[above] + gaps[node] + sizes[node] / 2
        total = pull = 0.0
        for links in sides:
            for one in links[node]:
                weight = 1.0 if sizes[node] and sizes[one] else 8.0 if not (sizes[node] or sizes[one]) else 2.0
                total += weight * middle[one]
                pull += weight
        offsets.append(offset)
        wanted.append((total / pull if pull else middle[node]) - offset)
        weights.append(pull or 0.1)
    for node, offset, value in zip(column, offsets, monotone(wanted, weights), strict=True):
        middle[node] = value + offset


def monotone(wanted: list[float], weights: list[float]) -> list[float]:
    """The ascending numbers nearest to those that are wanted, by weighted squares (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(wanted, weights, strict=True):
        size = 1
        while pools and pools[-1][0] > value:
            other, heavy, many = pools.pop()
            value = (value * weight + other * heavy) / (weight + heavy)  # noqa: PLW2901
            weight, size = weight + heavy, size + many  # noqa: PLW2901
        pools.append((value, weight, size))
    return [value for value, _, size in pools for _ in range(size)]
