"""The sample of a cloud with a type of its own, and with an older Heat."""

from __future__ import annotations

import pytest

from heatplan.catalogue.releases import release_named
from heatplan.diagnostics.render_text import render_text
from heatplan.edge.load import load
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request
from heatplan.pipeline import compile as compile_plan
from heatplan.render.text import text as plan_text
from heatplan.shown import shown
from tests.samples.golden import SAMPLES, current

FOLDER = SAMPLES / "own_cloud"


def test_a_vendors_type_is_planned(request: pytest.FixtureRequest) -> None:
    sources = load(str(FOLDER / "template.yaml"), types=[FOLDER / "types"]).value
    assert sources is not None
    plan = compile_plan(sources)
    assert plan.value is not None
    said = render_text(plan.diagnostics, shown(sources, Settings())) + plan_text(plan.value)

    current("own_cloud/plan.golden.txt", said, update=request.config.getoption("--update-golden"))


def test_what_an_older_heat_lacks_is_said_with_its_release(request: pytest.FixtureRequest) -> None:
    stein = release_named("stein")
    assert stein is not None
    settings = Settings(heat_release=stein.major)
    sources = load(str(FOLDER / "balanced.yaml"), settings=settings).value
    assert sources is not None
    found = compile_plan(sources, Request(settings=settings)).diagnostics
    said = render_text(found, shown(sources, settings))

    assert all("since Heat" in one.message + one.hint or "first to take" in one.hint for one in found)
    current("own_cloud/older.golden.txt", said, update=request.config.getoption("--update-golden"))


def test_the_newest_heat_has_all_of_it() -> None:
    sources = load(str(FOLDER / "balanced.yaml")).value
    assert sources is not None

    assert [one for one in compile_plan(sources).diagnostics if one.severity == "error"] == []
