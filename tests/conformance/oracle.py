"""Asks the oracle: the real Heat in a process of its own, its answers kept by what they depend on."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.conformance.job import Record

PROCESSES = 2
WIRE = Path(__file__).parent / "wire.py"


def answers(jobs: Path, root: Path, script: Path, python: Path, cache: Path, *, wire: bool = True) -> dict[str, Record]:
    """The oracle's record for each job, by the job's id.

    They are kept in ``cache`` under the SHA-256 of the jobs, the script and
    the root folder (which the records name).  ``wire`` gives Heat the files as
    its API does, as text (wire.py); without it the script runs as it is.
    """
    command: list[Path | str] = [python.absolute(), *([WIRE] if wire else []), script.absolute(), "batch"]
    kept = cache / f"oracle-{_digest(jobs, root, script)}{'-wire' * wire}.jsonl"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        text = _ask(jobs.read_text(encoding="utf-8").splitlines(), root, command)
        kept.write_text(text, encoding="utf-8")
    return read(kept)


def ask(cases: Iterable[Record], script: Path, python: Path) -> dict[str, Record]:
    """The oracle's record of jobs that hold themselves, by id; snippets and templates may be mixed."""
    found: dict[str, Record] = {}
    for mode in ("batch", "snippet"):
        lines = [json.dumps(case) for case in cases if ("snippet" in case) == (mode == "snippet")]
        if lines:
            text = _ask(lines, WIRE.parent, [python.absolute(), WIRE, script.absolute(), mode])
            found.update((record["id"], record) for record in map(json.loads, text.splitlines()))
    return found


def read(out: Path) -> dict[str, Record]:
    """The records of a file that the oracle wrote, by id."""
    with out.open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def _digest(jobs: Path, root: Path, script: Path) -> str:
    digest = hashlib.sha256()
    for part in (jobs.read_bytes(), script.read_bytes(), str(root).encode()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]


def _ask(lines: list[str], root: Path, command: list[Path | str]) -> str:
    if not Path(command[0]).is_file():
        message = f"no Heat environment: {command[0]} is no file (make one, or give --oracle-python or --oracle-out)"
        raise SystemExit(message)
    with tempfile.TemporaryDirectory() as folder:
        parts = [(Path(folder) / f"jobs{n}", Path(folder) / f"out{n}") for n in range(PROCESSES)]
        for number, (given, _) in enumerate(parts):
            given.write_text("\n".join(lines[number::PROCESSES]) + "\n", encoding="utf-8")
        running = [
            subprocess.Popen([*command, given, out], cwd=root, env={**os.environ, "PYTHONHASHSEED": "0"})
            for given, out in parts
        ]
        failed = [process.returncode for process in running if process.wait()]
        if failed:
            raise SystemExit(f"the oracle failed with {failed}")
        return "".join(out.read_text(encoding="utf-8") for _, out in parts)
