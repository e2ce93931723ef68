"""``read`` gives what Heat reads, or an error where Heat raises."""

from __future__ import annotations

import json
import re
import string
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics import codes_read as codes
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.source import Source
from heatplan.syntax.read import read
from tests.corpus import require, templates
from tests.syntax.yaml_reference import Refused, exact, heat_reads

PLAIN = (
    "yes", "No", "ON", "off", "true", "FALSE", "null", "~", "Null", "y", "n", "0", "017", "0o17", "08", "0x1F", "-0x_a",
    "0b101", "1_000", "_1", "1__0", "1:30", "1:30:15.5", "-1:0", "190:20:30", "1:60", "1e3", "1.0e+3", "1.0e3", "1.",
    ".5", "-.5", "+.5", "-1.5", "+12", ".inf", "-.INF", "+.Inf", ".nan", ".NaN", "-.nan", "1.2.3", "2018-08-31",
    "2018-8-31", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "text", "a b", "a-b", "<<", "=", "-", "--",
    "a#b", "http://x/y", "::", "a:b", "0_", "0x_", "0b_", "1_._", "._1", "1:2:3:4", "%index%x", "+", ".", "..", "é", "😀",
    "\u2028", "\x85",
)  # fmt: skip

keys = st.sampled_from((*PLAIN, "a", "b", "type", "properties", "'<<'", '"="', "1", "1.0", "true", "<<", "<<"))
scalars = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(PLAIN).map(json.dumps),
    st.sampled_from(PLAIN).map(lambda text: "'" + text + "'"),
    st.text(string.printable, max_size=6).map(json.dumps),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(("!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!!binary ", "!!timestamp ", "! ", "!x ")).flatmap(
        lambda tag: st.sampled_from(("1", "'1'", "yes", "aGk=", "2018-08-31", "''", "x", '"0x10"')).map(tag.__add__)
    ),
)  # fmt: skip


def flow(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    item = st.one_of(children, st.sampled_from(("*a", "*b")))
    anchor = st.sampled_from(("", "", "", "&a ", "&b ", "!!map ", "!!seq ", "!!set ", "!!omap ", "!!pairs ", "!y "))
    pair = st.one_of(st.tuples(keys, item), st.tuples(st.just("<<"), st.sampled_from(("*a", "*b", "[*a, *b]"))))
    mappings = st.lists(pair.map(lambda pair: f"{pair[0]} : {pair[1]}"), max_size=4).map(
        lambda s: "{" + ", ".join(s) + "}"
    )
    sequences = st.lists(item, max_size=4).map(lambda s: "[" + ", ".join(s) + "]")
    return st.tuples(anchor, st.one_of(mappings, sequences)).map("".join)


values = st.recursive(scalars, flow, max_leaves=12)
documents = st.lists(st.tuples(keys, values), min_size=1, max_size=5).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)
data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=20,
)
pieces = st.lists(
    st.sampled_from((*PLAIN, "a: ", "b: ", "- ", "? ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "|\n", ">-\n", "#",
                     "'", '"', "&a ", "*a", "!!str ", "---\n", "...\n", "\t", "\r\n", "%", "\ufeff", "\x07", "\ud800")),
    max_size=14,
).map("".join)  # fmt: skip


TAGGED_MERGE = re.compile("<<[\"']? ?: *!")
"""PyYAML never looks at the tag of what is merged; ``read`` does, on purpose."""


def heat(text: str) -> Any:
    """What Heat reads, None where it refuses."""
    try:
        return exact(heat_reads(text))
    except Refused:
        return None


def agree(text: str) -> None:
    if TAGGED_MERGE.search(text):
        return
    result = read(Source("t.yaml", text))
    for item in result.diagnostics:
        assert item.message
        assert 0 <= item.span.start <= item.span.end <= len(text)
    expected = heat(text)
    if expected is None:
        assert result.value is None, "Heat refuses this"
        assert result.failed
        return
    if codes.RECURSIVE_ALIAS in {item.code for item in result.diagnostics} or text.startswith("\ufeff\ufeff"):
        assert result.failed  # on purpose: Heat fails on it later, or it is never meant
        return
    assert result.value is not None, result.diagnostics
    assert not result.failed
    assert exact(value_of(result.value)) == expected


@given(documents)
def test_generated_documents(text: str) -> None:
    agree(text)


@given(pieces)
def test_scraps_of_yaml(text: str) -> None:
    agree(text)


@given(st.dictionaries(st.text(max_size=5), data, max_size=5), st.booleans(), st.sampled_from((None, True, False)))
def test_dumped_data(value: Any, unicode: bool, flow_style: bool | None) -> None:
    agree(yaml.safe_dump(value, allow_unicode=unicode, default_flow_style=flow_style))


json_data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=20,
)


@given(json_data, st.sampled_from((None, 1, "\t")), st.booleans())
def test_json(value: Any, indent: Any, ascii_only: bool) -> None:
    agree(json.dumps(value, indent=indent, ensure_ascii=ascii_only))


@given(
    json_data.map(json.dumps),
    st.integers(0, 60),
    st.sampled_from(("", ",", "}", "]", '"', ":", " ", "1", "x", "\\", "\n")),
)
def test_broken_json(text: str, at: int, scrap: str) -> None:
    agree(text[:at] + scrap + text[at + 1 :])


def inside(node: Node, text: str) -> None:
    """Every span lies in the text, and a plain scalar's span is its text."""
    assert 0 <= node.span.start <= node.span.end <= len(text)
    if isinstance(node, Scalar):
        if isinstance(node.value, str) and node.value.isalpha() and "\n" not in node.value:
            assert node.value in text[node.span.start : node.span.end]
        return
    children = [item for pair in node.entries for item in pair] if isinstance(node, Mapping) else list(node.items)
    for child in children:
        inside(child, text)


@given(st.dictionaries(st.text("abc", min_size=1), data, max_size=4), st.sampled_from(("", "\ufeff")), st.booleans())
def test_spans_point_at_what_was_read(value: Any, mark: str, crlf: bool) -> None:
    text = mark + yaml.safe_dump(value, allow_unicode=True)
    text = text.replace("\n", "\r\n") if crlf else text
    node = read(Source("t.yaml", text)).value
    if node is not None:
        inside(node, text)


def test_every_file_of_the_corpus() -> None:
    require()
    files = [
        path
        for path in sorted(templates().rglob("*"))
        if path.suffix in {".yaml", ".yml", ".template", ".json", ".env"}
    ]
    assert len(files) > 2000
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        agree(text)
