"""``heatplan test`` as its users start it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.edge.commands import heatplan

VOLUME = """\
heat_template_version: 2018-08-31
parameters:
  size: {type: number, constraints: [{range: {min: 1, max: 9}}]}
  password: {type: string, hidden: true, default: none}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}
outputs:
  size: {value: {get_attr: [volume, size]}}
"""
CASES = """\
template: ../volume.yaml
cases:
- name: small
  parameters: {size: 1}
- name: large
  parameters: {size: 9, password: s3cret}
  expect:
    resources: {volume: {properties: {size: 8}}}
- name: too large
  parameters: {size: 10, password: s3cret}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "volume.yaml").write_text(VOLUME, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "volume.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_the_way_of_a_case(folder: Path, golden: Golden) -> None:
    first = heatplan("test", cwd=folder)
    updated = heatplan("test", "--update", cwd=folder)
    (folder / "volume.yaml").write_text(VOLUME.replace("{size: {get", "{name: data, size: {get"), encoding="utf-8")
    changed = heatplan("test", ".", "--color", "always", cwd=folder)

    assert (first.code, updated.code, changed.code) == (1, 1, 1)
    golden("cases_first.txt", first.out + first.err)
    golden("cases_updated.txt", updated.out + updated.err)
    golden("cases_changed.txt", changed.out + changed.err)
    assert sorted(path.name for path in (folder / "tests").iterdir()) == [
        "volume.cases.yaml",
        "volume.large.plan.txt",
        "volume.small.plan.txt",
    ]


def test_nothing_hidden_is_shown(folder: Path) -> None:
    for form in ("text", "json", "github", "sarif"):
        ended = heatplan("test", "--format", form, "--junit", folder / "j.xml", cwd=folder)

        assert "s3cret" not in ended.out + ended.err + (folder / "j.xml").read_text(encoding="utf-8")


def test_update_writes_only_what_differs(folder: Path) -> None:
    heatplan("test", "--update", cwd=folder)
    plan = folder / "tests" / "volume.small.plan.txt"
    before = plan.stat().st_mtime_ns
    ended = heatplan("test", "--update", "-k", "small", cwd=folder)

    assert (ended.code, ended.out) == (0, "ok      tests/volume.cases.yaml: small\n\n1 passed\n")
    assert plan.stat().st_mtime_ns == before


def test_a_golden_plan_of_no_case_is_told(folder: Path) -> None:
    heatplan("test", "--update", cwd=folder)
    (folder / "tests" / "volume.cases.yaml").write_text(CASES.replace("name: small", "name: tiny"), encoding="utf-8")
    words = "no case has the golden plan tests/volume.small.plan.txt\n"

    assert words in heatplan("test", "--update", cwd=folder).out
    assert words not in heatplan("test", "-k", "tiny", cwd=folder).out
    assert words not in heatplan("test", "tests/volume.cases.yaml", "--root", ".", cwd=folder).out


def test_some_cases_are_picked_by_their_names(folder: Path) -> None:
    heatplan("test", "--update", cwd=folder)

    assert heatplan("test", "-k", "*SMALL", cwd=folder).out.splitlines()[-1] == "1 passed"
    assert heatplan("test", "-k", "large", cwd=folder).out.splitlines()[-1] == "0 passed, 2 failed"
    ended = heatplan("test", "-k", "medium", cwd=folder)
    assert (ended.code, ended.err) == (2, "heatplan test: none of 3 cases has 'medium' in its file or name\n")


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_lines_stand_in_order_however_many_run_at_a_time(folder: Path, jobs: str) -> None:
    ended = heatplan("test", "tests/volume.cases.yaml", "--root", ".", "-j", jobs, cwd=folder)

    assert [line.rpartition(": ")[2] for line in ended.out.splitlines()[:3]] == ["small", "large", "too large"]


def test_json_has_all_of_it(folder: Path) -> None:
    ended = heatplan("test", "--json", cwd=folder)
    said = json.loads(ended.out)

    assert (ended.code, said["passed"], said["failed"]) == (1, 0, 3)
    assert [one["name"] for one in said["cases"]] == ["small", "large", "too large"]
    codes = [[found["code"] for found in one["diagnostics"]] for one in said["cases"]]
    assert codes == [["HP1470"], ["HP1470", "HP1474"], ["HP1466", "HP0421"]]
    assert said["cases"][1]["diagnostics"][1]["span"]["from"] == {"line": 8, "column": 45}


def test_sarif_and_github_name_files_from_here(folder: Path) -> None:
    sarif = json.loads(heatplan("test", "--format", "sarif", cwd=folder).out)
    github = heatplan("test", "--format", "github", cwd=folder).out.splitlines()

    places = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif["runs"][0]["results"]
        for place in result["locations"]
    ]
    assert {*places} == {"tests/volume.cases.yaml", "volume.yaml"}
    assert [line for line in github if line.startswith("::error file=volume.yaml,line=3,")]
    assert [line for line in github if line.startswith("::error file=tests/volume.cases.yaml,line=8,")]


