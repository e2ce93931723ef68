"""Makes a job smaller as long as both sides still disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Job = dict[str, Any]
SIMPLE: tuple[Any, ...] = (None, "a", 1, [], {})


def shrink(job: Job, differs: Callable[[Job], bool], steps: int = 400) -> Job:
    """The smallest job found in so many tries, on which ``differs`` still holds."""
    improved = True
    while improved:
        improved = False
        for smaller in _smaller_jobs(job):
            steps -= 1
            if steps < 0:
                return job
            if differs(smaller):
                job, improved = smaller, True
                break
    return job


def _smaller_jobs(job: Job) -> Iterator[Job]:
    for key in ("conditions", "mappings", "files", "parameters"):
        if key in job:
            yield {
                name: part
                for name, part in job.items()
                if name != key and (key, name) != ("parameters", "param_values")
            }
    if "resources" in job:
        yield {name: part for name, part in job.items() if name not in ("resources", "resource_data")}
    for name in job.get("resources", {}):
        yield {
            **job,
            **{
                key: {one: part for one, part in job[key].items() if one != name}
                for key in ("resources", "resource_data")
            },
        }
    for key in ("snippet", "conditions", "parameters", "param_values", "mappings"):
        if key in job:
            for part in _smaller(job[key], inside=key != "snippet"):
                yield {**job, key: part}


def _smaller(value: Any, *, inside: bool = False) -> Iterator[Any]:
    """Simpler values first, then the value with one part simpler."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if not inside:
        yield from parts
        yield from (simple for simple in SIMPLE if _weight(simple) < _weight(value))
        if isinstance(value, str) and len(value) > 1:
            yield value[: len(value) // 2]
            yield value[1:]
            yield value[:-1]
    if isinstance(value, dict):
        if len(value) > 1 or inside:
            for key in value:
                yield {name: part for name, part in value.items() if name != key}
        for key, item in value.items():
            for part in _smaller(item):
                yield {**value, key: part}
    elif isinstance(value, list):
        for place in range(len(value)):
            yield value[:place] + value[place + 1 :]
        for place, item in enumerate(value):
            for part in _smaller(item):
                yield [*value[:place], part, *value[place + 1 :]]


def _weight(value: Any) -> int:
    if isinstance(value, dict):
        return 2 + sum(len(key) + _weight(item) for key, item in value.items())
    if isinstance(value, list):
        return 2 + sum(map(_weight, value))
    return len(str(value)) if isinstance(value, str) else 0 if value is None else 1
