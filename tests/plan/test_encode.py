from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.decode import decode, depth
from heatplan.ir.decode_value import Decoder
from heatplan.ir.encode import digest, encode
from heatplan.ir.encode_value import Encoder, canonical
from heatplan.ir.expr import Expr, Failed, Lit
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Nested, Stack
from heatplan.ir.value import Map, Value
from heatplan.span import Span
from tests.plan.trees import EXPRS, VALUES, call, group, nested, plan, resource, stack, stacks


@given(VALUES)
def test_a_value_comes_back_with_its_types_and_its_order(value: Value) -> None:
    encoder = Encoder()
    data = json.loads(canonical(encoder.value(value)))

    again = Decoder(encoder.blobs).value(data)

    assert repr(again) == repr(value) or isinstance(value, frozenset) or "frozenset" in repr(value)
    assert canonical(Encoder().value(again)) == canonical(data)


@given(st.lists(VALUES, min_size=2, max_size=2))
def test_different_values_have_different_texts(values: list[Value]) -> None:
    one, other = values
    if repr(one) != repr(other) and "frozenset" not in repr(values):
        assert canonical(Encoder().value(one)) != canonical(Encoder().value(other))


def test_values_that_python_holds_equal_are_told_apart() -> None:
    texts = {
        canonical(Encoder().value(value)) for value in (1, True, 1.0, "1", b"1", (1,), Map({1: 1}), frozenset({1}))
    }

    assert len(texts) == 8
    assert canonical(Encoder().value(-0.0)) != canonical(Encoder().value(0.0))


@given(EXPRS)
def test_an_expression_comes_back(expr: Expr) -> None:
    encoder = Encoder()
    data = json.loads(canonical(encoder.expr(expr)))

    again = Decoder(encoder.blobs, iter(encoder.spans)).expr(data)

    assert repr(again) == repr(expr) or "frozenset" in repr(expr)


@given(stacks())
def test_a_plan_comes_back_and_its_text_is_always_the_same(root: Stack) -> None:
    made = plan(root)
    text = encode(made)

    result = decode(text)

    assert result.diagnostics == ()
    assert result.value is not None
    assert encode(result.value) == text
    assert "nan" in repr(made) or result.value == made
    assert text.isascii()


def test_white_space_does_not_matter_and_nothing_else_may_change() -> None:
    made = plan(stack(resource("a", properties=call("JoinMultiple", ",", ("a", "b")), span=Span("root.yaml", 5, 9))))
    data = json.loads(encode(made))

    assert decode(json.dumps(data, indent=4)).value == made
    for change in _single_changes(data):
        result = decode(json.dumps(change))
        assert result.value is None
        assert result.diagnostics[0].code.id in {"HP0811", "HP0812", "HP0813", "HP0816", "HP0802"}, change


def _single_changes(data: object) -> list[object]:
    """The data with one of its scalars changed, for each of them; keys too."""
    if isinstance(data, dict):
        out: list[object] = [{**data, key: one} for key, item in data.items() for one in _single_changes(item)]
        out += [{(key + "x" if key == name else key): item for key, item in data.items()} for name in data]
        return out + [{key: item for key, item in data.items() if key != name} for name in data]
    if isinstance(data, list):
        inner: list[object] = [
            [*data[:at], one, *data[at + 1 :]] for at, item in enumerate(data) for one in _single_changes(item)
        ]
        return [*inner, [*data, None]]
    if isinstance(data, bool) or data is None:
        return [not data]
    return [data + "x"] if isinstance(data, str) else [data + 1, float(data)]  # type: ignore[operator,arg-type]


def test_a_plan_edited_by_hand_is_refused_with_its_own_code() -> None:
    text = encode(plan(stack(resource("a", type_name="OS::Nova::Server"))))

    (found,) = decode(text.replace("OS::Nova::Server", "OS::Nova::Sorver")).diagnostics

    assert found.code.id == "HP0813"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "HP0810"),
        ("[NaN]", "HP0810"),
        ("{", "HP0810"),
        ("[]", "HP0812"),
        ("{}", "HP0812"),
        ('"x"', "HP0812"),
        ('{"format": "heatplan/2"}', "HP0811"),
        ('{"format": 7}', "HP0811"),
        ("[" * 100_000, "HP0815"),
        ('{"a":' * 100_000, "HP0815"),
        ("9" * 5000, "HP0810"),
        ('"' * 3, "HP0810"),
        ("\ud800", "HP0810"),
    ],
)
def test_what_is_no_plan_is_a_finding(text: str, code: str) -> None:
    (found,) = decode(text).diagnostics

    assert found.code.id == code


