"""The shape of templates: what Heat takes is parsed, what it refuses is a finding at its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heatplan.catalogue.versions import VERSIONS
from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic
from heatplan.ir.node import Node, value_of
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Source
from heatplan.ir.template import Template
from heatplan.result import Result
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read
from tests.corpus import require, templates

SHAPES = [
    json.loads(line) for line in (Path(__file__).parent / "shapes.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Small documents with the class of the first error that Heat 27 gave (null: none), and whether the shape is at fault."""

HOT = "heat_template_version: 2018-08-31\n"


def parsed(text: str, **options: bool) -> Result[Template[Node]]:
    document = read(Source("t.yaml", text)).value
    assert document is not None, text
    return parse(document, "t.yaml", DEFAULTS, **options)


def template(text: str) -> Template[Node]:
    value = parsed(text).value
    assert value is not None, [item.message for item in parsed(text).diagnostics]
    return value


def only(text: str) -> Diagnostic:
    (item,) = parsed(text).diagnostics
    return item


def found(text: str) -> list[Code]:
    return [item.code for item in parsed(text).diagnostics]


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case["text"][-60:])
def test_the_verdict_on_a_shape_is_heats(case: dict[str, Any]) -> None:
    document = read(Source("t.yaml", case["text"]))
    findings = list(document.diagnostics)
    if document.value is not None:
        findings += parse(document.value, "t.yaml").diagnostics
    errors = [item.message for item in findings if item.severity == "error"]
    assert bool(errors) == case["shape"], (errors, case["heat"])


def test_a_whole_template() -> None:
    text = HOT + (
        "description: all parts\n"
        "parameters: {size: {type: number}, name: {type: string}}\n"
        "parameter_groups: [{label: g, parameters: [size, name]}]\n"
        "conditions: {big: {equals: [{get_param: size}, 9]}}\n"
        "resources:\n"
        "  server:\n"
        "    condition: big\n"
        "    depends_on: [port]\n"
        "    update_policy: {}\n"
        "    deletion_policy: retain\n"
        "    metadata: {get_param: name}\n"
        "    description: a server\n"
        "    properties: {name: {get_param: name}}\n"
        "    type: OS::Nova::Server\n"
        "  port: {type: OS::Neutron::Port, external_id: abc}\n"
        "outputs: {id: {condition: big, value: {get_resource: server}, description: its id}}\n"
    )
    made = template(text)
    assert (made.source, made.dialect, made.version, made.description) == ("t.yaml", "hot", "2018-08-31", "all parts")
    assert [decl.name for decl in made.parameters] == ["size", "name"]
    assert [decl.name for decl in made.conditions] == ["big"]
    server, port = made.resources
    assert (server.name, server.type, port.name, port.type) == (
        "server",
        "OS::Nova::Server",
        "port",
        "OS::Neutron::Port",
    )
    assert text[server.type_span.start : server.type_span.end] == "OS::Nova::Server"
    parts = {
        part: value_of(getattr(server, part))
        for part in ("properties", "metadata", "depends_on", "condition", "deletion_policy", "update_policy")
    }
    assert parts == {
        "properties": {"name": {"get_param": "name"}}, "metadata": {"get_param": "name"}, "depends_on": ("port",),
        "condition": "big", "deletion_policy": "retain", "update_policy": {},
    }  # fmt: skip
    assert port.external_id is not None
    assert port.properties is port.condition is port.depends_on is None
    (output,) = made.outputs
    assert (output.name, output.description) == ("id", "its id")
    assert output.value is not None
    assert output.condition is not None


