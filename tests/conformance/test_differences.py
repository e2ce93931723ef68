"""Each difference that is on purpose has an entry in the docs, and is still as the entry says."""

from __future__ import annotations

import re

import pytest

from tests.conformance.cases import agree, compare
from tests.conformance.differences import Difference, entries, named, not_seen, unexplained
from tests.conformance.recorded_cases import answers, every_case
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")


def test_the_entries_are_those_of_the_page() -> None:
    ids = [row.split("|")[1].strip() for row in PAGE.splitlines() if re.match(r"\| [a-z]+(-[a-z]+)* \|", row)]

    assert ids[0] == "id"
    assert sorted(ids[1:]) == sorted(one.id for one in entries())


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_something_shows_that_it_is_still_so(entry: Difference) -> None:
    cases = every_case()
    assert entry.differs or entry.shown or entry.tests or entry.causes
    for name in entry.differs:
        assert not agree(compare(cases[name], answers(name.partition(":")[0])[name])), f"{name} is equal now"
    for name in entry.shown:
        assert agree(compare(cases[name], answers(name.partition(":")[0])[name])), f"{name} differs now"
    for test in entry.tests:
        file, _, function = test.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), f"there is no {test}"


def test_a_cause_belongs_to_the_entry_whose_pattern_fits() -> None:
    row = {"id": "j", "outcome": "different", "class": "HOT", "causes": ["outputs: *.value.$error (str for str)"]}
    new = {"id": "k", "outcome": "different", "class": "HOT", "causes": ["edges: OS::Nova::Server needs ?"]}

    assert named(row["causes"][0]) == "yaql-exceptions"
    assert unexplained([row, new]) == ("k: edges: OS::Nova::Server needs ?",)
    assert "yaql-exceptions" not in not_seen([row, new])
    assert "no-nova" in not_seen([row, new])
