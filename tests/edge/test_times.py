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
