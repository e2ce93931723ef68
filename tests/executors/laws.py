"""Laws for every executor, as functions that assert them."""

from __future__ import annotations

from typing import Any

from heatplan.executors.protocol import ROOT, Run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.identities import SECRET
from heatplan.executors.simulator.residues import residues
from heatplan.ir import steps
from heatplan.ir.encode import encode
from heatplan.ir.plan import Plan
from heatplan.ir.state import encode_state
from heatplan.render.trace import trace_text

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
        assert event.action in {"create", "adopt", "complete", "mint"}
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


def world_and_state_agree(plan: Plan, run: Run[Any], adopted: frozenset[str] = frozenset()) -> None:
    """Nothing is orphaned: all that is in the simulator's world is in the state, and the other way round."""
    standing = {one.id for one in run.state.standing if one.kind != "mint"} - adopted
    assert standing <= set(run.world)
    minted = {one.address for one in run.state.standing if one.kind == "mint"}
    assert minted <= set(run.world.identities.made)
    known = {one.address for one in run.state.standing}
    assert [one for one in residues(run.world, plan) if one.address not in known and not one.named] == []
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


def stands_nothing(plan: Plan, run: Run[Any]) -> None:
    """After everything was undone: nothing is left that the plan does not name."""
    assert run.state.standing == ()
    assert len(run.world) == 0
    assert [one for one in residues(run.world, plan) if not one.named] == []


def no_secret_is_said(plan: Plan, run: Run[Any]) -> None:
    """No secret of the world is in any text of the run but the outputs: nor what all secrets begin with."""
    texts = [encode(plan), encode_state(run.state), repr(run.trace), repr(run.diagnostics), trace_text(run.trace)]
    for text in texts:
        assert SECRET not in text
    assert all(SECRET in one for one in Simulator().secrets(run.world))


def mints_come_before_their_use(plan: Plan, run: Run[Any]) -> None:
    """What is minted for the creation of a resource, and what a mint needs, was there before."""
    seen: set[str] = set()
    for event in run.trace:
        if event.action == "mint" and event.outcome in DONE:
            seen.add(event.address)
        one = steps.step(plan, event.address)
        if one is not None and event.outcome in DONE:
            mints = {need for need in one.needs if "@auth." in need and "[*]" not in need}
            assert {need for need in mints if not _inside_skipped(need, run)} <= seen, event.address
