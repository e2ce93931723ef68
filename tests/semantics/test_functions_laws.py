"""Laws of all functions: only ``FunctionError``, the same each time, and nothing is changed."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Map, Value, freeze, thaw
from heatplan.semantics.functions import (
    FUNCTIONS,
    LIMIT_EXCEEDED,
    FunctionEnv,
    FunctionError,
    apply,
    shape_faults,
    validate_faults,
)

SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 70_000),
    st.floats(allow_nan=False),
    st.text(max_size=6),
    st.sampled_from(["a", "ab", ",", "1", "%x%", "md5", "http", "$.data", "range(3)", "(", "keys", "\ud800"]),
    st.binary(max_size=3),
    st.frozensets(st.integers(0, 3), max_size=2),
)
KEYS = st.one_of(
    st.sampled_from(["template", "params", "for_each", "permutations", "expression", "data", "keys", "values", "host"]),
    st.sampled_from(["port", "query", "path", "a", "%x%"]),
    st.integers(0, 2),
    st.none(),
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(KEYS, inner, max_size=4).map(Map)),
    max_leaves=12,
)
ROWS = sorted(FUNCTIONS)
ENV = FunctionEnv(max_items=10_000, max_text=100_000, yaql_steps=2_000)


def outcome(row: str, args: Value, env: FunctionEnv = ENV) -> Value | FunctionError:
    name = row if row.startswith("Fn::") else f"name_of_{row}"
    try:
        return apply(row.removeprefix("Fn::"), name, args, env)
    except FunctionError as error:
        return error


@pytest.mark.parametrize("row", ROWS)
@given(args=VALUES)
def test_only_function_errors_the_same_each_time_and_nothing_changed(row: str, args: Value) -> None:
    before = copy.deepcopy(thaw(args))

    first, second = outcome(row, args), outcome(row, args)

    assert repr(first) == repr(second)
    assert repr(thaw(args)) == repr(before)
    if not isinstance(first, FunctionError):
        assert repr(freeze(thaw(first))) == repr(first)
        hash(first)


EXPRESSIONS: st.SearchStrategy[Expr] = st.recursive(
    st.one_of(VALUES.map(Lit), st.just(Omitted()), st.just(Call("get_param", "GetParam", Lit("p")))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: ListExpr(tuple(items))),
        st.dictionaries(KEYS, inner, max_size=4).map(lambda entries: MapExpr(tuple(entries.items()))),
        inner.map(lambda value: Substitute(value, "%index%")),
        inner.map(lambda args: Call("list_join", "JoinMultiple", args)),
    ),
    max_leaves=8,
)


@given(impl=st.sampled_from([*ROWS, "If", "IfNullable", "Invalid", "Ref", "GetAtt", "FindInMap"]), args=EXPRESSIONS)
def test_shape_and_validation_never_raise(impl: str, args: Expr) -> None:
    name = impl if impl.startswith("Fn::") else f"name_of_{impl}"

    assert len(shape_faults(impl.removeprefix("Fn::"), name, args)) <= 1
    assert len(validate_faults(impl.removeprefix("Fn::"), name, args)) <= 1


@given(items=st.lists(VALUES, max_size=6))
def test_unique_items_are_the_first_of_each(items: list[Value]) -> None:
    unique: list[Value] = []
    for item in items:
        if item not in unique:
            unique.append(item)

    assert repr(outcome("ListConcatUnique", (tuple(items),))) == repr(tuple(unique))


@given(text=st.text("ab$", max_size=12), params=st.dictionaries(st.text("ab$", min_size=1, max_size=3), st.text("ab")))
def test_replacing_is_splitting_by_the_longest_key_first(text: str, params: dict[str, str]) -> None:
    def by_recursion(piece: str, keys: list[str]) -> str:
        return params[keys[0]].join(by_recursion(part, keys[1:]) for part in piece.split(keys[0])) if keys else piece

    keys = sorted(sorted(params), key=len, reverse=True)

    assert outcome("Replace", Map(template=text, params=Map(params))) == by_recursion(text, keys)


def shared(depth: int) -> Value:
    value: Value = ("x",)
    for _ in range(depth):
        value = (value, value)
    return value


@pytest.mark.parametrize(
    ("row", "args"),
    [
        ("RepeatWithNestedLoop", Map(template="a", for_each=Map((str(n), ("1",) * 300) for n in range(9)))),
        ("RepeatWithNestedLoop", Map(template=shared(60), for_each=Map(a=("1",)))),
        ("RepeatWithNestedLoop", Map(template="a" * 9_000, for_each=Map(a=("b" * 900,) * 9))),
        ("ReplaceJson", Map(template="a" * 9_000, params=Map(a="b" * 9_000))),
        ("ReplaceJson", Map(template="a", params=Map(a=shared(60)))),
        ("JoinMultiple", ("-", (shared(60),))),
        ("JoinMultiple", ("-" * 9_000, ("",) * 9_000)),
        ("ListConcat", (("a",) * 9_000, ("a",) * 9_000)),
        ("ListConcatUnique", ((shared(60),),)),
        ("Filter", ((shared(60),), (shared(60),))),
        ("Contains", (shared(60), (shared(60), 1))),
        ("Equals", (shared(60), shared(60))),
    ],
)
def test_what_would_never_end_ends_at_once(row: str, args: Value) -> None:
    found = outcome(row, args)

    assert isinstance(found, FunctionError)
    assert found.error == LIMIT_EXCEEDED


def test_functions_that_need_more_than_values_have_none() -> None:
    with pytest.raises(FunctionError, match="is not a function of values alone"):
        apply("GetParam", "get_param", "p", ENV)
