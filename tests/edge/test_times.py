"""Step times on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.edge.commands import heatplan

STACK = ("-t", "template.yaml", "--parameter", "count=5")


def test_the_critical_path_is_shown() -> None:
    done = heatplan("show", *STACK, "--critical-path")

    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
35.25 s by this model, with all that is ready done at once; 3 min 20 s of work in all

  begins   takes   step                   type                          waits for
  0:00     0.25 s  @auth.trust            trust
  0:00.25  30 s    servers[0].server      OS::Nova::Server              servers[0] opens
  0:30.25  5 s     servers[0].attachment  OS::Cinder::VolumeAttachment  servers[0].server, which it reads
"""
    )


def test_with_times_of_ones_own_and_as_json(tmp_path: Path) -> None:
    times = tmp_path / "times.yaml"
    times.write_text("addresses: {'servers[3].volume': 90, web: 1}\nmints: {others: 0}\n")

    done = heatplan("show", *STACK, "--critical-path", "--times", times, "--json")

    assert done.code == 0
    assert "warning[HP1499]: The plan has no step at web: its time is not used." in done.err
    data = json.loads(done.out)
    assert data["seconds"] == 95.0
    assert [leg["address"] for leg in data["path"] if leg["finish"] > leg["start"]] == [
        "servers[3].volume",
        "servers[3].attachment",
    ]


def test_a_wrong_file_is_shown_at_its_place(tmp_path: Path) -> None:
    times = tmp_path / "times.yaml"
    times.write_text("types:\n  OS::Nova::Server: 45s\n")

    done = heatplan("show", *STACK, "--critical-path", "--times", times)

    assert (done.code, done.out) == (1, "")
    assert "error[HP1496]: The time of OS::Nova::Server is 45s" in done.err
    assert "2 |   OS::Nova::Server: 45s\n" in done.err
    assert heatplan("show", *STACK, "--critical-path", "--times", tmp_path / "none").code == 1
    assert heatplan("show", *STACK, "--times", times).code == 2


def test_a_name_that_is_not_known_is_a_warning_at_its_place(tmp_path: Path) -> None:
    times = tmp_path / "times.yaml"
    times.write_text("types: {OS::Nova::Sever: 45}\n")

    done = heatplan("show", *STACK, "--critical-path", "--times", times)

    assert done.code == 0
    assert "warning[HP1497]" in done.err
    assert "Did you mean OS::Nova::Server?" in done.err
    assert "types: {OS::Nova::Sever: 45}" in done.err
    assert heatplan("show", *STACK, "--critical-path", "--times", times, "--strict").code == 1


def plan_in(folder: Path) -> Path:
    made = folder / "plan.json"
    assert heatplan("compile", *STACK, "-o", made).code == 0
    return made


def test_a_run_is_drawn_over_time(tmp_path: Path) -> None:
    made, picture = plan_in(tmp_path), tmp_path / "run.svg"

    done = heatplan("apply", made, "--timeline", picture)

    assert (done.code, done.err) == (0, "")
    assert "29 steps: 29 ok" in done.out
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    assert heatplan("apply", made, "--timeline", tmp_path / "run.txt").code == 0
    assert (tmp_path / "run.txt").read_text(encoding="utf-8").startswith("stack: template.yaml, 35.25 s")


def test_a_run_that_fails_is_drawn_as_far_as_it_came(tmp_path: Path) -> None:
    made = plan_in(tmp_path)

    done = heatplan("apply", made, "--timeline", "-", "--fail-at", "servers[3].volume")

    assert done.code == 3
    assert "failed after 5 s" in done.out
    assert "steps: 20 done, 1 failed" in done.out


def test_a_timeline_that_can_not_be_meant_is_refused(tmp_path: Path) -> None:
    made = plan_in(tmp_path)

    for args in (("--times", "t.yaml"), ("--timeline", "run.png"), ("--timeline", "-", "--json")):
        assert heatplan("apply", made, *args).code == 2
    assert heatplan("apply", made, "--timeline", tmp_path / "no" / "run.svg").code == 1


def test_a_plan_is_drawn_over_time_before_any_run(tmp_path: Path) -> None:
    picture = tmp_path / "plan.svg"

    done = heatplan("show", *STACK, "--timeline", picture)

    assert (done.code, done.out, done.err) == (0, "", "")
    assert "35.25 s by a model of step times; 29 steps" in picture.read_text(encoding="utf-8")
    text = heatplan("show", *STACK, "--timeline", "-")
    assert (text.code, "servers ×5" in text.out) == (0, True)
    assert heatplan("show", *STACK, "--timeline", "-", "--critical-path").code == 2


def test_the_path_in_a_graph_is_by_the_same_times(tmp_path: Path) -> None:
    times, picture = tmp_path / "times.yaml", tmp_path / "slow.svg"
    times.write_text("types: {OS::Cinder::Volume: 77}\nmints: {others: 0}\n")

    done = heatplan("graph", *STACK, "--critical-path", "--times", times, "-o", picture)

    assert (done.code, done.err) == (0, "")
    assert "1 min 17 s" in picture.read_text(encoding="utf-8")
    assert heatplan("graph", *STACK, "--times", times, "-o", picture).code == 2
    times.write_text("wait: never\n")
    assert "HP1496" in heatplan("graph", *STACK, "--critical-path", "--times", times, "-o", picture).err
