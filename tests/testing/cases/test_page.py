"""The page on cases says what is so: its examples print what it shows, and it has every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heatplan.testing.cases import expecting, reading
from tests.conftest import ROOT
from tests.testing.cases.pages import files, printed, sessions

PAGE = (ROOT / "docs" / "testing_templates.md").read_text(encoding="utf-8")


def test_its_commands_print_what_it_shows(tmp_path: Path) -> None:
    assert files(PAGE, tmp_path) == [
        "web.yaml",
        "web.cases.yaml",
        ".pre-commit-config.yaml",
        ".github/workflows/templates.yaml",
    ]
    cases = (tmp_path / "web.cases.yaml").read_text(encoding="utf-8")
    (tmp_path / "web.cases.yaml").unlink()  # the reader gets to it later
    first, changed, last = sessions(PAGE)

    for session in (first, changed):
        assert session == [(command, printed(command, tmp_path)) for command, _ in session]
    (tmp_path / "web.cases.yaml").write_text(cases, encoding="utf-8")
    assert last == [(command, printed(command, tmp_path)) for command, _ in last]


def test_its_hooks_are_those_of_the_manifest() -> None:
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")

    assert re.findall(r"^  - id: (\S+)$", PAGE, re.MULTILINE) == re.findall(r"^- id: (\S+)$", manifest, re.MULTILINE)


@pytest.mark.parametrize("keys", [reading.KEYS, expecting.KEYS])
def test_it_has_every_key(keys: tuple[str, ...]) -> None:
    rows = " ".join(re.findall(r"^\| (`.+?`) \|", PAGE, re.MULTILINE))

    assert [key for key in keys if f"`{key}`" not in rows] == []
