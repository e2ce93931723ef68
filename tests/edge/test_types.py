"""The user's own cloud on the command line: ``--types`` and ``--heat-release``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from heatplan.catalogue import resource_types
from heatplan.diagnostics import codes_types as codes
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.load import load
from heatplan.pipeline import compile as compile_plan
from tests.conftest import ROOT
from tests.edge.commands import Ended, heatplan

CLOUD = ROOT / "samples" / "own_cloud"
SHARE = CLOUD / "types" / "Acme_Storage_Share.json"

FORM: dict[str, Any] = {
    "resource_type": "Acme::Thing",
    "properties": {"size": {"type": "integer", "required": True, "constraints": [{"range": {"min": 1}}]}},
    "attributes": {"where": {"type": "string"}, "used": {"type": "integer"}, "parts": {"type": "list"}},
}
TEMPLATE = """
heat_template_version: 2018-08-31
resources:
  thing: {type: Acme::Thing, properties: {size: 5}}
  more: {type: Acme::Thing, properties: {size: {get_attr: [thing, used]}}}
outputs:
  used: {value: {get_attr: [more, used]}}
  parts: {value: {get_attr: [more, parts]}}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "t.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "thing.json").write_text(json.dumps(FORM), encoding="utf-8")
    return tmp_path


def codes_of(ended: Ended) -> list[str]:
    return [one["code"] for one in json.loads(ended.out)["diagnostics"]]


def found(here: Path, *types: str | Path) -> tuple[Diagnostic, ...]:
    sources = load(str(here / "t.yaml"), types=[here / one for one in types])
    assert sources.value is not None
    return sources.diagnostics + compile_plan(sources.value).diagnostics


def test_an_unknown_types_finding_has_the_command_and_the_option(here: Path) -> None:
    ended = heatplan("check", "-t", "t.yaml", cwd=here)

    assert ended.code == 1
    assert "openstack orchestration resource type show Acme::Thing -f json > Acme_Thing.json" in ended.err
    assert "--types Acme_Thing.json" in ended.err


@pytest.mark.parametrize("command", ["check", "compile", "show", "graph", "audit"])
def test_each_command_takes_types_and_a_release(here: Path, command: str) -> None:
    ended = heatplan(command, "-t", "t.yaml", "--types", "thing.json", "--heat-release", "zed", cwd=here)

    assert ended.code == 0, ended.err
    assert "HP0655" in ended.err


def test_a_folder_is_read_in_the_order_of_its_names(here: Path) -> None:
    folder = here / "types"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "c.json").write_text("no JSON", encoding="utf-8")
    (folder / "notes.txt").write_text("no type", encoding="utf-8")
    (folder / "b.json").write_text(json.dumps(FORM), encoding="utf-8")
    (folder / "a.yaml").write_text(yaml.safe_dump({**FORM, "properties": {}}), encoding="utf-8")

    (twice,) = [one for one in found(here, "types") if one.code == codes.TYPE_TWICE]
    assert dict(twice.facts) == {"former": "types/a.yaml", "name": "types/b.json", "type": "Acme::Thing"}
    assert not [one for one in found(here, "types") if one.severity == "error"]
    assert [one for one in found(here, "types", "types/a.yaml") if one.severity == "error"]  # it has no size


def test_yaml_is_read_like_json(here: Path) -> None:
    (here / "thing.yaml").write_text(yaml.safe_dump(FORM), encoding="utf-8")

    assert [one.code for one in found(here, "thing.yaml")] == [one.code for one in found(here, "thing.json")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "HP0650"),
        ("{", "HP0104"),
        ("- a\n", "HP0114"),
        ("a: [", "HP0104"),
        ("\x00", "HP0105"),
        ("{}", "HP0650"),
        ("heat_template_version: 2016-10-14", "HP0650"),
        ('{"resource_type": "Acme::Thing", "properties": []}', "HP0651"),
    ],
)
def test_a_broken_file_is_a_finding(here: Path, text: str, code: str) -> None:
    (here / "thing.json").write_text(text, encoding="utf-8")

    ended = heatplan("check", "-t", "t.yaml", "--types", "thing.json", "--json", cwd=here)

    assert ended.code == 1
    assert code in codes_of(ended)


def test_bytes_that_are_no_text_are_a_finding(here: Path) -> None:
    (here / "thing.json").write_bytes(b"\xff\xfe{}")

    ended = heatplan("check", "-t", "t.yaml", "--types", "thing.json", "--json", cwd=here)

    assert ended.code == 1
    assert "HP0101" in codes_of(ended)


def test_files_that_are_not_there_and_empty_folders_are_said(here: Path) -> None:
    (here / "empty").mkdir()

    ended = heatplan("check", "-t", "t.yaml", "--types", "gone.json", "--types", "empty", "--json", cwd=here)

    assert {"HP0901", "HP0658"} < set(codes_of(ended))


