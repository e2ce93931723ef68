"""The same bytes under every hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import corpus
from tests.conformance.recorded import SAMPLES, sample_jobs

SEEDS = ("0", "1", "random")


def run(seed: str, jobs: Path, root: Path, count: int) -> list[str]:
    path = os.pathsep.join([str(corpus.CHECKOUT / "compiler"), str(corpus.CHECKOUT)])
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.robustness.digests",
        "--jobs",
        jobs,
        "--root",
        root,
        "--count",
        str(count),
    ]
    found = subprocess.run(
        command,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        cwd=corpus.CHECKOUT,
    )
    return found.stdout.splitlines()


def test_samples_compile_to_the_same_bytes_under_every_hash_seed() -> None:
    first, *others = [run(seed, SAMPLES / "jobs.jsonl", SAMPLES, 100) for seed in SEEDS]

    assert [line.split("  ", 1)[1] for line in first] == [job.id for job in sample_jobs()]
    assert all(len(line.split()[0]) == 64 for line in first)
    assert others == [first, first]


@pytest.mark.parametrize("count", [60])
def test_real_templates_compile_to_the_same_bytes_under_every_hash_seed(count: int) -> None:
    jobs = corpus.require()

    first, *others = [run(seed, jobs, corpus.templates(), count) for seed in SEEDS]

    assert len(first) == count
    assert others == [first, first]
