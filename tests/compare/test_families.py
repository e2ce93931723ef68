"""The parts of a group before and after, where its classes are several."""

from __future__ import annotations

from heatplan.ir.expr import Lit
from heatplan.ir.tree import Family, Known, MemberClass, Names
from heatplan.ir.value import Map
from heatplan.passes.compare.families import both, minus, parts_of
from tests.plan.trees import resource


def group(*classes: tuple[str, tuple[tuple[int, int], ...]]) -> Family:
    """A group of members of several types, each with the ranges of its names."""
    every = tuple(sorted(part for _, ranges in classes for part in ranges))
    members = tuple(MemberClass(resource("i", type_name=kind), Names(ranges)) for kind, ranges in classes)
    return Family(Known(Names(every)), "%index%", Lit(None), members)


def told(before: Family, after: Family) -> list[tuple[str | None, ...]]:
    """The parts: their names, and the types before and after."""
    return [
        (part.text, *(None if one is None else one.type for one in (part.before, part.after)))
        for part in parts_of(before, after, Lit(Map()))
    ]


def test_members_are_paired_by_their_classes() -> None:
    before = group(("A", ((0, 2),)), ("B", ((2, 4),)))
    after = group(("A", ((0, 1),)), ("C", ((1, 5),)))

    assert told(before, after) == [("0", "A", "A"), ("1", "A", "C"), ("2-3", "B", "C"), ("4", None, "C")]


def test_a_name_that_comes_in_the_place_of_a_removed_one_is_of_the_last_class() -> None:
    before = group(("A", ((0, 1), (2, 4))))  # 1 was removed: the names are 0, 2, 3
    after = group(("A", ((0, 1),)), ("B", ((1, 3),)))

    assert told(before, after) == [("0", "A", "A"), ("2-3", "A", "B")]


def test_ranges() -> None:
    assert both(((0, 5), (8, 9)), ((3, 9),)) == ((3, 5), (8, 9))
    assert minus(((0, 5), (8, 9)), ((1, 2), (4, 9))) == ((0, 1), (2, 4))
    assert minus(((0, 2),), ()) == ((0, 2),)
