"""The pytest plugin, in a pytest of its own; the example of docs/testing.md runs."""

from __future__ import annotations

import re
from importlib.metadata import entry_points

import pytest

from heatplan.testing.laws import LAWS, sentence
from tests.conftest import ROOT

pytest_plugins = ["pytester"]

DOCUMENT = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:ini|yaml|python)\n# (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLED = any(one.name == "heatplan" for one in entry_points(group="pytest11"))
PLUGIN = () if INSTALLED else ("-p", "heatplan.testing.plugin")

VOLUME = (
    "heat_template_version: 2018-08-31\nresources:\n  volume: {type: OS::Cinder::Volume, properties: {size: SIZE}}\n"
)
HIDDEN = """\
heat_template_version: 2018-08-31
parameters:
  password: {type: string, hidden: true, constraints: [{length: {min: 3}}]}
resources:
  value: {type: OS::Heat::Value, properties: {value: {get_param: password}}}
"""


def run(pytester: pytest.Pytester, body: str, **files: str) -> pytest.RunResult:
    """The outcome of a test with this body; ``files`` are templates."""
    for name, text in files.items():
        pytester.path.joinpath(f"{name}.yaml").write_text(text, encoding="utf-8")
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    pytester.makepyfile(f"def test_it(heatplan_compile, heatplan_simulate, heatplan_laws):\n{lines}\n")
    return pytester.runpytest_inprocess(*PLUGIN)


def test_the_example_of_the_document_runs(pytester: pytest.Pytester) -> None:
    names = []
    for block in BLOCK.finditer(DOCUMENT):
        file = pytester.path / block["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["text"], encoding="utf-8")
        names.append(block["name"])

    assert names == [
        "pytest.ini",
        "templates/web.yaml",
        "templates/server.yaml",
        "templates/web.case.yaml",
        "test_web.py",
        "test_drawn.py",
    ]
    tests = 1 + len(re.findall(r"^def test_", DOCUMENT, re.MULTILINE))  # the case is one
    pytester.runpytest_inprocess(*PLUGIN, "--heatplan-update").assert_outcomes(passed=tests)
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=tests)
    assert pytester.path.joinpath("golden", "test_its_plan_is_the_golden_one.plan.txt").is_file()


def test_the_document_has_every_law() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCUMENT.partition("<!-- laws -->")[2], re.MULTILINE)

    assert rows == [(law.__name__, sentence(law)) for law in LAWS]


