from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir import address
from heatplan.ir.address import Part

NAMES = st.text(min_size=0, max_size=5).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))
PARTS = st.lists(
    st.one_of(
        NAMES.map(lambda text: (Part("name", text),)),
        st.tuples(NAMES, NAMES).map(lambda two: (Part("name", two[0]), Part("member", two[1]))),
        NAMES.map(lambda text: (Part("name", text), Part("every", "*"))),
        NAMES.map(lambda text: (Part("name", text), Part("open", "?"))),
        st.just((Part("word", "complete"),)),
    ),
    min_size=1,
    max_size=4,
).map(lambda groups: tuple(part for parts in groups for part in parts))


@given(PARTS)
def test_an_address_reads_back_as_its_parts_and_is_one_line_of_ascii(parts: tuple[Part, ...]) -> None:
    text = address.show(parts)

    assert parts == address.parse(text)
    assert text.isascii()
    assert text.isprintable()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("servers[3].volume", (Part("name", "servers"), Part("member", "3"), Part("name", "volume"))),
        ('"my.server".@complete', (Part("name", "my.server"), Part("word", "complete"))),
        ("g[*].@complete", (Part("name", "g"), Part("every", "*"), Part("word", "complete"))),
        ('d["*"]', (Part("name", "d"), Part("member", "*"))),
        ("@auth.trust", (Part("word", "auth"), Part("name", "trust"))),
    ],
)
def test_addresses_as_written(text: str, parts: tuple[Part, ...]) -> None:
    assert parts == address.parse(text)
    assert text == address.show(parts)


@pytest.mark.parametrize(
    "text", ["", ".", "a.", ".a", "a..b", "a b", "[0]", "a.[0]", 'a"b"', "a[", 'x"', '"\\q"', "a[0"]
)
def test_what_is_no_address(text: str) -> None:
    assert address.parse(text) is None
