"""Damaged templates of our own compile to a plan or to findings, never to an exception, and soon."""

from __future__ import annotations

import pytest

from tests.conformance.job import Job
from tests.conformance.recorded import SAMPLES, sample_jobs
from tests.robustness.__main__ import FINE, Mutant, attempt

JOBS = [job for job in sample_jobs() if job.id in {"network", "groups-env", "cfn", "mapped"}]

NOT_YET = {"cfn"}
"""What is not supported yet never gives a plan."""


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.id)
def test_no_damage_breaks_the_compiler(job: Job) -> None:
    rows = [attempt(Mutant(job, SAMPLES, seed)) for seed in range(60)]

    assert [row for row in rows if row["result"] not in FINE] == []
    assert "findings" in {row["result"] for row in rows}
    assert "plan" in {row["result"] for row in rows} or job.id in NOT_YET
