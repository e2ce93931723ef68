"""Where mints stand among the steps, and in which order a stack is deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from heatplan.ir import steps as s
from heatplan.ir.auth import Mint, Residue, Revoked
from heatplan.ir.decode import decode
from heatplan.ir.encode import digest, encode
from heatplan.ir.expr import Lit
from heatplan.ir.mints import misplaced, ordered, owner_of
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Stack
from tests.plan.trees import deferred, group, header, nested, plan, resource, stack, stacks

TRUST = Mint("trust", "trust", "requester", Revoked("trust", "after", 0))
PROJECT = Mint("project", "project", "domain-admin", Revoked("project", "after", 1))
USER = Mint("user", "user", "domain-admin", Revoked("user", rank=1), needs=("@auth.project",))
GRANT = Mint("grant", "grant", "domain-admin", Revoked("user"), needs=("user",))
KEYS = Mint("keys", "ec2-credential", "domain-admin", Revoked("keys"), needs=("user",), moment="read")
URL = Mint("url", "ec2-url", "local", Revoked("keys"), needs=("keys",), moment="read")
LATE = Mint("late", "container", "requester", Revoked("late", "after"), moment="after")
ROOT = (TRUST, PROJECT)


def _listed(made: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.address, one.action, one.needs) for one in s.steps(made)]


def _gone(made: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.address, one.action, one.needs) for one in s.delete_steps(made)]


def test_mints_stand_around_their_owner_and_whoever_needs_it_needs_the_last() -> None:
    owner = resource("a", "z", auth=(URL, KEYS, GRANT, USER))
    made = plan(stack(owner, resource("b", "a"), resource("z"), auth=ROOT))

    assert _listed(made) == [
        ("@auth.trust", "mint", ()),
        ("@auth.project", "mint", ()),
        ("z", "create", ("@auth.trust", "@auth.project")),
        ("a.@auth.user", "mint", ("@auth.project", "z")),
        ("a.@auth.grant", "mint", ("a.@auth.user",)),
        ("a", "create", ("z", "a.@auth.user", "a.@auth.grant")),
        ("a.@auth.keys", "mint", ("a", "a.@auth.user")),
        ("a.@auth.url", "mint", ("a.@auth.keys",)),
        ("b", "create", ("a.@auth.url",)),
    ]
    found = s.step(made, "a.@auth.user")
    assert found is not None
    assert (found.type, found.identity, found.undo) == ("user", "domain-admin", "revoke")
    assert s.step(made, "@auth.trust") == next(iter(s.steps(made)))
    assert s.step(made, "a.@auth.other") is None
    assert s.step(made, "@auth.user") is None


def test_the_deletion_takes_back_in_the_order_of_ranks_and_the_roots_mints_last() -> None:
    owner = resource("a", "z", auth=(USER, GRANT, KEYS, URL, LATE))
    made = plan(stack(owner, resource("b", "a"), resource("z"), auth=ROOT))

    assert _gone(made) == [
        ("b", "delete", ()),
        ("a.@auth.keys", "revoke", ("b",)),
        ("a.@auth.user", "revoke", ("a.@auth.keys",)),
        ("a", "delete", ("a.@auth.user",)),
        ("a.@auth.late", "revoke", ("a",)),
        ("z", "delete", ("a.@auth.late",)),
        ("@auth.trust", "revoke", ("z",)),
        ("@auth.project", "revoke", ("@auth.trust",)),
    ]


def test_what_is_inside_goes_before_and_members_backwards() -> None:
    inner = stack(resource("server", "volume"), resource("volume"))
    made = plan(
        stack(
            resource("net"),
            resource("web", "net", child=nested(inner)),
            resource("g", "web", child=group(resource("%index%", auth=(USER,)), 2)),
        )
    )

    assert _gone(made) == [
        ("g[1].@auth.user", "revoke", ()),
        ("g[1]", "delete", ("g[1].@auth.user",)),
        ("g[0].@auth.user", "revoke", ()),
        ("g[0]", "delete", ("g[0].@auth.user",)),
        ("g", "delete", ("g[*]",)),
        ("web.server", "delete", ("g",)),
        ("web.volume", "delete", ("web.server",)),
        ("web", "delete", ("web.volume",)),
        ("net", "delete", ("web",)),
    ]


def test_what_is_retained_is_not_deleted_and_hands_on_what_it_waits_for() -> None:
    kept = resource("b", "a", deletion_policy=Lit("Retain"), auth=(USER,), child=nested(stack(resource("x"))))
    made = plan(stack(resource("a"), kept, resource("c", "b"), auth=(PROJECT,)))

    assert _gone(made) == [
        ("c", "delete", ()),
        ("a", "delete", ("c",)),
        ("@auth.project", "revoke", ("a",)),
    ]


def test_what_expires_or_stays_has_no_step_of_deletion() -> None:
    mints = (replace(USER, end=Residue("it stays")), GRANT)
    made = plan(stack(resource("a", auth=mints)))

    assert [address for address, _, _ in _gone(made)] == ["a"]
    assert [one.undo for one in s.steps(made)] == ["residue", "revoke", "delete"]


def test_mints_are_counted_and_those_with_a_condition_only_above() -> None:
    sometimes = replace(KEYS, when=Lit("c"))
    member = resource("%index%", auth=(USER, GRANT, sometimes))
    made = plan(stack(resource("g", child=group(member, 1_000_000)), auth=ROOT))

    assert s.count(made) == (2 + 2 + 3 * 1_000_000, 2 + 2 + 4 * 1_000_000)
    found = s.step(made, "g[999999].@auth.keys")
    assert found is not None
    assert found.needs == ("g[999999]", "g[999999].@auth.user")
    last = s.step(made, "g.@complete")
    assert last is not None
    assert last.needs == ("g[*].@auth.keys",)


def test_open_members_have_their_mints_too() -> None:
    made = plan(stack(resource("g", child=deferred(resource("%index%", auth=(USER,)), Lit("n")))))

    assert [address for address, _, _ in _listed(made)] == ["g", "g[?].@auth.user", "g[?]", "g.@complete"]
    assert [address for address, _, _ in _gone(made)] == ["g[?].@auth.user", "g[?]", "g"]
    found = s.Places(made).resource("g[17]")
    assert found is not None
    assert found.auth == (USER,)


def test_mints_are_part_of_what_a_plan_does() -> None:
    one, other = stack(resource("a", auth=(USER,))), stack(resource("a", auth=(replace(USER, by="requester"),)))

    assert digest(header(), one) != digest(header(), other)
    assert digest(header(), one) != digest(header(), replace(one, auth=ROOT))


@pytest.mark.parametrize(
    ("root", "mints"),
    [
        (ROOT, (GRANT,)),
        ((), (USER,)),
        (ROOT, (replace(USER, needs=("grant",)), GRANT)),
        (ROOT, (USER, KEYS, replace(GRANT, needs=("keys",)))),
    ],
)
def test_a_plan_in_which_a_mint_lacks_what_it_needs_is_refused(root: tuple[Mint, ...], mints: tuple[Mint, ...]) -> None:
    made = plan(stack(resource("g", child=group(resource("%index%", auth=mints), 2)), auth=root))
    (found,) = decode(encode(made)).diagnostics

    assert found.code.id == "HP0817"


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("@auth.trust", ""),
        ("servers[3].@auth.user", "servers[3]"),
        ('"@auth.x".@auth."a b"', '"@auth.x"'),
        ('"@auth.x"', None),
        ("a.b", None),
        ("@stack", None),
    ],
)
def test_the_owner_of_an_address(address: str, owner: str | None) -> None:
    assert owner_of(address) == owner


@given(stacks(3))
def test_each_mint_has_its_step_after_all_that_it_needs_and_the_deletion_waits_backwards(root: Stack) -> None:
    made = plan(root)
    seen: set[str] = set()
    for one in s.steps(made):
        assert all(need in seen or "[*]" in need for need in one.needs), one.address
        seen.add(one.address)
    gone: set[str] = set()
    for one in s.delete_steps(made):
        assert one.address in seen
        assert one.address not in gone
        assert all(need in gone or "[*]" in need for need in one.needs), (one.address, one.needs)
        gone.add(one.address)
    for placed in s.resources(made):
        assert [
            mint for part in ordered(placed.resource.auth) for mint in part if mint not in placed.resource.auth
        ] == []
        assert misplaced(placed.resource.auth, frozenset(seen)) is None
