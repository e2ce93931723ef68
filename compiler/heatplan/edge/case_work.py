"""One case: its template is loaded and compiled, and what comes of it is judged."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from heatplan.diagnostics import codes_test
from heatplan.diagnostics.codes_load import OUTSIDE_ROOT
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.files import read_text
from heatplan.edge.heat_conf import HeatConf, read_heat_conf
from heatplan.edge.internal import internal_error
from heatplan.edge.load import load
from heatplan.edge.parcel import moved, packed, sources_of, unpacked
from heatplan.edge.told import untold
from heatplan.ir.plan import Plan
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.tree import Nested, Stack
from heatplan.ir.value import walk
from heatplan.pipeline import compile as compile_plan
from heatplan.result import Result
from heatplan.shown import MASK, hidden_names, masked, shown
from heatplan.span import NOWHERE
from heatplan.step_times import read_times
from heatplan.syntax.references import is_url
from heatplan.testing.cases.judge import Came, Verdict, judge
from heatplan.testing.cases.spec import CaseSpec
from heatplan.testing.laws import Case


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file: its text under the name that people see, and its folder without links."""

    source: Source
    folder: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for all cases: no file outside of ``root`` (without links) is read."""

    root: str
    allow_url: bool = False
    update: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a case, as one process tells another: findings, the texts they point at, and its golden plan.

    ``lines`` are the difference of the plan; ``golden`` is what its file should
    hold, where that is another text than it does.
    """

    findings: tuple[Diagnostic, ...]
    texts: dict[str, str]
    lines: tuple[str, ...] = ()
    golden: str | None = None
    seconds: float = 0.0


def pack(item: Judged) -> bytes:
    """As bytes."""
    return json.dumps([packed(item.findings), item.texts, item.lines, item.golden, item.seconds]).encode("ascii")


def unpack(data: bytes) -> Judged:
    """What ``pack`` made."""
    found, texts, lines, golden, seconds = json.loads(data)
    return Judged(unpacked(found), texts, tuple(lines), golden, seconds)


def judged(spec: CaseSpec, file: CaseFile, ground: Ground) -> Judged:
    """What comes of the case; never raises."""
    began = perf_counter()
    try:
        return replace(_judged(spec, file, ground), seconds=round(perf_counter() - began, 3))
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        return Judged((internal_error(problem, debug=ground.debug),), {})


def golden_path(spec: CaseSpec, file: CaseFile) -> Path | None:
    """Where the golden plan of a case is kept."""
    return None if spec.expected.golden is None else Path(file.folder) / spec.expected.golden


def _judged(spec: CaseSpec, file: CaseFile, ground: Ground) -> Judged:
    outside = tuple(_outside(spec, file, ground.root))
    if outside:
        return Judged(outside, sources_of(outside, {file.source.name: file.source.text}))
    sources, compiled, request = _compiled(spec, file, ground)
    spec, slow, timed = _timed(spec, file)
    found = (*(_given_here(item, spec) for item in compiled.diagnostics), *slow)
    texts = timed if sources is None else {**shown(sources, request.settings), **timed}
    case = None
    if sources is not None and compiled.value is not None and not any(item.severity == "error" for item in found):
        case = Case(sources, request, compiled.value, found)
        if _has_hidden(compiled.value.root):
            case = replace(case, hidden=Case.of(sources, request).hidden)
    path = golden_path(spec, file)
    golden = read_text(str(path)).value if path is not None and path.is_file() else None
    verdict = judge(spec, Came(case, found, texts, golden))
    changed = verdict.golden if verdict.golden != golden else None
    if ground.update:
        verdict = verdict.updated()
    own = _case_text(spec, file, sources, request.settings, case)
    return _from_here(verdict, changed, _base(spec, file), spec.file, {**texts, spec.file: own})


def _base(spec: CaseSpec, file: CaseFile) -> str:
    """The template's folder as seen from here."""
    if is_url(spec.inputs.template):
        return ""
    path = os.path.realpath(os.path.join(file.folder, spec.inputs.template))  # noqa: PTH118
    return os.path.relpath(os.path.dirname(path)).replace(os.sep, "/")  # noqa: PTH120


def _timed(spec: CaseSpec, file: CaseFile) -> tuple[CaseSpec, tuple[Diagnostic, ...], dict[str, str | bytes]]:
    """The case with the step times that it names, what is wrong with them, and their text by its name."""
    if spec.expected.times is None:
        return spec, (), {}
    path = os.path.realpath(os.path.join(file.folder, spec.expected.times))  # noqa: PTH118
    folder = os.path.dirname(os.path.realpath(os.path.join(file.folder, spec.inputs.template)))  # noqa: PTH118, PTH120
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    text = read_text(path)
    if text.value is None:
        return spec, tuple(replace(item, span=spec.span) for item in text.diagnostics), {}
    times = read_times(text.value, name)
    if times.value is None:
        return spec, times.diagnostics, {name: text.value}
    terms = replace(spec.expected.terms, times=times.value)
    return replace(spec, expected=replace(spec.expected, terms=terms)), times.diagnostics, {name: text.value}


