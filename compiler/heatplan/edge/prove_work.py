"""The work of ``heatplan prove``: a template is loaded and asked, and what came of it is put into words.

It is done in a child process, and what it comes to is texts.
"""

from __future__ import annotations

import json
import shlex
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from typing import Final

from heatplan.edge.answer import FAILED, FINE, Style, report
from heatplan.edge.compiling import prepared
from heatplan.edge.internal import internal_error
from heatplan.edge.progress import progress
from heatplan.ir.settings import DEFAULTS as DEFAULT_SETTINGS
from heatplan.ir.settings import Settings
from heatplan.ir.value import Map
from heatplan.render.junit import junit
from heatplan.result import Result
from heatplan.shown import hidden_names, shown
from heatplan.testing.inputs import NoTemplateError
from heatplan.testing.laws import TEMPLATE_LAWS, Law, Terms
from heatplan.testing.proving import loose
from heatplan.testing.proving.proof import Proof, Question
from heatplan.testing.proving.prove import NothingDrawnError, prove
from heatplan.testing.proving.report import (
    Again,
    counterexample_file,
    proof_checks,
    proof_findings,
    proof_json,
    proof_text,
)

SHARE: Final = 0.8
"""Of the processor time that the work may take, so much before it comes to an end by itself."""

SECRET: Final = "***"  # noqa: S105 - it stands in the place of one
"""What is shown in the place of a value that the user gave for a hidden parameter."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What the command comes to: what it prints to standard output and to standard error, the files it writes, its code."""

    out: str
    err: str
    code: int
    files: dict[str, str] = field(default_factory=dict)


def pack(item: Proven) -> bytes:
    """What came of it as bytes, to be sent from one process to another."""
    return json.dumps(asdict(item)).encode("ascii")


def unpack(data: bytes) -> Proven:
    """What ``pack`` made."""
    return Proven(**json.loads(data))


def proven(args: Namespace, given: Result[Map], terms: Terms, how: Style) -> Proven:
    """The template that the options name, asked; an exception that nobody foresaw is said as a finding."""
    try:
        return _proven(args, given, terms, how)
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        return _refused(report((internal_error(problem, debug=args.debug),), {}, how), how)


def _proven(args: Namespace, given: Result[Map], terms: Terms, how: Style) -> Proven:
    ready = prepared(args, args.template, given)
    if ready.value is None:
        return _refused(report(ready.diagnostics, {}, how), how)
    sources, request = ready.value
    if ready.failed:
        return _refused(report(ready.diagnostics, shown(sources, request.settings), how), how)
    laws, loosened = chosen(args)
    question = Question(sources, request, laws, terms, tuple(args.free), args.seed, args.max_examples, loose=loosened)
    try:
        with progress() as advance:
            proof = prove(question, lambda what, done, total: advance(done, total, what), _clock(args.max_cpu_seconds))
    except NoTemplateError:  # what is wrong with it is said as check says it
        from heatplan.pipeline import compile as compile_plan

        found = compile_plan(sources, request).diagnostics
        return _refused(report(found, shown(sources, request.settings), how), how)
    except NothingDrawnError as nothing:
        return _refused(report(nothing.diagnostics, shown(sources, request.settings), how), how)
    return _said(args, question, proof, how)


def _refused(text: str, how: Style) -> Proven:
    return Proven(text if how.document else "", "" if how.document else text, FAILED)


def _said(args: Namespace, question: Question, proof: Proof, how: Style) -> Proven:
    again = commands(args, question, proof)
    findings, texts = proof_findings(proof, question), shown(question.sources, question.request.settings)
    files = dict(counterexamples(args, proof, again))
    if args.junit is not None:
        checks = proof_checks(proof, question, strict=how.strict)
        files[args.junit] = junit("heatplan prove", checks)
    if args.sarif is not None:
        files[args.sarif] = report(findings, texts, Style("sarif", base=how.base))
    match how.format:
        case "json":
            out = proof_json(proof, question, again)
        case "sarif":
            out = report(findings, texts, how)
        case _:
            colour = how.colour and (args.color == "always" or sys.stdout.isatty())
            out = proof_text(proof, question, again, colour=colour)
            out += report(findings, texts, how) if how.format == "github" else ""
    return Proven(out, "", FAILED if proof.is_failure(strict=how.strict) else FINE, files)


