"""What the fixtures of the pytest plugin do, in a module of its own so that pytest starts without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure
from heatplan.diagnostics.render_text import render_text
from heatplan.diagnostics.suggest import did_you_mean, suggest
from heatplan.edge.load import load
from heatplan.executors.in_process import run
from heatplan.executors.protocol import Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.plan import Plan
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.steps import steps
from heatplan.ir.value import Map, freeze
from heatplan.shown import shown
from heatplan.testing.cases.golden import difference, golden_text
from heatplan.testing.laws import TEMPLATE_LAWS, Case, Terms
from heatplan.testing.proving.proof import Proof, Question
from heatplan.testing.proving.prove import NothingDrawnError, prove


def compiled(
    root: Path,
    template: str | Path,
    environments: Sequence[str | Path],
    parameters: Mapping[str, Any],
    *,
    strict: bool,
    stack_name: str,
) -> Case:
    """What a template compiles to; the test fails where it does not, or is sure to fail when it is created."""
    sources = _sources(root, template, environments)
    try:
        case = Case.of(sources, Request(stack_name, freeze(dict(parameters))))
    except AssertionError as error:
        pytest.fail(str(error), pytrace=False)
    bad = {"error", "will-fail", "warning"} if strict else {"error", "will-fail"}
    found = tuple(one for one in case.diagnostics if one.severity in bad)
    if found:
        pytest.fail(said(found, sources), pytrace=False)
    return case


def simulated(
    plan: Plan, case: Case | None, fail_at: str | Iterable[str], parameters: Mapping[str, Any] | None
) -> Run[World]:
    """A run of the plan; the test fails where it fails unasked, and where it never comes to an address."""
    given = Map(freeze(dict(parameters))) if parameters is not None else case.hidden if case is not None else Map()
    places = frozenset([fail_at] if isinstance(fail_at, str) else fail_at)
    done = run(plan, Simulator.of(plan), EMPTY, parameters=given, fail_at=places)
    if places and not done.failed:
        pytest.fail(f"the run never came to {', '.join(sorted(places))}; {near(plan, places)}", pytrace=False)
    if done.failed and not any(event.outcome == "failed" and event.address in places for event in done.trace):
        pytest.fail(said(done.diagnostics, case.sources if case is not None else None), pytrace=False)
    return done


def lawful(case: Case, names: Sequence[str], terms: Mapping[str, Any]) -> None:
    """The laws about a template hold, all of them or those that are named; else the test fails."""
    known(names)
    for law in TEMPLATE_LAWS:
        found = law(case, Terms(**terms)) if not names or law.name in names else ()
        broken = tuple(one for one in found if one.severity != "note")
        if broken:
            pytest.fail(f"a law does not hold: {law.sentence}\n\n{said(broken, case.sources)}", pytrace=False)


def proved(
    root: Path,
    template: str | Path,
    environments: Sequence[str | Path],
    parameters: Mapping[str, Any],
    *,
    laws: Sequence[str],
    examples: int,
    seed: int,
    strict: bool,
    stack_name: str,
    terms: Mapping[str, Any],
) -> Proof:
    """What comes of asking laws about inputs that are drawn; the test fails where one is broken."""
    known(laws)
    asked = Question(
        _sources(root, template, environments),
        Request(stack_name, freeze(dict(parameters))),
        laws=tuple(law for law in TEMPLATE_LAWS if not laws or law.name in laws),
        terms=Terms(**terms),
        seed=seed,
        examples=examples,
    )
    try:
        proof = prove(asked)
    except NothingDrawnError as nothing:
        pytest.fail(said(nothing.diagnostics, asked.sources), pytrace=False)
    if proof.is_failure(strict=strict):
        pytest.fail("\n".join(_counterexamples(proof, strict=strict)), pytrace=False)
    return proof


def _counterexamples(proof: Proof, *, strict: bool) -> Iterator[str]:
    """Each broken law with its smallest inputs."""
    for law in proof.laws:
        for one in law.counterexamples:
            if is_failure(one.diagnostics, strict=strict):
                yield f"a law does not hold: {law.sentence}\n"
                yield said(one.diagnostics, one.inputs.sources())
                yield f"with\n\n{indent(one.inputs.environment(), '    ')}"
    yield f"seed {proof.seed}, {proof.cases} inputs drawn"


def known(names: Sequence[str]) -> None:
    """There are laws of these names; else the test fails."""
    there = [law.name for law in TEMPLATE_LAWS]
    for name in names:
        if name not in there:
            pytest.fail(f"there is no law {name}; {did_you_mean(name, there) or ', '.join(there)}", pytrace=False)


def compared(plan: Plan, file: Path, *, update: bool) -> None:
    """The plan is the one in the file, which ``update`` writes; else the test fails with the difference."""
    now = golden_text(plan)
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(now, encoding="utf-8")
    elif not file.is_file():
        pytest.fail(f"there is no golden plan {file.name} yet: pytest --heatplan-update writes it", pytrace=False)
    change = difference(file.read_text(encoding="utf-8"), now, file.name)
    if change is not None:
        lines = "".join(f"{line}\n" for line in change.lines)
        words = "is not the one in the file; if it should be, pytest --heatplan-update writes it"
        pytest.fail(f"the plan {words}\n\n{lines}", pytrace=False)


def _sources(root: Path, template: str | Path, environments: Sequence[str | Path]) -> SourceSet:
    if isinstance(template, str) and "\n" in template:
        texts = {"template.yaml": Source("template.yaml", template)}
        for name in environments:
            texts[str(name)] = Source(str(name), (root / name).read_text(encoding="utf-8"))
        return SourceSet("template.yaml", Map(texts), tuple(map(str, environments)))
    loaded = load(str(root / template), [str(root / name) for name in environments], root=root)
    if loaded.value is None or loaded.failed:
        pytest.fail(said(loaded.diagnostics, loaded.value), pytrace=False)
    return loaded.value


def said(found: tuple[Diagnostic, ...], sources: SourceSet | None) -> str:
    """The findings as a terminal shows them."""
    return render_text(found, {} if sources is None else shown(sources, DEFAULTS))


def near(plan: Plan, addresses: Iterable[str]) -> str:
    """What the steps are called, those that resemble first."""
    names = [one.address for one in islice(steps(plan), 1000)]
    alike = [name for wrong in sorted(addresses) for name in suggest(wrong, names)] or names[:5]
    return f"its steps are called {', '.join(dict.fromkeys(alike))}" if alike else "it has no steps"
