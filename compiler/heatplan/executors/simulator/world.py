"""The simulator's world, a value: what stands by its physical id, who may act, and the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from heatplan.executors.simulator.identities import Cloud, Identities
from heatplan.executors.simulator.store import Store
from heatplan.ir.state import Kind, Standing
from heatplan.ir.value import Map, Value


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that stands: what it was made from.  Its attributes are derived from this when they are asked for.

    ``made_by`` is whoever made it; ``data`` the data of the signals that it has had.
    """

    id: str
    address: str
    kind: Kind
    type: str
    name: str
    physical_name: str
    properties: Map = field(default_factory=Map)
    metadata: Value = None
    made_by: str = "requester"
    data: Value = None


@dataclass(frozen=True, slots=True)
class World(Mapping[str, Thing]):
    """The things by their ids (it is a mapping of them), the identities, and the seconds since it began.

    ``given`` has what secrets made of attributes and references, by the
    resource's address and the attribute's name ('' for the reference).
    """

    things: Store[str, Thing] = field(default_factory=Store)
    identities: Identities = field(default_factory=Identities)
    clock: float = 0.0
    cloud: Cloud = field(default_factory=Cloud)
    given: Store[tuple[str, str], str] = field(default_factory=Store)

    def __getitem__(self, thing_id: str) -> Thing:
        return self.things[thing_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.things)

    def __len__(self) -> int:
        return len(self.things)

    def set(self, thing_id: str, thing: Thing, seconds: float = 0.0) -> World:
        """With one more thing, which took a while to make."""
        things = self.things.set(thing_id, thing)
        return World(things, self.identities, self.clock + seconds, self.cloud, self.given)

    def discard(self, thing_id: str, seconds: float = 0.0) -> World:
        """Without a thing, which took a while to go."""
        things = self.things.discard(thing_id)
        return World(things, self.identities, self.clock + seconds, self.cloud, self.given)

    def acted(self, identities: Identities, seconds: float, given: Store[tuple[str, str], str] | None = None) -> World:
        """With other identities, after a while."""
        return World(self.things, identities, self.clock + seconds, self.cloud, self.given if given is None else given)

    def later(self, seconds: float) -> World:
        """The same, after a while."""
        return World(self.things, self.identities, self.clock + seconds, self.cloud, self.given)

    def only(self, standing: Iterable[Standing]) -> World:
        """With nothing but what stands: the things by their ids, what was minted by its address."""
        there = tuple(standing)
        things: Store[str, Thing] = Store()
        for one in there:
            if one.kind != "mint" and one.id in self.things:  # a handle has the id of its user
                things = things.set(one.id, self.things[one.id])
        identities = self.identities.only(one.address for one in there if one.kind == "mint")
        return World(things, identities, self.clock, self.cloud, self.given)

    def timeless(self) -> tuple[object, ...]:
        """What is there whenever it came to be: things, and what was minted by address, kind and id."""
        minted = {address: (type(one).__name__, one.id) for address, one in self.identities.made.items()}
        return self.things, minted


EMPTY = World()
