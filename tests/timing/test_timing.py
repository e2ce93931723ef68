"""The model of step times on plans whose answer is known."""

from __future__ import annotations

import time

import pytest

from heatplan.ir.auth import Expires, Mint
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Batch, Family, Known, MemberClass, Names, Resource
from heatplan.ir.value import Map
from heatplan.semantics.times import Rule, Times
from heatplan.semantics.timing import critical_path
from tests.plan.trees import call, deferred, group, nested, plan, resource, stack

SERVER = "OS::Nova::Server"
VOLUME = "OS::Cinder::Volume"


def body(count: int, *, batch: Batch | None = None) -> Plan:
    inner = stack(
        resource("attachment", "server", "volume", type_name="OS::Cinder::VolumeAttachment"),
        resource("server", type_name=SERVER),
        resource("volume", type_name=VOLUME),
    )
    return plan(stack(resource("servers", child=group(resource("%index%", child=nested(inner)), count, batch=batch))))


def rules(**seconds: float) -> tuple[Rule, ...]:
    made = [Rule.of(text.replace("__", "."), one) for text, one in seconds.items()]
    return tuple(rule for rule in made if rule is not None)


def test_the_path_goes_through_what_takes_longest() -> None:
    timing = critical_path(body(5))

    assert timing.total == 35.0
    assert [(leg.address, leg.start, leg.finish, leg.after) for leg in timing.path] == [
        ("servers", 0.0, 0.0, ""),
        ("servers[0]", 0.0, 0.0, "servers"),
        ("servers[0].server", 0.0, 30.0, "servers[0]"),
        ("servers[0].attachment", 30.0, 35.0, "servers[0].server"),
        ("servers[0].@complete", 35.0, 35.0, "servers[0].attachment"),
        ("servers.@complete", 35.0, 35.0, "servers[0].@complete"),
    ]
    volume = timing.at("servers[3].volume")
    assert volume is not None
    assert (volume.start, volume.finish, volume.slack, volume.after) == (0.0, 5.0, 25.0, "servers[3]")
    assert timing.work == 5 * 40.0


def test_batches_come_one_after_another_with_their_pauses() -> None:
    timing = critical_path(body(7, batch=Batch(2, 10.0)))

    assert timing.total == 4 * 35.0 + 3 * 10.0
    assert [(leg.address, leg.action, leg.batches) for leg in timing.path if leg.action in {"pause", "batches"}] == [
        ("servers", "batches", 2)
    ]
    last = timing.at("servers[6].server")
    assert last is not None
    assert (last.start, last.finish, last.after) == (3 * 45.0, 3 * 45.0 + 30.0, "servers[6]")
    third = timing.at("servers[4]")
    assert third is not None
    assert (third.start, third.after) == (2 * 45.0, "servers[2].@complete")


def test_few_batches_are_told_one_by_one() -> None:
    timing = critical_path(body(3, batch=Batch(2, 10.0)))

    assert [(leg.address, leg.start, leg.finish) for leg in timing.path if leg.action == "pause"] == [
        ("servers", 35.0, 45.0)
    ]


def test_a_member_with_a_time_of_its_own_decides() -> None:
    timing = critical_path(
        body(1_000), Times(addresses=(*rules(**{"servers[7]__volume": 90.0, "servers[*]__volume": 6.0}),))
    )

    assert timing.total == 95.0
    assert "servers[7].volume" in {leg.address for leg in timing.path}
    other, own = timing.at("servers[8].volume"), timing.at("servers[7].volume")
    assert other is not None
    assert own is not None
    assert (other.finish, own.finish, other.slack, own.slack) == (6.0, 90.0, 84.0, 0.0)
    assert timing.unmet == ()


def test_a_time_at_no_step_is_told() -> None:
    timing = critical_path(
        body(2), Times(addresses=rules(**{"servers[2]__volume": 1.0, "server": 1.0, "servers": 2.0}))
    )

    assert timing.unmet == ("servers[2].volume", "server")
    assert timing.total == 37.0


