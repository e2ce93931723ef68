"""Who names a file that is not there is told of one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge import near_files as module
from heatplan.edge.near_files import near_files
from tests.edge.commands import heatplan


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("templat.yaml", "Did you mean template.yaml?"),
        ("template.yml", "Did you mean template.yaml?"),
        ("TEMPLATE.yaml", "Did you mean template.yaml?"),
        ("plan.yaml", "Did you mean plan.json?"),
        ("nothing-like-it", ""),
        ("gone/template.yaml", ""),
        ("folde", ""),
    ],
)
def test_a_file_with_a_name_like_it(wrong: str, hint: str, tmp_path: Path) -> None:
    for name in ("template.yaml", "plan.json"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()

    assert near_files(str(tmp_path / wrong)) == hint


def test_a_large_folder_gives_no_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (tmp_path / name).touch()

    assert near_files(str(tmp_path / "a.yml")) == ""


def test_the_finding_has_it(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "heat_template_version: 2021-04-16\nresources:\n  a: {type: inne.yaml}\n", encoding="utf-8"
    )
    (tmp_path / "inner.yaml").write_text(
        "heat_template_version: 2021-04-16\nresources:\n  r: {type: OS::Heat::None}\n", encoding="utf-8"
    )

    assert "hint: Did you mean t.yaml?" in heatplan("check", "-t", "t.yml", cwd=tmp_path).err
    assert "hint: Did you mean t.yaml?" in heatplan("show", "t.json", cwd=tmp_path).err
    assert "hint: Did you mean inner.yaml?" in heatplan("check", "-t", "t.yaml", cwd=tmp_path).err
    assert heatplan("check", "-t", "t.yaml", "--fix", cwd=tmp_path).code == 0
    assert "a: {type: inner.yaml}" in (tmp_path / "t.yaml").read_text()


def test_a_folder_outside_of_the_root_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.yaml").touch()
    (tmp_path / "inside" / "t.yaml").write_text(
        "heat_template_version: 2021-04-16\nresources:\n  a: {type: ../secre.yaml}\n", encoding="utf-8"
    )

    assert "secret" not in heatplan("check", "-t", "inside/t.yaml", cwd=tmp_path).err
