import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.suggest import Near, did_you_mean, distance, suggest


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("sever", ("server", "port"), ("server",)),
        ("resuorces", ("resources", "outputs"), ("resources",)),
        ("Properties", ("properties", "metadata"), ("properties",)),
        ("aab", ("aaf", "aac", "aad", "aae", "aag"), ("aac", "aad", "aae", "aaf")),
        ("cat", ("cart", "Cat"), ("Cat",)),
        ("cats", ("cart", "carts", "Cats"), ("Cats",)),
        ("planned", ("plants", "planner", "planed"), ("planed", "planner")),
        ("port", ("volume",), ()),
        ("", ("a",), ()),
        ("a", ("a",), ()),
    ],
)
def test_suggestions(name: str, candidates: tuple[str, ...], expected: object) -> None:
    assert suggest(name, candidates) == expected


def test_a_hint_is_a_question() -> None:
    assert did_you_mean("sever", ["server"]) == "Did you mean server?"
    assert did_you_mean("x", ["volume"]) == ""


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_zero_only_for_equals(one: str, other: str) -> None:
    assert distance(one, other, 99) == distance(other, one, 99)
    assert (distance(one, other, 99) == 0) == (one == other)
    assert distance(one, other, 99) <= max(len(one), len(other))


def by_the_table(one: str, other: str) -> int:
    """The definition, cell by cell."""
    table = {(-1, -1): 0}
    for at in range(-1, len(one)):
        for to in range(-1, len(other)):
            ways = [table[at - 1, to] + 1] if at >= 0 else []
            ways += [table[at, to - 1] + 1] if to >= 0 else []
            if at >= 0 <= to:
                ways.append(table[at - 1, to - 1] + (one[at] != other[to]))
            if at > 0 < to and one[at] == other[to - 1] and one[at - 1] == other[to]:
                ways.append(table[at - 2, to - 2] + 1)
            table[at, to] = min(ways, default=0)
    return table[len(one) - 1, len(other) - 1]


@given(st.text("abcé", max_size=9), st.text("abcé", max_size=9), st.integers(0, 9))
def test_distance_is_what_the_table_says(one: str, other: str, limit: int) -> None:
    far = by_the_table(one, other)
    assert distance(one, other, limit) == far if far <= limit else distance(one, other, limit) > limit


@given(st.text("abcd", max_size=8), st.integers(0, 6))
def test_a_swap_is_one_edit(text: str, at: int) -> None:
    if at + 1 < len(text):
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert distance(text, swapped, 9) <= 1


def test_after_many_different_unknown_names_nothing_is_near() -> None:
    near = Near(["server", "port"], most=2)
    assert near.to("sever") == ("server",)
    assert near.hint("prot") == "Did you mean port?"
    assert near.to("severs") == ()
    assert near.to("sever") == ("server",)
