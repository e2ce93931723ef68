"""Parameters of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge.parameters import parameters
from heatplan.edge.usage import UsageError


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ([], {}),
        (["a=1"], {"a": "1"}),
        (["a=1;b=2=3"], {"a": "1", "b": "2=3"}),
        (["a=1;2", "b="], {"a": "1;2", "b": ""}),
        (["a=1", "a=2", "a=3"], {"a": ("1", "2", "3")}),
    ],
)
def test_as_openstack_reads_them(given: list[str], values: dict[str, object]) -> None:
    assert parameters(given, [], Path()).value == values


@pytest.mark.parametrize("given", [["a"], ["=1"], ["a=1;b"]])
def test_what_is_not_key_and_value_is_a_wrong_command_line(given: list[str]) -> None:
    with pytest.raises(UsageError, match="is not KEY=VALUE"):
        parameters(given, [], Path())


def test_files_are_beside_the_template_and_win(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text("ssh\n")

    assert parameters(["key=x"], ["key=key.pub"], tmp_path).value == {"key": "ssh\n"}


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert parameters([], ["key=gone"], tmp_path).failed
