"""What ``--json`` prints is what docs/output.schema.json says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from heatplan.edge.command_line import COMMANDS
from tests.conftest import ROOT
from tests.edge.commands import heatplan

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "output.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "samples"
TRUSTS = SAMPLES / "trusts" / "template.yaml"
MISTAKES = SAMPLES / "mistakes" / "template.yaml"


def lawful(out: str, name: str) -> Any:
    """The document, which the definition of that name allows."""
    document = json.loads(out)
    Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}).validate(document)
    return document


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("plans") / "plan.json"
    assert heatplan("compile", "-t", "template.yaml", "-o", file).code == 0
    return file


def test_the_schema_is_one_and_refuses_what_it_does_not_know() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert not Draft202012Validator(SCHEMA).is_valid({"diagnostics": [], "more": 1})


def test_findings(tmp_path: Path) -> None:
    assert len(lawful(heatplan("check", "-t", MISTAKES, "--json").out, "findings")["diagnostics"]) == 3
    assert lawful(heatplan("check", "-t", "template.yaml", "--json").out, "findings") == {"diagnostics": []}
    assert lawful(heatplan("check", MISTAKES, "--json").out, "findings")["diagnostics"]
    lawful(heatplan("compile", "-t", MISTAKES, "-o", tmp_path / "plan.json", "--json").out, "findings")
    lawful(heatplan("graph", "-t", TRUSTS, "-o", tmp_path / "plan.svg", "--json").out, "findings")


def test_runs(plan: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    done = lawful(heatplan("apply", plan, "--state", state, "--fail-at", "servers[3].volume", "--json").out, "run")

    assert done["diagnostics"]
    lawful(heatplan("destroy", plan, "--state", state, "--json").out, "run")


def test_audits() -> None:
    for sample in ("trusts", "stack_domain_users", "resource_group"):
        lawful(heatplan("audit", "-t", SAMPLES / sample / "template.yaml", "--json").out, "audit")
    assert "standing" in lawful(heatplan("audit", "-t", TRUSTS, "--fail-at", "grow", "--json").out, "audit")


def test_changes(plan: Path) -> None:
    ended = heatplan("compare", plan, "-t", "template.yaml", "--parameter", "count=6", "--json")

    assert lawful(ended.out, "changes")["changes"]


def test_cases() -> None:
    assert lawful(heatplan("test", SAMPLES / "mistakes", "--json").out, "cases")["cases"]


def test_proofs() -> None:
    assert lawful(heatplan("prove", "-t", TRUSTS, "--max-examples", "2", "--json").out, "proof")["laws"]


def test_explanations() -> None:
    lawful(heatplan("explain", "--json").out, "explained")


def test_the_page_names_each_command_and_each_definition() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    documents = {row.split("|")[3].strip(" `") for row in rows} - {""}

    assert named == set(COMMANDS) - {"completion"}
    assert documents == {item["$ref"].rpartition("/")[2] for item in SCHEMA["anyOf"]}
