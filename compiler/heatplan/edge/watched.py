"""The simulator with somebody watching: each step tells how far the run is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heatplan.catalogue.of_plan import catalogue_of_plan
from heatplan.edge.progress import Advance
from heatplan.executors.protocol import ROOT, Done, MintOrder, Order
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import World
from heatplan.ir.auth import Mint
from heatplan.ir.plan import Plan
from heatplan.ir.state import Standing


def _unseen(_address: str, _steps: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Watched(Simulator):
    """A simulator that says the address of each step before it is done, and how many steps of the plan it is."""

    tell: Callable[[str, int], None] = _unseen

    def create(self, world: World, order: Order) -> Done[World]:
        """As the simulator."""
        self.tell(order.address, 0 if order.address == ROOT else 1 if order.kind == "resource" else 2)  # one to open it
        return Simulator.create(self, world, order)

    def delete(self, world: World, standing: Standing) -> Done[World]:
        """As the simulator."""
        self.tell(standing.address, 1)
        return Simulator.delete(self, world, standing)

    def mint(self, world: World, order: MintOrder) -> Done[World]:
        """As the simulator."""
        self.tell(order.address, 1)
        return Simulator.mint(self, world, order)

    def revoke(self, world: World, standing: Standing, mint: Mint) -> Done[World]:
        """As the simulator."""
        self.tell(standing.address, 1)
        return Simulator.revoke(self, world, standing, mint)


def watched(plan: Plan, advance: Advance, total: int | None) -> Watched:
    """A simulator of the plan's cloud that counts its steps of ``total``."""
    done = 0

    def tell(address: str, steps: int) -> None:
        nonlocal done
        advance(done, total, address)
        done += steps

    return Watched(types=catalogue_of_plan(plan.header), tell=tell)
