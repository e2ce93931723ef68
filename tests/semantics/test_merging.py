"""The merge of values, as heat/common/environment_util.py and the client do it."""

from __future__ import annotations

import pytest

from heatplan.ir.value import Map, Value, freeze
from heatplan.semantics.merging import Clash, client_update, merge_map, merge_parameter, strategy_of


@pytest.mark.parametrize(
    ("old", "new", "kind", "deep", "merged"),
    [
        ("a", "b", "string", False, "ab"),
        (["a"], ["b"], "comma_delimited_list", False, ["a", "b"]),
        ("a,b", "c", "comma_delimited_list", False, "a,b,c"),
        ("", ["b"], "comma_delimited_list", False, ["b"]),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, "json", False, {"a": {"c": 2}}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, "json", True, {"a": {"b": 1, "c": 2}}),
        ({"a": ["x"], "t": "p"}, {"a": ["y"], "t": "q"}, "json", True, {"a": ["x", "y"], "t": "pq"}),
        ({"a": 1}, '{"b": 2}', "json", False, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": None}, "json", False, {"a": 1}),
        ("3", "5", "number", False, "35"),  # text is put together, not added up
    ],
)
def test_values_that_merge(old: Value, new: Value, kind: str, deep: bool, merged: Value) -> None:
    assert merge_parameter(Map(p=freeze(old)), "p", freeze(new), kind, deep=deep) == freeze(merged)


@pytest.mark.parametrize(
    ("old", "new", "kind", "problem"),
    [
        (3, 5, "number", "not-a-sequence"),
        (True, "yes", "boolean", "not-mergeable"),
        (True, False, "boolean", "not-a-sequence"),
        ("a", ["b"], "string", "kinds"),
        ("a,b", ["c"], "comma_delimited_list", "kinds"),
        (["a"], "b", "comma_delimited_list", "kinds"),
        ({"a": 1}, "{", "json", "not-json"),
        ('{"a": 1}', {"b": 1}, "json", "kinds"),
        ({"a": 1}, [1], "json", "kinds"),
    ],
)
def test_values_that_do_not_merge(old: Value, new: Value, kind: str, problem: str) -> None:
    with pytest.raises(Clash) as clash:
        merge_parameter(Map(p=freeze(old)), "p", freeze(new), kind, deep=False)

    assert clash.value.problem == problem


def test_what_is_no_strategy_is_the_files_default() -> None:
    assert strategy_of(Map(p="append"), "p", Map()) == "overwrite"
    assert strategy_of(Map(p="append", default="merge"), "p", Map()) == "merge"
    assert strategy_of(Map(), "p", Map(p="deep_merge")) == "deep_merge"
    assert strategy_of(Map(default="merge"), "p", Map(p="deep_merge")) == "deep_merge"


def test_the_client_puts_null_over_all_but_mappings() -> None:
    old = freeze({"a": {"b": 1}, "c": 2})

    assert client_update(old, freeze({"a": None, "c": None})) == freeze({"a": {"b": 1}, "c": None})


def test_the_client_can_not_put_a_mapping_over_text() -> None:
    with pytest.raises(Clash):
        client_update(freeze({"a": "text"}), freeze({"a": {"b": 1}}))
    assert client_update(freeze({"a": "text"}), freeze({"a": {}})) == freeze({"a": "text"})


def test_lists_of_two_files_do_not_merge() -> None:
    with pytest.raises(Clash):
        merge_map(("a",), ("b",))


@pytest.mark.parametrize(
    ("new", "merged"),
    [({0: "x"}, ["x", "b"]), ({-1: "x"}, ["a", "x"]), ({True: "x"}, ["a", "x"]), ({}, ["a", "b"])],
)
def test_the_client_takes_numbers_for_places_in_a_list(new: Value, merged: Value) -> None:
    assert client_update(freeze({"p": ["a", "b"]}), Map(p=freeze(new))) == freeze({"p": merged})


@pytest.mark.parametrize("new", [{2: "x"}, {"a": "x"}, {0: None}, {0: {"a": 1}}, {0.0: "x"}])
def test_the_client_can_put_no_other_mapping_over_a_list(new: Value) -> None:
    with pytest.raises(Clash, match="a mapping can not be put over a list"):
        client_update(freeze({"p": ["a", "b"]}), Map(p=freeze(new)))
