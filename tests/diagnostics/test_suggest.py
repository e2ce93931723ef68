import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.suggest import Near, did_you_mean, suggest


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


@given(st.text("abcd", min_size=2, max_size=8), st.integers(0, 6))
def test_a_swap_is_one_edit(text: str, at: int) -> None:
    swapped = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    assert suggest(text, [swapped]) == (() if swapped == text else (swapped,))


def test_after_many_different_unknown_names_nothing_is_near() -> None:
    near = Near(["server", "port"], most=2)
    assert near.to("sever") == ("server",)
    assert near.hint("prot") == "Did you mean port?"
    assert near.to("severs") == ()
    assert near.to("sever") == ("server",)
