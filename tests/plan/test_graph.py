from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.graph import loops, order

GRAPHS = st.integers(1, 7).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size).map(
        lambda rows: {str(node): [str(one) for one in row] for node, row in enumerate(rows)}
    )
)


@given(GRAPHS)
def test_there_is_an_order_or_a_loop_and_never_both(needs: dict[str, list[str]]) -> None:
    found, circles = order(needs), loops(needs)

    assert (found is None) == bool(circles)
    if found is not None:
        place = {node: number for number, node in enumerate(found)}
        assert sorted(found) == sorted(needs)
        assert all(place[one] < place[node] for node, before in needs.items() for one in before)


@given(GRAPHS)
def test_a_loop_is_a_loop_and_each_entangled_node_hangs_on_one(needs: dict[str, list[str]]) -> None:
    reach = {node: _reach(needs, node) for node in needs}
    circles = loops(needs)

    for circle in circles:
        assert all(after in needs[node] for node, after in zip(circle, (*circle[1:], circle[0]), strict=True))
        assert len(set(circle)) == len(circle)
    for node, before in needs.items():
        if any(node in reach[one] for one in reach[node] if one != node):
            mates = [
                circle
                for circle in circles
                if len(circle) > 1 and circle[0] in reach[node] and node in reach[circle[0]]
            ]
            assert len(mates) == 1
        assert ((node,) in circles) == (node in before)


def _reach(needs: dict[str, list[str]], start: str) -> set[str]:
    seen: set[str] = set()
    work = list(needs[start])
    while work:
        node = work.pop()
        if node not in seen:
            seen.add(node)
            work += needs[node]
    return seen


def test_of_several_that_may_come_next_the_smallest_name_comes() -> None:
    assert order({"b": [], "a": ["c"], "c": [], "d": []}) == ("b", "c", "a", "d")


def test_a_long_loop_and_a_long_chain_need_no_recursion() -> None:
    size = 20_000
    chain = {f"{number:05}": [f"{number - 1:05}"] if number else [] for number in range(size)}
    circle = {**chain, "00000": [f"{size - 1:05}"]}

    assert order(chain) == tuple(chain)
    (found,) = loops(circle)
    assert len(found) == size
