"""``parameter_defaults`` stand in the place of the defaults of nested templates (heat/engine/hot/template.py)."""

from __future__ import annotations

from dataclasses import replace

from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"


def test_a_default_that_a_nested_parameter_can_not_have_says_which_parameter() -> None:
    child = f"{HEAD}parameters: {{n: {{type: number, default: 1, constraints: [{{range: {{max: 3}}}}]}}}}\n"
    sources = sources_of(
        {
            "template.yaml": f"{HEAD}resources: {{a: {{type: child.yaml}}}}\n",
            "child.yaml": child,
            "env.yaml": "parameter_defaults: {n: 7}\n",
        },
        environments=("env.yaml",),
    )

    (found,) = [one for one in compile_plan(sources).diagnostics if one.severity == "error"]
    ((label, words),) = found.labels
    assert (found.code.id, found.span.source, label.source, words) == (
        "HP0411",
        "env.yaml",
        "child.yaml",
        "the parameter",
    )


def test_a_default_that_can_not_be_does_not_count_where_the_environment_has_another() -> None:
    sources = sources_of(
        {
            "template.yaml": f"{HEAD}resources: {{a: {{type: child.yaml}}}}\n",
            "child.yaml": f"{HEAD}parameters: {{n: {{type: number, default: 9, constraints: [{{range: {{max: 3}}}}]}}}}\n",
            "env.yaml": "parameter_defaults: {n: 2}\n",
        },
        environments=("env.yaml",),
    )

    assert not compile_plan(sources).failed
    (found,) = [one for one in compile_plan(replace(sources, environments=())).diagnostics if one.severity == "error"]
    assert found.code.id == "HP0411"
