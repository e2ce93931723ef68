"""The samples beside this file and what the real Heat 27 answered to them, written down.

``samples/oracle.jsonl`` is the output of ``wire.py heat_oracle.py batch`` for
``samples/jobs.jsonl``, its folder called ``/samples`` and what is not compared
left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.conformance.job import Job, read_jobs
from tests.conformance.normal import Level, from_oracle

SAMPLES = Path(__file__).resolve().parent / "samples"


def sample_jobs() -> tuple[Job, ...]:
    """The samples' jobs."""
    return read_jobs((SAMPLES / "jobs.jsonl").read_text(encoding="utf-8").splitlines())


def records() -> dict[str, dict[str, Any]]:
    """Heat's record of each sample, its URLs as if it had been asked in this checkout."""
    text = (SAMPLES / "oracle.jsonl").read_text(encoding="utf-8")
    here = text.replace("file:///samples", f"file://{quote(str(SAMPLES))}")
    return {record["id"]: record for record in map(json.loads, here.splitlines())}


def level(name: str) -> Level:
    """Heat's result for one sample, in normal form."""
    job = next(job for job in sample_jobs() if job.id == name)
    return from_oracle(records()[name], SAMPLES, job.folder)
