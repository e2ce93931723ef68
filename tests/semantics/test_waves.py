"""Batched changes of groups: vectors of Heat's own classes (``make groups`` asks them about ten thousand more)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.semantics.capacity import ADJUSTMENTS, adjusted
from heatplan.semantics.succession import Member, following, following_numbered, skip_list
from heatplan.semantics.waves import time_left, waves

SURPLUS_IS_NOT_COUNTED = {
    (5, 5, 2, 0): [(5, 2), (5, 2), (5, 1)],
    (5, 5, 2, 4): [(6, 2), (6, 2), (6, 2), (5, 0)],
    (5, 5, 2, 5): [(7, 2), (7, 2), (7, 2), (6, 1), (5, 0)],
    (3, 5, 2, 0): [(3, 2), (3, 1)],
    (7, 5, 2, 0): [(7, 2), (7, 2), (7, 2), (7, 1)],
    (5, 0, 2, 0): [(2, 2), (4, 2), (5, 1)],
    (0, 3, 2, 0): [(0, 0)],
    (4, 4, 10, 2): [(6, 4), (4, 2)],
    (2, 5, 2, 4): [(4, 2), (2, 0)],
    (3, 3, 1, 9): [(4, 1), (4, 1), (4, 1), (4, 1), (3, 0)],
}
"""Target, current, batch and least in service of a ResourceGroup, with its waves."""

SURPLUS_COUNTS = SURPLUS_IS_NOT_COUNTED | {
    (5, 5, 2, 4): [(6, 2), (6, 2), (5, 1)],
    (5, 5, 2, 5): [(7, 2), (7, 2), (6, 1), (5, 0)],
    (4, 4, 10, 2): [(6, 4), (4, 0)],
    (3, 3, 1, 9): [(4, 1), (4, 1), (4, 1), (3, 0)],
}
"""The same for an AutoScalingGroup or an InstanceGroup."""


@pytest.mark.parametrize(("counts_surplus", "vectors"), [(False, SURPLUS_IS_NOT_COUNTED), (True, SURPLUS_COUNTS)])
def test_waves_are_heats(counts_surplus: bool, vectors: dict[tuple[int, int, int, int], list[tuple[int, int]]]) -> None:
    found = {
        given: [(wave.size, wave.changes) for wave in waves(*given, counts_surplus=counts_surplus)] for given in vectors
    }

    assert found == vectors


SIZES = st.integers(0, 10**9)


@given(SIZES, SIZES, st.integers(1, 10**9), SIZES, st.booleans())
def test_any_number_of_waves_is_a_few_runs(target: int, current: int, batch: int, least: int, counted: bool) -> None:
    found = waves(target, current, batch, least, counts_surplus=counted)

    assert len(found.runs) <= 6
    assert found.largest <= max(target, current) + batch
    if found.runs:
        first, growth, _, count = found.runs[-1]
        assert first + growth * (count - 1) == target


def test_pauses_take_from_the_time_of_each_wave() -> None:
    assert time_left(3, 60, 3600) == 3480
    assert time_left(1, 7200, 3600) == 3600
    assert time_left(0, 60, 3600) == 3600
    assert time_left(3, 1800, 3600) is None


@pytest.mark.parametrize(
    ("kind", "current", "by", "step", "least", "most", "expected"),
    [
        ("percent_change_in_capacity", 4, 10, None, 1, 9, 5),
        ("percent_change_in_capacity", 4, -10, None, 1, 9, 3),
        ("percent_change_in_capacity", 4, 60, None, 1, 9, 6),
        ("percent_change_in_capacity", 4, -60, None, 1, 9, 2),
        ("PercentChangeInCapacity", 10, 25, None, 0, 99, 12),
        ("PercentChangeInCapacity", 10, 25, 4, 0, 99, 14),
        ("PercentChangeInCapacity", 10, -25, 4, 0, 99, 6),
        ("PercentChangeInCapacity", 0, 50, 2, 0, 5, 0),
        ("change_in_capacity", 4, 1.5, None, 0, 99, 5.5),
        ("change_in_capacity", 4, -9, None, 2, 99, 2),
        ("ExactCapacity", 4, 12, None, 0, 9, 9),
    ],
)
def test_a_policy_changes_the_size_as_in_heat(
    kind: str, current: int, by: float, step: int | None, least: int, most: int, expected: float
) -> None:
    assert adjusted(current, by, ADJUSTMENTS[kind], step, least, most) == expected


def members(text: str) -> list[Member]:
    """Members as ``a b*``: the star has the new definition."""
    return [Member(name.rstrip("*"), name.endswith("*")) for name in text.split()]


@pytest.mark.parametrize(
    ("old", "size", "changes", "expected"),
    [
        ("a b c", 4, 2, "a* b c x*"),
        ("a b c", 2, 1, "b* c"),
        ("a b c", 0, 0, ""),
        ("a* b c", 3, 1, "a* b* c"),
        ("", 2, 0, "x* y*"),
    ],
)
def test_members_follow_as_in_heat(old: str, size: int, changes: int, expected: str) -> None:
    assert list(following(members(old), size, changes, ("x", "y", "z"))) == members(expected)


def test_higher_numbers_change_first_and_skipped_ones_go() -> None:
    old = members("0 1 2 3 7")

    assert list(following_numbered(old, 4, 2, 4, {"1"})) == members("7* 3* 2 0")


def test_only_members_that_are_there_or_stored_are_skipped() -> None:
    there = {"0": "id-a", "1": "id-b"}

    assert skip_list(["5"], ["1", 9, "id-a", "id-z"], there, append=True) == {"5", "1", "0"}
    assert skip_list(["5"], [5], there, append=False) == {"5"}
    assert skip_list(["5"], [], there, append=False) == set()
