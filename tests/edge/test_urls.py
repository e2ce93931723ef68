"""Environments that name files by URL: the files and the registry are those of python-heatclient.

What the client made of each case in ``urls/cases.yaml`` is kept in
``urls/client.jsonl``; the files come from a server on this machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heatplan.diagnostics import codes_load as codes
from heatplan.documents import Documents
from heatplan.edge.load import load
from heatplan.ir.source import Request, is_web
from heatplan.ir.value import thaw
from heatplan.pipeline import compile as compile_plan
from tests.edge.commands import heatplan
from tests.edge.urls.cases import HEAD, HERE, Case, Served, read, served

CASES = {case.name: case for case in read()}
CLIENT = {row["name"]: row for row in map(json.loads, (HERE / "client.jsonl").read_text(encoding="utf-8").splitlines())}
SENT = [name for name, row in CLIENT.items() if "error" not in row]
REFUSED = [name for name, row in CLIENT.items() if "error" in row]


def template(folder: Path) -> str:
    path = folder / "template.yaml"
    path.write_text(HEAD, encoding="utf-8")
    return str(path)


def neutral(name: str, here: Served) -> str:
    """A name of a source set as the client spells it."""
    if is_web(name):
        return here.neutral(name)
    return f"file://{here.neutral(name)}" if name.startswith("/") else f"file://FOLDER/{name}"


def registry_of(value: Any, here: Served) -> Any:
    """A registry with the names of files as the client has them, without ``base_url``, of which Heat makes nothing."""
    if isinstance(value, dict):
        return {key: registry_of(item, here) for key, item in value.items() if key != "base_url"}
    return neutral(value, here) if is_web(value) or "::" not in value else value


def test_there_is_an_answer_of_the_client_to_each_case() -> None:
    assert list(CASES) == list(CLIENT)
    assert len(SENT) > 15
    assert len(REFUSED) > 8


@pytest.mark.parametrize("name", SENT)
def test_files_and_registry_are_those_of_the_client(name: str, tmp_path: Path) -> None:
    with served(CASES[name], tmp_path) as here:
        sources = load(template(tmp_path), here.environments, allow_url=True)
        assert sources.value is not None
        documents = Documents(sources.value, Request(merge="client"))
        registry = documents.environment().registry

    assert not [*sources.diagnostics, *documents.found]
    given = {sources.value.root, *sources.value.environments}
    assert {neutral(file, here) for file in sources.value.files if file not in given} == set(CLIENT[name]["files"])
    without = {key: item for key, item in CLIENT[name]["registry"].items() if key != "base_url"}
    for item in without.get("resources", {}).values():
        item.pop("base_url", None)
    assert registry_of(thaw(registry), here) == without


@pytest.mark.parametrize("merge", ["client", "server"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_the_client_refuses_is_an_error(name: str, merge: Any, tmp_path: Path) -> None:
    with served(CASES[name], tmp_path) as here:
        sources = load(template(tmp_path), here.environments, allow_url=True)
    assert sources.value is not None
    plan = compile_plan(sources.value, Request(merge=merge))

    errors = [one for one in (*sources.diagnostics, *plan.diagnostics) if one.severity == "error"]
    assert errors
    raised = CLIENT[name]["error"].replace("HTTPError", "CommandError")  # of an environment itself: the command says it
    assert any(raised in (one.heat or "").split("|") for one in errors), errors


@pytest.mark.parametrize("name", [case.name for case in CASES.values() if case.web])
def test_without_a_web_each_file_is_a_finding_and_nothing_breaks(name: str, tmp_path: Path) -> None:
    with served(CASES[name], tmp_path) as here:
        sources = load(template(tmp_path), here.environments)
        assert sources.value is not None
        plan = compile_plan(sources.value)

    refused = [one for one in sources.diagnostics if one.code == codes.URL_REFUSED]
    assert refused
    assert all("--allow-url" in one.hint for one in refused)
    assert {dict(one.facts)["name"] for one in refused} == set(sources.value.missing)
    assert plan.value is not None or plan.failed


def test_a_server_that_has_gone_is_said_once_on_the_command_line(tmp_path: Path) -> None:
    case = Case("gone", {"env.yaml": "resource_registry: {base_url: 'SERVER/lib', My::A: a.yaml}"}, {}, ("env.yaml",))
    with served(case, tmp_path):
        pass
    (tmp_path / "template.yaml").write_text(f"{HEAD}resources: {{r: {{type: My::A}}}}\n", encoding="utf-8")
    ended = heatplan("check", "-t", "template.yaml", "-e", "env.yaml", "--allow-url", cwd=tmp_path)

    assert ended.code == 1
    assert ended.err.count("error[") == 1
    assert "HP0906" in ended.err


def test_what_came_from_the_web_names_no_file_outside_of_the_root(tmp_path: Path) -> None:
    case = Case("nosy", {}, {"/env.yaml": "resource_registry: {My::A: 'file:///etc/a.yaml'}"}, ("SERVER/env.yaml",))
    with served(case, tmp_path) as here:
        found = load(template(tmp_path), here.environments, allow_url=True)

    assert [one.code for one in found.diagnostics] == [codes.OUTSIDE_ROOT]
