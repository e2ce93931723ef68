"""Found while drawing values that break a hidden parameter's constraints: the finding quotes the line that has the value."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.render_text import render_text
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.shown import shown
from tests.sources import sources_of

SECRET = "hidden-value-5e1f"
TEMPLATE = """\
heat_template_version: 2018-08-31
parameters:
  password:
    type: string
    hidden: true
    constraints: [{length: {max: 3}}]
"""


@pytest.mark.parametrize(
    ("template", "environment", "given"),
    [
        pytest.param(TEMPLATE, "", SECRET, id="given"),
        pytest.param(TEMPLATE, f"parameters:\n  password: {SECRET}\n", "", id="environment"),
        pytest.param(f"{TEMPLATE}    default: {SECRET}\n", "", "", id="default"),
        pytest.param(
            TEMPLATE.replace("max: 3", "max: 30"),
            f"parameters:\n  password: {SECRET}\n",
            "from the option",
            id="a file that beats an option",
        ),
    ],
)
def test_a_finding_about_a_hidden_parameter_does_not_show_its_value(
    template: str, environment: str, given: str
) -> None:
    files = {"template.yaml": template} | ({"env.yaml": environment} if environment else {})
    sources = sources_of(files, environments=("env.yaml",) if environment else ())
    found = compile_plan(sources, Request(parameters=Map(password=given) if given else Map())).diagnostics
    texts = shown(sources, DEFAULTS)

    assert found
    assert SECRET not in repr([(one.facts, one.hint, one.labels, one.fix) for one in found])
    assert SECRET not in render_json(found, texts)
    assert SECRET not in render_text(found, texts)
