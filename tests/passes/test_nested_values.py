"""Values in nested stacks: Heat validates none there, and rejects what it comes to read all the same."""

from __future__ import annotations

from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of


def test_a_missing_parameter_in_a_definition_is_null_to_heat_until_creation() -> None:
    child = (
        "heat_template_version: 2018-08-31\nresources: {g: {type: OS::Heat::ResourceGroup, properties: {resource_def: "
        "{type: OS::Heat::Value, properties: {value: {get_param: nobody}}}}}}\n"
    )
    root = "heat_template_version: 2018-08-31\nresources: {a: {type: child.yaml}}\n"

    planned = compile_plan(sources_of({"template.yaml": root, "child.yaml": child}))

    assert {found.severity for found in planned.diagnostics} == {"will-fail"}  # resource_group.py, get_resource_def
    assert planned.value is not None
