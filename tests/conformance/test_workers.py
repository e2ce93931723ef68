"""Processes that crash or hang cost one job and no more."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from tests.conformance import workers
from tests.conformance.workers import TimeLimit, run_limited, spread


def behave(job: str) -> str:
    if job == "die":
        os._exit(7)
    if job == "hang":
        time.sleep(60)
    return job.upper()


def lost(job: Any, reason: str) -> str:
    return f"{job}: {reason}"


def test_results_come_in_order_and_lost_jobs_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.2)

    found = spread(behave, ["a", "die", "b", "hang", "c", "d"], processes=2, seconds=0.3, lost=lost)

    assert found == ["A", "die: the process ended with 7", "B", "hang: hangs", "C", "D"]


def test_fewer_jobs_than_processes() -> None:
    assert spread(behave, ["a"], processes=3, seconds=5, lost=lost) == ["A"]
    assert spread(behave, [], processes=3, seconds=5, lost=lost) == []


def test_a_job_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TimeLimit):
        run_limited(lambda _: time.sleep(5), None, 0.05)
