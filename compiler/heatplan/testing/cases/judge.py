"""What came of a template against what its case expects: a finding for each difference, none where all is as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from heatplan.diagnostics import codes_test as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.executors.redact import Redactor
from heatplan.ir.expr import known_entries
from heatplan.ir.plan import Plan
from heatplan.ir.steps import Places, resources, step
from heatplan.ir.tree import Resource
from heatplan.ir.value import Map, Value, map_strings
from heatplan.render.words import short, value_text
from heatplan.testing.cases.expecting import ALL_LAWS
from heatplan.testing.cases.findings import Texts, compare_findings
from heatplan.testing.cases.golden import Difference, difference, golden_text
from heatplan.testing.cases.plain import fits, plain
from heatplan.testing.cases.simulated import Simulated
from heatplan.testing.cases.spec import CaseSpec, Expected, WantedResource, WantedValue
from heatplan.testing.cases.tally import in_words, minted, tally
from heatplan.testing.laws import TEMPLATE_LAWS, Case
from heatplan.testing.laws.law import DEMANDS_NOTHING

_WIDTH = 200
"""Characters of a value that a message shows."""

_NAMES = 1000
"""Addresses that are looked through for one that is near."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a case's template: a plan with what it was made from, where there is one, and the findings.

    ``texts`` are those that findings point at; ``golden`` is the text of the
    golden plan's file, None where there is none.
    """

    case: Case | None
    findings: tuple[Diagnostic, ...]
    texts: Texts = field(default_factory=Map)
    golden: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The differences; ``golden`` is the plan as its file should have it, None where it is not compared."""

    findings: tuple[Diagnostic, ...]
    difference: Difference | None = None
    golden: str | None = None

    @property
    def passed(self) -> bool:
        """True when there is no difference."""
        return not self.findings

    def updated(self) -> Verdict:
        """The same once the golden plan has been written."""
        left = tuple(item for item in self.findings if item.code not in (codes.NO_GOLDEN, codes.PLAN_DIFFERS))
        return Verdict(left, None, self.golden)


def judge(spec: CaseSpec, came: Came) -> Verdict:
    """Everything that the case expects is asked; no message shows the value of a hidden parameter."""
    found = list(compare_findings(spec, came.findings, came.texts))
    if came.case is None:
        if spec.expected.of_plan and not any(item.code is codes.NOT_EXPECTED for item in found):
            found.append(finding(codes.NO_PLAN, spec.span))
        return Verdict(tuple(found))
    plan = came.case.plan
    found += _Compared(came.case).all(spec)
    if spec.expected.golden is None or spec.expected.fails:
        return Verdict(tuple(found))
    now, name = golden_text(plan), spec.expected.golden
    if came.golden is None:
        hint = "heatplan test --update writes it; plan: false does without."
        found.append(finding(codes.NO_GOLDEN, spec.span, file=name, hint=hint))
        return Verdict(tuple(found), None, now)
    change = difference(came.golden, now, name)
    if change is not None:
        hint = "If that is what it should be, heatplan test --update writes it."
        found.append(finding(codes.PLAN_DIFFERS, spec.span, hint=hint, file=name, change=_in_words(change)))
    return Verdict(tuple(found), change, now)


def _in_words(change: Difference) -> str:
    """``3 lines more and 2 less``."""
    first = change.added or change.removed
    words = f"{first} line{'' if first == 1 else 's'} {'more' if change.added else 'less'}"
    return f"{words} and {change.removed} less" if change.added and change.removed else words


class _Compared:
    """A plan, its run when that is asked for, and what may be said of them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._plan: Plan = case.plan
        self._places = Places(case.plan)
        self._simulated = Simulated(case.plan, case.hidden)
        self._hide = Redactor(case.hidden.values())

    def all(self, spec: CaseSpec) -> Iterator[Diagnostic]:
        """Every difference but that of the golden plan."""
        for resource in spec.expected.resources:
            yield from self._resource(resource)
        if spec.expected.counts or spec.expected.mints is not None:
            yield from self._counts(spec)
        if spec.expected.outputs:
            yield from self._outputs(spec)
        yield from (item for item in self._laws(spec.expected) if item.code.id not in spec.expected.allow)

    def _shown(self, value: Value) -> str:
        return short(value_text(map_strings(value, self._hide)), _WIDTH)

    def _other(self, what: str, found: str, wanted: WantedValue) -> Diagnostic:
        facts = {"what": what, "found": found, "expected": self._shown(wanted.value)}
        return finding(codes.OTHER_VALUE, wanted.span, facts=facts)

    def _resource(self, wanted: WantedResource) -> Iterator[Diagnostic]:
        there = self._places.resource(wanted.address)
        what = f"resource {wanted.address}"
        if there is None:
            if not wanted.absent:
                names = [one.address for one in islice(resources(self._plan), _NAMES)]
                hint = did_you_mean(wanted.address, names)
                yield finding(codes.NOT_IN_PLAN, wanted.span, what=what, hint=hint)
            return
        if wanted.absent:
            yield finding(codes.STILL_IN_PLAN, wanted.span, what=what)
            return
        if wanted.type is not None and wanted.type.value not in (there.type, there.mapped):
            yield self._other(f"type of {wanted.address}", there.type, wanted.type)
        for one in wanted.properties:
            yield from self._property(wanted.address, there, one)
        yield from self._needs(wanted, there)

    def _property(self, address: str, there: Resource, wanted: WantedValue) -> Iterator[Diagnostic]:
        """As the plan has it, or as the simulator gets it once everything is known."""
        arguments = there.child.arguments if there.child is not None and hasattr(there.child, "arguments") else ()
        planned = {str(key): plain(item) for key, item in (*known_entries(there.properties), *arguments)}
        if wanted.name in planned and fits(wanted.value, planned[wanted.name]):
            return
        final = self._simulated.properties(address)
        if final is not None and wanted.name in final and fits(wanted.value, final[wanted.name]):
            return
        what = f"property {wanted.name} of {address}"
        known = final if final is not None and wanted.name in final else planned
        if wanted.name in known:
            yield self._other(what, self._shown(known[wanted.name]), wanted)
        else:
            yield finding(codes.NOT_IN_PLAN, wanted.span, what=what, hint=did_you_mean(wanted.name, sorted(planned)))

    def _needs(self, wanted: WantedResource, there: Resource) -> Iterator[Diagnostic]:
        """Named as ``heatplan show`` names them, by their names on their level, or by the addresses of steps."""
        if not wanted.needs:
            return
        own = step(self._plan, wanted.address)
        known = (*there.needs, *(own.needs if own is not None else ()))
        for one in wanted.needs:
            if one.value not in known:
                hint = f"It comes after {', '.join(dict.fromkeys(known))}." if known else "It waits for nothing."
                what = f"edge from {one.value} to {wanted.address}"
                yield finding(codes.NOT_IN_PLAN, one.span, what=what, hint=hint)

    def _counts(self, spec: CaseSpec) -> Iterator[Diagnostic]:
        found = tally(self._plan.root)
        for one in spec.expected.counts:
            interval = found.get(one.name, (0, 0))
            if interval != (one.value, one.value):
                hint = did_you_mean(one.name, sorted(found)) if interval == (0, 0) else ""
                yield replace(self._other(f"number of {one.name}", in_words(interval), one), hint=hint)
        wanted = spec.expected.mints
        if wanted is None:
            return
        kinds = minted(self._plan.root)
        never = sorted({*wanted.value} - {*kinds})
        always = sorted(kind for kind, sure in kinds.items() if sure and kind not in wanted.value)
        if never or always:
            what = ", ".join(sorted(kinds)) or "nothing"
            yield self._other("list of what is minted", what, wanted)

    def _outputs(self, spec: CaseSpec) -> Iterator[Diagnostic]:
        failed = self._simulated.failure()
        if failed is not None:
            yield finding(codes.RUN_FAILED, spec.span)
            yield from failed
            return
        outputs = self._simulated.outputs()
        for one in spec.expected.outputs:
            if one.name not in outputs:
                hint = did_you_mean(one.name, sorted(outputs))
                yield finding(codes.NOT_IN_PLAN, one.span, what=f"output {one.name}", hint=hint)
            elif not fits(one.value, outputs[one.name]):
                yield self._other(f"output {one.name}", self._shown(outputs[one.name]), one)

    def _laws(self, expected: Expected) -> Iterator[Diagnostic]:
        """What the laws find is said as they say it: those that are named, and those that the terms are for."""
        named = () if expected.laws is None else expected.laws.value
        for law in TEMPLATE_LAWS:
            for_terms = law.applies(self._case, expected.terms) and not law.applies(self._case, DEMANDS_NOTHING)
            if named == (ALL_LAWS,) or law.name in named or for_terms:
                yield from (item for item in law(self._case, expected.terms) if item.severity != "note")
