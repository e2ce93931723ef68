"""What ``read`` says of texts that are no document, or not the one they seem to be."""

from __future__ import annotations

import math
from typing import Any

import pytest

from heatplan.diagnostics import codes_read as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.ir.node import Mapping, Node, Scalar, Sequence, find, value_of
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source
from heatplan.result import Result
from heatplan.syntax.read import read


def reads(text: str, **settings: int) -> Result[Node]:
    return read(Source("t.yaml", text), Settings(**settings))


def value(text: str) -> Any:
    result = reads(text)
    assert result.value is not None, [item.message for item in result.diagnostics]
    return value_of(result.value)


def found(text: str, **settings: int) -> list[Code]:
    return [item.code for item in reads(text, **settings).diagnostics]


def places(text: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in reads(text).diagnostics]


SCALARS = {
    "2018-08-31": "2018-08-31", "2001-12-14 21:59:43": "2001-12-14 21:59:43", "017": 15, "0o17": "0o17", "08": "08",
    "1_000": 1000, "1:30": 90, "1e3": "1e3", "1.0e+3": 1000.0, "yes": True, "Off": False, "y": "y", "~": None,
    ".inf": math.inf, "-.INF": -math.inf, "0x1F": 31, "0b11": 3, "-1:30.5": -90.5, "!!binary aGk=": b"hi",
    "!!set {a, b}": frozenset("ab"), "!!omap [a: 1]": (("a", 1),), "!!pairs [a: 1, a: 2]": (("a", 1), ("a", 2)),
    "! 12": 12, '! "12"': 12, "!!str 12": "12", "!!timestamp 2018-08-31": "2018-08-31", "'12'": "12", "": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SCALARS.items())
def test_scalars_as_yaml_1_1_has_them(text: str, expected: object) -> None:
    got = value(f"a: {text}\n")["a"]
    assert got == expected
    assert type(got) is type(expected)


def test_not_a_number_is_one_key() -> None:
    assert math.isnan(value("a: .nan")["a"])
    assert len(value("{a: {.nan: 1, .NaN: 2}}")["a"]) == 1


def test_merge_keys_come_first_and_lose() -> None:
    text = "base: &b {q: 1, r: 2}\none: {q: 3, <<: *b}\ntwo: {<<: [{s: 1, r: 9}, *b]}\n"
    assert list(value(text)["one"].items()) == [("q", 3), ("r", 2)]
    assert list(value(text)["two"].items()) == [("q", 1), ("r", 9), ("s", 1)]


def test_json_means_what_json_says() -> None:
    assert value('{"a": 1e3,\t"b": ["\\ud83d\\ude00", {"a": null, "<<": 1}]}') == {
        "a": 1000.0, "b": ("😀", {"a": None, "<<": 1}),
    }  # fmt: skip


def test_spans_of_json() -> None:
    text = '{"a": 1, "b": ["x", {"c": true}]}'
    node = reads(text).value
    inner = find(node, ("b", 1, "c"))
    assert inner is not None
    assert text[inner.span.start : inner.span.end] == "true"


def test_spans_of_yaml() -> None:
    text = "a:\n  - 'x y'\n  - b: |\n      text\n    c: {d: 1}\n\n# end\n"
    node = reads(text).value
    assert isinstance(node, Mapping)
    for path, expected in {("a", 0): "'x y'", ("a", 1, "c"): "{d: 1}", ("a", 1, "c", "d"): "1"}.items():
        inner = find(node, path)
        assert inner is not None
        assert text[inner.span.start : inner.span.end] == expected
    assert text[: node.span.end].endswith("{d: 1}"), "a block ends with its last value, not with the space after it"


def test_a_byte_order_mark_moves_every_place() -> None:
    text = "\ufeffa: [b, 'c']\nd: 1\nd: 2\n"
    result = reads(text)
    inner = find(result.value, ("a", 1))
    assert inner is not None
    assert text[inner.span.start : inner.span.end] == "'c'"
    assert [text[item.span.start] for item in result.diagnostics] == ["d"]


