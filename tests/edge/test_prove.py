"""``heatplan prove`` as its users start it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from heatplan.edge import command_prove
from heatplan.edge.cli import main
from heatplan.testing.laws import TEMPLATE_LAWS
from tests.edge.commands import heatplan
from tests.testing.proving.questions import LEAKING, LOOSE

Golden = Callable[[str, str], None]
SECRET_LAW = "no_secret_reaches_an_output"
FEW = ("--law", SECRET_LAW, "--law", "what_is_allowed_compiles", "--law", "constraints_say_it_all")

CASES = re.compile(r"\d+ cases")
"""How many draws differ is a matter of Hypothesis's release."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "leaking.yaml").write_text(LEAKING, encoding="utf-8")
    (tmp_path / "loose.yaml").write_text(LOOSE, encoding="utf-8")
    return tmp_path


def test_what_breaks_is_shown_with_the_least_that_breaks_it(folder: Path, golden: Golden) -> None:
    ended = heatplan("prove", "leaking.yaml", *FEW, cwd=folder)

    assert (ended.code, ended.err) == (1, "")
    golden("prove_leaking.txt", CASES.sub("N cases", ended.out))


def test_a_warning_ends_with_0_and_when_strict_with_1(folder: Path, golden: Golden) -> None:
    ended = heatplan("prove", "-t", "loose.yaml", *FEW, cwd=folder)

    assert ended.code == 0
    golden("prove_loose.txt", CASES.sub("N cases", ended.out))
    assert heatplan("prove", "loose.yaml", *FEW, "--strict", cwd=folder).code == 1


def test_the_same_seed_prints_the_same(folder: Path) -> None:
    first, second = (
        heatplan("prove", "leaking.yaml", "--seed", "5", "--max-examples", "10", cwd=folder, PYTHONHASHSEED=seed).out
        for seed in ("1", "2")
    )

    assert first == second
    assert "seed 5\n" in first


def test_the_file_of_a_counterexample_shows_it_again(folder: Path) -> None:
    out = folder / "broken"
    heatplan("prove", "leaking.yaml", *FEW, "--counterexamples", "broken", cwd=folder)

    (file,) = out.iterdir()
    text = file.read_text(encoding="utf-8")
    again = heatplan("prove", "leaking.yaml", "-e", "broken/" + file.name, "--law", SECRET_LAW, cwd=folder)

    assert file.name == f"counterexample-{SECRET_LAW}.yaml"
    assert yaml.safe_load(text) == {"parameters": {"password": "secret-of-password"}}
    assert "seed 0" in text
    assert f"heatplan prove leaking.yaml -e broken/{file.name} --law {SECRET_LAW} --seed 0" in text
    assert again.code == 1
    assert "HP1404" in again.out
    assert heatplan("check", "-t", "leaking.yaml", "-e", f"broken/{file.name}", cwd=folder).code == 0


def test_each_file_names_itself_in_the_command_that_shows_it(folder: Path) -> None:
    more = LEAKING + "  second: {value: {get_param: password}}\n"
    (folder / "leaking.yaml").write_text(more, encoding="utf-8")
    how = ("--heat-release", "yoga", "--max-resources-per-stack", "77", "--counterexamples", "broken")
    ended = heatplan("prove", "leaking.yaml", "--law", SECRET_LAW, *how, cwd=folder)

    names = [f"broken/counterexample-{SECRET_LAW}{end}.yaml" for end in ("", "-2")]
    for name in names:
        (line,) = [line for line in (folder / name).read_text(encoding="utf-8").splitlines() if "See it with" in line]
        assert f"-e {name} --law" in line
        assert "--max-resources-per-stack 77 --heat-release 18" in line
        assert f"-e {name} --law" in ended.out
    assert heatplan(*line.partition("heatplan ")[2].split(), cwd=folder).code == 1


def test_json_has_all_of_it(folder: Path) -> None:
    ended = heatplan("prove", "leaking.yaml", *FEW, "--json", cwd=folder)
    found = json.loads(ended.out)

    laws = {law["name"]: law for law in found["laws"]}
    assert laws[SECRET_LAW]["verdict"] == "broken"
    (example,) = laws[SECRET_LAW]["counterexamples"]
    assert example["environment"] == {"parameters": {"password": "secret-of-password"}}
    assert [one["code"] for one in example["diagnostics"]] == ["HP1404"]
    assert (found["seed"], found["drawn"]) == (0, ["name", "password", "other"])


def test_junit_has_a_case_for_each_law(folder: Path) -> None:
    heatplan("prove", "leaking.yaml", "--junit", "out/report.xml", "--max-examples", "5", cwd=folder)
    suite = ET.fromstring((folder / "out" / "report.xml").read_text(encoding="utf-8"))

    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert set(cases) == {*(law.name for law in TEMPLATE_LAWS), "constraints_say_it_all"}
    failure = cases[SECRET_LAW].find("failure")
    assert failure is not None
    assert "secret-of-password" in (failure.text or "")
    assert suite.get("failures") == "1"


def test_junit_survives_what_a_template_is_called(tmp_path: Path) -> None:
    text = LEAKING.replace("login:", '"lo\\x1b]gin\\u0085<&":')
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")

    heatplan("prove", "odd.yaml", *FEW, "--junit", "report.xml", cwd=tmp_path)

    (failure,) = ET.parse(tmp_path / "report.xml").iter("failure")
    assert "lo\\u001b]gin" in (failure.get("message") or "")
    skipped = heatplan("prove", "odd.yaml", "--junit", "-", "--law", "hidden_values_are_nowhere", cwd=tmp_path)
    assert "\x1b" not in skipped.out


