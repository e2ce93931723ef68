"""What drivers and engines agree on.

A driver performs one step and keeps nothing: the world goes in and comes out.
For a driver of a real cloud the world is a handle that it hands back as it is;
for the simulator it is a value, so that a run can be repeated from any point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.auth import Mint
from heatplan.ir.plan import Plan
from heatplan.ir.state import Kind, Standing, State
from heatplan.ir.trace import Trace
from heatplan.ir.value import Map, Value

W = TypeVar("W")

Signals: TypeAlias = frozenset[str] | Mapping[str, Mapping[str, Value]]
"""Addresses of steps that will be signalled; as a mapping, with what each signal says."""

ROOT = "@stack"
"""The address of the root stack itself in a state: it is no step of the plan, and has an id all the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """A step as a driver gets it: everything is a value.

    ``name`` is the resource's in its stack, ``stack_name`` that of its stack;
    ``type`` is a type of the catalogue, or for a nested stack (``kind``) what
    it is made from.  ``properties`` are final: typed, with defaults.  With
    ``external_id`` nothing is made: the driver checks that it is there.
    ``signal`` is what the signal will say that this step waits for, None when
    none will come; a step that waits for nothing has no use for it.
    """

    address: str
    action: Literal["create", "adopt"]
    kind: Kind
    type: str
    name: str
    stack_name: str
    identity: str
    properties: Map = field(default_factory=Map)
    metadata: Value = None
    external_id: str | None = None
    signal: Map | None = field(default_factory=Map)


@dataclass(frozen=True, slots=True)
class MintOrder:
    """A mint as a driver gets it.

    ``owner`` is the address of the resource that it is for, ``ROOT`` for the
    stack itself; ``name``, ``properties`` and ``owner_id`` are the owner's
    (there is no id before it stands).  ``needs`` are those that stand of what
    the mint needs, in its order.
    """

    address: str
    mint: Mint
    owner: str
    name: str
    stack_name: str
    stack_id: str
    needs: tuple[Standing, ...] = ()
    properties: Map = field(default_factory=Map)
    owner_id: str | None = None


@dataclass(frozen=True, slots=True)
class Done(Generic[W]):
    """What came of a step.

    ``id`` is the physical id of what was made; a failed step (``failure`` says
    why) may have one too: what was made half, and has to be deleted.
    """

    world: W
    id: str | None = None
    failure: str | None = None


class Driver(Protocol[W]):
    """Performs one step.  Drivers do not raise for what can go wrong in the world: that is a ``failure``."""

    def create(self, world: W, order: Order) -> Done[W]:
        """Make a resource, open a nested stack, or adopt what is there."""

    def delete(self, world: W, standing: Standing) -> Done[W]:
        """Unmake it.  What is gone already is no failure."""

    def mint(self, world: W, order: MintOrder) -> Done[W]:
        """Make a credential or an identity.  The id that comes back is no secret."""

    def revoke(self, world: W, standing: Standing, mint: Mint) -> Done[W]:
        """Take it back.  What is gone already is no failure."""

    def secrets(self, world: W) -> Iterable[str]:
        """The texts that the engine must not show: those of all that was minted."""

    def reference(self, world: W, standing: Standing) -> Value:
        """The reference id (``get_resource``): for a nested stack, its own."""

    def attribute(self, world: W, standing: Standing, name: str) -> Value:
        """One attribute, whole; None where it has no value."""

    def attributes(self, world: W, standing: Standing) -> Map:
        """All attributes but ``show``, by name."""

    def stack_name(self, world: W, standing: Standing) -> str:
        """The name of a nested stack that was opened."""

    def zones(self, world: W) -> tuple[str, ...]:
        """The names of the availability zones (``Fn::GetAZs``)."""

    def project(self, world: W) -> str:
        """The id of the project that the stack is in (``OS::project_id``)."""

    def wait(self, world: W, seconds: float) -> W:
        """Let time pass between two batches."""


@dataclass(frozen=True, slots=True)
class Run(Generic[W]):
    """What came of a run: all of it values.

    ``outputs`` are the root stack's by name: empty unless the run succeeded.
    They may hold what a hidden parameter gave: show them to nobody else.
    """

    trace: Trace
    state: State
    world: W
    outputs: Map = field(default_factory=Map)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """True when a step failed or the run was refused."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


class Engine(Protocol):
    """Decides when each step is performed: it may do several at once, elsewhere, or later.

    Its trace is a linear extension of the plan's order, whatever it does.
    """

    def run(
        self,
        plan: Plan,
        driver: Driver[W],
        world: W,
        *,
        parameters: Mapping[str, Value] = ...,
        state: State | None = ...,
    ) -> Run[W]:
        """Carry out the plan; ``state`` is what an earlier run of it left."""

    def destroy(self, plan: Plan, state: State, driver: Driver[W], world: W) -> Run[W]:
        """Undo what stands."""