def test_line_ends_of_windows() -> None:
    text = "a: b\r\nc:\r\n  d: e\r\n"
    inner = find(reads(text).value, ("c", "d"))
    assert inner is not None
    assert text[inner.span.start : inner.span.end] == "e"


def test_the_last_of_equal_keys_wins_and_both_are_shown() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    result = reads(text)
    assert result.value is not None
    assert list(value_of(result.value).items()) == [("a", 3), ("b", 2)]
    (item,) = result.diagnostics
    assert item.code == codes.DUPLICATE_KEY
    assert item.severity == "warning"
    assert item.span.start == 10
    assert [span.start for span, _ in item.labels] == [0]


def test_keys_are_equal_as_python_says() -> None:
    assert found("1: a\ntrue: b\n") == [codes.DUPLICATE_KEY]
    assert found("1: a\n'1': b\n") == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b: c\n", codes.NOT_YAML, ":"),
        ("a:\n\tb: 1\n", codes.NOT_YAML, "\t"),
        ("a: *x\n", codes.NOT_YAML, "*x"),
        ("a: &x 1\nb: &x 2\n", codes.NOT_YAML, "&x 2"),
        ("a: 1\n---\nb: 2\n", codes.NOT_YAML, "---"),
        ("a: \x07\n", codes.NOT_PRINTABLE, "\x07"),
        ("a: '\ud800'\n", codes.NOT_PRINTABLE, "\ud800"),
        ("a: !Ref b\n", codes.UNKNOWN_TAG, "!Ref b"),
        ("a: !!python/name:os.system x\n", codes.UNKNOWN_TAG, "!!python/name:os.system x"),
        ("a: =\n", codes.UNKNOWN_TAG, "="),
        ("a: !!int x\n", codes.BAD_TAGGED_VALUE, "!!int x"),
        ("a: !!bool x\n", codes.BAD_TAGGED_VALUE, "!!bool x"),
        ("a: !!seq x\n", codes.BAD_TAGGED_VALUE, "!!seq x"),
        ("a: !!map [x]\n", codes.BAD_TAGGED_VALUE, "!!map [x]"),
        ("a: 0x_\n", codes.BAD_TAGGED_VALUE, "0x_"),
        ("? [a]\n: b\n", codes.UNHASHABLE_KEY, "[a]"),
        ("a: {<<: 1}\n", codes.BAD_MERGE, "1"),
        ("a: &x [*x]\n", codes.RECURSIVE_ALIAS, "*x"),
        ("- a\n", codes.NOT_A_MAPPING, "- a"),
        ("null", codes.NOT_A_MAPPING, "null"),
        ('["a"]', codes.NOT_A_MAPPING, '["a"]'),
    ],
)
def test_what_heat_refuses_is_an_error_at_its_place(text: str, code: Code, place: str) -> None:
    result = reads(text)
    assert result.value is None
    assert [item.code for item in result.diagnostics] == [code]
    assert places(text) == [place]


def test_all_bad_tags_are_found_at_once() -> None:
    assert found("a: !Ref x\nb: {c: !Sub y}\nd: !GetAtt [z]\n") == [codes.UNKNOWN_TAG] * 3
    assert "write Ref as a key" in reads("a: !Ref x\n").diagnostics[0].hint


@pytest.mark.parametrize("text", ["", "~", "# nothing\n", "---\n"])
def test_an_empty_text_is_an_empty_mapping(text: str) -> None:
    assert value(text) == {}


def test_the_second_reader_takes_what_libyaml_does_not() -> None:
    text = "heat_template_version: '2018-08-31'\noutputs: {a: {value: {get_attr:[r, b]}}}\n"
    result = reads(text)
    assert result.value is not None
    assert value_of(result.value)["outputs"] == {"a": {"value": {"get_attr": ("r", "b")}}}
    assert [item.code for item in result.diagnostics] == [codes.SECOND_READER]


def test_the_second_reader_makes_dates_of_dates() -> None:
    result = reads("heat_template_version: 2018-08-31\nb: {c:[d]}\n")
    assert result.value is None
    assert [item.code for item in result.diagnostics] == [codes.SECOND_READER, codes.DATE_VALUE]


