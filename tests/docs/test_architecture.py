"""The documentation says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heatplan import pipeline
from tests.conftest import ROOT

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def test_the_table_of_passes_is_the_pipelines() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("<!-- passes")[2].partition("<!-- /passes -->")[0]

    assert [f"| {name} | {promise} |" for name, promise in pipeline.PASSES] == table.strip().splitlines()[4:]


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_decisions_have_their_headings_and_fit_on_a_page(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]
    assert text.startswith(f"# {int(file.name[:4])}. ")
    assert len(text.splitlines()) <= 45


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def links() -> list[tuple[str, str]]:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "samples").rglob("*.md")]
    return [
        (str(page.relative_to(ROOT)), target)
        for page in sorted(pages)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("page", "target"), links())
def test_links_lead_somewhere(page: str, target: str) -> None:
    assert (ROOT / page).parent.joinpath(target).exists()
