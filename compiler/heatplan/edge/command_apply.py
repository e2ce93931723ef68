"""``heatplan apply``: run a plan in the simulator."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from heatplan.edge.compiling import read_plan
from heatplan.edge.options import parameters as parameter_options
from heatplan.edge.options import run_failures
from heatplan.edge.parameters import parameters
from heatplan.edge.progress import progress
from heatplan.edge.running import Drawn, finish, rebuilt, refuse, signals, state_before
from heatplan.edge.timeline_options import check_timeline, draw_timeline, timeline_options
from heatplan.edge.timing_options import given_times
from heatplan.edge.watched import watched
from heatplan.executors.in_process import run as run_plan
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.steps import count

EXAMPLES = """\
  heatplan apply plan.json --state state.json
  heatplan apply plan.json --fail-at 'servers[3].volume'
  heatplan apply plan.json --no-signals
  heatplan apply plan.json --timeline run.svg --times times.yaml
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument("plan", metavar="PLAN", help="a plan file")
    one.add_argument("--state", metavar="FILE", help="where the state goes that stands afterwards")
    parameter_options(one)
    run_failures(one)
    one.add_argument(
        "--signal",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the step at this address is signalled, and no other but those so named (repeatable; else all are)",
    )
    one.add_argument("--no-signals", action="store_true", help="no step is signalled: those that wait run out of time")
    timeline_options(one)


def run(args: Namespace) -> int:
    """Run the plan; with the state of an earlier run of it, what stands is kept and the rest is made."""
    plan, before = read_plan(args.plan), state_before(args.state)
    given = parameters(args.parameter, args.parameter_file, Path())
    check_timeline(args)
    times, texts = given_times(args)
    problems = plan.diagnostics + before.diagnostics + given.diagnostics
    if plan.value is None or given.value is None or times.value is None or problems:
        return refuse(args, problems + times.diagnostics, texts)
    world = EMPTY if before.value is None else rebuilt(plan.value, before.value, given.value)
    with progress() as advance:
        done = run_plan(
            plan.value,
            watched(plan.value, advance, count(plan.value)[1]),
            world,
            parameters=given.value,
            state=before.value,
            fail_at=frozenset(args.fail_at),
            signals=signals(args),
        )
    if args.timeline is None:
        return finish(args, done, given.value)
    text, found = draw_timeline(args, plan.value, done.trace, times.value)
    return finish(args, done, given.value, Drawn(text, times.diagnostics + found, texts))
