"""Whatever stands in a case file, it is cases or findings; whatever a template is, its case is judged."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heatplan.ir.source import Source
from heatplan.ir.steps import resources
from heatplan.ir.value import freeze
from heatplan.testing.cases.expecting import KEYS as EXPECTED
from heatplan.testing.cases.golden import golden_text
from heatplan.testing.cases.judge import Came, judge
from heatplan.testing.cases.plain import fits
from heatplan.testing.cases.reading import INPUTS, KEYS, read_cases
from heatplan.testing.cases.tally import tally
from heatplan.testing.cases.whatever import wrong_whatever
from heatplan.testing.drawn import Drawn
from heatplan.testing.laws import Case
from heatplan.testing.strategies import templates
from heatplan.testing.writing import to_yaml

WORDS = st.sampled_from(
    [*KEYS, *EXPECTED, *INPUTS, "cases", "code", "at", "type", "properties", "needs", "HP0411", "x"]
)
LEAVES = (
    WORDS
    | st.integers(-3, 30)
    | st.booleans()
    | st.none()
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)
)
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4))


@given(st.dictionaries(WORDS, DATA, max_size=5))
def test_any_data_is_cases_or_findings(data: dict[str, Any]) -> None:
    result = read_cases(Source("x.cases.yaml", to_yaml(data)))

    assert (result.value is None) == any(item.severity == "error" for item in result.diagnostics)


@given(st.text(st.sampled_from("templaexcs:{}[]- \n&*!1'\""), max_size=60))
def test_any_text_is_cases_or_findings(text: str) -> None:
    result = read_cases(Source("x.cases.yaml", text))

    assert (result.value is None) == any(item.severity == "error" for item in result.diagnostics)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(templates())
def test_a_template_is_what_a_case_says_that_is_made_of_it(drawn: Drawn) -> None:
    case = Case.of(drawn.sources(), drawn.request())
    placed = list(resources(case.plan))
    counts = tally(case.plan.root)
    expected: dict[str, Any] = {
        "allow": sorted({item.code.id for item in case.diagnostics}),
        "counts": {name: least for name, (least, most) in counts.items() if least == most},
        "resources": {one.address: {"type": one.resource.type} for one in placed if "[?]" not in one.address},
    }
    (spec,) = read_cases(Source("x.case.yaml", to_yaml({"template": "t.yaml", "expect": expected}))).value or ()

    assert judge(spec, Came(case, case.diagnostics, {}, golden_text(case.plan))).findings == ()


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(templates())
def test_the_tally_is_what_enumerating_gives(drawn: Drawn) -> None:
    plan = Case.of(drawn.sources(), drawn.request()).plan
    made: Counter[str] = Counter(one.kind for one in plan.root.auth)
    for one in resources(plan):
        made.update({one.resource.type, one.resource.mapped})
        made.update(mint.kind for mint in one.resource.auth)

    for name, (least, most) in tally(plan.root).items():
        if most is not None:
            assert least <= most == made[name], name


@given(DATA)
def test_a_value_fits_itself(data: Any) -> None:
    assert fits(freeze(data), freeze(data))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(templates())
def test_a_template_that_compiles_is_not_wrong_whatever_is_given(drawn: Drawn) -> None:
    found = wrong_whatever(drawn.sources(), drawn.request())

    assert [item.message for item in found if item.severity == "error"] == []
