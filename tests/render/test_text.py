"""Plans and expressions as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.schema import Parameter, ParameterSchema
from heatplan.ir.tree import Nested, Output, Stack
from heatplan.ir.value import Map, Value, freeze
from heatplan.render.text import stack_text, text
from heatplan.render.words import expr_text, short, value_text, without_nulls
from tests.conftest import Golden
from tests.render.stacks import FIVE, HOSTILE, PLAN, WEB, resource


def test_goldens(golden: Golden) -> None:
    golden("plan.txt", text(PLAN))
    golden("plan_brief.txt", text(PLAN, properties=False))
    golden("web.txt", stack_text(WEB))


def test_no_hidden_value_is_in_it() -> None:
    assert "hunter2" not in stack_text(WEB)
    assert "password = (hidden)" in stack_text(WEB)


def test_what_is_handed_to_a_hidden_parameter_is_not_in_it() -> None:
    inner = Stack("inner.yaml", "2018-08-31", (Parameter(ParameterSchema("word", "string", hidden=True), Lit(None)),))
    given = (("word", Lit("hunter3")), ("size", Lit(1)))
    nested = resource("n", "inner.yaml", properties=Lit(Map(given)), child=Nested(inner, given))

    lines = stack_text(Stack("outer.yaml", "2018-08-31", resources=(nested,)))

    assert "hunter3" not in lines
    assert "word = (hidden)\n" in lines
    assert "size = 1\n" in lines


def test_long_values_are_cut() -> None:
    long = replace(FIVE, outputs=(Output("o", Lit("v" * 500)),))

    assert f"o = {'v' * 9}…\n" in stack_text(long, width=10)
    assert short("abcdef", 4) == "abc…"


def test_nothing_a_terminal_obeys_is_in_it() -> None:
    assert all(char.isprintable() or char == "\n" for char in stack_text(HOSTILE))


@pytest.mark.parametrize(
    ("expr", "shown"),
    [
        (Lit("a b"), '"a b"'),
        (Lit("yes"), '"yes"'),
        (Lit(Map(a=(1, None, True))), "{a: [1, null, true]}"),
        (Lit(float("inf")), ".inf"),
        (Lit(frozenset("ba")), "!!set {a, b}"),
        (Lit(b"abc"), "!!binary (3 bytes)"),
        (Call("get_attr", "", Lit(("s", "a"))), "{get_attr: [s, a]}"),
        (ListExpr((Lit(1), Call("get_resource", "", Lit("r")))), "[1, {get_resource: r}]"),
        (MapExpr((("k", Lit(1)), (2, Omitted()))), "{k: 1, 2: (left out)}"),
        (Choice("if", Lit("c"), Lit(1), None), "{if: [c, 1]}"),
        (Substitute(Lit("s-%index%"), "%index%"), "s-%index%"),
        (Failed("yaql", "ValueError", "secret"), "(no value: yaql raises ValueError)"),
    ],
)
def test_expressions(expr: Expr, shown: str) -> None:
    assert expr_text(expr) == shown


SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(min_codepoint=32, max_codepoint=126))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_as_text_is_the_same_value_in_yaml(data: Value) -> None:
    shown = value_text(freeze(data))

    if "\\x23" not in shown:  # a command for a CI system, which is escaped
        assert yaml.safe_load(shown) == data


def test_nulls_that_a_schema_put_there_are_not_shown() -> None:
    call = Call("get_param", "GetParam", Lit("p"))
    expr = MapExpr((("a", Lit(None)), ("b", ListExpr((Lit(Map(c=None, d=(Map(e=None),))), call)))))

    assert expr_text(without_nulls(expr)) == "{b: [{d: [{}]}, {get_param: p}]}"
