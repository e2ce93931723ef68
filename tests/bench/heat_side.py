"""Heat's side, in Heat's environment: ``python -m tests.bench.heat_side ORACLE one JOB`` or ``all JOBS`` prints figures as JSON.

The oracle runs the real Heat in process; what is measured is one job of it, or
all jobs of a file one after the other, without the imports.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.measure import best, peak


def main(script: str, what: str, given: str) -> None:
    """Measure and print."""
    spec = importlib.util.spec_from_file_location("heat_oracle", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script} is no Python script")
    oracle: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    figures = one(oracle, json.loads(given)) if what == "one" else every(oracle, Path(given))
    print(json.dumps({**figures, "peak": peak()}))


def one(oracle: Any, job: dict[str, Any]) -> dict[str, Any]:
    """One job, which has to compile cleanly; after a small one, for what is made once a process."""
    oracle.run_job({"id": "small", "template": {"heat_template_version": "2018-08-31"}, "client": False})
    answers: list[Any] = []
    seconds = best(lambda: answers.append(oracle.run_job(job)))
    if not answers[0].get("ok") or answers[0]["errors"]:
        raise SystemExit(f"Heat refuses it: {answers[0].get('errors')} {answers[0].get('fatal')}")
    return {"seconds": seconds}


def every(oracle: Any, jobs: Path) -> dict[str, Any]:
    """All jobs once; the garbage collector is on."""
    lines = [json.loads(line) for line in jobs.read_text(encoding="utf-8").splitlines() if line.strip()]
    os.chdir(jobs.parent / "templates")
    start = time.process_time()
    for line in lines:
        try:
            oracle.run_job(line)
        except Exception:  # noqa: BLE001 - a job that Heat does not survive counts too
            continue
    return {"seconds": time.process_time() - start, "jobs": len(lines)}


if __name__ == "__main__":
    main(*sys.argv[1:])
