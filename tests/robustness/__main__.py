"""Damages real templates and compiles them: ``python -m tests.robustness --count 2000 --seed 1``.

Each mutant is loaded from a folder of its own and compiled among the files of
its original.  It fails when one raises or takes longer than five seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import corpus
from tests.conformance.job import Job, read_jobs
from tests.conformance.workers import TimeLimit, run_limited, show_progress, spread
from tests.robustness.compiling import damaged, outcome, request_of, sources_of, text_of_root
from tests.robustness.mutate import mutate

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Mutant:
    """A job to be damaged with a seed."""

    job: Job
    root: Path
    seed: int


def attempt(mutant: Mutant) -> dict[str, Any]:
    """What became of a mutant: ``result`` is plan, findings, unreadable, or what went wrong; ``seconds``."""
    started = time.perf_counter()
    try:
        result = run_limited(_compile, mutant, SECONDS)
    except TimeLimit:
        result = "too slow"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        result = f"{type(error).__name__}: {str(error)[:80]} ({Path(last.filename).name}:{last.lineno} {last.name})"
    return {"id": mutant.job.id, "seed": mutant.seed, "result": result, "seconds": time.perf_counter() - started}


def _compile(mutant: Mutant) -> str:
    original = sources_of(mutant.job, mutant.root)
    if original is None or original.root not in original.files:
        return "no original"
    data = mutate(text_of_root(original), mutant.seed)
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "template.yaml"
        alone.write_bytes(data)
        sources_of(Job("alone", alone.name, (), {}, -1), Path(folder))
    text = outcome(damaged(original, data), request_of(mutant.job))
    return "plan" if text.startswith("{") else "findings"


def lost(mutant: Mutant, reason: str) -> dict[str, Any]:
    """A mutant whose process did not come back."""
    return {"id": mutant.job.id, "seed": mutant.seed, "result": reason, "seconds": SECONDS}


FINE = frozenset({"plan", "findings", "no original"})


def summary(rows: list[Mapping[str, Any]]) -> str:
    """One line: how many, what became of them, the slowest."""
    found = Counter(row["result"] if row["result"] in FINE else "failed" for row in rows)
    slowest = max(rows, key=lambda row: row["seconds"])
    counts = ", ".join(f"{name} {found[name]}" for name in ("plan", "findings", "no original", "failed"))
    return f"{len(rows)} mutants: {counts}; slowest {slowest['seconds']:.2f} s ({slowest['id']} seed {slowest['seed']})"


def main(arguments: list[str] | None = None) -> int:
    """1 when a mutant raised or was too slow."""
    parser = argparse.ArgumentParser("python -m tests.robustness", description="Compile damaged templates.")
    parser.add_argument("--jobs", type=Path, default=corpus.jobs_file())
    parser.add_argument("--root", type=Path, default=corpus.templates())
    parser.add_argument("--count", type=int, default=2000, help="so many mutants, of jobs evenly spread")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-j", "--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    jobs = read_jobs(options.jobs.read_text(encoding="utf-8").splitlines())
    root = options.root.resolve()
    mutants = [
        Mutant(jobs[index * len(jobs) // options.count % len(jobs)], root, options.seed * 1_000_003 + index)
        for index in range(options.count)
    ]
    rows = spread(
        attempt, mutants, processes=options.processes, seconds=SECONDS, lost=lost, progress=show_progress(len(mutants))
    )
    bad = Counter(row["result"] for row in rows if row["result"] not in FINE)
    for result, count in bad.most_common():
        first = next(row for row in rows if row["result"] == result)
        sys.stdout.write(f"{count:5}  {result}\n         {first['id']} seed {first['seed']}\n")
    sys.stdout.write(summary(rows) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
