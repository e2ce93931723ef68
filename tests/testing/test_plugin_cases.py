"""The pytest plugin's mark, golden plans and case files, in a pytest of its own."""

from __future__ import annotations

import importlib.util

import pytest

from tests.testing.test_plugin import INSTALLED, PLUGIN

pytest_plugins = ["pytester"]

VOLUME = """\
heat_template_version: 2018-08-31
parameters: {size: {type: number, default: 1}}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}
"""
CASES = """\
template: ../volume.yaml
cases:
- name: small
- name: large
  parameters: {size: 100}
  expect: {plan: false, resources: {volume: {properties: {size: 99}}}}
"""


def marked(pytester: pytest.Pytester, mark: str, body: str = "assert plan.root.resources") -> pytest.RunResult:
    pytester.path.joinpath("volume.yaml").write_text(VOLUME, encoding="utf-8")
    pytester.makepyfile(f"import pytest\n{mark}\ndef test_it(plan, heatplan_golden):\n    {body}\n")
    return pytester.runpytest_inprocess(*PLUGIN)


def with_cases(pytester: pytest.Pytester, text: str = CASES) -> None:
    pytester.path.joinpath("volume.yaml").write_text(VOLUME, encoding="utf-8")
    pytester.mkdir("cases").joinpath("volume.cases.yaml").write_text(text, encoding="utf-8")


# ---- the mark


def test_a_mark_says_what_the_plan_is_of(pytester: pytest.Pytester) -> None:
    mark = '@pytest.mark.heatplan("volume.yaml", parameters={"size": 7}, stack_name="mine")'
    body = "assert (plan.header.stack_name, plan.header.parameters['size']) == ('mine', 7)"

    marked(pytester, mark, body).assert_outcomes(passed=1)


def test_the_nearest_mark_counts(pytester: pytest.Pytester) -> None:
    mark = (
        'pytestmark = pytest.mark.heatplan("volume.yaml", parameters={"size": 7})\n'
        'def test_of_the_module(plan):\n    assert plan.header.parameters["size"] == 7\n'
        '@pytest.mark.heatplan("volume.yaml", parameters={"size": 8})'
    )

    marked(pytester, mark, "assert plan.header.parameters['size'] == 8").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("", "*the fixture plan needs a mark that names a template*"),
        ("@pytest.mark.heatplan(parameters={})", "*the fixture plan needs a mark that names a template*"),
        ('@pytest.mark.heatplan("volume.yaml", size=7)', "*takes the arguments of heatplan_compile*'size'*"),
        ('@pytest.mark.heatplan("volume.yaml", parameters={"siz": 7})', "*error[[]HP0454[]]*siz*"),
    ],
)
def test_a_mark_that_says_nothing_is_told(pytester: pytest.Pytester, mark: str, words: str) -> None:
    result = marked(pytester, mark)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([words])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_mark_is_listed(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess(*PLUGIN, "--markers")

    result.stdout.fnmatch_lines(["@pytest.mark.heatplan(template, environments=(), *"])


def test_the_mark_is_known_where_marks_are_strict(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = --strict-markers")

    marked(pytester, '@pytest.mark.heatplan("volume.yaml")').assert_outcomes(passed=1)


# ---- golden plans


def test_a_golden_plan_is_missed_written_and_compared(pytester: pytest.Pytester) -> None:
    mark = '@pytest.mark.heatplan("volume.yaml")'
    first = marked(pytester, mark, "heatplan_golden(plan)")
    written = pytester.runpytest_inprocess(*PLUGIN, "--heatplan-update")
    again = pytester.runpytest_inprocess(*PLUGIN)
    pytester.path.joinpath("volume.yaml").write_text(VOLUME.replace("default: 1", "default: 2"), encoding="utf-8")
    changed = pytester.runpytest_inprocess(*PLUGIN)

    first.assert_outcomes(failed=1)
    first.stdout.fnmatch_lines(["there is no golden plan test_it.plan.txt yet: pytest --heatplan-update writes it"])
    written.assert_outcomes(passed=1)
    again.assert_outcomes(passed=1)
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(["the plan is not the one in the file*", "--- test_it.plan.txt", "+++ the plan now"])
    changed.stdout.fnmatch_lines(["-        size = 1", "+        size = 2"])
    assert [path.name for path in pytester.path.joinpath("golden").iterdir()] == ["test_it.plan.txt"]


# ---- case files


def test_cases_are_tests(pytester: pytest.Pytester) -> None:
    with_cases(pytester)
    first = pytester.runpytest_inprocess(*PLUGIN, "-v")
    updated = pytester.runpytest_inprocess(*PLUGIN, "--heatplan-update")
    again = pytester.runpytest_inprocess(*PLUGIN, "-v", "-k", "small")

    first.assert_outcomes(failed=2)
    first.stdout.fnmatch_lines(["cases/volume.cases.yaml::small FAILED*", "cases/volume.cases.yaml::large FAILED*"])
    first.stdout.fnmatch_lines(["error[[]HP1474[]]: The property size of volume is 100, and the case expects 99."])
    first.stdout.fnmatch_lines([" --> cases/volume.cases.yaml:6:*"])
    first.stdout.no_fnmatch_line("*Traceback*")
    updated.assert_outcomes(passed=1, failed=1)
    again.assert_outcomes(passed=1, deselected=1)


def test_a_case_can_be_named(pytester: pytest.Pytester) -> None:
    with_cases(pytester)

    pytester.runpytest_inprocess(*PLUGIN, "--heatplan-update", "cases/volume.cases.yaml::small").assert_outcomes(
        passed=1
    )


def test_a_case_file_that_is_none_is_an_error(pytester: pytest.Pytester) -> None:
    with_cases(pytester, "template: ../volume.yaml\nexpct: {}\n")
    result = pytester.runpytest_inprocess(*PLUGIN)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["error[[]HP1460[]]: A case has no key expct.", "*Did you mean expect?*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_configuration_can_leave_cases_out(pytester: pytest.Pytester) -> None:
    with_cases(pytester)
    pytester.makeini("[pytest]\nheatplan_cases = false")

    assert pytester.runpytest_inprocess(*PLUGIN).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_case_reads_nothing_outside_of_the_root(pytester: pytest.Pytester) -> None:
    with_cases(pytester)
    pytester.makeini("[pytest]\nheatplan_root = cases")
    result = pytester.runpytest_inprocess(*PLUGIN, "-k", "small")

    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(["error[[]HP0902[]]*"])


def test_without_the_plugin_nothing_is_collected(pytester: pytest.Pytester) -> None:
    if not INSTALLED:
        pytest.skip("heatplan is not installed here: pytest does not find the plugin by itself")
    with_cases(pytester)

    assert pytester.runpytest_subprocess("-p", "no:heatplan").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_workers_of_xdist_share_the_cases(pytester: pytest.Pytester) -> None:
    if importlib.util.find_spec("xdist") is None:
        pytest.skip("pytest-xdist is not installed here")
    with_cases(pytester)
    result = pytester.runpytest_subprocess(*PLUGIN, "-n", "2", "--heatplan-update")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["FAILED cases/volume.cases.yaml::large*"])
