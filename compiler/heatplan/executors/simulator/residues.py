"""What is left in the simulator's world, and whether the plan says so."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.executors.simulator.identities import kind_of
from heatplan.executors.simulator.world import World
from heatplan.ir import address as addresses
from heatplan.ir.auth import Expires, Mint, Residue
from heatplan.ir.mints import address_of, owner_of
from heatplan.ir.plan import Plan
from heatplan.ir.steps import Places, undo_of

RETAINED = "its deletion policy is Retain"
OWNER_RETAINED = "what it was minted for is retained"


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left: a resource or what was minted, and why.

    ``named``: the plan says that it stays, or that it ends by itself; where it
    does not, ``reason`` is empty.
    """

    address: str
    kind: str
    id: str
    reason: str

    @property
    def named(self) -> bool:
        """Whether the plan has a reason for it."""
        return bool(self.reason)


def residues(world: World, plan: Plan) -> tuple[Left, ...]:
    """All that is in the world, sorted by address, with the plan's reasons for its staying there.

    Before the stack is destroyed most of it has none.
    """
    places = Places(plan)
    left = [Left(one.address, one.type, one.id, _why(places, one.address)) for one in world.values()]
    for address, made in world.identities.made.items():
        left.append(Left(address, kind_of(made), made.id, _why_minted(plan, places, address)))
    return tuple(sorted(left, key=lambda one: one.address))


def _why(places: Places, address: str) -> str:
    """Why a resource may stay: its own policy, or that of one around it; '' where there is no reason."""
    around = address
    while around:
        resource = places.resource(around)
        if resource is not None and undo_of(resource) in {"retain", "policy"}:
            return RETAINED if around == address else f"{around} is retained"
        around = outside(around)
    return ""


def outside(address: str) -> str:
    """The address of the resource that another is directly inside of ('' for one of the root stack)."""
    parts = addresses.parse(address) or ()
    return addresses.show(parts[:-1])


def _why_minted(plan: Plan, places: Places, address: str) -> str:
    owner = owner_of(address) or ""
    resource = places.resource(owner) if owner else None
    mints: tuple[Mint, ...] = plan.root.auth if not owner else resource.auth if resource is not None else ()
    for mint in mints:
        if address_of(owner, mint.name) == address:
            match mint.end:
                case Residue(reason):
                    return reason
                case Expires(when):
                    return f"it expires {when}"
    return OWNER_RETAINED if owner and _why(places, owner) else ""
