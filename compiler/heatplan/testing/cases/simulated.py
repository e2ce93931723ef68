"""A run of a plan in the simulator, made when something asks for what only a run knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.executors.in_process import run
from heatplan.executors.protocol import Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.plan import Plan
from heatplan.ir.value import Map, Value


class Simulated:
    """What a run of the plan comes to; ``hidden`` are the values of hidden parameters."""

    def __init__(self, plan: Plan, hidden: Mapping[str, Value]) -> None:
        self._plan = plan
        self._hidden = hidden

    @cached_property
    def _done(self) -> Run[World]:
        return run(self._plan, Simulator.of(self._plan), EMPTY, parameters=self._hidden)

    @cached_property
    def _properties(self) -> dict[str, Map]:
        return {thing.address: thing.properties for thing in self._done.world.values()}

    def properties(self, address: str) -> Map | None:
        """The final properties of the resource at an address, None where the run did not come to it."""
        return self._properties.get(address)

    def outputs(self) -> Map:
        """The root stack's outputs by name."""
        return self._done.outputs

    def failure(self) -> tuple[Diagnostic, ...] | None:
        """Why the run failed, None where it did not."""
        return self._done.diagnostics if self._done.failed else None
