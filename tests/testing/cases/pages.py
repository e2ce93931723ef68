"""The examples of a page of the documentation: files, and what commands print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

_FILE = re.compile(r"^```(?:ini|yaml|python)\n# (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def files(page: str, folder: Path) -> list[str]:
    """Write the page's files below the folder and give their names."""
    names = []
    for block in _FILE.finditer(page):
        file = folder / block["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["text"], encoding="utf-8")
        names.append(block["name"])
    return names


def sessions(page: str) -> list[list[tuple[str, str]]]:
    """The page's console blocks: commands, each with what it prints."""
    found = []
    for block in _CONSOLE.finditer(page):
        parts = re.split(r"^\$ (.*)\n", block["text"], flags=re.MULTILINE)[1:]
        found.append(list(zip(parts[::2], parts[1::2], strict=True)))
    return found


def printed(command: str, folder: Path) -> str:
    """What a command of a console block prints, ``heatplan`` being the one that is tested."""
    words = shlex.split(command)
    program = [sys.executable, "-m", "heatplan", *words[1:]] if words[0] == "heatplan" else words
    env = {**os.environ, "PYTHONPATH": str(ROOT / "compiler"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        program, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout
