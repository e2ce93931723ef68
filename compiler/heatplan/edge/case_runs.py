"""Cases, each in a process of its own under limits, and their golden plans written where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.case_files import ReadFile
from heatplan.edge.case_work import CaseFile, Ground, Judged, golden_path, judged, pack, unpack
from heatplan.edge.files import write
from heatplan.edge.guard import Limits, each
from heatplan.render.cases import Outcome, Plan
from heatplan.testing.cases.spec import CaseSpec

Work = tuple[ReadFile, CaseSpec | None, Ground]
"""A case, with its file; no case where the file can not be read."""


def outcomes(works: Sequence[Work], limits: Limits, jobs: int, *, strict: bool = False) -> Iterator[Outcome]:
    """What comes of each, in their order, as soon as it is known."""
    runs = each([partial(_packed, work) for work in works], limits, jobs)
    for (file, case, ground), answer in zip(works, runs, strict=True):
        if case is None or file.file is None:
            yield Outcome(file.name, "", file.findings, {file.name: file.quoted}, strict=strict)
        else:
            yield _outcome(file, case, ground, _said(answer, case), strict)


def outcome_of(case: CaseSpec, file: ReadFile, ground: Ground) -> Outcome:
    """What comes of one case, in this process and without limits."""
    assert file.file is not None
    return _outcome(file, case, ground, judged(case, file.file, ground), strict=False)


def _packed(work: Work) -> bytes:
    file, case, ground = work
    return b"" if case is None or file.file is None else pack(judged(case, file.file, ground))


def _said(answer: bytes | Diagnostic, case: CaseSpec) -> Judged:
    if isinstance(answer, bytes):
        return unpack(answer)
    return Judged((replace(answer, span=case.span),), {})


def _outcome(file: ReadFile, case: CaseSpec, ground: Ground, item: Judged, strict: bool) -> Outcome:
    assert file.file is not None
    found, texts = item.findings, {file.name: file.quoted, **item.texts}
    done: Plan = ""
    if ground.update and item.golden is not None:
        done, problems = _write(case, file.file, item.golden)
        found += problems
    if file.cases and case is file.cases[0]:  # what is to be said of the file is said once
        found += file.findings
    return Outcome(file.name, case.name, found, texts, item.lines, done, item.seconds, strict)


def _write(case: CaseSpec, file: CaseFile, golden: str) -> tuple[Plan, tuple[Diagnostic, ...]]:
    path = golden_path(case, file)
    assert path is not None
    there = path.exists()
    problems = write(str(path), golden)
    return "" if problems else "updated" if there else "written", problems
