from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.node import Mapping, Node, value_of
from heatplan.ir.source import Source
from heatplan.ir.value import freeze
from heatplan.syntax.as_json import as_json, template_text
from heatplan.syntax.read import read
from tests.syntax.yaml_reference import exact


def node(text: str) -> Node:
    value = read(Source("lib/t.yaml", text)).value
    assert value is not None
    return value


def test_keys_become_text_as_json_writes_them() -> None:
    text = "2: a\non: b\n~: c\n1.5: d\n.inf: e\n'x': {2: f}\n"
    assert list(value_of(as_json(node(text))).items()) == [
        ("2", "a"), ("true", "b"), ("null", "c"), ("1.5", "d"), ("Infinity", "e"), ("x", {"2": "f"}),
    ]  # fmt: skip


def test_of_keys_that_become_equal_the_last_wins() -> None:
    assert value_of(as_json(node("1: a\nb: c\n'1': d\n"))) == {"1": "d", "b": "c"}


def test_sets_and_binary_data() -> None:
    assert value_of(as_json(node("a: !!set {y, x}\nb: !!binary aGk=\n"))) == {"a": ("x", "y"), "b": "hi"}


def test_places_and_sharing_stay() -> None:
    before = node("a: &a {1: x}\nb: *a\n")
    after = as_json(before)
    assert isinstance(after, Mapping)
    assert after.span == before.span
    assert after.entries[0][1] is after.entries[1][1]


def test_the_text_of_a_template_has_names_of_the_source_set() -> None:
    text = "heat_template_version: 2018-08-31\nresources: {r: {type: ../a.yaml, properties: {x: {get_file: b.sh}}, y: OS::X}}\n"
    assert json.loads(template_text(node(text), "lib/t.yaml"))["resources"] == {
        "r": {"type": "a.yaml", "properties": {"x": {"get_file": "lib/b.sh"}}, "y": "OS::X"}
    }


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
)


@given(st.dictionaries(st.one_of(st.text(max_size=3), st.integers(), st.booleans(), st.none(), st.floats()), values))
def test_it_is_what_comes_out_of_json(data: dict[object, object]) -> None:
    from heatplan.ir.node import Scalar, Sequence  # noqa: PLC0415
    from heatplan.span import NOWHERE  # noqa: PLC0415

    def build(value: object) -> Node:
        if isinstance(value, dict):
            return Mapping(tuple((Scalar(key, NOWHERE), build(item)) for key, item in value.items()), NOWHERE)
        if isinstance(value, (list, tuple)):
            return Sequence(tuple(build(item) for item in value), NOWHERE)
        return Scalar(value, NOWHERE)

    assert exact(value_of(as_json(build(freeze(data))))) == exact(json.loads(json.dumps(data)))
