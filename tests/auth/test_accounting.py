"""The compiler checks its own work: each way in which a mint can be unaccounted for is found."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from heatplan.catalogue.credentials import RECIPES
from heatplan.diagnostics import codes_auth as codes
from heatplan.ir.auth import AuthSettings, End, Mint, MintKind, Revoked
from heatplan.ir.expr import Lit
from heatplan.ir.tree import Resource, Stack
from heatplan.ir.value import Map
from heatplan.passes import authorize as authorize_pass
from heatplan.passes.authorize import authorize
from heatplan.semantics.accounting import faults_of
from heatplan.semantics.root_mints import root_mints
from heatplan.span import NOWHERE

ROOT = root_mints(AuthSettings())
USER = Mint("user", "user", "domain-admin", Revoked("user", "before", 5), needs=("@auth.project",))
KEY = Mint("key", "ec2-credential", "domain-admin", Revoked("key", "before", 0), needs=("user",))


def test_a_good_account_has_no_fault() -> None:
    assert list(faults_of((USER, KEY), ROOT)) == []
    assert list(faults_of(ROOT, ())) == []


@pytest.mark.parametrize(
    ("mints", "why"),
    [
        ((USER, USER), "twice"),
        ((replace(USER, kind=cast("MintKind", "wand")),), "no kind"),
        ((KEY,), "user is not there before it"),
        ((KEY, USER), "user is not there before it"),
        ((replace(USER, needs=("@auth.gone",)),), "@auth.gone is not there"),
        ((replace(USER, moment="read", read_by=("x",)), replace(KEY, moment="create")), "is made after it"),
        ((replace(USER, moment="read"),), "nothing reads it"),
        ((replace(USER, end=cast("End", None)),), "no end"),
        ((replace(USER, end=Revoked("gone")),), "gone, which is to end it, is not there"),
        (
            (USER, replace(KEY, end=Revoked("url")), Mint("url", "ec2-url", "local", Revoked("key"))),
            "no revocation of its own",
        ),
        ((USER, replace(KEY, end=Revoked("key", "before", 9))), "taken back after user"),
        ((USER, replace(KEY, end=Revoked("key", "after", 0))), "taken back after user"),
    ],
)
def test_faults(mints: tuple[Mint, ...], why: str) -> None:
    assert any(why in fault for _, fault in faults_of(mints, ROOT))


def stack(mapped: str) -> Stack:
    return Stack("t", "2021-04-16", resources=(Resource("r", mapped, mapped, Lit(Map()), Lit(Map()), NOWHERE),))


def test_a_fault_is_an_error_and_never_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authorize_pass, "root_mints", lambda _settings: ())

    found = authorize(stack("OS::Heat::WaitConditionHandle"))

    assert found.failed
    assert {diagnostic.code for diagnostic in found.diagnostics} == {codes.UNACCOUNTED}


def test_a_type_without_a_table_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(cast("dict[str, object]", RECIPES), "OS::Heat::WaitConditionHandle")

    found = authorize(stack("OS::Heat::WaitConditionHandle"))

    assert found.failed
    assert "nothing is known" in found.diagnostics[0].message


def test_what_makes_nothing_is_left_as_it_is() -> None:
    given = stack("OS::Heat::RandomString")
    done = authorize(given).value

    assert done is not None
    assert done.resources is given.resources
