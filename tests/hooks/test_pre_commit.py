"""The hooks for pre-commit: their manifest, what they run, and pre-commit itself where it is installed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.edge.commands import heatplan

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}

GOOD = "heat_template_version: 2018-08-31\nparameters: {size: {type: number}}\nresources:\n  v: {type: OS::Cinder::Volume, properties: {size: {get_param: size}}}\n"
BAD = GOOD.replace("properties: {size", "properties: {siz")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "env.yaml").write_text("parameters: {size: 1}\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "good.case.yaml").write_text(
        "template: ../good.yaml\nparameters: {size: 1}\nexpect: {plan: false, counts: {OS::Cinder::Volume: 1}}\n",
        encoding="utf-8",
    )
    return tmp_path


def entry(hook: str) -> list[str]:
    program, *words = shlex.split(HOOKS[hook]["entry"])
    assert program == "heatplan"
    return words


def test_the_manifest_says_what_pre_commit_wants_to_know() -> None:
    assert list(HOOKS) == ["heatplan-check", "heatplan-test"]
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert set(hook) <= {
            "id", "name", "description", "entry", "language", "files", "require_serial", "pass_filenames"
        }  # fmt: skip
        assert hook["language"] == "python"  # installed from pyproject.toml


def test_check_takes_the_names_of_changed_files(repository: Path) -> None:
    names = ["good.yaml", "env.yaml", "tests/good.case.yaml"]
    fine = heatplan(*entry("heatplan-check"), *names, cwd=repository)
    (repository / "bad.yaml").write_text(BAD, encoding="utf-8")
    wrong = heatplan(*entry("heatplan-check"), *names, "bad.yaml", cwd=repository)

    assert (fine.code, fine.err) == (0, "")
    assert fine.out == (
        "1 template checked: nothing to complain of\nno templates, left alone: env.yaml, tests/good.case.yaml\n"
    )
    assert wrong.code == 1
    assert "error[HP0501]: The resource type has no property named siz.\n --> bad.yaml:4:" in wrong.err


def test_test_runs_every_case_of_the_repository(repository: Path) -> None:
    fine = heatplan(*entry("heatplan-test"), cwd=repository)
    (repository / "good.yaml").write_text(
        GOOD.replace("  v:", "  w: {type: OS::Cinder::Volume, properties: {size: 1}}\n  v:")
    )
    wrong = heatplan(*entry("heatplan-test"), cwd=repository)

    assert (fine.code, fine.out) == (0, "ok      tests/good.case.yaml\n\n1 passed\n")
    assert wrong.code == 1
    assert "error[HP1474]: The number of OS::Cinder::Volume is 2, and the case expects 1." in wrong.out


def test_pre_commit_runs_them(repository: Path) -> None:
    """Without its installing heatplan, which needs a package index: from this checkout."""
    here = Path(sys.executable).parent
    program = shutil.which("pre-commit", path=f"{here}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("no pre-commit is installed here")
    programs = repository / ".git-programs"
    programs.mkdir()
    (programs / "heatplan").write_text(f'#!/bin/sh\nexec {sys.executable} -m heatplan "$@"\n', encoding="utf-8")
    (programs / "heatplan").chmod(0o755)
    hooks = [{**hook, "language": "system"} for hook in HOOKS.values()]
    (repository / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}), encoding="utf-8"
    )
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "compiler"),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(repository / ".git-programs" / "cache"),
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, check=False)

    for words in (["init", "-q"], ["add", "good.yaml", "env.yaml", "tests", ".pre-commit-config.yaml"]):
        assert run("git", *words).returncode == 0
    fine = run(program, "run", "--all-files")
    (repository / "bad.yaml").write_text(BAD, encoding="utf-8")
    run("git", "add", "bad.yaml")
    wrong = run(program, "run")

    assert (fine.returncode, fine.stdout.count("Passed")) == (0, 2), fine.stdout + fine.stderr
    assert wrong.returncode == 1
    assert "no property named siz" in wrong.stdout
    assert "heatplan test" in wrong.stdout
