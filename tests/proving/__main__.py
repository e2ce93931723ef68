"""``make prove``: laws asked about the samples and 300 templates of the corpus; exceptions and deaths end it with 1."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.guard import Limits, each
from heatplan.edge.load import load
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.laws import TEMPLATE_LAWS
from heatplan.testing.proving import loose
from heatplan.testing.proving.proof import Proof, Question
from heatplan.testing.proving.prove import prove
from heatplan.testing.proving.report import finding_text
from tests import corpus
from tests.conformance.job import Job, read_jobs
from tests.conftest import ROOT

CRASHES: Final = frozenset({"HP1401", "HP1441"})
"""Findings that say that heatplan itself is wrong."""


def samples() -> Iterator[Job]:
    """Each sample's template."""
    for file in sorted((ROOT / "samples").glob("*/template.yaml")):
        yield Job(f"samples/{file.parent.name}", str(file), (), {}, -1)


def real(count: int, offset: int = 0) -> list[Job]:
    """So many templates of the corpus that compile, evenly spread over it, with the environments that belong to them."""
    lines = corpus.jobs_file().read_text(encoding="utf-8").splitlines() if corpus.jobs_file().is_file() else []
    jobs = [job for job in read_jobs(lines) if not job.text and compiles(job)]
    step = max(1, len(jobs) // count)
    return jobs[offset % step :: step][:count]


def compiles(job: Job) -> bool:
    """Whether there is a plan with the parameters that the corpus gives."""
    root = corpus.templates()
    loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
    if loaded.value is None or loaded.failed:
        return False
    return compile_plan(loaded.value, Request(parameters=freeze(dict(job.parameters)))).value is not None


def work(job: Job, examples: int, seconds: float) -> bytes:
    """What comes of one template, as JSON; what is drawn is not what the job gives."""
    began = time.process_time()
    root = ROOT if job.id.startswith("samples/") else corpus.templates()
    found: dict[str, Any] = {"id": job.id}
    try:
        loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
        if loaded.value is None or loaded.failed:
            return _packed(found, began, "does not load")
        question = Question(loaded.value, Request(), examples=examples)
        proof = prove(question, stop=lambda: time.process_time() - began > seconds)
    except ValueError as problem:
        return _packed(found, began, "is no template" if "is no template" in str(problem) else f"raised {problem!r}")
    except Exception as problem:  # noqa: BLE001 - all are wanted
        return _packed(found, began, f"raised {problem!r}")
    found |= {"cases": proof.cases, "refused": proof.refused, "stopped": proof.stopped, "laws": _laws(proof, question)}
    return _packed(found, began, "")


def _packed(found: dict[str, Any], began: float, why: str) -> bytes:
    return json.dumps({**found, "seconds": time.process_time() - began, "why": why}).encode()


def _laws(proof: Proof, question: Question) -> list[dict[str, Any]]:
    return [
        {
            "name": law.name,
            "verdict": law.verdict,
            "tried": law.tried,
            "findings": [
                {
                    "codes": sorted({found.code.id for found in one.diagnostics}),
                    "severity": sorted({found.severity for found in one.diagnostics}),
                    "text": finding_text(one, question),
                    "environment": one.inputs.environment(),
                }
                for one in law.counterexamples
            ],
        }
        for law in proof.laws
    ]


def main() -> int:
    """Ask, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.proving")
    parser.add_argument("--count", type=int, default=300, help="templates of the corpus")
    parser.add_argument("--offset", type=int, default=0, help="others of them")
    parser.add_argument("--examples", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=60, help="processor time for each")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a JSON object for each template")
    args = parser.parse_args()
    jobs = [*samples(), *real(args.count, args.offset)]
    works = [partial(work, job, args.examples, args.seconds * 0.8) for job in jobs]
    rows: list[dict[str, Any]] = []
    for job, data in zip(jobs, each(works, Limits(args.seconds, 3072), args.jobs), strict=True):
        rows.append(_died(job, data) if isinstance(data, Diagnostic) else json.loads(data))
        if args.out is not None:
            with args.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(rows[-1]) + "\n")
    return report(rows)


def _died(job: Job, why: Diagnostic) -> dict[str, Any]:
    return {"id": job.id, "why": f"died: {why.message}", "seconds": 0.0}


def report(rows: list[dict[str, Any]]) -> int:
    """Print what was tried and what broke, and how long it took; 1 where heatplan itself was wrong."""
    asked = [row for row in rows if "laws" in row]
    tried: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    surprising: Counter[str] = Counter()
    for law in (law for row in asked for law in row["laws"]):
        tried[law["name"]] += law["verdict"] != "not applicable"
        grave = any({"error", "will-fail"} & set(one["severity"]) for one in law["findings"])
        broken[law["name"]] += law["verdict"] == "broken" and grave
        surprising[law["name"]] += law["verdict"] == "broken" and not grave
    print(f"{'law':<44}{'templates':>10}{'broken':>8}{'warned':>8}")
    for name in [*(law.name for law in TEMPLATE_LAWS), loose.NAME]:
        print(f"{name:<44}{tried[name]:>10}{broken[name]:>8}{surprising[name]:>8}")
    times = sorted(row["seconds"] for row in asked) or [0.0]
    print(f"\n{len(rows)} templates: {len(asked)} asked, of which {sum(row['cases'] > 0 for row in asked)} had a plan")
    print(f"{sum(tried.values())} laws of templates were tried")
    print(
        f"seconds each: median {statistics.median(times):.2f}, p90 {times[len(times) * 9 // 10]:.2f}, max {times[-1]:.2f}"
    )
    stopped = [row["id"] for row in asked if row["stopped"]]
    print(f"out of time: {len(stopped)} {stopped or ''}")
    wrong = [f"{row['id']}: {row['why']}" for row in rows if row["why"].startswith(("raised", "died"))]
    wrong += [
        f"{row['id']}: {law['name']}: {one['text'].splitlines()[0]}"
        for row in asked
        for law in row["laws"]
        for one in law["findings"]
        if CRASHES & set(one["codes"])
    ]
    print(f"crashes: {len(wrong)}")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
