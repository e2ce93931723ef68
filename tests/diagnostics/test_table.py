"""The table of codes is sound, and each code has its section in the documentation."""

from __future__ import annotations

import re
from collections import Counter
from string import Formatter

from heatplan.diagnostics import table
from heatplan.diagnostics.order import SEVERITIES
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "diagnostics.md"


def test_ids_and_names_are_unique() -> None:
    ids = Counter(code.id for code in table.codes())
    names = Counter(code.name for code in table.codes())

    assert [item for item, count in ids.items() if count > 1] == []
    assert [item for item, count in names.items() if count > 1] == []


def test_codes_are_well_formed() -> None:
    for code in table.codes():
        assert re.fullmatch(r"HP\d{4}", code.id), code
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name), code
        assert code.severity in SEVERITIES, code
        assert code.message.strip() == code.message != "", code


def test_messages_are_formats_over_named_facts() -> None:
    for code in table.codes():
        for _, name, spec, conversion in Formatter().parse(code.message):
            assert name is None or name.isidentifier(), code
            assert not spec, code
            assert conversion is None, code


def test_messages_never_say_invalid_alone() -> None:
    assert [code.id for code in table.codes() if re.match(r"invalid\b(?! \w)", code.message, re.IGNORECASE)] == []


def test_a_code_is_found_by_its_id() -> None:
    first = table.codes()[0]

    assert first == table.code(first.id)
    assert table.code("HP9999") is None


def test_each_code_has_its_section() -> None:
    headings = re.findall(r"^## (HP\d{4} .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(f"{code.id} {code.name}" for code in table.codes()) == headings
