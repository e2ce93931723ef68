"""A fault at every step of real plans, then destroy: what is left must be named.

``python -m tests.robustness.faults --jobs FILE --root DIR --count 200`` takes
the first COUNT jobs whose plan mints something for a resource (a user, a key,
a token, a queue …) and, where there are fewer, jobs of which only the stack
itself mints (its trust and project).  It fails each of their steps in turn,
destroys what stands, and looks at what is left in the simulator's world.  It
ends with 1 if anything is left that no residue of the plan names.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from heatplan.edge.load import load
from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.steps import steps
from heatplan.ir.value import Map, freeze
from heatplan.pipeline import compile as compile_plan
from tests.conformance.job import Job, read_jobs

MOST_STEPS = 400
"""Plans with more steps than this are left out: their number of runs grows with it."""


def plan_of(job: Job, root: Path, *, owned: bool) -> Plan | None:
    """The job's plan if it is small enough, and mints something for a resource (``owned``) or for the stack alone."""
    loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
    if loaded.value is None:
        return None
    plan = compile_plan(loaded.value, Request(parameters=freeze(dict(job.parameters)))).value
    if plan is None:
        return None
    found = list(steps(plan))
    whose = {step.address.startswith("@auth.") for step in found if step.action == "mint"}
    known = not any("?" in step.address for step in found)
    return plan if whose and (False in whose) is owned and known and len(found) <= MOST_STEPS else None


def unnamed(plan: Plan, failing: str) -> list[str]:
    """What is left without a name when the step fails and all is destroyed."""
    hidden = {one.schema.name: one.schema.default or "value" for one in plan.root.parameters if one.schema.hidden}
    fail = frozenset({failing} if failing else ())
    done = run(plan, Simulator(), EMPTY, parameters=Map(hidden), fail_at=fail)
    gone = destroy(plan, done.state, Simulator(), done.world)
    if gone.failed:
        return [f"destroy failed: {finding.message}" for finding in gone.diagnostics]
    return [left.address for left in residues(gone.world, plan) if not left.named]


def main() -> int:
    """Run over the jobs and print one line a fault that leaves something, and the sum."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=Path, required=True)
    options.add_argument("--root", type=Path, required=True)
    options.add_argument("--count", type=int, default=200)
    args = options.parse_args()
    start = time.monotonic()
    plans = faults = 0
    bad: list[str] = []
    jobs = read_jobs(args.jobs.read_text(encoding="utf-8").splitlines())
    for owned, job in ((owned, job) for owned in (True, False) for job in jobs):
        plan = plan_of(job, args.root, owned=owned) if plans < args.count else None
        if plan is None:
            continue
        plans += 1
        for address in ("", *(step.address for step in steps(plan))):
            faults += 1
            bad += [f"{job.id}: {address or 'no fault'}: {left}" for left in unnamed(plan, address)]
    print("\n".join(bad[:50]))
    print(f"{plans} plans, {faults} runs, {len(bad)} left without a name, {time.monotonic() - start:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
