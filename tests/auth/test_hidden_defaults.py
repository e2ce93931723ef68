"""A value that the environment has for a parameter which one template hides is hidden in every other, too."""

from __future__ import annotations

from typing import Any

import pytest

from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"
HIDING = "parameters: {password: {type: string, hidden: true}}\n"
PLAIN = "parameters: {password: {type: string, default: none}}\n"
READING = "resources: {v: {type: OS::Heat::Value, properties: {value: {get_param: password}}}}\n"
SECRET = "secret-5e1f"
ENVIRONMENT = f"parameter_defaults: {{password: {SECRET}}}\n"


def plan(root: str, nested: str, parameters: dict[str, Any] | None = None) -> Plan:
    """The plan of two templates with the environment."""
    files = {"template.yaml": HEAD + root, "db.yaml": HEAD + nested, "env.yaml": ENVIRONMENT}
    found = compile_plan(sources_of(files, environments=("env.yaml",)), Request("s", freeze(parameters or {})))
    assert found.value is not None, [one.message for one in found.diagnostics]
    assert SECRET not in repr(found.diagnostics)
    return found.value


@pytest.mark.parametrize("arguments", ["", ", properties: {password: {get_param: password}}"])
def test_a_nested_template_shows_nothing_of_it(arguments: str) -> None:
    found = plan(HIDING + f"resources: {{db: {{type: db.yaml{arguments}}}}}\n", PLAIN + READING)

    assert SECRET not in encode(found)


BOTH = "resources:\n  v: {type: OS::Heat::Value, properties: {value: {get_param: password}}}\n  db: {type: db.yaml}\n"


def test_nor_does_the_root_of_one_that_hides_it() -> None:
    assert SECRET not in encode(plan(PLAIN + BOTH, HIDING + READING))


def test_another_value_of_the_root_is_no_secret() -> None:
    found = encode(plan(PLAIN + BOTH, HIDING + READING, {"password": "seen"}))

    assert '"seen"' in found
    assert SECRET not in found
