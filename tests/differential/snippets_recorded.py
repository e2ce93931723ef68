"""Snippets with what the real Heat answered to them, written down for runs without a Heat.

``recorded/snippets.jsonl`` has a line for each: the job as data, so that it
stays what it is when the generator changes, and Heat's answer.  First the
smallest snippets on which both sides once differed, then drawn ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

Job = dict[str, Any]

FILE: Final = Path(__file__).parent / "recorded" / "snippets.jsonl"

_LEFT_OUT = ("id", "ok")


def read() -> list[tuple[Job, Job]]:
    """The jobs, each with Heat's answer."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.is_file() else []
    pairs = [(line["job"], line["heat"]) for line in map(json.loads, lines)]
    return [(job, {**heat, "id": job["id"], "ok": "error" not in heat}) for job, heat in pairs]


def write(more: Iterable[Job], ask: Callable[[Job], Job]) -> int:
    """Ask Heat again for all that is written down, and for more; the number of lines then."""
    jobs: dict[str, Job] = {}
    for job in (*(job for job, _ in read()), *more):
        jobs.setdefault(json.dumps({key: part for key, part in job.items() if key != "id"}, sort_keys=True), job)
    with FILE.open("w", encoding="utf-8") as file:
        for job in jobs.values():
            heat = {key: part for key, part in ask(job).items() if key not in _LEFT_OUT}
            file.write(json.dumps({"job": job, "heat": heat}, ensure_ascii=True) + "\n")
    return len(jobs)
