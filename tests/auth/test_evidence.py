"""What Heat 27 did to a Keystone 30, case by case, and what the plan says.

A case in ``evidence/`` is one stack, made, shown with its outputs and deleted:
its files, what Heat made in Keystone, which outputs showed a secret, and the
requests in order as (verb, kind, who asked, whose).  Nothing was left in
Keystone after any of them.  Random parts of names are ``{id}``.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from heatplan.ir.auth import Flow, Mint
from tests.auth.harness import Owner, Request_, authorized, left, made, owners, taken_back

CASES = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "evidence").glob("*.json"))
}
OWN_ROLES = {"keystone_native": ["admin", "manager", "member", "reader"]}
"""The roles of the requester where it was not the one with the roles below."""
ROLES = ["heat_stack_owner", "member", "reader"]

each_case = pytest.mark.parametrize("name", CASES)
each_traced = pytest.mark.parametrize("name", [name for name, case in CASES.items() if case["create"] is not None])


def compiled(name: str) -> list[Owner]:
    case = CASES[name]
    tree = authorized(case["files"], name=case["stack"])
    assert tree.value is not None
    assert not tree.failed, [found.message for found in tree.diagnostics]
    return owners(tree.value, case["stack"])


def mints(everybody: list[Owner], kind: str) -> list[tuple[Owner, Mint]]:
    return [(owner, mint) for owner in everybody for mint in owner.mints if mint.kind == kind]


def test_there_are_cases() -> None:
    assert len(CASES) == 41


@each_case
def test_the_users(name: str) -> None:
    everybody = compiled(name)

    planned = [
        {"name": owner.physical_name(), "options": mint.facts["options"]} for owner, mint in mints(everybody, "user")
    ]

    assert sorted(planned, key=lambda user: str(user["name"])) == CASES[name]["made"]["users"]
    for _, mint in mints(everybody, "user"):
        assert mint.facts["name"] == "{stack}-{resource}-{id}"
        assert (mint.facts["domain"], mint.facts["project"]) == ("{stack_domain}", "@auth.project")


@each_case
def test_the_grants_and_the_credentials(name: str) -> None:
    everybody = compiled(name)

    grants = [[owner.path, mint.facts["role"]] for owner, mint in mints(everybody, "grant")]
    keys = [owner.keystone_owner(mint) for owner, mint in mints(everybody, "ec2-credential")]

    assert sorted(grants) == CASES[name]["made"]["grants"]
    assert sorted(keys) == CASES[name]["made"]["ec2-credentials"]
    assert all(mint.facts["project"] == "@auth.project" for _, mint in mints(everybody, "ec2-credential"))


@each_case
def test_the_trusts_and_the_projects(name: str) -> None:
    everybody = compiled(name)
    found = CASES[name]["made"]

    trusts, projects = mints(everybody, "trust"), mints(everybody, "project")

    assert (len(trusts), len(projects)) == (len(found["trusts"]), len(found["projects"]))
    for (_, mint), seen in zip(trusts, found["trusts"], strict=True):
        assert mint.facts["roles"] is None  # every role of the requester
        expected = {
            "impersonation": mint.facts["impersonation"],
            "roles": OWN_ROLES.get(name, ROLES),
            "expires_at": mint.facts["expires"],
            "redelegation_count": int(mint.facts["redelegation"]),
            "remaining_uses": mint.facts["uses"],
        }
        assert {**expected, **seen} == expected
    for (_, mint), seen in zip(projects, found["projects"], strict=True):
        assert mint.facts["length"] == seen["length"]
        assert mint.facts["name"] == "{project}-{stack_id}"


@each_traced
def test_the_requests_of_the_creation(name: str) -> None:
    everybody = compiled(name)
    planned, seen = made(everybody), requests(CASES[name]["create"])

    assert Counter(planned) == Counter(seen)
    assert by_owner(planned) == by_owner(seen)
    assert [request[3] for request in seen[:2]] == ["", ""], "the root's are the first"
    for owner in everybody:
        for need in owner.needs:
            firsts = [at for at, request in enumerate(seen) if request[3] == owner.path]
            before = [at for at, request in enumerate(seen) if request[3] == need and request[1] in {"user", "grant"}]
            assert not firsts or not before or max(before) < min(firsts)


@each_traced
def test_the_requests_of_the_deletion(name: str) -> None:
    everybody = compiled(name)
    planned, seen = taken_back(everybody), requests(CASES[name]["delete"])

    assert Counter(planned) == Counter(seen)
    assert by_owner(planned) == by_owner(seen)
    assert planned[-2:] == seen[-2:], "the root's are the last: the trust, then the project"


@each_case
def test_nothing_is_left(name: str) -> None:
    assert left(compiled(name)) == []


@each_case
def test_what_the_outputs_show(name: str) -> None:
    """An output in which a secret was to be seen is a flow of a mint of that kind, and no other output is."""
    shown = {
        (flow.path, mint.kind)
        for owner in compiled(name)
        for mint in owner.mints
        for flow in mint.flows
        if to_output(flow)
    }
    secrets = {(output, kind) for output, kind in shown if kind != "heat-url"}

    # The attributes ``token``, ``endpoint`` and ``curl_cli`` of a handle are null but for TOKEN_SIGNAL.
    assert secrets == set(CASES[name]["shown"].items())


def to_output(flow: Flow) -> bool:
    return flow.place == "output"


def requests(rows: list[list[Any]]) -> list[Request_]:
    return [(verb, kind, by, owner) for verb, kind, by, owner in rows]


def by_owner(sequence: list[Request_]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for verb, kind, by, owner in sequence:
        found.setdefault(owner, []).append((verb, kind, by))
    return found
