"""docs/diagnostics.md is what its parts make."""

from __future__ import annotations

import runpy

from tests.conftest import ROOT

ASSEMBLE = runpy.run_path(str(ROOT / "docs" / "assemble.py"))


def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")

    assert page == ASSEMBLE["assemble"](ROOT / "docs" / "diagnostics"), "run `make docs`"


def test_each_section_says_what_to_do() -> None:
    for heading, text in ASSEMBLE["sections"](ROOT / "docs" / "diagnostics").items():
        for part in ("What it means", "```", "What to do"):
            assert part in text, f"{heading}: no {part}"
