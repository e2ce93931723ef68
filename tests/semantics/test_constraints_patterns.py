"""Patterns: Python's answers, within a bound that does not depend on a clock."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from heatplan.ir.schema import AllowedPattern
from heatplan.semantics.constraints import violations
from heatplan.semantics.memo_match import UnsuitableError, compile_program, run_program
from heatplan.semantics.patterns import _parsed, matches

ATOMS = st.sampled_from(["a", "b", "[ab]", ".", "[^a]", "(?i:A)", r"\w", r"\s", "é", "^", "$", r"\b", r"\Z"])
REPEATS = st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{1,3}", "{2}", "{0,2}?", "{2,}"])


def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("(?:{}){}".format, inner, REPEATS),
        st.builds("({})".format, inner),
        st.builds("(?={}){}".format, inner, inner),
        st.builds("(?!{}){}".format, inner, inner),
        st.builds("(?<=a){}".format, inner),
        st.builds("(?<!ab){}".format, inner),
    )


PATTERNS = st.recursive(ATOMS, grow, max_leaves=8)
TEXTS = st.text("aabAé \n", max_size=8)


@given(PATTERNS, TEXTS)
def test_the_matcher_with_a_memo_finds_the_same_match_as_python(pattern: str, text: str) -> None:
    try:
        program = compile_program(_parsed(pattern))
    except UnsuitableError:
        assume(False)
    found = re.match(pattern, text)

    assert run_program(program, text, 100_000) == (None if found is None else found.end())


@given(PATTERNS, TEXTS)
def test_a_pattern_matches_where_heat_says_so(pattern: str, text: str) -> None:
    found = re.match(pattern, text)
    answer = matches(pattern, text)
    assume(answer is not None)

    assert answer == (found is not None and found.end() == len(text))


@pytest.mark.parametrize(
    ("pattern", "text", "answer"),
    [
        ("a|ab", "ab", False),
        ("(a+)+$", "a" * 60 + "!", False),
        ("(a|a)*b", "a" * 60, False),
        ("(x+x+)+y", "x" * 500, False),
        ("(x+x+)+y", "x" * 500 + "y", True),
        (r"^[a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,4}$", "a" * 40 + "@" + "b." * 40 + "com", True),
        ("(a*)*b", "a" * 60, None),
        (r"((a+)b?)+\2c", "a" * 60, None),
        ("(?:(?:a{0,50}){0,50}){0,50}b", "a" * 100, None),
        ("(a+)+b", "a" * 1_000_000, None),
        ("[a-z]*", "a" * 500_000, True),
        ("^[a-z ]*$", "a " * 250_000, True),
        ("[a-z]*b", "a" * 500_000, False),
        ("(a)?(?(1)b|c)", "ab", True),
        ("(a)?(?(1)b|c)", "c", True),
        (r"(a*)x\1", "aaxaa", True),
        ("(?>a*)b", "aab", True),
        ("a*+a", "aaa", False),
        ("(?:){4000000000}", "", None),
        ("(?:(?:(?:){5000}){5000}){5000}", "a", None),
        (".*a.*a.*a.*a.*b", "a" * 1_000, False),
    ],
)
def test_no_pattern_takes_long(pattern: str, text: str, answer: bool | None) -> None:
    assert matches(pattern, text) is answer


def test_a_pattern_that_takes_too_long_is_a_finding_of_its_own() -> None:
    (violation,) = violations((AllowedPattern("(a*)*b"),), "String", "a" * 60)

    assert violation.kind == "slow"