@pytest.mark.parametrize("batch", [None, Batch(1), Batch(7, 0.5), Batch(100_000)])
def test_a_million_members_take_no_time(batch: Batch | None) -> None:
    made = body(1_000_000, batch=batch)
    began = time.process_time()

    timing = critical_path(made, Times(addresses=rules(**{"servers[999999]__volume": 50.0})))
    last = timing.at("servers[999999].volume")

    assert time.process_time() - began < 0.5
    waves = 1 if batch is None else -(-1_000_000 // batch.size)
    pause = 0.0 if batch is None else batch.pause
    assert timing.total == (waves - 1) * (35.0 + pause) + 55.0
    assert last is not None
    assert (last.finish, last.slack) == (timing.total - 5.0, 0.0)
    assert len(timing.path) < 20
    assert timing.work == 1_000_000 * 40.0 + 45.0


def test_classes_in_turn_are_timed_by_the_slower() -> None:
    odd = Names(tuple((number, number + 1) for number in range(1, 6, 2)))
    even = Names(tuple((number, number + 1) for number in range(0, 6, 2)))
    classes = (
        MemberClass(resource("%index%", type_name=VOLUME), odd),
        MemberClass(resource("%index%", type_name=SERVER), even),
    )
    made = plan(
        stack(resource("g", child=Family(Known(Names(((0, 6),))), "%index%", Lit(Map()), classes, batch=Batch(3))))
    )

    timing = critical_path(made)

    assert timing.total == 60.0
    second = timing.at("g[3]")
    assert second is not None
    assert (second.start, second.after) == (30.0, "g[0]")


def wait(**properties: object) -> Resource:
    given = Map({"handle": "h", **properties})
    return resource("wait", type_name="OS::Heat::WaitCondition", properties=Lit(given))


@pytest.mark.parametrize(
    ("one", "times", "seconds"),
    [
        (wait(timeout=600), Times(), 60.0),
        (wait(timeout=20), Times(), 20.0),
        (wait(timeout=600), Times(wait=None), 600.0),
        (wait(timeout=600), Times(wait=90.0), 90.0),
        (wait(timeout=600), Times(types=Map({"OS::Heat::WaitCondition": 100.0})), 100.0),
        (wait(timeout=600), Times(wait=None, addresses=rules(wait=5.0)), 5.0),
        (wait(), Times(wait=None), 3600.0),
        (resource("wait", type_name="OS::Heat::SoftwareDeployment"), Times(), 60.0),
        (
            resource(
                "wait", type_name="OS::Heat::SoftwareDeployment", properties=Lit(Map(signal_transport="NO_SIGNAL"))
            ),
            Times(),
            1.0,
        ),
        (
            resource("wait", type_name="OS::Heat::SoftwareDeployment", properties=Lit(Map(actions=("DELETE",)))),
            Times(),
            1.0,
        ),
    ],
)
def test_a_wait_ends_with_its_signal_or_its_time(one: Resource, times: Times, seconds: float) -> None:
    timing = critical_path(plan(stack(one)), times)

    assert timing.total == seconds
    assert timing.work == (0.0 if seconds != 1.0 else 1.0)


def test_types_by_name_then_by_their_beginning_then_by_the_table() -> None:
    times = Times(types=Map({"OS::Neutron::*": 9.0, "OS::Neutron::Port": 4.0, "OS::*": 8.0}), others=7.0)

    def seconds(kind: str) -> float:
        return times.creation(resource("a", type_name=kind))

    assert [seconds(f"OS::Neutron::{name}") for name in ("Port", "Net")] == [4.0, 9.0]
    assert (seconds(SERVER), seconds("Vendor::Thing"), Times(others=7.0).creation(resource("a", type_name=SERVER))) == (
        8.0,
        7.0,
        30.0,
    )


def test_what_is_minted_comes_before_and_after() -> None:
    end = Expires("never")
    user = Mint("user", "user", "domain-admin", end)
    key = Mint("key", "ec2-credential", "stack-user", end, needs=("user",), moment="after")
    password = Mint("password", "password", "local", end)
    trust = Mint("trust", "trust", "requester", end)
    made = plan(
        stack(resource("h", auth=(password, user, key), type_name="OS::Heat::WaitConditionHandle"), auth=(trust,))
    )

    timing = critical_path(made, Times(mints=Map(trust=2.0)))

    assert [(one.address, one.start, one.finish, one.after) for one in timing.steps()] == [
        ("@auth.trust", 0.0, 2.0, ""),
        ("h.@auth.password", 2.0, 2.0, "@auth.trust"),
        ("h.@auth.user", 2.0, 2.25, "@auth.trust"),
        ("h", 2.25, 3.25, "h.@auth.user"),
        ("h.@auth.key", 3.25, 3.5, "h"),
    ]
    assert timing.total == 3.5


def test_what_is_open_is_named() -> None:
    inner = stack(resource("a", when=call("not", True)), resource("b"))
    made = plan(stack(resource("g", child=deferred(resource("%index%", child=nested(inner)), call("f", 3)))))

    timing = critical_path(made)

    assert timing.open == ("g[?]", "g[?].a")
    assert timing.total == 1.0


def test_a_limit_gives_bounds() -> None:
    timing = critical_path(body(100))

    assert timing.bounds(20) == (200.0, 235.0)
    assert timing.bounds(1_000) == (35.0, 39.0)


def test_an_empty_plan_takes_no_time() -> None:
    timing = critical_path(plan(stack()))

    assert (timing.total, timing.path, tuple(timing.steps()), timing.at("a"), timing.at("")) == (
        0.0,
        (),
        (),
        None,
        None,
    )
