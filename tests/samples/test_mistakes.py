"""The sample of mistakes: all are found in one run."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.misspelt import with_fixes
from heatplan.diagnostics.render_text import render_text
from heatplan.pipeline import compile as compile_plan
from tests.samples.golden import SAMPLES, current
from tests.sources import folder_sources


def test_each_mistake_is_found(request: pytest.FixtureRequest) -> None:
    sources = folder_sources(SAMPLES / "mistakes", "template.yaml")
    result = compile_plan(sources)
    texts = {name: item.text for name, item in sources.files.items()}
    report = render_text(with_fixes(result.diagnostics, texts), texts)

    assert result.value is None
    assert report.endswith("\n3 errors\n")
    current("mistakes/check.golden.txt", report, update=request.config.getoption("--update-golden"))
