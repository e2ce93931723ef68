"""``heatplan apply``: run a plan in the simulator."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from heatplan.edge.compiling import read_plan
from heatplan.edge.parameters import parameters
from heatplan.edge.running import finish, rebuilt, refuse, signals, state_before
from heatplan.executors.in_process import run as run_plan
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY


def run(args: Namespace) -> int:
    """Run the plan; with the state of an earlier run of it, what stands is kept and the rest is made."""
    plan, before = read_plan(args.plan), state_before(args.state)
    given = parameters(args.parameter, args.parameter_file, Path())
    problems = plan.diagnostics + before.diagnostics + given.diagnostics
    if plan.value is None or given.value is None or problems:
        return refuse(args, problems)
    world = EMPTY if before.value is None else rebuilt(plan.value, before.value, given.value)
    done = run_plan(
        plan.value,
        Simulator.of(plan.value),
        world,
        parameters=given.value,
        state=before.value,
        fail_at=frozenset(args.fail_at),
        signals=signals(args),
    )
    return finish(args, done, given.value)
