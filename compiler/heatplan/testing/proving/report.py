"""A proof as people and programs read it: text, JSON, JUnit's checks, and an environment file for each counterexample."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure, ordered, sentence
from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.render_text import render_text
from heatplan.diagnostics.visible import visible
from heatplan.render.junit import Check
from heatplan.shown import shown
from heatplan.span import Span
from heatplan.testing.inputs import name_beside
from heatplan.testing.proving.proof import Counterexample, LawProof, Proof, Question

Again = Mapping[tuple[str, int], str]
"""The command that shows a counterexample again, by the law's name and its number there, from 1 on."""

COLOURS: Final = {"broken": "1;31", "surprising": "1;33", "held": "32"}


def proof_text(proof: Proof, question: Question, again: Again, *, colour: bool = False) -> str:
    """What broke, each with what shows it and how to see it again; then what held; the seed at the end.

    ``again`` has the command for each counterexample.
    """
    parts = [text for law in proof.laws if law.broke for text in _broken(law, question, again, colour)]
    parts.append("".join(_table(proof, colour)))
    parts.append(_sum(proof) + "\n")
    return "\n".join(parts)


def _broken(law: LawProof, question: Question, again: Again, colour: bool) -> Iterator[str]:
    word = _word(law)
    yield f"{_paint(word, COLOURS[word], colour)}  {law.name}: {law.sentence}\n"
    for number, one in enumerate(law.counterexamples, 1):
        lines = "".join(f"    {visible(line)}\n" for line in one.inputs.environment().splitlines())
        nothing = not one.inputs.given()
        alone = "what is given" if one.inputs.base.environments or one.inputs.asked.parameters else "the defaults"
        with_ = f"  with {alone} alone\n" if nothing else f"  with the environment\n{lines}"
        yield f"{finding_text(one, question, colour=colour)}\n{with_}\n  again: {again[law.name, number]}\n"
    if law.more:
        yield f"  and at {law.more} more {'place' if law.more == 1 else 'places'}\n"


def _word(law: LawProof) -> str:
    """``surprising`` is a law that only warnings break."""
    if law.verdict != "broken":
        return law.verdict
    return "broken" if is_failure(law.diagnostics) else "surprising"


def finding_text(one: Counterexample, question: Question, *, colour: bool = False) -> str:
    """The findings as ``heatplan check`` shows them, without the count of them at the end."""
    texts = shown(one.inputs.sources(), question.request.settings)
    return render_text(one.diagnostics, texts, colour=colour).rstrip("\n").rpartition("\n\n")[0] + "\n"


def _table(proof: Proof, colour: bool) -> Iterator[str]:
    held = [law for law in proof.laws if law.verdict == "held"]
    width = max((len(law.name) for law in proof.laws if not law.broke), default=0)
    for law in held:
        yield f"{_paint('held', COLOURS['held'], colour)}  {law.name:<{width}}  {law.tried} {_cases(law.tried)}\n"
    for law in proof.laws:
        if law.verdict == "not applicable":
            yield f"----  {law.name:<{width}}  nothing to ask\n"


def _sum(proof: Proof) -> str:
    words = [_word(law) for law in proof.laws]
    said = [f"{words.count(word)} {word}" for word in COLOURS if word in words]
    refused = f", {proof.refused} refused" if proof.refused else ""
    size = f" of up to {proof.largest} steps" if proof.largest else ""
    ended = "; out of time before all was asked" if proof.stopped else ""
    if not proof.cases and proof.refused:
        ended += "\nWhatever was drawn, the template does not compile: no other law could be asked."
    laws = ", ".join(said) or "nothing asked"
    return f"{laws}; {proof.cases} {_cases(proof.cases)}{size}{refused}; seed {proof.seed}{ended}"


def _cases(number: int) -> str:
    return "case" if number == 1 else "cases"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def proof_json(proof: Proof, question: Question, again: Again) -> str:
    """The proof as one JSON object, with a line break at its end; findings as ``heatplan check --json`` writes them."""
    found = {
        "seed": proof.seed,
        "cases": proof.cases,
        "refused": proof.refused,
        "largest": proof.largest,
        "stopped": proof.stopped,
        "drawn": list(proof.drawn),
        "fixed": list(proof.fixed),
        "laws": [_law(law, question, again) for law in proof.laws],
    }
    return json.dumps(found, indent=2) + "\n"


def _law(law: LawProof, question: Question, again: Again) -> dict[str, Any]:
    return {
        "name": law.name,
        "sentence": law.sentence,
        "verdict": law.verdict,
        "tried": law.tried,
        "broke": law.broke,
        "more": law.more,
        "counterexamples": [
            {
                "environment": one.inputs.sections(),
                "text": one.inputs.environment(),
                "again": again[law.name, number],
                "diagnostics": json.loads(
                    render_json(one.diagnostics, shown(one.inputs.sources(), question.request.settings))
                )["diagnostics"],
            }
            for number, one in enumerate(law.counterexamples, 1)
        ],
    }


def proof_checks(proof: Proof, question: Question, *, strict: bool = False) -> tuple[Check, ...]:
    """One check for each law: skipped where there was nothing to ask."""
    return tuple(_check(law, question, strict) for law in proof.laws)


def _check(law: LawProof, question: Question, strict: bool) -> Check:
    group = question.sources.root
    if law.verdict == "not applicable":
        return Check(group, law.name, file=group, skipped="There is nothing to ask this template.")
    if not is_failure(law.diagnostics, strict=strict):
        return Check(group, law.name, file=group)
    texts = [f"{finding_text(one, question)}\n{one.inputs.environment()}" for one in law.counterexamples]
    first = sentence(next(one for one in law.diagnostics if is_failure((one,), strict=strict)))
    return Check(group, law.name, failure=first, text=f"{law.sentence}\n\n" + "\n".join(texts), file=group)


def counterexample_file(one: Counterexample, law: LawProof, proof: Proof, again: str) -> str:
    """The environment as a file, with a comment that says what it shows and how to see it."""
    said = [
        f"The law {law.name} does not hold with this environment (seed {proof.seed}):",
        law.sentence,
        *(f"{found.severity}[{found.code.id}]: {sentence(found)}" for found in ordered(one.diagnostics)),
        f"See it with: {again}",
    ]
    return "".join(f"# {visible(line)}\n" for line in said) + one.inputs.environment()


def proof_findings(proof: Proof, question: Question) -> tuple[Diagnostic, ...]:
    """The findings of all counterexamples, each at a place in a file that there is."""
    drawn = name_beside(question.sources)
    top = Span(question.sources.root, 0, 0)
    return tuple(
        replace(one, span=top if one.span.source in {"", drawn} else one.span, labels=_there(one, drawn))
        for one in proof.diagnostics
    )


def _there(one: Diagnostic, drawn: str) -> tuple[tuple[Span, str], ...]:
    return tuple((span, text) for span, text in one.labels if span.source != drawn)
