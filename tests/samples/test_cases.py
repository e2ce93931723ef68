"""The samples' own cases, as ``heatplan test`` runs them."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.edge.commands import heatplan
from tests.samples.golden import SAMPLES


def test_every_case_passes(request: pytest.FixtureRequest) -> None:
    update = ["--update"] if request.config.getoption("--update-golden") else []
    ended = heatplan("test", "samples", *update, cwd=ROOT)

    assert (ended.code, ended.err) == (0, ""), ended.out


def test_every_sample_has_cases() -> None:
    folders = sorted(path.parent for path in SAMPLES.glob("*/README.md"))

    assert [folder.name for folder in folders if not [*folder.glob("tests/*.case*.yaml")]] == []
