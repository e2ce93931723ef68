"""One job on both sides: our compiler's answer beside the oracle's record gives a row of the report."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conformance import ours
from tests.conformance.compare import ABSENT, ASPECTS, Difference, differences
from tests.conformance.job import Job, Record, beyond_limits, dialect, heat_errors, missing_files
from tests.conformance.normal import Level, capped, count, from_oracle
from tests.conformance.subject import heats_subject
from tests.conformance.verdict import Finding, outcome, same_finding
from tests.conformance.workers import TimeLimit, run_limited

DETAILS = 8
"""Differences that a row shows."""

FINDINGS = 12
"""Of our findings, and of Heat's errors, a row shows so many."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job with the oracle's record of it; ``seconds`` is our compiler's time limit."""

    job: Job
    record: Record
    root: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What our compiler makes of a job: its findings and, unless it gave up, the tree; or how it broke."""

    findings: tuple[Finding, ...] = ()
    level: Level | None = None
    crash: str = ""


def answer(task: Task) -> Answer:
    """Compile the job with our compiler.  Never raises."""
    try:
        findings, level = run_limited(lambda job: ours.compile_job(job, task.root), task.job, task.seconds)
    except TimeLimit as limit:
        return Answer(crash=f"time limit: {limit}")
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        return Answer(crash=_where(error))
    return Answer(findings, level)


def _where(error: Exception) -> str:
    """The exception and the line of ours that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if "heatplan" in Path(frame.filename).parts] or frames
    last = inside[-1]
    return f"{type(error).__name__}: {str(error)[:100]} ({Path(last.filename).name}:{last.lineno} {last.name})"


def row(task: Task) -> dict[str, Any]:
    """The job's entry of REPORT.json."""
    return entry(task, answer(task))


def entry(task: Task, found: Answer) -> dict[str, Any]:
    """The job's entry of REPORT.json, given our compiler's answer."""
    job, record = task.job, task.record
    errors = heat_errors(record)
    limited = beyond_limits(record)
    heats = None if errors or limited else from_oracle(record, task.root, job.folder)
    unequal: tuple[Difference, ...] = ()
    if limited:
        unequal = (Difference("resources", "limit", (), "the stack", {}, ABSENT),)
    if heats is not None and found.level is not None and not found.crash:
        unequal = differences(capped(found.level), capped(heats))
    result = "crash"
    if not found.crash:
        equal = found.level is not None and not unequal
        result = outcome(heat_rejects=bool(errors), findings=found.findings, equal=equal)
    return {
        "id": job.id,
        "class": "missing files" if missing_files(record) else dialect(job, record, task.root),
        "clean": not errors,
        "asked": list(record.get("cloud_skipped") or ()),
        "outcome": result,
        "same_finding": result == "both-reject" and same_finding(errors, found.findings),
        "unmapped": bool(errors) and heats_subject(errors[0]) is None,
        "resources": count(heats) if heats else 0,
        "children": heats is not None and any("nested" in given for given in heats["resources"].values()),
        "differs": [aspect for aspect in ASPECTS if any(one.aspect == aspect for one in unequal)],
        "causes": sorted({_cause(one) for one in unequal}),
        "detail": [found.crash] if found.crash else [shown(one) for one in unequal[:DETAILS]],
        "findings": [
            {
                "code": one.code,
                "name": one.name,
                "heat": one.heat,
                "severity": one.severity,
                "address": one.address,
                "message": one.message[:300],
            }
            for one in sorted(found.findings, key=_rank)[:FINDINGS]
        ],
        "heat": [
            {"class": one["class"], "where": one.get("where", ""), "message": one["message"][:300]}
            for one in errors[:FINDINGS]
        ],
    }


def _rank(finding: Finding) -> tuple[bool, bool]:
    """Errors first, and of these what is not supported yet."""
    return finding.severity != "error", not finding.name.startswith("unsupported")


def lost(task: Task, reason: str) -> dict[str, Any]:
    """The entry of a job whose process did not come back."""
    return entry(task, Answer(crash=reason))


def _cause(one: Difference) -> str:
    aspect = one.aspect if one.aspect == one.inner else f"{one.aspect}/{one.inner}"
    return f"{aspect}: {one.shape} ({_kind(one.ours)} for {_kind(one.heats)})"


def _kind(value: Any) -> str:
    """What sort of value it is: enough to group alike differences."""
    match value:
        case {"$unresolved": dict() as call}:
            return f"call {next(iter(call), '?')}"
        case {"$error": error}:
            return f"error {error}"
        case "<absent>":
            return "nothing"
        case None:
            return "null"
        case dict():
            return "map"
        case list():
            return "list"
        case _:
            return type(value).__name__


def shown(one: Difference) -> dict[str, Any]:
    """A difference for reading: long values are cut."""
    return {"aspect": one.inner, "path": ".".join(one.path), "ours": _short(one.ours), "heat": _short(one.heats)}


def _short(value: Any) -> Any:
    text = str(value)
    return value if len(text) <= 200 else text[:200] + "…"
