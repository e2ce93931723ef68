"""Our compiler and the real Heat agree on the samples: an end-to-end comparison that needs no Heat."""

from __future__ import annotations

import pytest

from tests.conformance.job import Job
from tests.conformance.recorded import SAMPLES, records, sample_jobs
from tests.conformance.run import Task, row


@pytest.mark.parametrize("job", sample_jobs(), ids=lambda job: job.id)
def test_the_sample_compiles_as_in_heat(job: Job) -> None:
    found = row(Task(job, records()[job.id], SAMPLES, 30.0))

    assert found["detail"] == []
    assert found["outcome"] == ("equal" if found["clean"] else "both-reject")
    assert found["same_finding"] or found["clean"] or found["class"] == "missing files"