def test_junit_has_a_failure_for_each_case_that_failed(folder: Path) -> None:
    ended = heatplan("test", "--junit", folder / "report.xml", cwd=folder)
    suite = ET.parse(folder / "report.xml").getroot()[0]

    assert ended.code == 1
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")
    failure = suite[0].find("failure")
    assert suite[0].get("name") == "small"
    assert failure is not None
    assert failure.get("message") == ("The case has no golden plan yet: there is no file volume.small.plan.txt.")


def test_a_report_that_can_not_be_written_is_a_failure(folder: Path) -> None:
    ended = heatplan("test", "--update", "-k", "small", "--junit", "gone/report.xml", cwd=folder)

    assert ended.code == 1
    assert "HP0932" in ended.err


def test_a_file_that_is_no_case_is_a_failure_without_what_is_hidden(folder: Path) -> None:
    text = "template: ../volume.yaml\nparameters: {size: 1, password: s3cret, x: [}]}\n"
    wrong = "template: ../volume.yaml\nparameters: {password: s3cret}\nexpct: {}\n"
    (folder / "tests" / "bad.case.yaml").write_text(wrong, encoding="utf-8")
    (folder / "tests" / "worse.case.yaml").write_text(text, encoding="utf-8")
    ended = heatplan("test", "--update", cwd=folder)

    assert ended.code == 1
    assert "FAILED  tests/bad.case.yaml\nok" not in ended.out
    assert "error[HP1460]: A case has no key expct.\n --> tests/bad.case.yaml:3:1" in ended.out
    assert "= hint: Did you mean expect?" in ended.out
    assert "FAILED  tests/worse.case.yaml\n" in ended.out
    assert "error[HP0104]" in ended.out


