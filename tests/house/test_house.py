"""The rules of the house that no other tool checks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from heatplan import __version__
from tests.conftest import ROOT

LINES = 400
"""Of code in one file: 300 is the aim, this is the end."""

TEST_LINES = 500
"""Of tests in one file: tables may be long."""

ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:wor[k]|roo[t])/" + r"|/(?:hom[e]|User[s])/\w+/|py[p]i\.org|python[h]osted", re.ASCII
)
"""Paths of one machine, and hosts of package registries."""

UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b")


def files() -> list[Path]:
    """All files of the project, as git knows them."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("no git here")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for file in files():
        data = file.read_bytes()
        if b"\0" not in data:
            found.append((str(file.relative_to(ROOT)), data.decode("utf-8", "replace")))
    return found


def test_nothing_names_one_machine_or_a_registry() -> None:
    assert [(name, found[0]) for name, text in texts() if (found := ELSEWHERE.search(text))] == []


def test_nothing_is_left_unfinished() -> None:
    code = [(name, text) for name, text in texts() if name.endswith(".py")]

    assert [name for name, text in code if UNFINISHED.search(text)] == []


def test_files_are_short() -> None:
    code = [(name, text.count("\n")) for name, text in texts() if name.endswith(".py")]
    long = {name: count for name, count in code if count > (LINES if name.startswith("compiler/") else TEST_LINES)}

    assert long == {}


def test_the_grammar_is_reached_through_the_link() -> None:
    link = ROOT / "compiler" / "heatplan" / "grammar"

    assert link.is_symlink()
    assert link.resolve() == ROOT / "grammar"


def test_the_version_has_the_form_of_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.dev\d+)?", __version__)


def test_help_names_each_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    assert phony is not None
    assert sorted(phony[1].split()) == sorted(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
