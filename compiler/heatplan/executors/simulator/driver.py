"""The simulator's driver: steps succeed, or fail where they are told to."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.executors.protocol import Done, Order
from heatplan.executors.simulator import attributes, chance
from heatplan.executors.simulator.world import Thing, World
from heatplan.ir.state import Standing
from heatplan.ir.value import Map, Value

PROJECT = chance.uuid("project").replace("-", "")
"""The project that every simulated stack is in."""

FAILS_BY_ITSELF = frozenset({"OS::Heat::TestResource"})
"""Types whose property ``fail`` makes their creation fail."""


@dataclass(frozen=True, slots=True)
class Simulator:
    """A driver over a world that is a value.

    At the addresses ``fail_at`` creating fails and leaves nothing, at
    ``half_at`` it fails and leaves something that has to be deleted, at
    ``stay_at`` deleting fails.
    """

    fail_at: frozenset[str] = frozenset()
    half_at: frozenset[str] = frozenset()
    stay_at: frozenset[str] = frozenset()

    def create(self, world: World, order: Order) -> Done[World]:
        """Make a thing; what is adopted is taken to be there, and is no part of the world."""
        if order.address in self.fail_at:
            return Done(world, None, "the simulator was told to fail here")
        if order.type in FAILS_BY_ITSELF and order.properties.get("fail") is True:
            return Done(world, None, f"Test Resource failed {order.name}")
        thing = made(order)
        if order.action == "create" and thing.id in world:
            return Done(world, None, f"there is a {order.type} with the id {thing.id} already")
        failure = "the simulator was told to fail half way" if order.address in self.half_at else None
        return Done(world if order.action == "adopt" else world.set(thing.id, thing), thing.id, failure)

    def delete(self, world: World, standing: Standing) -> Done[World]:
        """Take a thing out of the world."""
        if standing.address in self.stay_at:
            return Done(world, standing.id, "the simulator was told to fail here")
        return Done(world.discard(standing.id), standing.id)

    def reference(self, world: World, standing: Standing) -> Value:
        """The reference id."""
        return attributes.reference(world, thing_of(world, standing))

    def attribute(self, world: World, standing: Standing, name: str) -> Value:
        """One attribute, whole."""
        return attributes.attribute(world, thing_of(world, standing), name)

    def attributes(self, world: World, standing: Standing) -> Map:
        """All attributes but ``show``."""
        return attributes.attributes(world, thing_of(world, standing))

    def stack_name(self, world: World, standing: Standing) -> str:
        """The name of a nested stack: its physical name."""
        return thing_of(world, standing).physical_name

    def project(self, _world: World) -> str:
        """The same for all."""
        return PROJECT

    def wait(self, world: World, _seconds: float) -> World:
        """No time passes: the world has no clock."""
        return world


def made(order: Order) -> Thing:
    """The thing that an order asks for: its id and physical name follow from the address."""
    key = f"{order.stack_name} {order.address}"
    nested = order.kind == "stack"
    name = order.name if order.address.startswith("@") else f"{order.stack_name}-{order.name}-{chance.short_id(key)}"
    identity = chance.uuid(key)
    if nested:
        identity = f"arn:openstack:heat::{PROJECT}:stacks/{name}/{identity}"
    return Thing(
        id=order.external_id or identity,
        address=order.address,
        kind=order.kind,
        type=order.type,
        name=order.name,
        physical_name=name,
        properties=order.properties,
        metadata=order.metadata,
    )


def thing_of(world: World, standing: Standing) -> Thing:
    """What stands, as the world has it; something of the same id where it is not the world's (adopted)."""
    found = world.get(standing.id)
    if found is not None:
        return found
    return Thing(standing.id, standing.address, standing.kind, standing.type, standing.address, standing.id)
