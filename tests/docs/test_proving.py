"""The example of docs/proving.md prints what the page says it prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.edge.commands import heatplan

PAGE = ROOT / "docs" / "proving.md"
RUN = re.compile(r"(?<=<!-- run -->\n```console\n)\$ heatplan (.*)\n((?:.*\n)*?)(?=```\n<!-- /run -->)")

CASES = re.compile(r"\d+ cases")
"""How many draws differ is a matter of Hypothesis's release."""


def test_the_example_prints_what_the_page_says(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    template = re.search(r"```yaml\n# web.yaml\n(.*?)```", page, re.DOTALL)
    shown = RUN.search(page)
    assert template is not None
    assert shown is not None
    (tmp_path / "web.yaml").write_text(template[1], encoding="utf-8")

    ended = heatplan(*shlex.split(shown[1]), cwd=tmp_path)

    if request.config.getoption("--update-golden"):
        PAGE.write_text(page[: shown.start(2)] + ended.out + page[shown.end(2) :], encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert CASES.sub("N cases", ended.out) in CASES.sub("N cases", page)
    assert ended.code == 1
