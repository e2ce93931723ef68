"""Laws asked about inputs: each pair of them once, however often the answer is needed."""

from __future__ import annotations

import re
import traceback
from collections.abc import Hashable
from pathlib import PurePath
from typing import Final

from heatplan.diagnostics.codes_prove import LAW_FAILED
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.steps import count
from heatplan.memo import Memo
from heatplan.result import Result
from heatplan.testing.inputs import Inputs, name_beside
from heatplan.testing.laws import Case, Law
from heatplan.testing.laws.compiles import COMPILES, refusals
from heatplan.testing.plausible import recognisable
from heatplan.testing.proving.proof import Question

KEPT: Final = 64
"""Cases that are kept: with their plans they are large."""

_INDEX: Final = re.compile(r"\[\d+\]")


class Asking:
    """The laws of a question, asked about one draw after the other."""

    def __init__(self, question: Question, memo: Memo) -> None:
        self._question = question
        self._memo = memo
        self._cases: dict[str, Result[Case]] = {}
        self._answers: dict[tuple[str, str], tuple[Diagnostic, ...] | None] = {}
        self._drawn = name_beside(question.sources)
        self.work = 0
        """Answers that had to be found: what making small is measured by."""

    def case(self, inputs: Inputs) -> Result[Case]:
        """The case, or the findings for which there is none."""
        text = inputs.environment()
        if text not in self._cases:
            if len(self._cases) >= KEPT:
                self._cases.pop(next(iter(self._cases)))
            self._cases[text] = Case.made(inputs.sources(), inputs.request(), secrets_in(inputs), self._memo)
        return self._cases[text]

    def ask(self, law: Law, inputs: Inputs) -> tuple[Diagnostic, ...] | None:
        """What the law finds with these inputs, notes left out; None where it has nothing to say about them."""
        key = (law.name, inputs.environment())
        if key not in self._answers:
            self.work += 1
            self._answers[key] = self._asked(law, inputs)
        return self._answers[key]

    def _asked(self, law: Law, inputs: Inputs) -> tuple[Diagnostic, ...] | None:
        made = self.case(inputs)
        if made.value is None:
            return tuple(refusals(made.diagnostics)) if law is COMPILES else None
        try:
            if not law.applies(made.value, self._question.terms):
                return None
            found = law(made.value, self._question.terms)
        except Exception as problem:  # noqa: BLE001 - a mistake in a law takes no other law's answer away
            found = (failed(law, problem),)
        return tuple(one for one in found if one.severity != "note")

    def place(self, found: Diagnostic) -> Hashable:
        """What makes two findings one: their code and their place, the same for all members and for all draws."""
        if found.span.source in {"", self._drawn}:
            return (found.code.id, _INDEX.sub("[*]", found.address))
        return (found.code.id, found.span.source, found.span.start)

    def steps(self, inputs: Inputs) -> int | None:
        """The most steps that the plan of these inputs may have."""
        made = self.case(inputs).value
        if made is None:
            return None
        least, most = count(made.plan)
        return max(least, most or 0)


def failed(law: Law, problem: Exception) -> Diagnostic:
    """The finding for a law that raised something: a mistake of heatplan's.  The exception's text may hold a secret."""
    places = [(PurePath(frame.filename).parts, frame.lineno) for frame in traceback.extract_tb(problem.__traceback__)]
    inside = [(parts, line) for parts, line in places if "heatplan" in parts]
    parts, line = inside[-1] if inside else (("?",), 0)
    where = f"{'/'.join(parts[len(parts) - parts[::-1].index('heatplan') :])}:{line}" if inside else "an unknown place"
    return finding(LAW_FAILED, law=law.name, error=type(problem).__name__, where=where)


def secrets_in(inputs: Inputs) -> tuple[str, ...]:
    """The values of hidden parameters that were drawn so that they are known again."""
    return tuple(value for name, value in inputs.given().items() if value == recognisable(name))
