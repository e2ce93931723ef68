"""``heatplan check --fix``: misspelt and old names are put right, and all else stays byte for byte."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.diagnostics.diagnostic import Code, Diagnostic, Fix, finding
from heatplan.edge.fixing import Fixed, fix
from heatplan.pipeline import analyse
from heatplan.span import Span
from tests.conftest import ROOT
from tests.edge.commands import heatplan
from tests.sources import sources_of

WRONG = """\
heat_template_version: 2021-04-16
paramters:
  flavor: {type: strng, defalt: m1.tiny}
resources:
  volume_one:
    type: OS::Cinder::Volum
    properties: {size: 1}
  "server":
    type: OS::Nova::Server
    depends_on: [volum_one]   # kept
    properties:
      imge: tiny
      flavor: {get_param: flavr}
      networks: [{netwrk: private}]
  port:
    type: OS::Neutron::Port
    propertis:
      "network_id": private
outputs:
  a:
    value:
      get_attr:
        - 'servr'
        - nam
  b:
    value: {get_attr: [server, shwo]}
"""
RIGHT = (
    WRONG.replace("paramters", "parameters")
    .replace("strng", "string")
    .replace("defalt", "default")
    .replace("Volum\n", "Volume\n")
    .replace("volum_one", "volume_one")
    .replace("imge", "image")
    .replace("flavr", "flavor")
    .replace("netwrk", "network")
    .replace("propertis", "properties")
    .replace("network_id", "network")
    .replace("servr", "server")
    .replace("shwo", "show")
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "infra" / "template.yaml"
    file.parent.mkdir()
    file.write_bytes(WRONG.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    return file


def test_names_are_put_right_and_all_else_stays(template: Path) -> None:
    ended = heatplan("check", "-t", template, "--fix")

    assert template.read_bytes().decode() == RIGHT.replace("\n", "\r\n")
    assert stat.S_IMODE(template.stat().st_mode) == 0o640
    assert [file.name for file in template.parent.iterdir()] == ["template.yaml"]
    assert "12 fixed in " in ended.out
    assert "has no attribute nam" in ended.err  # three letters may be anything
    assert ended.code == 1


def test_a_diff_shows_it_and_changes_nothing(template: Path) -> None:
    ended = heatplan("check", "-t", "infra/template.yaml", "--diff", cwd=template.parent.parent)

    assert template.read_bytes().decode() == WRONG.replace("\n", "\r\n")
    assert ended.code == 1
    assert ended.out.startswith("--- a/infra/template.yaml\n+++ b/infra/template.yaml\n@@ ")
    assert "\n-paramters:\r\n" in ended.out.replace("\r\r", "\r") or "-paramters:" in ended.out
    assert "+parameters:" in ended.out


def test_what_is_fixed_is_not_fixed_again(template: Path) -> None:
    heatplan("check", "-t", template, "--fix")
    before = template.read_bytes()

    assert "nothing to fix" in heatplan("check", "-t", template, "--fix").out
    assert template.read_bytes() == before
    assert heatplan("check", "-t", template, "--diff").out == ""


def test_nothing_to_complain_of_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Heat::RandomStrin}\n")

    ended = heatplan("check", "-t", file, "--fix")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith(": nothing to complain of\n")
    assert "OS::Heat::RandomString}" in file.read_text()


def test_nested_templates_and_environments_are_fixed_too(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "heat_template_version: 2021-04-16\nparameters:\n  length: {type: number}\n"
        "resources:\n  a: {type: inner.yaml, properties: {lenght: {get_param: length}}}\n"
    )
    (tmp_path / "inner.yaml").write_text(
        "heat_template_version: 2021-04-16\nparameters:\n  length: {type: number}\n"
        "resources:\n  r: {type: OS::Heat::RandomString, propertys: {length: {get_param: length}}}\n"
    )
    (tmp_path / "e.yaml").write_text("parameters: {lenght: 8}\n")

    ended = heatplan("check", "-t", tmp_path / "t.yaml", "-e", tmp_path / "e.yaml", "--fix")

    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "e.yaml").read_text() == "parameters: {length: 8}\n"
    assert "propertys" not in (tmp_path / "inner.yaml").read_text()
    assert "lenght" not in (tmp_path / "t.yaml").read_text()


def test_programs_get_what_is_left(template: Path) -> None:
    ended = heatplan("check", "-t", template, "--fix", "--json")

    assert [item["code"] for item in json.loads(ended.out)["diagnostics"]] == ["HP0312"]
    assert ended.err == ""


@pytest.mark.parametrize("options", [("template.yaml", "--fix"), ("-t", "template.yaml", "--diff", "--json")])
def test_what_makes_no_sense_is_refused(options: tuple[str, ...]) -> None:
    assert heatplan("check", *options).code == 2


ODD = Code("HP9901", "odd", "error", "{name} is odd")


def test_a_fix_that_makes_it_worse_is_taken_back_and_the_others_stay() -> None:
    """``x`` may become ``y``; ``a`` may not become ``b``, for then there are two errors."""

    def check(instead: Mapping[str, str]) -> tuple[tuple[Diagnostic, ...], Mapping[str, str]]:
        text = instead.get("t", "x a x")
        found = [
            finding(ODD, Span("t", at, at + 1), name=char, address=str(at), fix=Fix(Span("t", at, at + 1), new))
            for at, char in enumerate(text)
            for new in {"x": "y", "a": "b"}.get(char, "")
        ]
        worse = [finding(ODD, Span("t", 0, 1), name=name) for name in ("b", "bb") if "b" in text]
        return (*found, *worse), {"t": text}

    done = fix(check)

    assert done.texts == {"t": "y a y"}
    assert [(item.code.id, item.address) for item in done.left] == [("HP9901", "2"), ("HP0980", "")]
    assert done.left[-1].message == "The fix of HP9901 that writes b here was taken back: b is odd."


@pytest.mark.parametrize("name", ["it", None])
def test_a_fix_that_fixes_nothing_is_taken_back(name: str | None) -> None:
    def check(instead: Mapping[str, str]) -> tuple[tuple[Diagnostic, ...], Mapping[str, str]]:
        text = instead.get("t", "x")
        place = Span("t", 0, len(text))
        return (finding(ODD, place, name=name or text, fix=Fix(place, text + "x")),), {"t": text}

    done = fix(check)

    assert (done.texts, done.made) == ({}, ())
    assert done.left[-1].code.name == "fix-taken-back"


def in_memory(text: str) -> Fixed:
    def check(instead: Mapping[str, str]) -> tuple[tuple[Diagnostic, ...], Mapping[str, str]]:
        now = instead.get("template.yaml", text)
        return analyse(sources_of({"template.yaml": now})).diagnostics, {"template.yaml": now}

    return fix(check)


SAMPLE = (ROOT / "samples" / "resource_group" / "server_with_volume.yaml").read_text(encoding="utf-8")
NAMES = ("heat_template_version", "parameters", "resources", "outputs", "properties", "get_resource", "get_attr",
         "get_param", "volume_id", "instance_uuid", "networks", "flavor", "OS::Cinder::Volume", "attachment", "volume",
         "server", "default")  # fmt: skip


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The words that differ; whatever stands between words is the same."""
    old, new = (re.split(r"([\w:.-]+)", text) for text in (before, after))
    assert len(old) == len(new)
    assert old[::2] == new[::2]
    return [(one.strip(":"), other.strip(":")) for one, other in zip(old, new, strict=True) if one != other]


@given(st.data())
def test_a_planted_slip_is_put_right_and_nothing_else_is_touched(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in NAMES if name in SAMPLE]))
    places = [at for at in range(len(SAMPLE)) if SAMPLE.startswith(name, at)]
    place = data.draw(st.sampled_from(places))
    cut = data.draw(st.integers(1, len(name) - 1))
    slip = data.draw(
        st.sampled_from([name[:cut] + name[cut + 1 :], name[: cut - 1] + name[cut] + name[cut - 1] + name[cut + 1 :]])
    )
    damaged = SAMPLE[:place] + slip + SAMPLE[place + len(name) :]

    done = in_memory(damaged)
    text = done.texts.get("template.yaml", damaged)

    ours = {one for pair in changed(SAMPLE, damaged) for one in pair}
    theirs = {one for pair in changed(damaged, text) for one in pair}
    assert theirs <= ours  # the slip is put right, or all that names it is called as it is
    before = {
        item.code.id for item in analyse(sources_of({"template.yaml": damaged})).diagnostics if item.severity == "error"
    }
    assert not {item.code.id for item in done.left if item.severity == "error"} - before or text == SAMPLE