def test_where_there_is_no_case_it_says_what_one_is(tmp_path: Path) -> None:
    ended = heatplan("test", cwd=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert "there is no case below .; a case is a file NAME.case.yaml such as\n\n  template: web.yaml\n" in ended.err
    assert "heatplan test --init TEMPLATE" in ended.err


@pytest.mark.parametrize("name", ["gone", "volume.yaml"])
def test_what_is_no_case_file_is_a_wrong_command_line(folder: Path, name: str) -> None:
    ended = heatplan("test", name, cwd=folder)

    assert (ended.code, ended.out) == (2, "")
    assert name in ended.err


def test_folders_with_a_dot_are_left_alone(folder: Path) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.case.yaml").write_text("template: x.yaml\n", encoding="utf-8")

    assert ".hidden" not in heatplan("test", cwd=folder).out


# ---- what may be read, and written


def test_a_template_outside_of_the_folder_is_not_read(folder: Path) -> None:
    ended = heatplan("test", "tests", cwd=folder)

    assert ended.code == 1
    assert "error[HP0902]: The file volume.yaml lies outside" in ended.out
    assert "= hint: Name a directory that holds all files with --root." in ended.out


def test_in_a_git_repository_its_files_are_read(folder: Path) -> None:
    (folder / ".git").mkdir()
    heatplan("test", "--update", cwd=folder)

    assert heatplan("test", "tests", "-k", "small", cwd=folder).code == 0


@pytest.mark.parametrize("key", ["types", "heat_conf", "operator_environments"])
def test_what_a_case_names_outside_of_the_root_is_not_read(folder: Path, key: str) -> None:
    text = f"template: ../volume.yaml\nparameters: {{size: 1}}\n{key}: ../../elsewhere.json\n"
    (folder / "tests" / "away.case.yaml").write_text(text, encoding="utf-8")
    ended = heatplan("test", "-k", "away", cwd=folder)

    assert ended.code == 1
    assert "error[HP0902]: The file ../../elsewhere.json lies outside" in ended.out


@pytest.mark.parametrize("link", [False, True])
def test_no_golden_plan_is_written_outside_of_the_root(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, link: bool
) -> None:
    away = tmp_path_factory.mktemp("away") / "precious.plan.txt"
    away.write_text("precious", encoding="utf-8")
    name = "linked.plan.txt" if link else str(away)
    (folder / "tests" / "linked.plan.txt").symlink_to(away)
    text = f"template: ../volume.yaml\nparameters: {{size: 1}}\nexpect: {{plan: {name}}}\n"
    (folder / "tests" / "away.case.yaml").write_text(text, encoding="utf-8")
    ended = heatplan("test", "--update", "-k", "away", cwd=folder)

    assert ended.code == 1
    assert "error[HP1465]" in ended.out
    assert away.read_text(encoding="utf-8") == "precious"


def test_a_case_that_takes_too_long_is_stopped_and_the_others_are_not(folder: Path) -> None:
    volume = "  v{}: {{type: OS::Cinder::Volume, properties: {{size: 1}}}}\n"
    slow = "heat_template_version: 2018-08-31\nresources:\n" + "".join(map(volume.format, range(40_000)))
    (folder / "slow.yaml").write_text(slow, encoding="utf-8")
    (folder / "slow.case.yaml").write_text("template: slow.yaml\n", encoding="utf-8")
    heatplan("test", "--update", "-k", "small", cwd=folder)
    ended = heatplan("test", "--max-cpu-seconds", "1", "-j", "2", cwd=folder)

    assert ended.code == 1
    assert "error[HP0933]: Compiling took more than 1 s" in ended.out
    assert "--> slow.case.yaml:1:11" in ended.out
    assert "ok      tests/volume.cases.yaml: small\n" in ended.out


# ---- the first case


def test_a_first_case_passes_at_once(folder: Path) -> None:
    ended = heatplan("test", "--init", "volume.yaml", cwd=folder)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "volume.case.yaml is a first case for volume.yaml\nwritten volume.case.yaml\n\n1 passed, 1 golden plan written\n"
    )
    assert (
        (folder / "volume.case.yaml")
        .read_text(encoding="utf-8")
        .endswith("template: volume.yaml\nparameters:\n  size: 1  # number, 1 to 9\n")
    )
    assert "size = 1" in (folder / "volume.plan.txt").read_text(encoding="utf-8")
    again = heatplan("test", "--init", "volume.yaml", cwd=folder)
    assert (again.code, again.out) == (2, "")
    assert "there is volume.case.yaml already" in again.err


