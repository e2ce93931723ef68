"""Laws for every executor, as functions that assert them."""

from __future__ import annotations

from typing import Any

from heatplan.executors.protocol import ROOT, Run
from heatplan.ir import steps
from heatplan.ir.plan import Plan

DONE = frozenset({"ok", "kept", "skipped"})


def trace_is_a_linear_extension(plan: Plan, run: Run[Any]) -> None:
    """Each step that was done comes after all it needs; no step is done twice."""
    open_members = [one for one in steps.steps(plan) if "[?]" in one.address]
    needs = {one.address: one.needs for one in steps.steps(plan)}
    done: set[str] = set()
    for event in run.trace:
        if event.address == ROOT:
            assert event.outcome == "failed"
            continue
        assert event.action in {"create", "adopt", "complete"}
        assert event.address not in done, event.address
        if not open_members:
            assert event.address in needs, event.address
        for need in needs.get(event.address, ()):
            if event.outcome in DONE and not _inside_skipped(need, run):
                assert need in done or _all_members(need, plan, run, done), (event.address, need)
        if event.outcome in DONE:
            done.add(event.address)


def what_stands_is_closed_under_needs(plan: Plan, run: Run[Any]) -> None:
    """After a failure too: whatever stands, what it needs was done."""
    done = {event.address for event in run.trace if event.outcome in DONE}
    needs = {one.address: one.needs for one in steps.steps(plan)}
    for standing in run.state.standing:
        for need in needs.get(standing.address, ()):
            assert need in done or "[*]" in need or _inside_skipped(need, run), (standing.address, need)


def world_and_state_agree(run: Run[Any], adopted: frozenset[str] = frozenset()) -> None:
    """Nothing is orphaned: all that is in the simulator's world is in the state, and the other way round."""
    assert set(run.world) == {one.id for one in run.state.standing} - adopted
    assert len({one.address for one in run.state.standing}) == len(run.state.standing)


def _all_members(need: str, plan: Plan, run: Run[Any], done: set[str]) -> bool:
    head, star, tail = need.partition("[*]")
    return bool(star) and all(
        one.address in done
        for one in run.trace
        if one.address.startswith(head + "[")
        and one.address.endswith("]" + tail)
        and one.address.count("[") == need.count("[")
    )


def _inside_skipped(need: str, run: Run[Any]) -> bool:
    """A step of what was skipped, or its end, never comes."""
    skipped = {event.address for event in run.trace if event.outcome == "skipped"}
    return any(need == one or need.startswith((one + ".", one + "[")) for one in skipped)


def stands_nothing(run: Run[Any]) -> None:
    """After everything was undone."""
    assert run.state.standing == ()
    assert ROOT not in run.world
    assert len(run.world) == 0
