from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.tree import Family, Nested, Stack
from heatplan.passes.schedule import schedule
from heatplan.span import Span
from tests.plan.trees import group, header, nested, plan, resource, stack, stacks


def test_a_loop_is_one_finding_with_the_whole_way_and_all_places() -> None:
    root = stack(
        resource("b", "c", span=Span("t", 2, 3)),
        resource("a", "b", span=Span("t", 1, 2)),
        resource("c", "a", span=Span("t", 3, 4)),
        resource("free"),
    )

    result = schedule(root, header())

    assert result.value is None
    (found,) = result.diagnostics
    assert found.code.id == "HP0801"
    assert found.code.heat == "CircularDependencyException"
    assert found.message == "a needs b, b needs c, c needs a: none of these resources can be created first"
    assert (found.span, found.address) == (Span("t", 1, 2), "a")
    assert found.labels == ((Span("t", 2, 3), "b needs c"), (Span("t", 3, 4), "c needs a"))


def test_all_loops_of_all_levels_are_found_at_once() -> None:
    inner = stack(resource("x", "x"))
    root = stack(
        resource("a", "b"),
        resource("b", "a"),
        resource("n", child=nested(inner)),
        resource("g", child=group(resource("%index%", child=nested(stack(resource("y", "z"), resource("z", "y")))), 3)),
    )

    found = schedule(root, header()).diagnostics

    assert sorted(one.address for one in found) == ["a", "g[*].y", "n.x"]
    assert "x needs itself: none" in next(one for one in found if one.address == "n.x").message


def test_a_need_of_nothing_is_a_finding() -> None:
    (found,) = schedule(stack(resource("a", "gone")), header()).diagnostics

    assert (found.code.id, found.address) == ("HP0802", "a")


def test_a_shared_stack_stays_one_object() -> None:
    inner = stack(resource("b"), resource("a"))
    made = plan(stack(resource("one", child=nested(inner)), resource("two", child=nested(inner)))).root

    first, second = made.resources
    assert isinstance(first.child, Nested)
    assert isinstance(second.child, Nested)
    assert first.child.stack is second.child.stack
    assert [one.name for one in first.child.stack.resources] == ["a", "b"]


@given(stacks(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_resources(root: Stack, random: Random) -> None:
    assert plan(root) == plan(_shuffled(root, random))


@given(stacks())
def test_scheduling_again_changes_nothing(root: Stack) -> None:
    made = plan(root)

    assert plan(made.root) == made


def _shuffled(root: Stack, random: Random) -> Stack:
    inner = []
    for one in root.resources:
        child = one.child
        if isinstance(child, Nested):
            inner.append(replace(one, child=replace(child, stack=_shuffled(child.stack, random))))
        elif isinstance(child, Family):
            inner.append(replace(one, explicit=one.explicit[::-1]))
        else:
            inner.append(one)
    random.shuffle(inner)
    return replace(root, resources=tuple(inner), disabled=root.disabled[::-1])
