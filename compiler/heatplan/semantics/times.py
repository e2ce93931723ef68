"""How long steps take: a model, from round numbers or from what an author has measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from heatplan.ir.address import Part, parse
from heatplan.ir.auth import Mint
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map
from heatplan.semantics.waits import longest_wait

SECONDS: Final[Mapping[str, float]] = {
    "OS::Nova::Server": 30.0,
    "OS::Cinder::Volume": 5.0,
    "OS::Cinder::VolumeAttachment": 5.0,
    "OS::Neutron::Net": 2.0,
    "OS::Octavia::LoadBalancer": 60.0,
    "OS::Trove::Instance": 120.0,
    "OS::Magnum::Cluster": 300.0,
    "OS::Heat::Value": 0.0,
    "OS::Heat::RandomString": 0.0,
    "OS::Heat::None": 0.0,
}
"""Seconds until a resource stands, by its type: round numbers, for orders of magnitude only."""

OTHERS: Final = 1.0
"""A type that is not in the table."""

MINT: Final = 0.25
LOCAL: Final = 0.0
"""What Heat makes in its own process takes no time."""

SIGNAL: Final = 60.0
"""From the moment a step waits until its signal comes: a server boots, and runs what it was given."""

ANY: Final = "*"
"""What a name of types ends with that stands for all those that begin like it."""


class Rule(NamedTuple):
    """The seconds of the steps at an address, in which ``[*]`` is any member.

    ``text`` is the address as it was given, ``parts`` what is left of it on
    the way down.  ``exact`` says of each member in it whether it is named: a
    rule that names more, from the left on, comes before one that names less.
    """

    text: str
    parts: tuple[Part, ...]
    seconds: float
    exact: tuple[bool, ...]

    @staticmethod
    def of(text: str, seconds: float) -> Rule | None:
        """The rule for an address; None for a text that is none."""
        parts = parse(text)
        if parts is None:
            return None
        return Rule(text, parts, seconds, tuple([part.kind != "every" for part in parts if part.kind in _BRACKETS]))


_BRACKETS: Final = frozenset({"member", "every", "open"})


@dataclass(frozen=True, slots=True)
class Times:
    """A model of how long steps take, in seconds.

    ``types`` maps types to the seconds that one takes to stand (for one that
    waits: until its signal comes), ``OS::Neutron::*`` all that begin so; then
    comes the table ``SECONDS``, then ``others``.  ``mints`` does so for kinds of
    mints, ``mint`` for those that are not named.  ``addresses`` are steps with
    a time of their own, which is taken as it is.  ``wait`` is how long after a
    step began to wait its signal comes; None: not at all, each waits until its
    time is over.  ``parallel`` is how many steps may be under way at once,
    those that wait not counted; None: any number, as Heat's engine does it.
    """

    types: Map = field(default_factory=Map)  # of str to float
    others: float = OTHERS
    mints: Map = field(default_factory=Map)  # of str to float
    mint: float = MINT
    addresses: tuple[Rule, ...] = ()
    wait: float | None = SIGNAL
    parallel: int | None = None

    def creation(self, resource: Resource) -> float:
        """Seconds that the step ``create`` of a resource takes; what is inside of it takes its own."""
        if resource.child is not None or resource.external_id is not None:
            return 0.0
        given = self._of_type(resource.mapped, resource.type)
        most = longest_wait(resource)
        if most is None:
            return creation(resource.mapped, self.others) if given is None else given
        after = self.wait if given is None else given
        return most if after is None else min(after, most)

    def minting(self, mint: Mint) -> float:
        """Seconds that a mint takes."""
        given: float | None = self.mints.get(mint.kind)
        if given is not None:
            return given
        return LOCAL if mint.by == "local" else self.mint

    def _of_type(self, *names: str) -> float | None:
        """The seconds that are given for a type: by its name, else by the longest beginning of it."""
        for name in names if self.types else ():
            if name in self.types:
                return float(self.types[name])
        near = [one for one in self.types if one.endswith(ANY) and names[0].startswith(one[:-1])]
        return float(self.types[max(near, key=len)]) if near else None


def creation(type_name: str, others: float = OTHERS) -> float:
    """Seconds until something of the type stands, by the table."""
    return SECONDS.get(type_name, others)


DEFAULT: Final = Times()
"""The table and nothing else."""
