"""The simulator's world: what stands, by its physical id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from pyrsistent import PMap, pmap

from heatplan.ir.state import Kind
from heatplan.ir.value import Map, Value


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that stands: what it was made from.  Its attributes are derived from this when they are asked for."""

    id: str
    address: str
    kind: Kind
    type: str
    name: str
    physical_name: str
    properties: Map = field(default_factory=Map)
    metadata: Value = None


World: TypeAlias = PMap[str, Thing]

EMPTY: World = pmap()
