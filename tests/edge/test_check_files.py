"""``heatplan check FILE ...``: templates checked by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.edge.commands import heatplan

HEAD = "heat_template_version: 2018-08-31\n"
PARAMETERS = """\
parameters:
  size: {type: number}
  address: {type: string}
  network: {type: string}
  password: {type: string, hidden: true}
  name: {type: string, constraints: [{allowed_pattern: "[a-z]{3}-[0-9]{2}"}]}
  zone: {type: string, constraints: [{allowed_values: [east, west]}]}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: {get_param: size}, name: {get_param: name}}}
  subnet: {type: OS::Neutron::Subnet, properties: {network: n, cidr: {get_param: network}, gateway_ip: {get_param: address}}}
  server:
    type: OS::Nova::Server
    properties: {flavor: f, image: i, networks: [{network: n}], admin_pass: {get_param: password}, availability_zone: {get_param: zone}}
"""


def check(folder: Path, *names: str) -> tuple[int, str, str]:
    ended = heatplan("check", *names, cwd=folder)
    return ended.code, ended.out, ended.err


def test_parameters_without_a_value_are_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(HEAD + PARAMETERS, encoding="utf-8")

    assert check(tmp_path, "t.yaml") == (0, "1 template checked: nothing to complain of\n", "")
    assert check(tmp_path, "-t", "t.yaml")[0] == 1


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    """A pattern's values are drawn by Hypothesis, which keeps its tables somewhere."""
    cache = tmp_path / "cache"
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "t.yaml").write_text(HEAD + PARAMETERS, encoding="utf-8")
    ended = heatplan("check", "t.yaml", cwd=tmp_path / "here", XDG_CACHE_HOME=str(cache))

    assert ended.code == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["t.yaml"]


def test_what_is_wrong_whatever_they_are_is_found(tmp_path: Path) -> None:
    wrong = PARAMETERS.replace("image: i,", "imag: i,").replace("network: n, cidr", "network: n, ip_version: 5, cidr")
    (tmp_path / "t.yaml").write_text(HEAD + wrong, encoding="utf-8")
    code, _, said = check(tmp_path, "t.yaml")

    assert code == 1
    assert [line.partition(":")[0] for line in said.splitlines() if line.startswith("error")] == [
        "error[HP0513]",
        "error[HP0501]",
    ]


def test_a_value_that_only_few_fit_is_no_mistake(tmp_path: Path) -> None:
    """None of the values that are tried is a format of user data, and no other is said to be wrong."""
    server = "{type: OS::Nova::Server, properties: {flavor: f, image: i, user_data_format: {get_param: p}}}"
    text = f"{HEAD}parameters: {{p: {{type: string}}}}\nresources: {{server: {server}}}\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")

    assert "HP0513" not in check(tmp_path, "t.yaml")[2]


def test_what_each_of_few_allowed_values_breaks_is_found(tmp_path: Path) -> None:
    server = "{type: OS::Nova::Server, properties: {flavor: f, image: i, user_data_format: {get_param: p}}}"
    declared = "{p: {type: string, constraints: [{allowed_values: [raw, cfn]}]}}"
    (tmp_path / "t.yaml").write_text(f"{HEAD}parameters: {declared}\nresources: {{server: {server}}}\n")

    assert "HP0513" in check(tmp_path, "t.yaml")[2]


def test_files_are_named_from_here_and_their_findings_stand_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.yaml").write_text(f"{HEAD}resources: {{r: {{type: OS::No::Such}}}}\n", encoding="utf-8")
    code, out, said = check(tmp_path, "a/t.yaml", "b/t.yaml", "--json")

    assert (code, said) == (1, "")
    assert [one["span"]["source"] for one in json.loads(out)["diagnostics"]] == ["a/t.yaml", "b/t.yaml"]


@pytest.mark.parametrize(
    "text", ["parameters: {a: 1}\n", "a: 1\n---\nb: 2\n", "[1, 2]", "not yaml: [", "# heat_template_version\n", ""]
)
def test_what_is_no_template_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")

    assert check(tmp_path, "x.yaml") == (0, "0 templates checked\nno templates, left alone: x.yaml\n", "")


def test_a_template_that_can_not_be_read_is_not_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"{HEAD}resources: [\n", encoding="utf-8")

    assert "error[HP0104]" in check(tmp_path, "x.yaml")[2]
    assert "error[HP0931]" in check(tmp_path, "gone.yaml")[2]


def test_an_environment_may_have_more_than_one_template_needs(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(f"{HEAD}resources: {{r: {{type: My::Thing}}}}\n", encoding="utf-8")
    (tmp_path / "e.yaml").write_text("parameters: {other: 1}\nresource_registry: {My::Thing: OS::Heat::None}\n")

    assert check(tmp_path, "t.yaml")[0] == 1
    assert check(tmp_path, "t.yaml", "-e", "e.yaml")[0] == 0


def test_files_outside_of_the_root_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "n.yaml").write_text(f"{HEAD}resources: {{}}\n", encoding="utf-8")
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "t.yaml").write_text(f"{HEAD}resources: {{r: {{type: ../lib/n.yaml}}}}\n", encoding="utf-8")

    assert "HP0902" in check(tmp_path, "top/t.yaml")[2]
    assert check(tmp_path, "top/t.yaml", "--root", ".")[0] == 0


def test_values_of_hidden_parameters_are_not_shown(tmp_path: Path) -> None:
    text = f"{HEAD}parameters: {{p: {{type: string, hidden: true, default: s3cret, constraints: [{{length: {{max: 3}}}}]}}}}\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    code, out, said = check(tmp_path, "t.yaml")

    assert code == 1
    assert "s3cret" not in out + said


def test_one_of_the_two_ways_is_asked_for() -> None:
    assert heatplan("check").code == 2
    assert heatplan("check", "-t", "template.yaml", "template.yaml").code == 2
