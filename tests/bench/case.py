"""One case in a process of its own: ``python -m tests.bench.case NAME ...`` prints its figures as a line of JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from heatplan.edge.load import load
from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.steps import steps
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from tests import corpus
from tests.bench.measure import CHECKOUT, best, peak
from tests.bench.templates import SHAPES
from tests.conformance.job import read_jobs
from tests.conformance.ours import request_of
from tests.sources import folder_sources, sources_of

SAMPLE = CHECKOUT / "samples" / "resource_group"
Figures = dict[str, Any]


def main(name: str, *arguments: str) -> None:
    """Measure and print."""
    figures = CASES[name](*arguments)
    print(json.dumps({**figures, "peak": peak()}))


def shape(name: str, size: str, rounds: str = "5") -> Figures:
    """A template of that shape and size, compiled and checked."""
    sources = sources_of({"template.yaml": SHAPES[name](int(size))})
    request = Request(settings=Settings(max_resources_per_stack=-1))
    compiled(sources_of({"template.yaml": SHAPES[name](30)}), request)  # what is made once a process
    plan = compiled(sources, request)
    edges = sum(len(resource.explicit) + len(resource.implicit) for resource in plan.root.resources)
    del plan
    return {"seconds": best(lambda: compiled(sources, request), int(rounds)), "edges": edges}


def loader(name: str, size: str) -> Figures:
    """The same text, loaded by PyYAML over libyaml."""
    text = SHAPES[name](int(size))
    return {"seconds": best(lambda: yaml.load(text, Loader=yaml.CSafeLoader))}


def group(size: str) -> Figures:
    """The worked example with so many members: compiled, its plan's size, and all of its steps where they are few."""
    sources, count = folder_sources(SAMPLE, "template.yaml"), int(size)
    request = Request(parameters=Map(count=count))
    plan = compiled(sources, request)
    figures: Figures = {
        "seconds": best(lambda: compiled(sources, request)),
        "bytes": len(encode(plan).encode()),
    }
    if count <= 10_000:
        figures["enumerated"] = best(lambda: sum(1 for _ in steps(compiled(sources, request))))
    return figures


def stream(size: str) -> Figures:
    """The first 500 000 steps of a group, enumerated."""
    plan, most = compiled(folder_sources(SAMPLE, "template.yaml"), Request(parameters=Map(count=int(size)))), 500_000
    return {"rate": most / best(lambda: sum(1 for _ in islice(steps(plan), most)), 3)}


def simulator(size: str) -> Figures:
    """All steps of a group, carried out."""
    plan = compiled(folder_sources(SAMPLE, "template.yaml"), Request(parameters=Map(count=int(size))))
    count = sum(1 for _ in steps(plan))
    return {"rate": count / best(lambda: run(plan, Simulator(), EMPTY), 3)}


def whole_corpus() -> Figures:
    """Every job of the corpus once, read from the disk; the garbage collector is on, as it is for Heat."""
    root = corpus.templates().resolve()
    jobs = read_jobs(corpus.jobs_file().read_text(encoding="utf-8").splitlines())
    start, plans = time.process_time(), 0
    for job in jobs:
        names = [str(root / name) for name in job.environments]
        loaded = load(str(root / job.template), names, root=root)
        if loaded.value is not None:
            plans += compile_plan(loaded.value, request_of(job)).value is not None
    return {"seconds": time.process_time() - start, "jobs": len(jobs), "plans": plans}


def write(name: str, size: str, path: str) -> Figures:
    """The template as a file, for Heat to read."""
    Path(path).write_text(SHAPES[name](int(size)), encoding="utf-8")
    return {}


def compiled(sources: SourceSet, request: Request) -> Plan:
    """The plan."""
    result = compile_plan(sources, request)
    assert result.value is not None, result.diagnostics[:3]
    return result.value


CASES: dict[str, Callable[..., Figures]] = {
    "shape": shape,
    "loader": loader,
    "group": group,
    "stream": stream,
    "simulator": simulator,
    "corpus": whole_corpus,
    "write": write,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