def _clock(seconds: int) -> Callable[[], bool]:
    """Whether the work has taken most of the time that it may take."""
    end = time.process_time() + seconds * SHARE
    return lambda: time.process_time() > end


def names() -> dict[str, str]:
    """All laws that can be asked, by name, each with its sentence."""
    return {**{law.name: law.sentence for law in TEMPLATE_LAWS}, loose.NAME: loose.SENTENCE}


def chosen(args: Namespace) -> tuple[tuple[Law, ...], bool]:
    """The laws that the options ask for, and whether parameters are to be loosened too."""
    wanted = {name for name in names() if (not args.law or name in args.law) and name not in args.without}
    return tuple(law for law in TEMPLATE_LAWS if law.name in wanted), loose.NAME in wanted


def counterexamples(args: Namespace, proof: Proof, again: Again) -> list[tuple[str, str]]:
    """The files of counterexamples by their names: the first of a law has the law's name, others a number."""
    found = []
    for law in proof.laws if args.counterexamples is not None else ():
        for number, one in enumerate(law.counterexamples, 1):
            found.append(
                (
                    file_name(args.counterexamples, law.name, number),
                    counterexample_file(one, law, proof, again[law.name, number]),
                )
            )
    return found


def file_name(folder: str, law: str, number: int = 1) -> str:
    """Where a counterexample goes."""
    end = "" if number == 1 else f"-{number}"
    return f"{folder.rstrip('/') or '/'}/counterexample-{law}{end}.yaml"


def commands(args: Namespace, question: Question, proof: Proof) -> Again:
    """The command that shows a counterexample again: with it, where it is in a file."""
    words = [
        "heatplan",
        "prove",
        args.template,
        *_fixed(args, hidden_names(question.sources, question.request.settings)),
    ]
    found = {}
    for law in proof.laws:
        for number, _ in enumerate(law.counterexamples, 1):
            file = ["-e", file_name(args.counterexamples, law.name, number)] if args.counterexamples is not None else []
            found[law.name, number] = shlex.join([*words, *file, "--law", law.name, "--seed", str(args.seed)])
    return found


def _fixed(args: Namespace, secret: frozenset[str]) -> list[str]:
    """The options that the proof depends on, as they were given; values of hidden parameters are masked."""
    words: list[str] = []
    for name in args.environment:
        words += ["-e", name]
    texts = args.parameter[0].split(";") if len(args.parameter) == 1 else args.parameter
    for text in texts:
        name, _, _value = text.partition("=")
        words += ["--parameter", f"{name}={SECRET}" if name in secret else text]
    for option, values in (
        ("parameter-file", args.parameter_file),
        ("free", args.free),
        ("stays", args.stays),
        ("types", args.types),
        ("operator-environment", args.operator_environment),
    ):
        for value in values:
            words += [f"--{option}", value]
    for option, default in DEFAULTS.items():
        value = getattr(args, option.replace("-", "_"))
        if value != default:
            words += [f"--{option}"] if value is True else [f"--{option}", _spelled(option, value)]
    return words


def _spelled(option: str, value: object) -> str:
    """A value as the option takes it: times are kept in seconds."""
    if isinstance(value, float):
        return f"{value / 60:g}" if option == "timeout" else f"{value:g}s"
    return str(value)


DEFAULTS: Final = {
    "max-examples": 30,
    **{item.name.replace("_", "-"): getattr(DEFAULT_SETTINGS, item.name) for item in fields(Settings)},
    "stack-name": "stack",
    "project-id": None,
    "merge": "server",
    "heat-conf": None,
    "policy": "heat",
    "root": None,
    "allow-url": False,
    "budget-resources": None,
    "budget-calls": None,
    "within": None,
    "times": None,
    "timeout": None,
    "token-life": None,
}
"""Options that change what comes of a template, with their defaults."""