def _outside(spec: CaseSpec, file: CaseFile, root: str) -> Iterator[Diagnostic]:
    """Files that the case names itself and that may not be read or written; ``load`` looks after the others."""
    inputs = spec.inputs
    single = filter(None, [inputs.heat_conf, spec.expected.times])
    for name in (*single, *inputs.types, *inputs.operator_environments):
        if not _inside(os.path.join(file.folder, name), root):  # noqa: PTH118
            hint = "Name a directory that holds all files with --root."
            yield finding(OUTSIDE_ROOT, spec.span, name=name, hint=hint)
    path = golden_path(spec, file)
    if path is not None and not _inside(path, root):
        reason = "it lies outside of the directory that files may be read from"
        yield finding(codes_test.GOLDEN_NAME, spec.span, name=spec.expected.golden, reason=reason)


def _inside(path: str | Path, root: str) -> bool:
    return os.path.commonpath((os.path.realpath(path), root)) == root


def _compiled(spec: CaseSpec, file: CaseFile, ground: Ground) -> tuple[SourceSet | None, Result[Plan], Request]:
    """The sources that could be had, the plan with all findings, and what was asked for."""
    inputs = spec.inputs

    def path(name: str) -> str:
        return name if is_url(name) else os.path.join(file.folder, name)  # noqa: PTH118

    conf = Result(HeatConf()) if inputs.heat_conf is None else read_heat_conf(Path(path(inputs.heat_conf)))
    said = conf.value or HeatConf()
    request = Request(
        inputs.stack_name,
        inputs.parameters,
        replace(said.settings, heat_release=inputs.heat_release),
        inputs.project_id,
        inputs.merge,
        replace(said.auth, policy=inputs.policy),
        inputs.tags,
    )
    loaded = load(
        path(inputs.template),
        [path(name) for name in inputs.environments],
        root=ground.root,
        allow_url=ground.allow_url,
        settings=request.settings,
        types=[path(name) for name in inputs.types],
        operator=[path(name) for name in inputs.operator_environments],
    )
    before = conf.diagnostics + loaded.diagnostics
    before = tuple(replace(item, span=spec.span) if item.span == NOWHERE else item for item in before)
    if loaded.value is None:
        return None, Result(None, before), request
    plan = compile_plan(loaded.value, request)
    return loaded.value, Result(plan.value, before + untold(plan.diagnostics, loaded.value.missing)), request


def _given_here(item: Diagnostic, spec: CaseSpec) -> Diagnostic:
    """A finding about the value of a parameter says where the case gives it."""
    name = item.address.removeprefix("parameters.")
    place = spec.inputs.places.get(name) if item.address.startswith("parameters.") else None
    if place is None or item.severity == "note":
        return item
    if item.span == NOWHERE:
        return replace(item, span=place)
    return replace(item, labels=(*item.labels, (place, "given here")))


def _has_hidden(stack: Stack) -> bool:
    """Whether a parameter of any level is hidden."""
    if any(one.schema.hidden or one.sealed for one in stack.parameters):
        return True
    return any(_has_hidden(inner) for inner in _inner(stack))


def _inner(stack: Stack) -> Iterator[Stack]:
    todo = [one.child for one in stack.resources]
    while todo:
        child = todo.pop()
        if isinstance(child, Nested):
            yield child.stack
        elif child is not None:
            todo.extend(one.resource.child for one in child.classes)


def _case_text(spec: CaseSpec, file: CaseFile, sources: SourceSet | None, settings: Settings, case: Case | None) -> str:
    """The case file as findings may quote it: no value of a hidden parameter, nor where one is expected to come out."""
    text = str(file.source.text)
    places = spec.inputs.places
    names = places if sources is None else [name for name in places if name in hidden_names(sources, settings)]
    text = masked(text, [places[name] for name in names])
    secrets = [] if case is None else [one for one in walk(tuple(case.hidden.values())) if isinstance(one, (str, int))]
    wanted = [*spec.expected.outputs, *(one for item in spec.expected.resources for one in item.properties)]
    for secret in filter(None, map(str, secrets)):
        for one in wanted:
            inside = text[one.span.start : one.span.end].replace(secret, MASK * len(secret))
            text = text[: one.span.start] + inside + text[one.span.end :]
    return text


def _from_here(verdict: Verdict, golden: str | None, base: str, own: str, texts: Mapping[str, str | bytes]) -> Judged:
    """The verdict with files named as seen from the program's folder: those of the template start from ``base``."""
    found, named = moved(verdict.findings, texts, base, but=own)
    lines = verdict.difference.lines if verdict.difference is not None else ()
    return Judged(found, sources_of(found, named), lines, golden)
