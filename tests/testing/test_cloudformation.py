"""Templates of the CloudFormation style keep the laws, whatever lawful parameters they get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.testing.laws import Case, check
from heatplan.testing.strategies import parameters_of
from tests.sources import folder_sources

CASES = Path(__file__).parent.parent / "passes" / "cases"


@pytest.mark.parametrize("name", ["cfn.case.yaml", "mixed.case.yaml"])
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_the_laws_hold(name: str, data: st.DataObject) -> None:
    sources = folder_sources(CASES, name)
    parameters: dict[str, Any] = data.draw(parameters_of(sources, text=st.just("a text of the user's own")))
    drawn = json.loads(json.dumps(parameters))
    drawn |= {"Zones": "a,b"} if "Zones" in drawn else {}  # the template reads the second one

    check(Case.of(sources, Request(parameters=freeze(drawn))))
