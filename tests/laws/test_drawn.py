"""Every law over templates that are drawn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from heatplan.testing.drawn import Drawn
from heatplan.testing.laws import LAWS, Case, Law
from heatplan.testing.strategies import templates
from tests.laws.conftest import Seen


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=templates())
def test_law(law: Law, seen: Seen, drawn: Drawn) -> None:
    case = Case.of(drawn.sources(), drawn.request(), drawn.hidden)

    law(case)
    seen(law.__name__, "drawn")