def test_a_first_case_has_its_environments(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "heat_template_version: 2018-08-31\nparameters: {a: {type: string}, b: {type: string}}\n"
        "resources: {r: {type: My::Thing}, v: {type: OS::Heat::Value, properties: {value: [{get_param: a}, {get_param: b}]}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "e.yaml").write_text("parameters: {a: x}\nresource_registry: {My::Thing: OS::Heat::None}\n")
    ended = heatplan("test", "--init", "t.yaml", "-e", "env/e.yaml", cwd=tmp_path)

    assert (ended.code, ended.err) == (0, "")
    assert (
        (tmp_path / "t.case.yaml")
        .read_text(encoding="utf-8")
        .endswith("template: t.yaml\nenvironments: [env/e.yaml]\nparameters:\n  b: example  # string\n")
    )
    assert heatplan("test", "-e", "env/e.yaml", cwd=tmp_path).code == 2


def test_a_first_case_has_values_that_the_template_takes(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "heat_template_version: 2018-08-31\nparameters: {net: {type: string}, gateway: {type: string}, size: {type: number}}\n"
        "resources:\n"
        "  subnet: {type: OS::Neutron::Subnet, properties: {network: n, cidr: {get_param: net}, gateway_ip: {get_param: gateway}}}\n"
        "  volume: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}\n",
        encoding="utf-8",
    )

    assert heatplan("test", "--init", "t.yaml", cwd=tmp_path).code == 0
    written = (tmp_path / "t.case.yaml").read_text(encoding="utf-8")
    assert '  net: "192.0.2.0/24"  # string\n  gateway: "192.0.2.1"  # string\n  size: 1  # number\n' in written


def test_a_first_case_allows_the_warnings_that_there_are(tmp_path: Path) -> None:
    old = "heat_template_version: 2018-08-31\nresources: {s: {type: OS::Nova::FloatingIP, properties: {pool: p}}}\n"
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    ended = heatplan("test", "--init", "old.yaml", cwd=tmp_path)

    assert ended.code == 0
    assert "  allow: [HP0550]  # warnings that there are today\n" in (tmp_path / "old.case.yaml").read_text(
        encoding="utf-8"
    )


def test_several_templates_get_first_cases(folder: Path) -> None:
    (folder / "env.yaml").write_text("parameters: {size: 1}\n", encoding="utf-8")
    (folder / "other.yaml").write_text(
        VOLUME.replace("volume:", "other:").replace("[volume", "[other"), encoding="utf-8"
    )
    heatplan("test", "--init", "volume.yaml", cwd=folder)
    ended = heatplan("test", "--init", "env.yaml", "other.yaml", "volume.case.yaml", "volume.yaml", cwd=folder)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[:3] == [
        "left alone: env.yaml is no template: it has no heat_template_version",
        "other.case.yaml is a first case for other.yaml",
        "left alone: there is volume.case.yaml already; heatplan test volume.case.yaml runs it",
    ]
    assert heatplan("test", "--init", "env.yaml", "other.yaml", cwd=folder).code == 2


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [("a: 1", 2, "x.yaml is no template"), ("heat_template_version: [", 1, "HP0104"), (None, 1, "HP0931")],
)
def test_what_is_no_template_gets_no_case(tmp_path: Path, text: str | None, code: int, words: str) -> None:
    if text is not None:
        (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    ended = heatplan("test", "--init", "x.yaml", cwd=tmp_path)

    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    assert not (tmp_path / "x.case.yaml").exists()


# ---- how long it takes


def test_a_case_says_how_long_steps_take(folder: Path) -> None:
    (folder / "tests" / "slow.yaml").write_text("types: {OS::Cinder::Volume: 500}\n", encoding="utf-8")
    text = "template: ../volume.yaml\nparameters: {size: 1}\nexpect: {plan: false, terms: {within: 1m, times: TIMES}}\n"

    def told(times: str) -> str:
        (folder / "tests" / "time.case.yaml").write_text(text.replace("TIMES", times), encoding="utf-8")
        return heatplan("test", "-k", "time.case", cwd=folder).out

    assert told("slow.yaml").endswith("\n0 passed, 1 failed\n")
    assert "error[HP14" in told("slow.yaml")
    assert "HP0931" in told("gone.yaml")
    assert "HP0902" in told("../../elsewhere.yaml")
    (folder / "tests" / "slow.yaml").write_text("types: {OS::Cinder::Volume: 5}\n", encoding="utf-8")
    assert told("slow.yaml") == "ok      tests/time.case.yaml\n\n1 passed\n"
    (folder / "tests" / "slow.yaml").write_text("type: {OS::Cinder::Volume: 5}\n", encoding="utf-8")
    assert " --> tests/slow.yaml:1:1\n" in told("slow.yaml")
