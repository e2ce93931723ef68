"""Each planted defect is found at its place and made small; mended, its template is clean."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.testing.laws import TEMPLATE_LAWS, Case, Law, compiles
from heatplan.testing.proving.proof import Question
from heatplan.testing.proving.prove import prove
from tests.testing.planted_defects import PAGE, PLANTED, Planted, all_planted, page, place

PATHS = sorted(path.name for path in PLANTED.iterdir())
EACH = pytest.mark.parametrize("planted", all_planted(), ids=lambda one: one.name)


def law_of(planted: Planted) -> Law:
    return next(one for one in TEMPLATE_LAWS if one.name == planted.expected["law"])


def asked(planted: Planted) -> tuple[Diagnostic, ...]:
    """What the law finds with the inputs that are expected to show the defect."""
    values = planted.expected.get("parameters", planted.expected["smallest"])
    request = Request(parameters=freeze(dict(values)))
    refused = compiles(planted.sources(), request)
    if any(one.severity == "error" for one in refused):
        return refused
    return law_of(planted)(Case.of(planted.sources(), request), planted.terms())


def test_there_are_enough() -> None:
    assert [one.name for one in all_planted()] == PATHS
    assert len(PATHS) >= 10
    assert len({one.expected["law"] for one in all_planted()}) >= 10


@EACH
def test_its_law_finds_it_at_its_place(planted: Planted) -> None:
    wanted = planted.expected
    first = asked(planted)[0]

    assert first.code.id == wanted["code"]
    assert first.severity == wanted.get("severity", "error")
    assert first.address == wanted["address"]
    assert place(planted.sources(), first.span.source, first.span.start) == wanted["at"]
    assert first.hint or first.code.id == "HP1402"


@EACH
def test_prove_finds_it_and_makes_it_small(planted: Planted) -> None:
    proof = prove(Question(planted.sources(), terms=planted.terms()))
    by = planted.expected.get("proved_by", planted.expected["law"])
    found = [one for law in proof.laws if law.name == by for one in law.counterexamples]

    assert found, [law.name for law in proof.laws if law.counterexamples]
    assert dict(found[0].inputs.parameters) == planted.expected["smallest"]
    broken = {law.name for law in proof.laws if any(one.severity != "note" for one in law.diagnostics)}
    assert broken == {by}


@EACH
def test_mended_it_is_clean(planted: Planted) -> None:
    proof = prove(Question(planted.mended(), terms=planted.terms()))

    assert [one.message for one in proof.diagnostics if one.severity != "note"] == []
    assert proof.cases


def test_the_page_has_them_all(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make golden` and review the difference"
