"""The simulator's identities: who may do what, for how long, and what waits for a signal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heatplan.executors.in_process import destroy, run
from heatplan.executors.protocol import Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.identities import Cloud, Grant, Login, Token, Trust, User
from heatplan.executors.simulator.permission import refusal, stack_user_refusal, trust_refusal
from heatplan.executors.simulator.residues import residues
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir import steps
from heatplan.ir.auth import Flow, Mint
from heatplan.ir.expr import Call, Lit, MapExpr
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Output, Resource
from heatplan.ir.value import Map, Value
from tests.executors.credentials import (
    CREDENTIAL,
    GRANT,
    LOGIN,
    PROJECT_MINT,
    ROOT_MINTS,
    TOKEN,
    TRUST_MINT,
    URL,
    USER,
    with_flow,
)
from tests.plan.trees import nested, plan, resource, stack

HANDLE, CONDITION = "OS::Heat::WaitConditionHandle", "OS::Heat::WaitCondition"
DEPLOYMENT = "OS::Heat::SoftwareDeployment"


def handle(*mints: Mint) -> Resource:
    return resource("handle", type_name=HANDLE, auth=mints)


def waiting(*mints: Mint, timeout: int = 60, root: tuple[Mint, ...] = ROOT_MINTS) -> Plan:
    asked = MapExpr(
        (("handle", Call("get_resource", "GetResource", Lit("handle"))), ("timeout", Lit(timeout)), ("count", Lit(2)))
    )
    return plan(stack(handle(*mints), resource("waits", "handle", type_name=CONDITION, properties=asked), auth=root))


def cloud(**facts: Value) -> World:
    return World(cloud=replace(Cloud(), **facts))


def events(done: Run[World]) -> dict[str, str]:
    return {event.address: event.outcome for event in done.trace}


def failure(done: Run[World]) -> str:
    return next(event.detail for event in done.trace if event.outcome == "failed")


def test_a_stack_user_is_in_the_stacks_project_and_domain_with_its_role() -> None:
    done = run(waiting(*LOGIN, TOKEN), Simulator(), EMPTY)

    made = done.world.identities
    user, grant, token = (made.get(f"handle.@auth.{name}") for name in ("user", "grant", "token"))
    project = made.get("@auth.project")
    assert isinstance(user, User)
    assert isinstance(grant, Grant)
    assert isinstance(token, Token)
    assert project is not None
    assert (user.project, user.domain) == (project.id, EMPTY.cloud.domain)
    assert (grant.user, grant.role, token.roles) == (user.id, "heat_stack_user", ("heat_stack_user",))
    assert next(one.id for one in done.state.standing if one.address == "handle") == user.id
    assert user.password is not None
    assert user.password.startswith("secret~")


def test_the_trust_delegates_all_roles_of_the_requester_or_those_asked_for() -> None:
    one = Mint("trust", "trust", "requester", TRUST_MINT.end, Map(roles=("member",), expires=10, uses=1))
    for mint, roles in ((TRUST_MINT, EMPTY.cloud.requester.roles), (one, ("member",))):
        trust = run(plan(stack(auth=(mint,))), Simulator(), EMPTY).world.identities.get("@auth.trust")
        assert isinstance(trust, Trust)
        assert (trust.roles, trust.trustor, trust.trustee) == (
            roles,
            EMPTY.cloud.requester.user,
            EMPTY.cloud.trustee,
        )


def test_a_role_that_one_has_not_can_not_be_delegated() -> None:
    mint = replace(TRUST_MINT, facts=Map(roles=("member", "admin")))
    done = run(plan(stack(resource("a"), auth=(mint,))), Simulator(), EMPTY)

    assert failure(done) == "Missing required credential: roles ['admin']"
    assert events(done) == {"@auth.trust": "failed"}


@pytest.mark.parametrize(
    ("trust", "login", "clock", "why"),
    [
        ({}, {}, 0.0, None),
        ({}, {"roles": ("member",)}, 0.0, "HTTP 403: Trustee has no delegated roles."),
        ({"expires": 5}, {}, 4.9, None),
        ({"expires": 5}, {}, 5.0, "Could not find trust"),
        ({"uses": 0}, {}, 0.0, "no remaining uses"),
        ({"roles": ("reader",)}, {}, 0.0, "HTTP 403: You are not authorized"),
    ],
)
def test_when_a_trust_is_no_good(trust: Value, login: Value, clock: float, why: str | None) -> None:
    mint = replace(TRUST_MINT, facts=Map(trust))
    world = run(plan(stack(auth=(mint,))), Simulator(), EMPTY).world
    later = World(world.things, world.identities, clock, replace(world.cloud, requester=replace(Login(), **login)))

    found = trust_refusal(later, "create")
    assert found is None if why is None else why in (found or "")


def test_who_has_no_role_or_whose_token_is_over_makes_nothing() -> None:
    made = plan(stack(resource("a"), resource("b", "a")))

    reader = run(made, Simulator(), cloud(requester=Login(roles=("reader",))))
    assert failure(reader).startswith("HTTP 403")
    soon = run(made, Simulator(), cloud(requester=Login(expires=1.0)))
    assert events(soon) == {"a": "ok", "b": "failed"}
    assert failure(soon).startswith("HTTP 401")
    assert destroy(made, soon.state, Simulator(), soon.world).failed


def test_without_a_stack_domain_its_admin_makes_nothing() -> None:
    done = run(plan(stack(auth=(PROJECT_MINT,))), Simulator(), cloud(domain=None))

    assert failure(done) == "there is no stack domain"


def test_a_role_that_keystone_does_not_know_can_not_be_granted() -> None:
    done = run(waiting(USER, GRANT), Simulator(), cloud(roles=frozenset({"member"})))

    assert failure(done) == "Can't find role heat_stack_user"
    assert events(done)["handle.@auth.grant"] == "failed"


def test_a_stack_user_may_signal_and_nothing_else() -> None:
    world = run(waiting(*LOGIN, TOKEN), Simulator(), EMPTY).world
    user, token = world.identities.get("handle.@auth.user"), world.identities.get("handle.@auth.token")
    assert isinstance(user, User)
    assert isinstance(token, Token)

    assert stack_user_refusal(world, user, "signal", token) is None
    assert stack_user_refusal(world, user, "metadata", token) is None
    assert "HTTP 403" in (stack_user_refusal(world, user, "create OS::Nova::Server", token) or "")
    assert "HTTP 403" in (refusal(world, "stack-user", "identity:create_user") or "")
    assert "HTTP 401" in (stack_user_refusal(world.later(7200), user, "signal", token) or "")
    without = world.acted(world.identities.remove("handle.@auth.grant"), 0)
    assert "HTTP 401" in (stack_user_refusal(without, user, "signal", token) or "")


def test_whoever_is_deleted_takes_what_is_its_own() -> None:
    world = run(waiting(USER, GRANT, CREDENTIAL, URL), Simulator(), EMPTY).world

    assert len(world.identities.made) == 6
    assert sorted(world.identities.remove("handle.@auth.user").made) == ["@auth.project", "@auth.trust"]
    assert sorted(world.identities.remove("@auth.project").made) == ["@auth.trust", "handle.@auth.user"]


def test_all_that_waits_is_signalled_at_once_unless_said_otherwise() -> None:
    made = waiting(*LOGIN, TOKEN)

    assert events(run(made, Simulator(), EMPTY))["waits"] == "ok"
    assert events(run(made, Simulator(), EMPTY, signals=frozenset({"waits"})))["waits"] == "ok"
    late = run(made, Simulator(), EMPTY, signals=frozenset())
    assert failure(late) == "it waited 60 seconds, and 0 of 2 signals came"
    assert late.world.clock >= 60
    assert [one.status for one in late.state.standing if one.address == "waits"] == ["failed"]
    again = run(made, Simulator(), late.world, state=late.state)
    assert [(one.action, one.outcome) for one in again.trace if one.address == "waits"] == [
        ("delete", "ok"),
        ("create", "ok"),
    ]


def test_a_signal_can_tell_of_a_failure_or_come_too_late() -> None:
    made = waiting(*LOGIN, TOKEN)

    bad = run(made, Simulator(), EMPTY, signals={"waits": {"status": "FAILURE", "reason": "disk full"}})
    assert failure(bad) == "the signal tells of a failure: disk full"
    late = run(made, Simulator(), EMPTY, signals={"waits": {"after": 61}})
    assert failure(late) == "it waited 60 seconds, and the signal comes after 61"
    good = run(made, Simulator(), EMPTY, signals={"waits": {"after": 59}})
    assert 59 <= good.world.clock < 62


def test_a_signal_with_a_token_that_is_over_is_refused() -> None:
    done = run(waiting(*LOGIN, TOKEN, timeout=9000), Simulator(), EMPTY, signals={"waits": {"after": 4000}})

    assert failure(done).startswith("the signal was refused: HTTP 401")


@pytest.mark.parametrize(
    ("properties", "outcome"),
    [
        ({}, "failed"),
        ({"signal_transport": "NO_SIGNAL"}, "ok"),
        ({"actions": ("UPDATE",)}, "ok"),
        ({"actions": ("CREATE",)}, "failed"),
    ],
)
def test_a_deployment_waits_unless_it_needs_no_signal(properties: Value, outcome: str) -> None:
    one = resource("d", type_name=DEPLOYMENT, properties=Lit(Map({"server": "s", "config": "c", **properties})))
    done = run(plan(stack(one)), Simulator(), EMPTY, signals=frozenset())

    assert events(done)["d"] == outcome
    assert done.world.clock == (3600 if outcome == "failed" else 1)


def test_a_secret_reaches_attributes_and_never_messages() -> None:
    shown = with_flow((*LOGIN, TOKEN), "token", Flow("attribute", "token"))
    read = MapExpr((("length", Call("get_attr", "GetAttAllAttributes", Lit(("handle", "token")))),))
    wrong = resource("r", "handle", type_name="OS::Heat::RandomString", properties=read)
    token = Output("token", Call("get_attr", "GetAttAllAttributes", Lit(("handle", "token"))))
    good = run(plan(stack(handle(*shown), outputs=(token,), auth=ROOT_MINTS)), Simulator(), EMPTY)
    bad = run(plan(stack(handle(*shown), wrong, auth=ROOT_MINTS)), Simulator(), EMPTY)

    assert good.outputs["token"].startswith("secret~")
    assert [one.code.id for one in bad.diagnostics] == ["HP1003"]
    assert "secret~" not in repr((bad.trace, bad.state, bad.diagnostics))
    assert "******" in bad.diagnostics[0].message


def test_steps_cost_time_by_what_they_make() -> None:
    root = stack(resource("s", type_name="OS::Nova::Server", properties=Lit(Map(flavor="f", image="i"))))
    assert run(plan(root), Simulator(), EMPTY).world.clock == run(plan(stack()), Simulator(), EMPTY).world.clock + 30


def test_what_is_inside_a_retained_stack_stays_with_all_that_was_minted_for_it() -> None:
    inner = nested(stack(resource("h", type_name=HANDLE, auth=(USER, GRANT)), resource("x")))
    kept = resource("kept", type_name="kept.yaml", child=inner, deletion_policy=Lit("Retain"))
    made = plan(stack(kept, resource("a"), auth=ROOT_MINTS))
    done = run(made, Simulator(), EMPTY)
    gone = destroy(made, done.state, Simulator(), done.world)

    left = residues(gone.world, made)
    assert {one.address: one.named for one in left} == dict.fromkeys(
        ["kept", "kept.h", "kept.x", "kept.h.@auth.user"], True
    )
    assert gone.state.standing == ()
    assert [event.address for event in gone.trace if event.outcome == "ok"] == [
        one.address for one in steps.delete_steps(made)
    ]
    assert [(one.code.id, one.message) for one in gone.diagnostics] == [
        ("HP1009", "3 resources stay: their deletion policy says so")
    ]


def test_a_password_whose_user_was_never_made_is_taken_back_by_itself() -> None:
    done = run(waiting(*LOGIN), Simulator(), EMPTY, fail_at=frozenset({"handle.@auth.user"}))
    gone = destroy(waiting(*LOGIN), done.state, Simulator(), done.world)

    assert (gone.trace[0].address, gone.trace[0].action) == ("handle.@auth.password", "revoke")
    assert residues(gone.world, waiting(*LOGIN)) == ()