def test_the_cloudformation_style() -> None:
    text = (
        "AWSTemplateFormatVersion: 2010-09-09\nDescription: d\nParameters: {p: {Type: String}}\nMappings: {m: {}}\n"
        "Conditions: {c: {Fn::Equals: [1, 1]}}\n"
        "Resources: {r: {Type: T, Properties: {}, DependsOn: q, DeletionPolicy: Retain, UpdatePolicy: {}, Condition: c}}\n"
        "Outputs: {o: {Value: 1, Condition: c, Description: e}}\n"
    )
    made = template(text)
    assert (made.dialect, made.version, made.description) == ("cfn", "2010-09-09", "d")
    (resource,) = made.resources
    assert None not in (resource.depends_on, resource.deletion_policy, resource.update_policy, resource.condition)
    assert (made.parameters[0].name, made.conditions[0].name, made.outputs[0].name) == ("p", "c", "o")


def test_keywords_are_names_elsewhere() -> None:
    made = template(
        HOT + "parameters: {type: {type: string}, resources: {type: string}}\n"
        "resources: {type: {type: T}, outputs: {type: T}, value: {type: T, properties: {type: {type: 1}}}}\n"
        "outputs: {description: {value: 1}}\n"
    )
    assert [decl.name for decl in made.parameters] == ["type", "resources"]
    assert [decl.name for decl in made.resources] == ["type", "outputs", "value"]


def test_an_alias_of_a_version_is_its_date() -> None:
    assert template("heat_template_version: rocky\n").version == "2018-08-31"
    assert {template(f"{table.key}: {version}\n").version for version, table in VERSIONS.items()} == set(VERSIONS)


def test_a_wrong_resource_does_not_hide_the_next() -> None:
    result = parsed(HOT + "resources: {a: [], b: {}, c: {type: 1}, d: {type: T}, e: {typ: T}, 7: {type: T}}\n")
    assert result.value is not None
    assert [decl.name for decl in result.value.resources] == ["d"]
    assert [(item.address, item.code.name) for item in result.diagnostics] == [
        ("resources.a", "wrong-shape"), ("resources.b", "no-type"), ("resources.c", "wrong-shape"),
        ("resources.e", "unknown-resource-key"), ("resources.e", "no-type"), ("resources.7", "name-not-text"),
    ]  # fmt: skip
    assert result.diagnostics[0].message == "The resource a has to be a mapping, not a list."


def test_all_that_is_wrong_in_one_resource_is_found() -> None:
    body = "{properties: [], metadata: 1, depends_on: {}, deletion_policy: x, external_id: [], condition: 5, foo: 1}"
    assert len(found(HOT + f"resources: {{r: {body}}}\n")) == 8


def test_the_bad_part_of_a_resource_is_left_out() -> None:
    made = template(HOT + "resources: {r: {type: T, properties: null, metadata: {a: 1}}}\n")
    assert made.resources[0].properties is None
    assert made.resources[0].metadata is not None


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("heat_template_verison: 2018-08-31\n", codes.NO_VERSION, "heat_template_verison", "heat_template_version?"),
        ("a: b\n", codes.NO_VERSION, "a: b", ""),
        ("heat_template_version: 20180831\n", codes.VERSION_NOT_TEXT, "20180831", "quotes"),
        ("heat_template_version: 2018-08-30\n", codes.UNKNOWN_VERSION, "2018-08-30", "2018-08-31"),
        ("heat_template_version: queen\n", codes.UNKNOWN_VERSION, "queen", "queens"),
        ("heat_template_version: xyz\n", codes.UNKNOWN_VERSION, "xyz", "It can be 2013-05-23"),
        (HOT + "AWSTemplateFormatVersion: 2010-09-09\n", codes.AMBIGUOUS_VERSION, "heat_template_version", ""),
        (HOT + "resuorces: {}\n", codes.UNKNOWN_SECTION, "resuorces", "Did you mean resources?"),
        ("heat_template_version: 2015-10-15\nconditions: {}\n", codes.UNKNOWN_SECTION, "conditions", "2016-10-14"),
        (HOT + "conditions:\n", codes.WRONG_SHAPE, "", ""),
        (HOT + "resources: {r: {type: T, depend_on: x}}\n", codes.UNKNOWN_RESOURCE_KEY, "depend_on", "depends_on"),
        (HOT + "resources: {r: {type: T, properties: }}\n", codes.WRONG_SHAPE, "", "Leave the key out"),
        (HOT + "resources: {r: {type: T, deletion_policy: Retian}}\n", codes.UNKNOWN_POLICY, "Retian", "Retain"),
        (HOT + "resources: {on: {type: T}}\n", codes.NAME_NOT_TEXT, "on", "'on'"),
        (HOT + "resources: {a/b: {type: T}}\n", codes.SLASH_IN_NAME, "a/b", ""),
        (HOT + "outputs: {o: {valu: 1}}\n", codes.NO_OUTPUT_VALUE, "o", ""),
        (HOT + "parameters: {p: string}\n", codes.WRONG_SHAPE, "string", ""),
        (HOT + "parameter_groups: [{parameters: [x]}]\n", codes.UNKNOWN_GROUPED_PARAMETER, "x", ""),
    ],
)
def test_code_place_and_hint(text: str, code: Code, place: str, hint: str) -> None:
    item = next(item for item in parsed(text).diagnostics if item.code == code)
    assert text[item.span.start : item.span.end] == place
    assert hint in item.hint


def test_an_unknown_version_does_not_hide_the_rest() -> None:
    assert found("heat_template_version: 2018-08-30\nresources: {r: {}}\n") == [codes.UNKNOWN_VERSION, codes.NO_TYPE]


def test_cfn_ignores_what_it_does_not_know() -> None:
    text = "AWSTemplateFormatVersion: 2010-09-09\nResources: {r: {Type: T, properties: {}}}\n"
    assert only(text).code == codes.IGNORED_RESOURCE_KEY
    assert only(text).severity == "warning"
    assert "Did you mean Properties?" in only(text).hint


def test_an_output_key_matters_where_the_template_is_nested() -> None:
    text = HOT + "outputs: {o: {value: 1, foo: 2}}\n"
    assert only(text).severity == "warning"
    (item,) = parsed(text, nested=True).diagnostics
    assert item.severity == "error"


def test_a_slash_under_a_condition_is_a_warning() -> None:
    text = HOT + "conditions: {c: false}\nresources: {a/b: {type: T, condition: c}}\n"
    assert only(text).severity == "warning"


def test_messages_never_show_the_parsers_own_words() -> None:
    for case in SHAPES:
        document = read(Source("t.yaml", case["text"])).value
        for item in parse(document, "t.yaml").diagnostics if document is not None else ():
            assert not any(word.isupper() and len(word) > 3 and "_" in word for word in item.message.split()), (
                item.message
            )
            assert 0 <= item.span.start <= item.span.end <= len(case["text"])


def test_ten_thousand_bad_resources_are_found_in_one_go() -> None:
    text = HOT + "resources:\n" + "".join(f"  r{at}: {{typ: T, foo: 1}}\n" for at in range(10_000))
    assert len(found(text)) == 30_000


def test_every_template_of_the_corpus_that_heat_takes_has_a_lawful_shape() -> None:
    jobs = [json.loads(line) for line in require().read_text(encoding="utf-8").splitlines()]
    lawful = 0
    for job in jobs:
        data = (templates() / job["template"]).read_bytes()
        document = read(Source(job["template"], data)).value
        result = parse(document, job["template"]) if document is not None else None
        lawful += result is not None and not result.failed
        for item in result.diagnostics if result is not None else ():
            assert item.message
    assert lawful > 2400


@pytest.mark.parametrize(
    ("names", "raises"),
    [
        (["5"], "StackValidationFailed"),
        (["5", "6"], "StackValidationFailed"),
        (["5", "true"], "StackValidationFailed"),
        (["5", "a"], "TypeError"),
        (["5", "~"], "TypeError"),
    ],
)
def test_names_that_have_no_order_stop_heat_when_it_sorts_them(names: list[str], raises: str) -> None:
    lines = "".join(f"  {name}: {{type: OS::Heat::None}}\n" for name in names)
    found = parsed(f"heat_template_version: 2018-08-31\nresources:\n{lines}").diagnostics

    assert {item.heat for item in found} == {raises}