@pytest.mark.parametrize("way", [("--sarif", "report.sarif"), ("--format", "sarif")])
def test_sarif_has_the_findings(folder: Path, way: tuple[str, str]) -> None:
    ended = heatplan("prove", "leaking.yaml", *FEW, *way, cwd=folder)
    text = ended.out if way[0] == "--format" else (folder / way[1]).read_text(encoding="utf-8")

    (run,) = json.loads(text)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["HP1404"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "leaking.yaml"


def test_laws_are_listed_chosen_and_left_out(folder: Path) -> None:
    listed = heatplan("prove", "--list-laws")
    without = heatplan("prove", "leaking.yaml", "--without", SECRET_LAW, "--max-examples", "3", cwd=folder)

    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()][:-1] == [law.name for law in TEMPLATE_LAWS]
    assert without.code == 0
    assert SECRET_LAW not in without.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a template, once"),
        (("leaking.yaml", "-t", "loose.yaml"), "name a template, once"),
        (("leaking.yaml", "--law", "no_secret_reaches_an_outptu"), f"did you mean {SECRET_LAW}?"),
        (("leaking.yaml", "--within", "soon"), "soon is no time such as 90s, 30m or 2h"),
    ],
)
def test_a_wrong_command_line_ends_with_2(folder: Path, words: tuple[str, ...], said: str) -> None:
    ended = heatplan("prove", *words, cwd=folder)

    assert ended.code == 2
    assert said in ended.err


SLOW = """\
heat_template_version: 2018-08-31
parameters: {count: {type: number, default: 1, constraints: [{range: {min: 1, max: 12}}]}}
resources:
  volumes:
    type: OS::Heat::ResourceGroup
    properties: {count: {get_param: count}, resource_def: {type: OS::Cinder::Volume, properties: {size: 1}}}
"""


def test_terms_are_kept_and_are_in_the_command_that_asks_again(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    (tmp_path / "times.yaml").write_text("types: {'OS::Cinder::Volume': 120}\n", encoding="utf-8")
    terms = ("--budget-resources", "11", "--within", "2m", "--times", "times.yaml", "--timeout", "90")

    ended = heatplan("prove", "slow.yaml", *terms, "--json", "--max-examples", "50", cwd=tmp_path)

    laws = {law["name"]: law for law in json.loads(ended.out)["laws"]}
    assert ended.code == 1
    assert [one["environment"] for one in laws["budgets_hold"]["counterexamples"]] == [{"parameters": {"count": 11}}]
    (late,) = laws["stack_stands_in_time"]["counterexamples"]
    assert "--budget-resources 11 --within 120s --times times.yaml --timeout 90" in late["again"]


def test_a_file_of_times_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")

    ended = heatplan("prove", "slow.yaml", "--times", "nowhere.yaml", cwd=tmp_path)

    assert ended.code == 1
    assert "nowhere.yaml" in ended.err


def test_without_hypothesis_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_prove, "find_spec", lambda _name: None)

    assert main(["prove", "template.yaml"]) == 2
    assert "pip install 'heatplan[testing]'" in capsys.readouterr().err


def test_a_template_with_a_mistake_is_said_as_check_says_it(folder: Path) -> None:
    (folder / "list.yaml").write_text("- a list\n", encoding="utf-8")

    for name in ("list.yaml", "nowhere.yaml"):
        ended = heatplan("prove", name, cwd=folder)
        assert ended.code == 1
        assert ended.err == heatplan("check", "-t", name, cwd=folder).err


def test_a_parameter_that_nothing_fits_ends_with_1(tmp_path: Path) -> None:
    text = "parameters: {word: {type: string, constraints: [{allowed_pattern: '[a-z]{3}'}, {length: {min: 5}}]}}\n"
    (tmp_path / "none.yaml").write_text("heat_template_version: 2018-08-31\n" + text, encoding="utf-8")

    ended = heatplan("prove", "none.yaml", "--max-examples", "3", cwd=tmp_path)

    assert ended.code == 1
    assert "error[HP1442]" in ended.err
    assert "none.yaml:2:14" in ended.err


def test_a_hidden_value_that_is_given_is_shown_nowhere(folder: Path) -> None:
    (folder / "env.yaml").write_text("parameters: {password: hunter2hunter2}\n", encoding="utf-8")
    ways = (("-e", "env.yaml"), ("--parameter", "password=hunter2hunter2"))

    for way in ways:
        for how in ((), ("--json",), ("--format", "github"), ("--format", "sarif"), ("--counterexamples", "broken")):
            ended = heatplan("prove", "leaking.yaml", *FEW, *way, *how, cwd=folder)
            assert ended.code == 1
            assert "hunter2" not in ended.out + ended.err
            assert all("hunter2" not in file.read_text(encoding="utf-8") for file in folder.glob("broken/*"))


def test_out_of_time_gives_what_was_found_until_then(folder: Path) -> None:
    ended = heatplan("prove", "leaking.yaml", "--max-cpu-seconds", "2", "--max-examples", "100000", cwd=folder)

    assert "Traceback" not in ended.err
    assert "out of time before all was asked" in ended.out or "HP0933" in ended.err


def test_nothing_is_left_in_the_folder(folder: Path) -> None:
    before = sorted(folder.iterdir())
    heatplan("prove", "leaking.yaml", "--max-examples", "3", cwd=folder, XDG_CACHE_HOME=str(folder.parent / "cache"))

    assert sorted(folder.iterdir()) == before
