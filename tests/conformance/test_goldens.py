"""Our cases are what they are in Heat: its answers are written down in ``goldens/`` (record.py)."""

from __future__ import annotations

import pytest

from tests.conformance.cases import Case, agree, compare
from tests.conformance.differences import entries
from tests.conformance.record import digest
from tests.conformance.recorded_cases import ON_PURPOSE, answers, every_case

DIFFER = frozenset(name for one in entries() for name in one.differs)


@pytest.mark.parametrize("case", every_case().values(), ids=every_case())
def test_the_case_is_as_in_heat(case: Case) -> None:
    topic = case["id"].partition(":")[0]
    golden = answers(topic).get(case["id"])
    assert golden is not None, "make record"
    assert golden["case"] == digest(case), "the case changed: make record"
    if topic == ON_PURPOSE:
        assert case["id"] in DIFFER  # test_differences looks at it
        return

    found = compare(case, golden)

    assert agree(found), {key: found[key] for key in ("outcome", "detail", "findings", "heat")}