def test_a_large_text_is_refused_before_it_is_read() -> None:
    (found,) = decode("[" * 11, max_size=10).diagnostics

    assert found.code.id == "HP0814"


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_depth_is_that_of_the_data(data: object) -> None:
    def deep(item: object) -> int:
        inner = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else None
        return 0 if inner is None else 1 + max(map(deep, inner), default=0)

    assert depth(json.dumps(data)) == deep(data)


def test_a_tampered_order_is_refused_even_with_true_digests() -> None:
    made = plan(stack(resource("a"), resource("b", "a")))
    wrong = replace(made.root, resources=made.root.resources[::-1])
    forged = Plan(made.header, wrong, digest(made.header, wrong))

    (found,) = decode(encode(forged)).diagnostics

    assert found.code.id == "HP0816"


def test_a_loop_is_refused_even_with_true_digests() -> None:
    made = plan(stack())
    wrong = stack(resource("a", "b"), resource("b", "a"))
    forged = Plan(made.header, wrong, digest(made.header, wrong))

    assert decode(encode(forged)).value is None


def test_comments_and_layout_change_the_seal_and_not_the_digest() -> None:
    here, there = Span("root.yaml", 5, 9), Span("root.yaml", 105, 109)
    one = plan(stack(resource("a", span=here)), digests=Map({"root.yaml": "1" * 64}))
    other = plan(stack(resource("a", span=there)), digests=Map({"root.yaml": "2" * 64}))

    assert one.digest == other.digest
    assert encode(one) != encode(other)
    assert plan(stack(resource("b", span=here))).digest != one.digest


def test_equal_stacks_are_one_block_and_sharing_does_not_change_the_digest() -> None:
    def inner() -> Stack:
        return stack(resource("x", properties=Lit(Map({"value": "v" * 3000}))))

    one = inner()
    shared = plan(stack(*(resource(f"n{number}", child=nested(one)) for number in range(50))))
    apart = plan(stack(*(resource(f"n{number}", child=nested(inner())) for number in range(50))))

    assert encode(shared) == encode(apart)
    data = json.loads(encode(shared))
    assert len(data["blocks"]) == 2
    assert list(data["blobs"].values()) == ["v" * 3000]
    back = decode(encode(shared)).value
    assert back is not None
    stacks_back = {id(one.child.stack) for one in back.root.resources if isinstance(one.child, Nested)}
    assert len(stacks_back) == 1


def test_equal_stacks_from_different_places_keep_their_places() -> None:
    inner = [stack(resource("x", span=Span("root.yaml", at, at + 1))) for at in (10, 20)]
    made = plan(stack(*(resource(f"n{at}", child=nested(one)) for at, one in enumerate(inner))))
    same = plan(stack(*(resource(f"n{at}", child=nested(inner[0])) for at in range(2))))

    assert decode(encode(made)).value == made
    assert made.digest == same.digest


def test_a_million_members_are_a_few_kilobytes() -> None:
    body = stack(resource("volume"), resource("server", "volume"), resource("attachment", "server"))
    text = encode(plan(stack(resource("servers", child=group(resource("%index%", child=nested(body)), 1_000_000)))))

    assert len(text) < 5_000
    assert decode(text).value is not None


def test_the_deepest_document_that_is_read_makes_a_plan_that_is_read() -> None:
    value: Value = "x"
    for number in range(200):
        value = Map({"k": value}) if number % 2 else (value,)
    made = plan(stack(resource("a", properties=Lit(value))))

    assert decode(encode(made)).value == made


def test_that_a_failure_has_been_reported_is_no_part_of_it() -> None:
    assert Failed("f", "ValueError", "text", reported="error") == Failed("f", "ValueError", "text")
