"""The program as its users start it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "resource_group"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run of the program came to."""

    code: int
    out: str
    err: str


def heatplan(*args: str | Path, cwd: Path = SAMPLE, **env: str) -> Ended:
    """Run the program; its output is free of tracebacks whatever happens."""
    command = [sys.executable, "-m", "heatplan", *map(str, args)]
    around = {**os.environ, "PYTHONPATH": str(ROOT / "compiler"), **env}
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # many short runs: let the first one compile for all
    done = subprocess.run(command, capture_output=True, cwd=cwd, env=around, timeout=120, check=False)
    ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ended.out + ended.err
    return ended
