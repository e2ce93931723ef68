"""Every function with every odd argument in every place: a plan or findings, and never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest

from heatplan.catalogue.versions import VERSIONS
from heatplan.edge.answer import Style, answer
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.pipeline import compile as compile_plan
from heatplan.render.dot import dot
from heatplan.render.text import text as show
from tests.sources import sources_of

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        1.5,
        "",
        "x",
        "p",
        "r",
        "c",
        [],
        {},
        [[]],
        [{}],
        {"a": None},
        [None],
        [0],
        ["x"],
        ["r"],
        ["p", "a"],
    ),
    *(
        [["x"], "y"],
        ["r", ["y"]],
        ["r", {}],
        ["r", 0],
        ["r", None],
        {"x": ["y"]},
        [",", None],
        [",", [["a"]]],
        [1, 2, 3],
    ),
    *({"template": None, "params": []}, {"expression": 1, "data": {}}, {"if": 1}, [{"get_param": "p"}, "x", "y"]),
    *({"get_resource": "r"}, {"get_attr": ["r", "value"]}, [{"get_resource": "r"}, "value"], [["r", "value"]]),
)


def templates(version: str, call: Any) -> dict[str, Any]:
    """A template with the call in every place, one for each, by the place."""
    table = VERSIONS[version]
    if table.dialect == "cfn":
        base: dict[str, Any] = {
            table.key: version,
            "Parameters": {"p": {"Type": "String", "Default": "d"}},
            "Resources": {"r": {"Type": "OS::Heat::Value", "Properties": {"value": 1}}},
        }
        kind, properties, metadata, policy, depends = "Type", "Properties", "Metadata", "DeletionPolicy", "DependsOn"
        resources, outputs, value = "Resources", "Outputs", "Value"
    else:
        base = {
            table.key: version,
            "parameters": {"p": {"type": "string", "default": "d"}},
            "resources": {"r": {"type": "OS::Heat::Value", "properties": {"value": 1}}},
        }
        kind, properties, metadata, policy, depends = "type", "properties", "metadata", "deletion_policy", "depends_on"
        resources, outputs, value = "resources", "outputs", "value"

    def with_resource(**parts: Any) -> dict[str, Any]:
        return {**base, resources: {**base[resources], "s": {kind: "OS::Heat::Value", **parts}}}

    group = {"count": 2, "resource_def": {"type": "OS::Heat::Value", "properties": {"value": call}}}
    return {
        "property": with_resource(**{properties: {"value": call}}),
        "properties": with_resource(**{properties: call}),
        "inside": with_resource(**{properties: {"value": {"list_join": ["", [call, "%index%"]]}}}),
        "metadata": with_resource(**{metadata: {"m": call}}),
        "whole metadata": with_resource(**{metadata: call}),
        "policy": with_resource(**{policy: call}),
        "depends": with_resource(**{depends: call}),
        "output": {**base, outputs: {"o": {value: call}}},
        "condition": {
            **base,
            "conditions": {"c": call, "d": {"not": "c"}},
            outputs: {"o": {value: 1, "condition": "d"}},
        },
        "resource condition": with_resource(condition=call),
        "group": {**base, resources: {"g": {kind: "OS::Heat::ResourceGroup", properties: group}, **base[resources]}},
        "count": {**base, resources: {"g": {kind: "OS::Heat::ResourceGroup", properties: {**group, "count": call}}}},
    }


@pytest.mark.parametrize("version", ["2012-12-12", "2013-05-23", "2021-04-16"])
def test_odd_arguments_are_findings(version: str) -> None:
    seen = set()
    for name in VERSIONS[version].functions:
        for argument in ODD:
            for place, template in templates(version, {name: argument}).items():
                text = json.dumps(template)
                try:
                    seen.add(looked_at(text))
                except Exception as error:
                    raise AssertionError(f"{name} in {place}: {text}") from error

    assert seen == {True, False}


def looked_at(text: str) -> bool:
    """Whether there is a plan; it is shown and drawn, and the findings are written."""
    result = compile_plan(sources_of({"template.yaml": text}))
    answer(None, result.diagnostics, {"template.yaml": text}, Style())
    if result.value is None:
        return False
    assert decode(encode(result.value)).value == result.value
    show(result.value)
    dot(result.value.root, expand=True)
    return True
