from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.source import Source
from heatplan.syntax.read import read
from heatplan.syntax.references import is_url, references, resolve_name


@pytest.mark.parametrize(
    ("source", "reference", "name"),
    [
        ("t.yaml", "a.yaml", "a.yaml"),
        ("t.yaml", "./lib/../a.yaml", "a.yaml"),
        ("t.yaml", "../a.yaml", "../a.yaml"),
        ("lib/t.yaml", "a.yaml", "lib/a.yaml"),
        ("lib/t.yaml", "../a.yaml", "a.yaml"),
        ("../x/t.yaml", "a.yaml", "../x/a.yaml"),
        ("lib/t.yaml", "/abs/a.yaml", "/abs/a.yaml"),
        ("lib/t.yaml", "file:///abs/a%20b.yaml", "/abs/a b.yaml"),
        ("lib/t.yaml", "https://h/a.yaml", "https://h/a.yaml"),
        ("https://h/x/t.yaml", "../a.yaml", "https://h/a.yaml"),
        ("https://h/x/t.yaml", "http://g/a.yaml", "http://g/a.yaml"),
        ("t.yaml", "", ""),
    ],
)
def test_names_in_the_source_set(source: str, reference: str, name: str) -> None:
    assert resolve_name(source, reference) == name


@given(st.text("ab./", max_size=12), st.text("ab./", max_size=12))
def test_a_name_is_normal_and_stays_itself_beside_the_root(source: str, reference: str) -> None:
    name = resolve_name(source, reference)
    assert resolve_name("t.yaml", name) == name


def test_what_only_a_network_can_give() -> None:
    assert [is_url(name) for name in ("a.yaml", "/a", "file:///a", "file://localhost/a")] == [False] * 4
    assert [is_url(name) for name in ("http://a", "ftp://a", "swift://a", "file://host/a", "http://[")] == [True] * 5


def test_references_are_found_at_any_depth_with_their_places() -> None:
    text = (
        "heat_template_version: 2018-08-31\n"
        "resources: {g: {type: x/a.yaml, p: [{get_file: b.sh}, {type: OS::Y}, {get_file: {get_param: q}}, {type: c.template}]}}\n"
    )
    node = read(Source("lib/t.yaml", text)).value
    assert node is not None
    found = references(node, "lib/t.yaml")
    assert [(item.name, item.kind) for item in found] == [
        ("lib/x/a.yaml", "type"), ("lib/b.sh", "get_file"), ("lib/c.template", "type"),
    ]  # fmt: skip
    assert [text[item.span.start : item.span.end] for item in found] == ["x/a.yaml", "b.sh", "c.template"]


def test_an_alias_names_its_files_once() -> None:
    node = read(Source("t.yaml", "heat_template_version: x\na: &a {type: b.yaml}\nc: [*a, *a]\n")).value
    assert node is not None
    assert len(references(node, "t.yaml")) == 1


def test_the_registry_of_an_environment() -> None:
    text = (
        "parameters: {type: no.yaml}\n"
        "resource_registry:\n  A: a.yaml\n  B: OS::C\n  D: null\n  E: {F: no.yaml}\n  hooks: no\n"
        "  resources: {r: {G: ../g.yaml, base_url: sub/, H: {I: no.yaml}}, s: null}\n"
    )
    node = read(Source("env/e.yaml", text)).value
    assert node is not None
    assert [item.name for item in references(node, "env/e.yaml")] == ["env/a.yaml", "env/g.yaml"]


def test_heat_fetches_a_stack_by_its_url_itself() -> None:
    text = (
        "AWSTemplateFormatVersion: 2010-09-09\n"
        "Resources:\n"
        "  a: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 'https://example.org/a.template'}}\n"
        "  b: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: b.template}}\n"
        "  c: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: {Ref: p}}}\n"
    )
    node = read(Source("t.yaml", text)).value
    assert node is not None

    assert [(one.name, one.kind) for one in references(node, "t.yaml")] == [("https://example.org/a.template", "url")]
