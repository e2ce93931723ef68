"""Pages that are put together are what their parts make."""

from __future__ import annotations

import re
import runpy

import pytest

from heatplan.pipeline import PASSES
from tests.conftest import ROOT

EXPLANATIONS = "compiler/heatplan/diagnostics/explanations.json"
ASSEMBLE = runpy.run_path(str(ROOT / "docs" / "assemble.py"))


@pytest.mark.parametrize(
    "name", ["README.md", "docs/architecture.md", "docs/diagnostics.md", "docs/heat_releases.md", EXPLANATIONS]
)
def test_the_page_is_current(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")

    assert page == ASSEMBLE["pages"]()[ROOT / name], "run `make docs`"


def test_the_table_of_passes_is_the_pipelines() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert PASSES
    assert all(f"| {name} | {promise} |\n" in page for name, promise in PASSES)


def test_a_block_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no block gone"):
        ASSEMBLE["with_block"]("page", "gone", "text")


def test_each_section_says_what_to_do() -> None:
    for heading, text in ASSEMBLE["sections"](ROOT / "docs" / "diagnostics").items():
        for part in ("What it means", "```", "What to do"):
            assert part in text, f"{heading}: no {part}"
        assert re.fullmatch(r"HP\d{4} [a-z0-9-]+", heading)
