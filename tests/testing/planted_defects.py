"""Templates with one defect each, what finds it, and what they are like when it is mended.

A folder of ``planted`` has the templates and ``expected.yaml``: the defect in
a sentence; the law that finds it, with the code, the place and the address of
the finding; the inputs that prove is to end in (``smallest``); the terms; and
``mend``, texts with those that come in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from heatplan.ir.source import Source, SourceSet
from heatplan.ir.value import Map
from heatplan.testing.laws import Terms
from tests.conftest import ROOT
from tests.sources import folder_sources

PLANTED = ROOT / "tests" / "testing" / "planted"
PAGE = ROOT / "docs" / "planted_defects.md"

INTRODUCTION = """\
# Planted defects

Each of these templates has one defect on purpose.
A test sees that a law finds it at its place, that `heatplan prove` ends in the smallest inputs that show it, and that the same template, mended, is found clean.
The templates are in `tests/testing/planted/`; this page is made from what the tests expect (`make golden`).

| template | defect | law | finding | at | smallest inputs |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """One of them."""

    name: str
    expected: Mapping[str, Any]

    def sources(self) -> SourceSet:
        """The templates as they are."""
        return folder_sources(PLANTED / self.name, "template.yaml")

    def mended(self) -> SourceSet:
        """The templates without the defect."""
        sources, files = self.sources(), dict[str, Source]()
        for name, source in sources.files.items():
            text = str(source.text)
            for old, new in self.expected["mend"].items():
                text = text.replace(old, new)
            files[name] = Source(name, text)
        assert files != sources.files, f"{self.name}: mend changes nothing"
        return replace(sources, files=Map(files))

    def terms(self) -> Terms:
        """What its author demands."""
        return Terms(**self.expected.get("terms", {}))


def all_planted() -> tuple[Planted, ...]:
    """All of them, by name."""
    folders = sorted(path for path in PLANTED.iterdir() if (path / "expected.yaml").is_file())
    return tuple(Planted(path.name, yaml.safe_load((path / "expected.yaml").read_text())) for path in folders)


def place(sources: SourceSet, source: str, start: int) -> str:
    """A place as a person says it: ``template.yaml:12:7``."""
    before = str(sources.files[source].text)[:start]
    return f"{source}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def page() -> str:
    """The page of docs that has them all in a table."""
    rows = []
    for one in all_planted():
        wanted = one.expected
        inputs = ", ".join(f"`{name}: {value}`" for name, value in wanted["smallest"].items()) or "any"
        link = f"[{wanted['code']}](diagnostics.md#{wanted['heading']})"
        cells = (f"`{one.name}`", wanted["defect"], f"`{wanted['law']}`", link, f"`{wanted['at']}`", inputs)
        rows.append(f"| {' | '.join(cells)} |\n")
    return INTRODUCTION + "".join(rows)
