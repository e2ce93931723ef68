"""The drawn templates whose answers are written down are as in Heat; the generator and the shrinker do what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from heatplan.catalogue import resource_types
from tests.conformance.run import Task, row
from tests.differential import templates_recorded as recorded
from tests.differential.templates import agrees
from tests.differential.templates_case import ROOT, Case
from tests.differential.templates_draw import draw
from tests.differential.templates_mistakes import MISTAKES
from tests.differential.templates_resources import APART, GROUPS, PLAIN
from tests.differential.templates_shrink import shrink

LINES = [line for file in (recorded.FILE, recorded.FOUND) for line in file.read_text(encoding="utf-8").splitlines()]


def judged(text: str, root: Path) -> dict[str, Any]:
    case, record = recorded.read(text, root)
    case.write(root)
    return row(Task(case.job(), record, root, 30.0))


@pytest.mark.parametrize("text", LINES, ids=[text.partition('"form"')[0] for text in LINES])
def test_the_drawn_template_is_as_in_heat(text: str, tmp_path: Path) -> None:
    found = judged(text, tmp_path)

    assert agrees(found), {key: found[key] for key in ("outcome", "detail", "findings", "heat")}


def test_another_answer_of_heats_would_be_seen(tmp_path: Path) -> None:
    accepted = next(text for text in LINES if '"errors": []' in text)
    assert agrees(judged(accepted, tmp_path))
    assert not agrees(judged(accepted.replace('"deletion_policy": "Delete"', '"deletion_policy": "Retain"'), tmp_path))


def test_the_recorded_ones_are_of_many_mistakes() -> None:
    assert len({recorded.read(text, Path("/x"))[0].mistake for text in LINES}) >= 40


def test_the_same_numbers_give_the_same_case() -> None:
    assert draw(7, 11) == draw(7, 11)
    assert draw(7, 11) != draw(8, 11)


def test_every_other_case_has_a_mistake() -> None:
    cases = [draw(3, number) for number in range(60)]

    assert not any(case.mistake for case in cases[::2])
    assert all(case.mistake for case in cases[1::2])
    assert len(MISTAKES) >= 40


def test_all_types_are_drawn() -> None:
    assert {*PLAIN, *GROUPS, *APART} == set(resource_types.names())
    assert APART - set(GROUPS) == {"OS::Heat::Stack", "AWS::CloudFormation::Stack"}  # a template in a text


def test_shrinking_keeps_the_cause_and_nothing_else() -> None:
    resources = {name: {"type": "OS::Heat::None", "properties": {"a": [1, 2]}} for name in ("r0", "r1", "bad")}
    case = Case("x", {ROOT: {"heat_template_version": "2016-10-14", "resources": resources}, "a.txt": "unused"})

    smallest = shrink(case, lambda one: "bad" if "bad" in one.root.get("resources", {}) else "")

    assert smallest.files == {ROOT: {"heat_template_version": "2016-10-14", "resources": {"bad": {}}}}
