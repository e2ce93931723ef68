"""A case as its author wrote it: what to compile, and what should come of it, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from heatplan.ir.settings import DEFAULTS
from heatplan.ir.value import Map, Value
from heatplan.span import NOWHERE, Span
from heatplan.testing.laws.law import DEMANDS_NOTHING, Terms


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is compiled: names of files are relative to the case file, options are as on the command line.

    ``places`` has the span of each parameter's value.
    """

    template: str
    environments: tuple[str, ...] = ()
    parameters: Map = field(default_factory=Map)  # of str to Value
    places: Map = field(default_factory=Map)  # of str to Span
    stack_name: str = "stack"
    tags: tuple[str, ...] = ()
    project_id: str | None = None
    merge: Literal["server", "client"] = "server"
    policy: Literal["heat", "minimal"] = "heat"
    heat_release: int = DEFAULTS.heat_release
    heat_conf: str | None = None
    types: tuple[str, ...] = ()
    operator_environments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedFinding:
    """A finding that should be there: ``at`` is ``FILE``, ``FILE:LINE`` or an address, ``says`` a piece of its message."""

    code: str  # the id, HP0411
    at: str = ""
    says: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class WantedValue:
    """A value by its name: a property, an output, how many there are of a type."""

    name: str
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class WantedResource:
    """What a resource should be, in part; ``absent``: it should not be there at all."""

    address: str
    span: Span
    absent: bool = False
    type: WantedValue | None = None
    properties: tuple[WantedValue, ...] = ()
    needs: tuple[WantedValue, ...] = ()  # addresses of steps


@dataclass(frozen=True, slots=True)
class Expected:
    """What should come of it.

    ``findings`` are all that there are but those with a code in ``allow``;
    None where the case does not say.  ``golden`` is the file with the whole
    plan, None where it is not compared.  ``mints`` are all kinds that are
    minted, None where the case does not say.  ``laws`` are names of laws about
    a template, ``terms`` what they are asked with; ``times`` is the file that
    says how long steps take.
    """

    findings: tuple[WantedFinding, ...] | None = None
    allow: tuple[str, ...] = ()
    fails: bool = False
    golden: str | None = None
    resources: tuple[WantedResource, ...] = ()
    counts: tuple[WantedValue, ...] = ()
    outputs: tuple[WantedValue, ...] = ()
    mints: WantedValue | None = None
    laws: WantedValue | None = None
    terms: Terms = DEMANDS_NOTHING
    times: str | None = None

    @property
    def of_plan(self) -> bool:
        """Whether something is expected that only a plan can have."""
        asked = self.resources or self.counts or self.outputs or self.mints or self.laws
        return bool(asked) or self.terms != DEMANDS_NOTHING or self.times is not None


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """One case; ``name`` tells it from the others of its file, '' where it is the only one."""

    file: str
    name: str
    inputs: Inputs
    expected: Expected
    span: Span = NOWHERE

    @property
    def title(self) -> str:
        """What people call it: the file, and the name where there is one."""
        return f"{self.file}: {self.name}" if self.name else self.file
