"""Documents as the client sends them: the blank space around a template is gone, places stay those of the file."""

from __future__ import annotations

from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

CHILD = "heat_template_version: 2018-08-31\n"
INDENTED = """
 heat_template_version: 2018-08-31
resources:
  inside: {type: child.yaml}
  server: {type: OS::Heat::None, depends_on: sever}
"""


def test_a_first_line_that_is_indented_is_as_good_as_one_that_is_not() -> None:
    planned = compile_plan(sources_of({"template.yaml": INDENTED, "child.yaml": CHILD}))

    (found,) = planned.diagnostics
    assert found.code.name == "unknown-dependency"
    assert INDENTED[found.span.start : found.span.end] == "sever"
