"""Reading and writing, and what is said where it does not work."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge.files import read_text, write


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = str(tmp_path / "plan.json")

    assert write(file, "é\n") == ()
    assert read_text(file).value == "é\n"
    assert write(file, b"new") == ()
    assert read_text(file).value == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["plan.json"]


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("old")
    file.chmod(0o640)

    assert write(str(file), "new") == ()
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")

    assert write(str(tmp_path / "link"), "new") == ()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize("name", ["gone", "folder", "nul\0byte"])
def test_what_can_not_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    result = read_text(str(tmp_path / name))

    assert result.value is None
    assert [item.code.id for item in result.diagnostics] == ["HP0931"]


def test_what_is_not_utf8_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"ab\xff")

    (item,) = read_text(str(tmp_path / "f")).diagnostics

    assert "byte 2 is not UTF-8" in item.message


@pytest.mark.parametrize("name", ["gone/plan.json", "nul\0byte"])
def test_what_can_not_be_written_is_a_finding(tmp_path: Path, name: str) -> None:
    assert [item.code.id for item in write(str(tmp_path / name), "x")] == ["HP0932"]
