"""Every law over templates that are drawn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from heatplan.testing import laws
from heatplan.testing.drawn import Drawn
from heatplan.testing.laws import Case, FunctionLaw
from heatplan.testing.strategies import templates
from tests.laws.counting import Seen

ABOUT = {
    "compiling": laws.COMPILING,
    "plans": laws.PLANS,
    "runs": laws.RUNS,
    "mints": laws.MINTS,
    "secrets": laws.SECRETS,
}


@pytest.mark.parametrize("asked", ABOUT.values(), ids=list(ABOUT))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=templates())
def test_laws_hold_for_drawn_templates(asked: tuple[FunctionLaw, ...], seen: Seen, drawn: Drawn) -> None:
    case = Case.of(drawn.sources(), drawn.request(), drawn.hidden)

    for law in asked:
        law(case)
        seen(law.__name__, "drawn")


def test_every_law_is_asked() -> None:
    assert sorted(law.__name__ for asked in ABOUT.values() for law in asked) == sorted(
        law.__name__ for law in laws.LAWS
    )