def test_a_mistake_is_shown_as_the_command_line_shows_it(pytester: pytest.Pytester) -> None:
    result = run(pytester, "heatplan_compile('volume.yaml')", volume=VOLUME.replace("SIZE", "many"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*error[[]HP05*", "*--> volume.yaml:3:*", "*1 error*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_file_that_is_not_there_is_a_finding(pytester: pytest.Pytester) -> None:
    result = run(pytester, "heatplan_compile('nowhere.yaml')")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*nowhere.yaml*"])


def test_a_warning_is_enough_when_asked(pytester: pytest.Pytester) -> None:
    surprising = VOLUME.replace("SIZE", "1") + "outputs: {out: {value: {get_parm: x}}}\n"
    body = "heatplan_compile('volume.yaml')\nheatplan_compile('volume.yaml', strict=True)\n"
    result = run(pytester, body, volume=surprising)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*warning[[]HP0301[]]: get_parm is no function*", "*1 warning*"])


def test_a_text_is_a_template_too(pytester: pytest.Pytester) -> None:
    body = f"plan = heatplan_compile({VOLUME.replace('SIZE', '1')!r})\nassert [one.name for one in plan.root.resources] == ['volume']"
    run(pytester, body).assert_outcomes(passed=1)


def test_environments_are_read(pytester: pytest.Pytester) -> None:
    template = "heat_template_version: 2018-08-31\nparameters: {size: {type: number}}\n" + VOLUME.partition("\n")[2]
    body = "plan = heatplan_compile('v.yaml', ['e.yaml'])\nassert plan.header.parameters['size'] == 7"
    run(pytester, body, v=template.replace("SIZE", "{get_param: size}"), e="parameters: {size: 7}\n").assert_outcomes(
        passed=1
    )


def test_hidden_values_come_from_the_compile(pytester: pytest.Pytester) -> None:
    body = """\
plan = heatplan_compile('h.yaml', parameters={'password': 'from here'})
assert [one.properties for one in heatplan_simulate(plan).world.values() if one.type == 'OS::Heat::Value'] == [{'value': 'from here'}]
other = heatplan_simulate(plan, parameters={'password': 'from there'})
assert 'from there' in str([one.properties for one in other.world.values()])
heatplan_laws(plan)"""
    run(pytester, body, h=HIDDEN).assert_outcomes(passed=1)


def test_a_run_that_fails_unasked_fails_the_test(pytester: pytest.Pytester) -> None:
    body = "plan = heatplan_compile('h.yaml', parameters={'password': 'long'})\nheatplan_simulate(plan, parameters={'password': 'x'})"
    result = run(pytester, body, h=HIDDEN)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*error[[]HP10*"])


def test_an_address_that_no_step_has_is_told(pytester: pytest.Pytester) -> None:
    body = "heatplan_simulate(heatplan_compile('volume.yaml'), fail_at='volum')"
    result = run(pytester, body, volume=VOLUME.replace("SIZE", "1"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the run never came to volum; its steps are called volume*"])


def test_a_law_that_is_broken_is_said(pytester: pytest.Pytester) -> None:
    shown = HIDDEN + "outputs: {shown: {value: {get_param: password}}}\n"
    body = "heatplan_laws(heatplan_compile('h.yaml', parameters={'password': 'long'}))"
    result = run(pytester, body, h=shown)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*a law does not hold: No output shows a hidden parameter*", "*--> h.yaml:6:*"])


def test_laws_can_be_named_and_have_terms(pytester: pytest.Pytester) -> None:
    body = """\
plan = heatplan_compile('volume.yaml')
heatplan_laws(plan, 'deterministic', 'plan_survives_its_file')
heatplan_laws(plan, stays=())
heatplan_laws(plan, 'determinstic')"""
    result = run(pytester, body, volume=VOLUME.replace("SIZE", "1"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there is no law determinstic; Did you mean deterministic?*"])


def test_a_proof_that_fails_shows_the_smallest_inputs(pytester: pytest.Pytester) -> None:
    too_long = """\
heat_template_version: 2018-08-31
parameters:
  count: {type: number, constraints: [{range: {min: 1, max: 40}}]}
resources:
  group:
    type: OS::Heat::ResourceGroup
    properties:
      count: {get_param: count}
      resource_def: {type: OS::Heat::RandomString, properties: {length: '9%index%'}}
"""
    pytester.path.joinpath("g.yaml").write_text(too_long, encoding="utf-8")
    pytester.makepyfile("""
        def test_it(heatplan_prove):
            assert heatplan_prove("g.yaml", laws=["deterministic"], examples=5).drawn == ("count",)
            heatplan_prove("g.yaml", seed=3)

        def test_a_law_that_there_is_not(heatplan_prove):
            heatplan_prove("g.yaml", laws=["determinstic"])
    """)
    result = pytester.runpytest_inprocess(*PLUGIN)

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "a law does not hold: Whatever the constraints of the template's parameters allow compiles*",
            "will-fail[[]HP1402[]]*",
            " --> g.yaml:9:*",
            "with",
            "    parameters:",
            "      count: 11",
            "seed 3, * inputs drawn",
            "there is no law determinstic; Did you mean deterministic?",
        ]
    )


def test_inputs_that_can_not_be_drawn_are_said_without_a_traceback(pytester: pytest.Pytester) -> None:
    word = "{type: string, constraints: [{allowed_pattern: '[a-z]{3}'}, {length: {min: 5}}]}"
    text = f"heat_template_version: 2018-08-31\nparameters: {{word: {word}}}\n"
    pytester.path.joinpath("none.yaml").write_text(text, encoding="utf-8")
    pytester.makepyfile("""
        def test_it(heatplan_prove):
            heatplan_prove("none.yaml", examples=3)
    """)
    result = pytester.runpytest_inprocess(*PLUGIN)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["error[[]HP1442[]]*", "*none.yaml:2:*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*NothingDrawnError*")
