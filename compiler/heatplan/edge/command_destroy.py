"""``heatplan destroy``: undo what a plan made in the simulator."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from heatplan.edge.compiling import read_plan
from heatplan.edge.options import run_failures
from heatplan.edge.progress import progress
from heatplan.edge.running import finish, read_state, refuse
from heatplan.edge.watched import watched
from heatplan.executors.in_process import destroy
from heatplan.executors.simulator.world import EMPTY

EXAMPLES = """\
  heatplan destroy plan.json --state state.json
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument("plan", metavar="PLAN", help="the plan file that the stack was made with")
    one.add_argument("--state", metavar="FILE", required=True, help="the state to destroy; it is written again")
    run_failures(one)


def run(args: Namespace) -> int:
    """Undo what the state says stands; the state that is left is written in its place."""
    plan, before = read_plan(args.plan), read_state(args.state)
    problems = plan.diagnostics + before.diagnostics
    if plan.value is None or before.value is None or problems:
        return refuse(args, problems)
    # What is gone already is no failure, so the world need not be made again to be unmade.
    with progress() as advance:
        driver = watched(plan.value, advance, len(before.value.standing))
        done = destroy(plan.value, before.value, driver, EMPTY, fail_at=frozenset(args.fail_at))
    return finish(args, done, {})
