"""The simulator's driver: steps succeed, or fail where they are told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.catalogue.of_plan import catalogue_of_plan
from heatplan.executors.protocol import Done, MintOrder, Order
from heatplan.executors.simulator import attributes, chance, costs, minting
from heatplan.executors.simulator.identities import PROJECT, User, secrets_of
from heatplan.executors.simulator.permission import refusal
from heatplan.executors.simulator.waiting import waited
from heatplan.executors.simulator.world import EMPTY, Thing, World
from heatplan.ir.auth import Mint
from heatplan.ir.plan import Plan
from heatplan.ir.state import Standing
from heatplan.ir.value import Map, Value
from heatplan.semantics.waits import WAITING

__all__ = ["PROJECT", "Simulator", "made", "thing_of"]

FAILS_BY_ITSELF = frozenset({"OS::Heat::TestResource"})
"""Types whose property ``fail`` makes their creation fail."""


@dataclass(frozen=True, slots=True)
class Simulator:
    """A driver over a world that is a value.

    At the addresses ``fail_at`` creating fails and leaves nothing, at
    ``half_at`` it fails and leaves something that has to be deleted, at
    ``stay_at`` deleting fails.  ``types`` says which attributes things have.
    """

    fail_at: frozenset[str] = frozenset()
    half_at: frozenset[str] = frozenset()
    stay_at: frozenset[str] = frozenset()
    types: Catalogue = SHIPPED

    @classmethod
    def of(cls, plan: Plan) -> Simulator:
        """A simulator of the cloud that the plan was made for."""
        return cls(types=catalogue_of_plan(plan.header))

    def create(self, world: World, order: Order) -> Done[World]:
        """Make a thing; what is adopted is taken to be there, and is no part of the world."""
        if order.address in self.fail_at:
            return Done(world, None, "the simulator was told to fail here")
        if order.type in FAILS_BY_ITSELF and order.properties.get("fail") is True:
            return Done(world, None, f"Test Resource failed {order.name}")
        why = refusal(world, order.identity, f"create {order.type}")
        if why is not None:
            return Done(world, None, why)
        thing = made(order, world)
        if order.action == "create" and thing.id in world:
            return Done(world, None, f"there is a {order.type} with the id {thing.id} already")
        if order.action == "adopt":
            return Done(world, thing.id)
        failure = "the simulator was told to fail half way" if order.address in self.half_at else None
        if failure is None and order.type in WAITING:
            return waited(world, thing, order.signal)
        return Done(world.set(thing.id, thing, costs.creation(order.type, order.kind)), thing.id, failure)

    def delete(self, world: World, standing: Standing) -> Done[World]:
        """Take a thing out of the world."""
        if standing.address in self.stay_at:
            return Done(world, standing.id, "the simulator was told to fail here")
        why = refusal(world, "requester", f"delete {standing.type}")
        if why is not None:
            return Done(world, standing.id, why)
        return Done(world.discard(standing.id, costs.deletion(standing.type, standing.kind)), standing.id)

    def mint(self, world: World, order: MintOrder) -> Done[World]:
        """Make a credential or an identity, or the refusal of the service that does it."""
        if order.address in self.fail_at or order.address in self.half_at:
            return Done(world, None, "the simulator was told to fail here")
        return minting.mint(world, order)

    def revoke(self, world: World, standing: Standing, mint: Mint) -> Done[World]:
        """Take it back."""
        if standing.address in self.stay_at:
            return Done(world, standing.id, "the simulator was told to fail here")
        return minting.revoke(world, standing.address, mint)

    def secrets(self, world: World) -> Iterator[str]:
        """All secrets of the world."""
        for one in world.identities.made.values():
            yield from secrets_of(one)

    def reference(self, world: World, standing: Standing) -> Value:
        """The reference id."""
        return attributes.reference(world, thing_of(world, standing))

    def attribute(self, world: World, standing: Standing, name: str) -> Value:
        """One attribute, whole."""
        return attributes.attribute(world, thing_of(world, standing), name, self.types)

    def attributes(self, world: World, standing: Standing) -> Map:
        """All attributes but ``show``."""
        return attributes.attributes(world, thing_of(world, standing), self.types)

    def stack_name(self, world: World, standing: Standing) -> str:
        """The name of a nested stack: its physical name."""
        return thing_of(world, standing).physical_name

    def zones(self, _world: World) -> tuple[str, ...]:
        """One zone, by the name that Nova gives to the first."""
        return ("nova",)

    def project(self, _world: World) -> str:
        """The same for all."""
        return PROJECT

    def wait(self, world: World, seconds: float) -> World:
        """The world's clock goes on."""
        return world.later(seconds)


IS_ITS_USER = frozenset({"OS::Heat::WaitConditionHandle", "OS::Heat::ScalingPolicy", "AWS::IAM::User"})
"""Types whose physical id is that of the user that is minted for them (wait_condition_handle.py and others)."""


def made(order: Order, world: World = EMPTY) -> Thing:
    """The thing that an order asks for: its id and physical name follow from the address."""
    digits = chance.hexadecimal(f"{order.stack_name} {order.address}")
    name = order.name if order.address.startswith("@") else f"{order.stack_name}-{order.name}-{chance.short_of(digits)}"
    identity = chance.uuid_of(digits)
    if order.type in IS_ITS_USER:
        user = world.identities.get(f"{order.address}.@auth.user")
        identity = user.id if isinstance(user, User) else identity
    if order.kind == "stack":
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
        made_by=order.identity,
    )


def thing_of(world: World, standing: Standing) -> Thing:
    """What stands, as the world has it; something of the same id where it is not the world's (adopted)."""
    found = world.get(standing.id)
    if found is not None:
        return found
    return Thing(standing.id, standing.address, standing.kind, standing.type, standing.address, standing.id)
