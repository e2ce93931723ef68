"""The small languages: what is printed is read again, and what is read is what Heat (or the printer) means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics import codes_parse as codes
from heatplan.ir import address
from heatplan.ir.address import Part
from heatplan.span import Span
from heatplan.syntax.address import parse_address
from heatplan.syntax.attribute_path import (
    GroupAttribute,
    parse_group_attribute,
    parse_stack_attribute,
    print_group_attribute,
    print_stack_attribute,
)

NAMES = st.text(st.characters(codec="utf-8"), max_size=5)
FIRST = st.one_of(
    NAMES.map(lambda text: Part("name", text)), st.from_regex("[a-z]+", fullmatch=True).map(lambda w: Part("word", w))
)
NEXT = st.one_of(
    FIRST, NAMES.map(lambda text: Part("member", text)), st.just(Part("every", "*")), st.just(Part("open", "?"))
)  # fmt: skip
ADDRESSES = st.tuples(FIRST, st.lists(NEXT, max_size=5)).map(lambda two: (two[0], *two[1]))
SCRAPS = st.lists(
    st.sampled_from(("a", "b1", ".", "[", "]", '"', "\\", "*", "?", "@", "@auth", '"x y"', "0", "-", " ", "é", "\n", "\\u0041")),
    max_size=8,
).map("".join)  # fmt: skip


@given(ADDRESSES)
def test_an_address_that_is_printed_is_read_again(parts: tuple[Part, ...]) -> None:
    assert parse_address(address.show(parts)).value == parts


@given(SCRAPS)
def test_the_grammar_and_the_plain_reader_are_one_language(text: str) -> None:
    assert parse_address(text).value == address.parse(text)


@given(SCRAPS)
def test_an_address_that_is_read_and_printed_is_read_the_same(text: str) -> None:
    parts = parse_address(text).value
    if parts is not None:
        assert parse_address(address.show(parts)).value == parts


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("", 1, "a name"),
        ("servers[3", 10, "a closing bracket"),
        ("servers[3].", 12, "a name"),
        ("a..b", 3, "a name"),
        ("a b", 2, "a dot or a bracket"),
        ("[3]", 1, "a name"),
        ("a[.]", 3, "a name or * or ?"),
        ('"\\q"', 1, "a name"),
        ("a@b", 2, "a dot or a bracket or the end"),
    ],
)
def test_what_is_no_address_says_what_is_expected(text: str, at: int, expected: str) -> None:
    (item,) = parse_address(text, Span("options", 0, len(text))).diagnostics
    assert item.code == codes.NO_ADDRESS
    assert item.message.endswith(f": {expected} has to stand at character {at}.")
    assert item.span.source == "options"


MEMBERS = st.text(min_size=1, max_size=5).filter(lambda text: "." not in text)
ATTRIBUTES = st.text(min_size=1, max_size=8)
GROUP_ATTRIBUTES = st.one_of(
    st.builds(GroupAttribute, MEMBERS, st.one_of(st.none(), ATTRIBUTES)),
    ATTRIBUTES.filter(lambda text: not text.startswith("resource.")).map(lambda text: GroupAttribute(None, text)),
)


@given(GROUP_ATTRIBUTES)
def test_a_group_attribute_that_is_printed_is_read_again(attribute: GroupAttribute) -> None:
    assert parse_group_attribute(print_group_attribute(attribute)).value == attribute


@given(st.lists(st.sampled_from(("resource", ".", "3", "a", "refs", "\n", "é")), max_size=7).map("".join))
def test_a_group_attribute_is_cut_where_heat_cuts(text: str) -> None:
    """Heat: ``key.split('.', 2)`` of what starts with ``resource.``; with an empty part no member is ever found."""
    expected: GroupAttribute | None = GroupAttribute(None, text)
    if text.startswith("resource."):
        cut = text.split(".", 2)[1:]
        expected = GroupAttribute(cut[0], cut[1] if len(cut) > 1 else None) if all(cut) else None
    result = parse_group_attribute(text)
    assert result.value == (expected if text else None)
    assert [item.code for item in result.diagnostics] == ([] if result.value else [codes.NO_ATTRIBUTE_PATH])


@given(ATTRIBUTES)
def test_a_stack_attribute_that_is_printed_is_read_again(output: str) -> None:
    assert parse_stack_attribute(print_stack_attribute(output)).value == output


@pytest.mark.parametrize("text", ["", "Outputs", "Outputs.", "outputs.a", "a"])
def test_what_is_no_stack_attribute(text: str) -> None:
    (item,) = parse_stack_attribute(text).diagnostics
    assert item.code == codes.NO_ATTRIBUTE_PATH