def test_a_vendors_type_is_checked_like_any(here: Path) -> None:
    (here / "t.yaml").write_text(TEMPLATE.replace("size: 5", "size: 0, color: red").replace("used]}}\n ", "us]}}\n "))

    ended = heatplan("check", "-t", "t.yaml", "--types", "thing.json", "--json", cwd=here)

    assert ended.code == 1
    assert {"HP0501", "HP0510", "HP0312"} <= set(codes_of(ended))


def test_a_plan_is_applied_without_the_files(here: Path) -> None:
    made = heatplan("compile", "-t", "t.yaml", "--types", "thing.json", "-o", "plan.json", cwd=here)
    assert made.code == 0, made.err
    header = json.loads((here / "plan.json").read_text(encoding="utf-8"))["header"]
    (here / "thing.json").unlink()

    ended = heatplan("apply", "plan.json", "--state", "state.json", "--json", cwd=here)

    assert "thing.json" in json.dumps(header["digests"])
    assert "Acme::Thing" in json.dumps(header["types"])
    assert ended.code == 0, ended.err
    outputs = json.loads(ended.out)["outputs"]
    assert isinstance(outputs["used"], int)
    assert outputs["parts"] == []
    assert heatplan("destroy", "plan.json", "--state", "state.json", cwd=here).code == 0


def test_only_types_that_are_used_are_in_the_plan(here: Path) -> None:
    (here / "other.json").write_text(json.dumps({**FORM, "resource_type": "Acme::Other"}), encoding="utf-8")
    for name, types in (("one", ["thing.json"]), ("two", ["thing.json", "other.json"])):
        args = [part for one in types for part in ("--types", one)]
        assert heatplan("compile", "-t", "t.yaml", *args, "-o", f"{name}.json", cwd=here).code == 0
    one, two = (json.loads((here / f"{name}.json").read_text(encoding="utf-8")) for name in ("one", "two"))

    assert one["header"]["types"] == two["header"]["types"]
    assert one["digest"] == two["digest"]  # digests of files are no part of what the plan does


def test_a_plan_without_own_types_has_none_in_its_header(here: Path) -> None:
    (here / "t.yaml").write_text("heat_template_version: 2018-08-31\n", encoding="utf-8")

    heatplan("compile", "-t", "t.yaml", "-o", "plan.json", cwd=here)

    header = json.loads((here / "plan.json").read_text(encoding="utf-8"))["header"]
    assert "types" not in header
    assert header["catalogue"] == resource_types.RELEASE


def test_a_type_that_heat_has_is_replaced_with_a_note(here: Path) -> None:
    form = {"resource_type": "OS::Nova::KeyPair", "properties": {"name": {"type": "string"}}, "attributes": {}}
    (here / "pair.json").write_text(json.dumps(form), encoding="utf-8")
    (here / "t.yaml").write_text(
        "heat_template_version: 2018-08-31\nresources: {k: {type: OS::Nova::KeyPair, properties: {public_key: x}}}\n"
    )

    said = found(here, "pair.json")

    assert codes.TYPE_REPLACED in [one.code for one in said]
    assert ["public_key" in one.message for one in said if one.severity == "error"] == [True]


def test_types_may_stand_outside_the_root_and_make_it_no_wider(here: Path) -> None:
    inner = here / "inner"
    inner.mkdir()
    (here / "secret.txt").write_text("s", encoding="utf-8")
    (inner / "t.yaml").write_text(TEMPLATE + "  file: {value: {get_file: ../secret.txt}}\n", encoding="utf-8")

    sources = load(str(inner / "t.yaml"), types=[here / "thing.json"])

    assert sources.value is not None
    assert [one.name for one in sources.value.types] == ["../thing.json"]
    assert [one.code.id for one in sources.diagnostics] == ["HP0902"]


def test_the_release_is_kept_by_the_plan(here: Path) -> None:
    (here / "t.yaml").write_text(
        "heat_template_version: 2018-08-31\nresources: {z: {type: OS::Sahara::JobBinary, properties: {url: 'a'}}}\n"
    )
    made = heatplan("compile", "-t", "t.yaml", "--heat-release", "yoga", "-o", "plan.json", cwd=here)
    assert made.code == 0, made.err
    header = json.loads((here / "plan.json").read_text(encoding="utf-8"))["header"]

    assert header["catalogue"] == "18.0.1"
    assert "heat_release" in json.dumps(header["settings"])
    assert heatplan("apply", "plan.json", "--json", cwd=here).code == 0


@pytest.mark.parametrize("name", ["9", "queens", "", "28"])
def test_a_release_that_is_none_is_a_wrong_command_line(name: str) -> None:
    ended = heatplan("check", "-t", "template.yaml", "--heat-release", name)

    assert ended.code == 2
    assert "is no release between 11 and 27" in ended.err
