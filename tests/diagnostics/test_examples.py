"""The examples of the pages on surprises and on what is old show what they are about, and are lawful."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from heatplan.diagnostics import codes_support, codes_surprises
from heatplan.diagnostics.diagnostic import Code, Diagnostic
from heatplan.pipeline import analyse
from tests.conftest import ROOT
from tests.sources import sources_of

PAGES = ROOT / "docs" / "diagnostics"
VERSION = "heat_template_version: 2021-04-16\n"


def examples(page: str) -> list[tuple[str, str]]:
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(r"^## (HP\d{4}) .+?```yaml\n(.+?)```", text, re.MULTILINE | re.DOTALL)


EXAMPLES = [*examples("surprises.md"), *examples("support.md")]


def findings(text: str) -> tuple[Diagnostic, ...]:
    """What is found in a template; others follow behind a comment with their names."""
    parts = re.split(r"^# (\S+\.yaml)\n", text, flags=re.MULTILINE)
    files = dict(zip(["template.yaml", *parts[1::2]], parts[::2], strict=True))
    whole = {name: body if "ersion:" in body else VERSION + body for name, body in files.items()}
    return analyse(sources_of(whole)).diagnostics


@pytest.mark.parametrize(("number", "text"), EXAMPLES, ids=[number for number, _ in EXAMPLES])
def test_an_example_shows_its_code_and_is_lawful(number: str, text: str) -> None:
    found = findings(text)

    assert number in {item.code.id for item in found}
    assert [item.message for item in found if item.severity in ("error", "will-fail") and item.code.id != number] == []


@pytest.mark.parametrize(("page", "module"), [("surprises.md", codes_surprises), ("support.md", codes_support)])
def test_each_code_of_the_area_has_an_example(page: str, module: ModuleType) -> None:
    assert {number for number, _ in examples(page)} == {
        item.id for item in vars(module).values() if isinstance(item, Code)
    }
