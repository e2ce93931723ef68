"""A memo changes no answer: with one, however full, a compile gives what it gives without."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.load import load
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.value import freeze
from heatplan.memo import Memo
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.drawn import Drawn
from heatplan.testing.strategies import templates
from tests import corpus
from tests.conformance.job import read_jobs
from tests.counting import steps_of
from tests.sources import sources_of

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def answers(sources: SourceSet, request: Request, memo: Memo | None) -> tuple[str | None, tuple[Diagnostic, ...]]:
    result = compile_plan(sources, request, memo=memo)
    return (None if result.value is None else result.value.digest, result.diagnostics)


@settings(suppress_health_check=SLOW)
@given(templates())
def test_a_full_memo_gives_what_none_gives(drawn: Drawn) -> None:
    memo, sources, request = Memo(), drawn.sources(), drawn.request()
    longer = replace(request, stack_name="another", settings=Settings(max_document_depth=3))

    expected = answers(sources, request, None)

    assert answers(sources, request, memo) == expected
    assert answers(sources, longer, memo) == answers(sources, longer, None)
    assert answers(sources, request, memo) == expected


def test_one_memo_serves_the_whole_corpus() -> None:
    memo, root = Memo(), corpus.templates()
    jobs = [job for job in read_jobs(corpus.require().read_text(encoding="utf-8").splitlines()) if not job.text]
    for job in jobs[::60]:
        loaded = load(str(root / job.template), [str(root / name) for name in job.environments], root=root)
        if loaded.value is None:
            continue
        request = Request(parameters=freeze(dict(job.parameters)))
        expected = answers(loaded.value, request, None)
        assert [answers(loaded.value, request, memo) for _ in range(2)] == [expected, expected], job.id


TEMPLATE = "heat_template_version: 2018-08-31\nresources:\n" + "".join(
    f"  volume_{number}: {{type: OS::Cinder::Volume, properties: {{size: 1, name: volume-{number}}}}}\n"
    for number in range(50)
)


@pytest.mark.parametrize("environments", [(), ("env.yaml",)])
def test_a_text_is_read_once(environments: tuple[str, ...]) -> None:
    sources = sources_of({"template.yaml": TEMPLATE, "env.yaml": "parameters: {}\n"}, environments=environments)
    memo = Memo()
    compile_plan(sources)  # what is made once for all compiles

    first = steps_of(lambda: compile_plan(sources, memo=memo))
    second = steps_of(lambda: compile_plan(sources, memo=memo))

    assert second < first * 0.7
