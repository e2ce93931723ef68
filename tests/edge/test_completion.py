"""Completion, asked of the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.edge.commands import heatplan

ASK = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMPREPLY=()
_shtab_heatplan "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str, folder: Path) -> Path:
    ended = heatplan("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    file = folder / f"heatplan.{shell}"
    file.write_text(ended.out, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("heatplan", "ch"), "check"),
        (("heatplan", "graph", "--expa"), "--expand"),
        (("heatplan", "check", "--format", "sa"), "sarif"),
        (("heatplan", "explain", "HP041"), "HP0411"),
        (("heatplan", "check", "-t", "templ"), "template.yaml"),
        (("heatplan", "completion", "z"), "zsh"),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: str, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "template.yaml").touch()

    done = subprocess.run(
        [bash, "-c", ASK, "ask", script("bash", tmp_path), *words],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip

    assert offered in done.stdout.split(), done


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_reads(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")

    done = subprocess.run([program, "-n", script(shell, tmp_path)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
