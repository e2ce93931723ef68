"""``make bench``: the figures of the design, as ratios against a peer in the same run.

CPU time, the garbage collector off on both sides, the best of five.  Nothing
here is a test: machines differ, and a busy one lies.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice

import yaml

from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request
from heatplan.ir.steps import steps
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from tests.conftest import ROOT
from tests.sources import folder_sources, sources_of

SAMPLE = ROOT / "samples" / "resource_group"
ROUNDS = 5


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU seconds of several rounds."""
    found = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
        gc.enable()
    return min(found)


def flat(count: int) -> str:
    """A template of that many resources, a third of them each of volume, server and attachment."""
    lines = ["heat_template_version: 2018-08-31", "parameters:", "  image: {type: string, default: tiny}", "resources:"]
    for number in range(count // 3):
        lines += [
            f"  volume{number}:",
            "    type: OS::Cinder::Volume",
            f"    properties: {{name: data-{number}, size: 10, description: a volume for server {number}}}",
            f"  server{number}:",
            "    type: OS::Nova::Server",
            "    properties:",
            f"      name: server-{number}",
            "      image: {get_param: image}",
            "      flavor: m1.small",
            "      networks: [{network: private}]",
            "      metadata: {role: worker, rack: r1}",
            f"  attachment{number}:",
            "    type: OS::Cinder::VolumeAttachment",
            "    properties:",
            f"      volume_id: {{get_resource: volume{number}}}",
            f"      instance_uuid: {{get_resource: server{number}}}",
        ]
    return "\n".join(lines) + "\n"


def planned(count: int) -> Plan:
    """The worked example with that many members."""
    result = compile_plan(folder_sources(SAMPLE, "template.yaml"), Request(parameters=Map(count=count)))
    assert result.value is not None
    return result.value


def command(*words: str) -> float:
    """CPU seconds of a whole process, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "heatplan", *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rate(count: int, work: Callable[[], object], rounds: int = 3) -> str:
    """How many a second."""
    return f"{count / best(work, rounds):,.0f}/s"


def main() -> None:
    """Print the table."""
    text = flat(10_000)
    sources = sources_of({"template.yaml": text})
    request = Request(settings=Settings(max_resources_per_stack=-1))
    loader = best(lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    whole = best(lambda: compile_plan(sources, request), 3)
    row("10 000 flat resources, compiled and checked", f"{whole:.2f} s, {whole / loader:.1f} × CSafeLoader", "≤ 5 ×")
    one, many = best(lambda: planned(1)), best(lambda: planned(1_000_000))
    row("a group of 1 000 000 members over one member", f"{many - one:+.4f} s", "≤ 1 s")
    plan = planned(1_000_000)
    row("its plan file", f"{len(encode(plan).encode()):,} bytes", "≤ 100 kB")
    thousand = planned(1_000)
    row("a group of 1 000 × 3, compiled", f"{best(lambda: planned(1_000)) * 1000:.1f} ms", "terraform plan: 61 to 66 s")
    row("its steps, all enumerated", f"{best(lambda: sum(1 for _ in steps(thousand))) * 1000:.1f} ms", "")
    row("steps enumerated", rate(500_000, lambda: sum(1 for _ in islice(steps(plan), 500_000))), "≥ 100 000/s")
    count = sum(1 for _ in steps(thousand))
    row("steps on the simulator", rate(count, lambda: run(thousand, Simulator(), EMPTY)), "≥ 20 000/s")
    row("heatplan --version, whole process", f"{min(command('--version') for _ in range(5)):.2f} s CPU", "≤ 0.15 s")
    out = os.devnull
    sample = min(command("compile", "-t", str(SAMPLE / "template.yaml"), "-o", out) for _ in range(5))
    row("the 5-server sample, whole process", f"{sample:.2f} s CPU", "≤ 0.4 s")
    row("peak memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "")


def row(what: str, figure: str, goal: str) -> None:
    """One line of the table."""
    print(f"{what:<48} {figure:<32} {goal}", flush=True)


if __name__ == "__main__":
    main()
