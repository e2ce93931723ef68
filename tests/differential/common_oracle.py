"""The real Heat as a process that answers one job after the other."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.conformance.oracle import WIRE


class Oracle:
    """A running oracle; ``mode`` is ``batch`` (templates) or ``snippet``.  To be used in a ``with``.

    Paths in jobs are relative to ``root``.
    """

    def __init__(self, script: Path, python: Path, root: Path, mode: str = "batch") -> None:
        if not python.is_file() or not script.is_file():
            raise SystemExit(f"no Heat to ask: {python} or {script} is no file (`make conformance` makes the one)")
        self._process = subprocess.Popen(
            [python.absolute(), WIRE, script.absolute(), mode, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": "0"},
            text=True,
            encoding="utf-8",
        )

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Heat's record of the job; raises RuntimeError when the process is gone."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the oracle is gone at {job.get('id')}")
        record: dict[str, Any] = json.loads(answer)
        return record

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
