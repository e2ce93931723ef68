"""What a template was asked, and what came of it: all of it values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure
from heatplan.ir.source import Request, SourceSet
from heatplan.testing.inputs import Inputs
from heatplan.testing.laws import TEMPLATE_LAWS, Law, Terms

Verdict = Literal["held", "broken", "not applicable"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which laws, of which template with what is fixed, and how hard to look.

    ``sources`` and ``request`` have all that the user fixes; ``free`` names
    parameters that are drawn all the same.  ``examples`` is how many inputs are
    drawn, ``counterexamples`` how many are made small, but one for each law
    that breaks.  The same question has the same proof.
    """

    sources: SourceSet
    request: Request = field(default_factory=Request)
    laws: tuple[Law, ...] = TEMPLATE_LAWS
    terms: Terms = field(default_factory=Terms)
    free: tuple[str, ...] = ()
    seed: int = 0
    examples: int = 30
    counterexamples: int = 10
    loose: bool = True
    """Whether each parameter is also given what nothing but its own constraints allows."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The smallest inputs found that break a law at one place; ``diagnostics`` is what the law then finds there."""

    law: str
    diagnostics: tuple[Diagnostic, ...]
    inputs: Inputs
    steps: int | None = None
    """The most steps that the plan may have; None where there is none."""


@dataclass(frozen=True, slots=True)
class LawProof:
    """What came of one law.

    It was ``tried`` on so many inputs and ``broke`` on so many of these;
    ``more`` is at how many further places it breaks that nothing was made small for.
    """

    name: str
    sentence: str
    tried: int = 0
    broke: int = 0
    counterexamples: tuple[Counterexample, ...] = ()
    more: int = 0

    @property
    def verdict(self) -> Verdict:
        """Whether the law held, as far as it was tried."""
        if self.broke:
            return "broken"
        return "held" if self.tried else "not applicable"

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings of all counterexamples."""
        return tuple(found for one in self.counterexamples for found in one.diagnostics)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of all laws, and how well they were tried.

    ``cases`` inputs, all different, gave a plan and ``refused`` gave none; the
    largest of these plans has ``largest`` steps.  ``drawn`` and ``fixed`` name
    the parameters that were drawn, and those that were given.  ``stopped``:
    the caller ended it before everything was asked.
    """

    laws: tuple[LawProof, ...]
    seed: int
    cases: int
    refused: int
    largest: int
    drawn: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings of all counterexamples."""
        return tuple(found for one in self.laws for found in one.diagnostics)

    def is_failure(self, *, strict: bool = False) -> bool:
        """Whether some law is broken by an error or by what will fail; with ``strict``, by a warning."""
        return is_failure(self.diagnostics, strict=strict)
