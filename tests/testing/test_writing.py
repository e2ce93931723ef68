"""What is written as YAML is read as what it was, by PyYAML and by our own reader."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.node import value_of
from heatplan.ir.source import Source
from heatplan.ir.value import thaw
from heatplan.syntax.read import read
from heatplan.testing.writing import to_yaml

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1e3",
        "0x1F",
        "1:30",
        "2018-08-31",
        "a: b",
        "- a",
        "{a}",
        "#",
        "OS::Nova::Server",
        "%i%",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(DATA)
def test_what_is_written_is_read_again(data: Any) -> None:
    assert yaml.safe_load(to_yaml(data)) == data


@given(st.dictionaries(TEXTS, DATA, max_size=4))
def test_our_own_reader_reads_it_too(data: dict[str, Any]) -> None:
    node = read(Source("a.yaml", to_yaml(data)), json=False).value

    assert node is not None
    assert thaw(value_of(node)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"a": {"get_param": "p"}}, "a: {get_param: p}\n"),
        ({"a": {"b": 1, "c": "yes"}}, 'a:\n  b: 1\n  c: "yes"\n'),
        ({"a": [{"b": 1, "c": 2}]}, "a:\n  - b: 1\n    c: 2\n"),
        ({"a": 1e300, "b": []}, "a: 1.0e+300\nb: []\n"),
    ],
)
def test_it_is_written_as_a_person_would(data: Any, text: str) -> None:
    assert to_yaml(data) == text
