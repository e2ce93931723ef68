"""References of resources that are managed elsewhere: Heat does not follow them."""

from __future__ import annotations

import pytest

from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of


@pytest.mark.parametrize("part", ["properties", "metadata"])
@pytest.mark.parametrize("call", ["{get_resource: nobody}", "{get_attr: [nobody, x]}"])
def test_what_nobody_has_is_no_error(part: str, call: str) -> None:
    text = (
        "heat_template_version: 2018-08-31\n"
        f"resources: {{r: {{type: OS::Heat::Value, external_id: abc, {part}: {{value: {call}}}}}}}\n"
    )

    planned = compile_plan(sources_of({"template.yaml": text}))

    assert planned.value is not None, planned.diagnostics  # Heat accepts each of them


def test_it_is_one_with_an_empty_id() -> None:
    text = (
        "heat_template_version: 2018-08-31\n"
        "resources: {r: {type: OS::Heat::Value, external_id: '', properties: {value: {get_resource: nobody}}}}\n"
    )

    assert compile_plan(sources_of({"template.yaml": text})).value is None
