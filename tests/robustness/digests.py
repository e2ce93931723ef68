"""Prints id and SHA-256 of what each job compiles to: ``python -m tests.robustness.digests``.

The same lines must come out under any PYTHONHASHSEED.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests import corpus
from tests.conformance.job import Job, read_jobs
from tests.conformance.workers import TimeLimit, run_limited
from tests.robustness.compiling import digest, outcome, request_of, sources_of

SECONDS = 30.0


def digests(jobs: tuple[Job, ...], root: Path) -> Iterator[tuple[str, str]]:
    """For each job its id and the digest of its plan or findings (or the exception's name)."""
    for job in jobs:
        try:
            yield job.id, run_limited(lambda given: _digest(given, root), job, SECONDS)
        except (Exception, TimeLimit) as error:  # noqa: BLE001 - said in the line
            yield job.id, type(error).__name__


def _digest(job: Job, root: Path) -> str:
    sources = sources_of(job, root)
    return "no sources" if sources is None else digest(outcome(sources, request_of(job)))


def sampled(jobs: tuple[Job, ...], count: int) -> tuple[Job, ...]:
    """``count`` of the jobs, evenly spread."""
    return jobs if count >= len(jobs) else tuple(jobs[index * len(jobs) // count] for index in range(count))


def main(arguments: list[str] | None = None) -> int:
    """Print the digests."""
    parser = argparse.ArgumentParser("python -m tests.robustness.digests")
    parser.add_argument("--jobs", type=Path, default=corpus.jobs_file())
    parser.add_argument("--root", type=Path, default=corpus.templates())
    parser.add_argument("--count", type=int, default=300, help="so many of the jobs, evenly spread")
    options = parser.parse_args(arguments)
    jobs = sampled(read_jobs(options.jobs.read_text(encoding="utf-8").splitlines()), options.count)
    sys.stdout.writelines(f"{digest}  {name}\n" for name, digest in digests(jobs, options.root.resolve()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
