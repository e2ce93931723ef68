"""Every law over real templates: a sample of the corpus, or all of it with HEATPLAN_LAWS=all (``make laws``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heatplan.edge.load import load
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.value import Map, freeze
from heatplan.shown import shown
from heatplan.testing.laws import LAWS, TEMPLATE_LAWS, Case
from heatplan.testing.strategies import schemas_of
from tests import corpus
from tests.conformance.job import Job, read_jobs
from tests.laws.counting import Seen

PARTS = 10
EVERY = 1 if os.environ.get("HEATPLAN_LAWS") == "all" else 40


@pytest.mark.parametrize("part", range(PARTS))
def test_laws_hold_for_real_templates(part: int, seen: Seen) -> None:
    jobs = read_jobs(corpus.require().read_text(encoding="utf-8").splitlines())[::EVERY][part::PARTS]

    assert [fault for job in jobs for fault in faults(job, corpus.templates(), seen)] == []


def faults(job: Job, root: Path, seen: Seen) -> Iterator[str]:
    """What laws the job's template breaks."""
    loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
    case = None if loaded.value is None else case_of(loaded.value, Request(parameters=freeze(dict(job.parameters))))
    if case is None:
        return  # Heat refuses it as well: conformance compares that
    for law in LAWS:
        try:
            law(case)
        except AssertionError as error:
            yield f"{job.id}: {law.__name__}: {str(error)[:400]}"
        except Exception as error:  # noqa: BLE001 - all are wanted
            yield f"{job.id}: {law.__name__} raised {type(error).__name__}: {str(error)[:400]}"
        seen(law.__name__, "of the corpus")


def case_of(sources: SourceSet, request: Request) -> Case | None:
    """The case, hidden parameters with values that are recognised where the template takes them; None for no plan."""
    try:
        names = [one.name for one in schemas_of(sources) if one.hidden and one.type == "string" and not one.constraints]
    except ValueError:
        return None
    marks = {name: f"hidden-value-of-{name}-5e1f" for name in names}
    marked = replace(request, parameters=Map({**request.parameters, **marks}))
    for asked, secrets in ((marked, tuple(marks.values())), (request, ())):
        try:
            return Case.of(sources, asked, secrets)
        except AssertionError:
            continue
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_laws_about_a_template_are_told_at_their_places(part: int, seen: Seen) -> None:
    jobs = read_jobs(corpus.require().read_text(encoding="utf-8").splitlines())[1::EVERY][part::PARTS]

    assert [fault for job in jobs for fault in misplaced(job, corpus.templates(), seen)] == []


def misplaced(job: Job, root: Path, seen: Seen) -> Iterator[str]:
    """Findings of laws about the job's template that have no place in it, or say that heatplan is wrong."""
    loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
    case = None if loaded.value is None else case_of(loaded.value, Request(parameters=freeze(dict(job.parameters))))
    if case is None:
        return  # Heat refuses it as well: conformance compares that
    texts = shown(case.sources, case.request.settings)  # those that Heat brings along are among them
    for law in TEMPLATE_LAWS:
        for one in law(case):
            if one.code.id == "HP1401" or one.span.source not in texts:
                yield f"{job.id}: {law.name}: {one.code.id} at {one.span}: {one.message[:300]}"
        seen(law.name, "of the corpus")
