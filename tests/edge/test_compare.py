"""``heatplan compare`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.edge.commands import heatplan

TEMPLATE = """\
heat_template_version: 2021-04-16
parameters: {key: {type: string}, size: {type: number, default: 1}}
resources:
  server: {type: OS::Nova::Server, properties: {flavor: f, image: i, key_name: {get_param: key}}}
  volume: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}
  attachment:
    type: OS::Cinder::VolumeAttachment
    properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}
"""

CHANGED = """\
1 to change in place, 1 to replace, 1 unchanged
  parameter key: old → new

  +/-  server  OS::Nova::Server  (because of key_name)  template.yaml
           key_name = old → new
  ~    attachment  OS::Cinder::VolumeAttachment  template.yaml
           instance_uuid = {get_resource: server}, which will be another
"""


def made(folder: Path, name: str, *parameters: str) -> str:
    """The plan file of the template with these parameters."""
    (folder / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    given = [word for one in parameters for word in ("--parameter", one)]
    done = heatplan("compile", "-t", str(folder / "template.yaml"), *given, "-o", str(folder / name))
    assert done.code == 0, done.err
    return str(folder / name)


def test_a_plan_is_compared_with_another(tmp_path: Path) -> None:
    old, new = made(tmp_path, "old.json", "key=old"), made(tmp_path, "new.json", "key=new")

    done = heatplan("compare", old, new)

    assert (done.code, done.out) == (0, CHANGED)
    assert "warning[HP1502]: server is replaced because of key_name: what is on its disk is lost." in done.err


def test_and_with_a_template(tmp_path: Path) -> None:
    old = made(tmp_path, "old.json", "key=old")

    done = heatplan("compare", old, "-t", str(tmp_path / "template.yaml"), "--parameter", "key=new")

    assert (done.code, done.out) == (0, CHANGED)


def test_nothing_to_do(tmp_path: Path) -> None:
    old = made(tmp_path, "old.json", "key=old")

    assert heatplan("compare", old, old).out == "nothing to do: 3 unchanged\n"
    assert heatplan("compare", old, old, "--all").out.count("OS::") == 3


def test_as_json(tmp_path: Path) -> None:
    old, new = made(tmp_path, "old.json", "key=old"), made(tmp_path, "new.json", "key=old", "size=2")

    found = json.loads(heatplan("compare", old, new, "--json").out)

    assert found["parameters"] == [{"name": "size", "sure": True, "before": "1", "after": "2"}]
    assert {one["address"]: one["fate"] for one in found["changes"]} == {
        "server": "unchanged",
        "volume": "in-place",
        "attachment": "unchanged",
    }


def test_a_plan_that_is_none_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")

    done = heatplan("compare", str(tmp_path / "bad.json"), str(tmp_path / "bad.json"))

    assert done.code == 1
    assert "error[HP08" in done.err


def test_plans_of_two_stacks_are_warned_of(tmp_path: Path) -> None:
    old = made(tmp_path, "old.json", "key=old")
    template = str(tmp_path / "template.yaml")

    done = heatplan("compare", old, "-t", template, "--parameter", "key=old", "--stack-name", "other")

    assert "warning[HP1503]" in done.err
