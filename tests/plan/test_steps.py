from __future__ import annotations

from hypothesis import given

from heatplan.ir import steps as s
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Batch, Family, Known, MemberClass, Names, Stack
from tests.plan.trees import EMPTY, call, deferred, group, nested, plan, resource, stack, stacks


def _listed(made: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.address, one.action, one.needs) for one in s.steps(made)]


def test_a_nested_stack_opens_and_completes() -> None:
    inner = stack(resource("server", "volume"), resource("volume"), resource("free"))
    made = plan(stack(resource("web", "net", child=nested(inner)), resource("net"), resource("dns", "web")))

    assert _listed(made) == [
        ("net", "create", ()),
        ("web", "create", ("net",)),
        ("web.free", "create", ("web",)),
        ("web.volume", "create", ("web",)),
        ("web.server", "create", ("web.volume",)),
        ("web.@complete", "complete", ("web.free", "web.server")),
        ("dns", "create", ("web.@complete",)),
    ]


def test_a_group_of_plain_members_and_one_of_nested_stacks() -> None:
    inner = stack(resource("volume"))
    made = plan(
        stack(
            resource("a", child=group(resource("%index%"), 2)),
            resource("b", "a", child=group(resource("%index%", child=nested(inner)), 1)),
            resource("empty", child=group(resource("%index%"), 0)),
        )
    )

    assert _listed(made) == [
        ("a", "create", ()),
        ("a[0]", "create", ("a",)),
        ("a[1]", "create", ("a",)),
        ("a.@complete", "complete", ("a[*]",)),
        ("b", "create", ("a.@complete",)),
        ("b[0]", "create", ("b",)),
        ("b[0].volume", "create", ("b[0]",)),
        ("b[0].@complete", "complete", ("b[0].volume",)),
        ("b.@complete", "complete", ("b[*].@complete",)),
        ("empty", "create", ()),
        ("empty.@complete", "complete", ("empty",)),
    ]


def test_batches_wait_for_the_batch_before() -> None:
    made = plan(stack(resource("g", child=group(resource("%index%"), 5, batch=Batch(2)))))

    needs = {address: need for address, _, need in _listed(made)}
    assert needs["g[0]"] == needs["g[1]"] == ("g",)
    assert needs["g[2]"] == needs["g[3]"] == ("g[0]", "g[1]")
    assert needs["g[4]"] == ("g[2]", "g[3]")


def test_members_come_in_numeric_order_across_classes() -> None:
    odd, even = Names(((1, 2), (3, 4), (9, 12))), Names(((0, 1), (2, 3), (4, 5)))
    both = (MemberClass(resource("%index%", type_name="odd"), odd), MemberClass(resource("%index%"), even))
    family = Family(Known(Names(((0, 5), (9, 12)))), "%index%", EMPTY, both)
    made = plan(stack(resource("g", child=family)))

    members = [one for one in s.steps(made) if "[" in one.address]
    assert [one.address for one in members] == [f"g[{number}]" for number in (0, 1, 2, 3, 4, 9, 10, 11)]
    assert [one.type == "odd" for one in members] == [False, True, False, True, False, True, True, True]


def test_open_members_are_enumerated_once_and_counted_as_none() -> None:
    made = plan(
        stack(resource("g", child=deferred(resource("%index%", child=nested(stack(resource("x")))), call("GetAttr"))))
    )

    assert [address for address, _, _ in _listed(made)] == ["g", "g[?]", "g[?].x", "g[?].@complete", "g.@complete"]
    assert s.count(made) == (2, None)


def test_an_undecided_resource_widens_the_count() -> None:
    made = plan(stack(resource("a"), resource("b", when=Lit("c"), child=nested(stack(resource("x"))))))

    assert s.count(made) == (1, 4)


def test_what_is_undone_and_how() -> None:
    policies = {"a": None, "b": Lit("Retain"), "c": Lit("snapshot"), "d": call("GetParam", "p"), "e": Lit("Delete")}
    made = plan(
        stack(
            *(resource(name, deletion_policy=policy) for name, policy in policies.items()),
            resource("x", external_id=Lit("id")),
        )
    )

    assert [(one.address, one.action, one.undo) for one in s.steps(made)] == [
        ("a", "create", "delete"),
        ("b", "create", "retain"),
        ("c", "create", "snapshot"),
        ("d", "create", "policy"),
        ("e", "create", "delete"),
        ("x", "adopt", "retain"),
    ]


@given(stacks(3))
def test_steps_step_count_and_resources_agree(root: Stack) -> None:
    made = plan(root)
    listed = list(s.steps(made))
    least, most = s.count(made)

    assert len({one.address for one in listed}) == len(listed)
    assert all(s.step(made, one.address) == one or "nan" in repr(one) for one in listed)
    assert least <= len(listed)
    assert most is None or len(listed) == most
    assert [one.address for one in s.resources(made)] == [
        one.address for one in listed if one.action not in {"complete", "mint"}
    ]


@given(stacks(3))
def test_a_step_needs_only_steps_that_come_before_it(root: Stack) -> None:
    made = plan(root)
    seen: set[str] = set()
    for one in s.steps(made):
        for need in one.needs:
            assert need in seen or _every(need, seen), (one.address, need)
        seen.add(one.address)


def _every(need: str, seen: set[str]) -> bool:
    head, star, tail = need.partition("[*]")
    return bool(star) and any(one.startswith(head + "[") and one.endswith(tail) for one in seen)


def test_no_step_is_where_none_is() -> None:
    made = plan(stack(resource("a"), resource("g", child=group(resource("%index%"), 3))))

    for address in (
        "",
        "b",
        "a.@complete",
        "a.b",
        "a[0]",
        "g[3]",
        "g[x]",
        "g[03]",
        "g.a",
        "g[?]",
        "g[0].@complete",
        "@auth",
        "g.@complete.x",
    ):
        assert s.step(made, address) is None, address


def test_a_step_of_a_huge_group_is_found_without_enumerating() -> None:
    family = group(resource("%index%"), 10**12, batch=Batch(3))
    made = plan(stack(resource("g", child=family)))

    one = s.step(made, "g[999999999999]")
    assert one is not None
    assert one.needs == ("g[999999999996]", "g[999999999997]", "g[999999999998]")
    assert s.count(made) == (10**12 + 2, 10**12 + 2)