def test_a_brace_that_is_no_json_is_yaml() -> None:
    assert value("{a: 1}") == {"a": 1}
    assert value('{"a": 1,}') == {"a": 1}
    assert found("{a: 1}") == []


def test_broken_json_says_what_is_missing() -> None:
    (item,) = reads('{"a": 1 "b": 2}').diagnostics
    assert item.code == codes.NOT_YAML
    assert [text for _, text in item.labels][
        -1
    ] == "as JSON, a comma or the end of the list or object has to follow here"


def test_environments_are_yaml_only() -> None:
    source = Source("e.yaml", '{"a": 1e3}')
    only_yaml = read(source, json=False).value
    assert only_yaml is not None
    assert value_of(only_yaml) == {"a": "1e3"}


def test_bytes_that_are_no_utf8() -> None:
    (item,) = read(Source("t.yaml", b"a: \xff\n")).diagnostics
    assert item.code == codes.NOT_UTF8
    assert (item.span.start, item.span.end) == (3, 4)
    assert "0xFF at offset 3" in item.message


def test_bytes_that_are_utf8_are_read() -> None:
    result = read(Source("t.yaml", "a: é".encode()))
    assert result.value is not None
    assert value_of(result.value) == {"a": "é"}


def test_a_source_can_be_too_large() -> None:
    assert found("a: " + "x" * 100, max_source_size=50) == [codes.SOURCE_TOO_LARGE]
    assert found("a: " + "x" * 100, max_source_size=-1) == []


def test_heats_own_limit_is_a_warning_for_templates() -> None:
    text = "heat_template_version: 2018-08-31\n"
    assert found(text, max_template_size=20) == [codes.OVER_TEMPLATE_SIZE]
    assert found("parameters: {}        \n", max_template_size=20) == []
    assert found(text, max_template_size=-1) == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_a_hundred_thousand_levels_are_refused(text: str) -> None:
    assert found(text) == [codes.TOO_DEEP]


def test_depth_through_aliases_counts() -> None:
    levels = "".join(f"a{i}: &a{i} [[[[[*a{i - 1}]]]]]\n" for i in range(1, 100))
    assert found("a0: &a0 []\n" + levels) == [codes.TOO_DEEP]


def test_the_allowed_depth_is_read() -> None:
    assert found("a: " + "[" * 199 + "]" * 199) == []
    assert found("a: " + "[" * 200 + "]" * 200) == [codes.TOO_DEEP]
    assert found('{"a": ' + "[" * 199 + "]" * 199 + "}") == []
    assert found('{"a": ' + "[" * 200 + "]" * 200 + "}") == [codes.TOO_DEEP]


def test_an_alias_bomb_is_refused_and_says_its_size() -> None:
    levels = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40))
    result = reads("a0: &a0 [x, y]\n" + levels)
    assert [item.code for item in result.diagnostics] == [codes.ALIAS_GROWTH]


def test_aliases_are_counted_written_out() -> None:
    text = "a: &a [x, y]\nb: &b [*a, *a]\nc: [*b, *b]\n"  # 3 + 3, then 7 + 7 nodes
    assert found(text, max_alias_nodes=20) == []
    assert found(text, max_alias_nodes=19) == [codes.ALIAS_GROWTH]


def test_aliases_share_one_node() -> None:
    node = reads("a: &a [x]\nb: *a\n").value
    assert isinstance(node, Mapping)
    assert node.entries[0][1] is node.entries[1][1]


def test_a_number_too_long_for_python() -> None:
    assert found("a: " + "1" * 5000) == [codes.NUMBER_TOO_LONG]
    assert found("a: " + "1:30" * 2000 + "x") == []
    assert value("a: " + "1" * 400 + ".0")["a"] == math.inf


def test_nodes_are_the_real_classes() -> None:
    node = reads("a: [b]").value
    assert type(node) is Mapping
    key, items = node.entries[0]
    assert type(key) is Scalar
    assert type(items) is Sequence
    assert hash(node) == hash(reads("a: [b]").value)
