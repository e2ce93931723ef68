"""The recorded snippets are what they are in Heat; the tools of the comparison do what they say."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from heatplan.catalogue.versions import VERSIONS
from tests.differential.snippets import judge
from tests.differential.snippets_compare import difference
from tests.differential.snippets_draw import draw
from tests.differential.snippets_known import excused
from tests.differential.snippets_ours import answer
from tests.differential.snippets_recorded import read
from tests.differential.snippets_shrink import shrink

RECORDED = read()


def _calls(value: Any, names: Counter[str]) -> None:
    if isinstance(value, dict):
        names.update(str(name) for name in value)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _calls(item, names)


@pytest.mark.parametrize("version", VERSIONS)
def test_recorded_snippets_are_what_they_are_in_heat(version: str) -> None:
    different = []
    seen = 0
    for job, heat in RECORDED:
        if job["version"] == version:
            seen += 1
            text, excuse = judge(job, heat)
            if text is not None and excuse is None:
                different.append(f"{json.dumps(job)}\n  {text}")

    assert not different, f"{len(different)} differ:\n" + "\n".join(different)
    assert seen >= 20


def test_the_same_seed_draws_the_same_snippets_over_all_functions() -> None:
    drawn = [draw(1, number) for number in range(1300)]

    assert drawn == [draw(1, number) for number in range(1300)]
    assert {job["version"] for job in drawn} == set(VERSIONS)
    for version in VERSIONS.values():
        names: Counter[str] = Counter()
        for job in drawn:
            if job["version"] == version.version:
                _calls(job["snippet"], names)
        unused = {name for name, impl in version.functions.items() if impl not in ("Removed", "GetAZs")} - names.keys()
        assert not unused, f"{version.version}: {unused}"


def test_drawn_snippets_succeed_and_fail_in_every_phase() -> None:
    phases = Counter(heat.get("phase", "value") for _, heat in RECORDED)

    assert min(phases["value"], phases["resolve"], phases["parse"]) > 20


@pytest.mark.parametrize(
    "changed",
    [
        {"result": 1},
        {"result": True},
        {"result": "1", "result_type": "str"},
        {"result": 1.0},
        {"result_type": "bool"},
        {"omitted": True, "result": None},
        {"dependencies": ["r"]},
        {"validate_error": {"class": "StackValidationFailed", "message": "snippet.get_param: no"}},
    ],
)
def test_another_answer_is_a_difference(changed: dict[str, Any]) -> None:
    parameters = {"n": {"type": "number", "default": 2}}
    job = {"version": "2018-08-31", "snippet": {"get_param": "n"}, "parameters": parameters}
    heat = {"ok": True, "result": 2, "result_type": "int", "dependencies": []}

    assert difference(heat, answer(job)) is None
    assert difference({**heat, **changed}, answer(job)) is not None


@pytest.mark.parametrize(
    "error",
    [
        {"class": "TypeError", "message": "another text"},
        {"class": "ValueError", "message": 'Argument to "get_param" must be string or list'},
    ],
)
def test_another_error_is_a_difference(error: dict[str, str]) -> None:
    job = {"version": "2018-08-31", "snippet": {"get_param": 1}}
    right = {"class": "TypeError", "message": 'Argument to "get_param" must be string or list'}

    assert difference({"ok": False, "phase": "resolve", "error": right}, answer(job)) is None
    assert difference({"ok": False, "phase": "resolve", "error": error}, answer(job)) is not None
    assert difference({"ok": False, "phase": "parse", "error": right}, answer(job)) is not None
    assert difference({"ok": True, "result": 1, "result_type": "int"}, answer(job)) is not None


def test_a_job_is_made_as_small_as_the_difference_allows() -> None:
    job = draw(1, 9)
    job["snippet"] = [{"list_join": [",", ["a", {"digest": ["md5", "xyz"]}]]}, 7]

    small = shrink(job, lambda smaller: "digest" in json.dumps(smaller["snippet"]))

    assert small["snippet"] in ({"digest": None}, "digest")
    assert "parameters" not in small


SET_JOB = {"snippet": {"yaql": {"expression": "$.data.toSet()", "data": ["a", "b"]}}}


@pytest.mark.parametrize(
    ("job", "heat", "ours", "excuse"),
    [
        (SET_JOB, {"result": ["b", "a"]}, {"result": ["a", "b"]}, "the order of a set"),
        (SET_JOB, {"result": ["b", "b"]}, {"result": ["a", "b"]}, None),
        ({"snippet": ["a", "b"]}, {"result": ["b", "a"]}, {"result": ["a", "b"]}, None),
        (
            SET_JOB,
            {"error": {"class": "TypeError", "message": 'no ["b", "a"]'}},
            {"failures": [["TypeError", 'no ["a", "b"]']]},
            "the order of a set",
        ),
        (SET_JOB, {"error": {"class": "TypeError", "message": "no"}}, {"failures": [["ValueError", "no"]]}, None),
    ],
)
def test_the_order_of_a_set_is_excused_and_nothing_else_of_it(
    job: dict[str, Any], heat: dict[str, Any], ours: dict[str, Any], excuse: str | None
) -> None:
    nothing: dict[str, Any] = {"faults": [], "attributes": []}

    assert excused(job, heat, {**nothing, **ours}) == excuse
