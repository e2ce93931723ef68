"""The longest path over the steps of a plan, enumerated one by one: what the model must agree with."""

from __future__ import annotations

from collections import defaultdict

from heatplan.ir import address
from heatplan.ir.address import Part
from heatplan.ir.mints import address_of, owner_of
from heatplan.ir.plan import Plan, Step
from heatplan.ir.steps import Placed, resources, steps
from heatplan.ir.tree import Family
from heatplan.semantics.times import Times

Parts = tuple[Part, ...]
Spans = dict[str, tuple[float, float]]


def spans(plan: Plan, times: Times) -> Spans:
    """When each step begins and ends."""
    placed = {one.address: one for one in resources(plan)}
    needs = written_out(plan)
    out: Spans = {}
    for step in steps(plan):
        start = max((out[need][1] + _pause(step.address, need, placed) for need in needs[step.address]), default=0.0)
        out[step.address] = start, start + _seconds(plan, step, placed, times)
    return out


def latest(plan: Plan, times: Times) -> dict[str, float]:
    """The latest end of each step with which the whole ends no later."""
    placed = {one.address: one for one in resources(plan)}
    when, needs = spans(plan, times), written_out(plan)
    out = dict.fromkeys(when, max((end for _, end in when.values()), default=0.0))
    for where in reversed(when):
        start = out[where] - (when[where][1] - when[where][0])
        for need in needs[where]:
            out[need] = min(out[need], start - _pause(where, need, placed))
    return out


def written_out(plan: Plan) -> dict[str, tuple[str, ...]]:
    """For each step those that it needs, ``[*]`` as all members."""
    parts = {step.address: _parts(step.address) for step in steps(plan)}
    members: dict[tuple[Parts, Parts], list[str]] = defaultdict(list)
    for where, own in parts.items():
        for at, part in enumerate(own):
            if part.kind in {"member", "open"}:
                members[own[:at], own[at + 1 :]].append(where)
    out = {}
    for step in steps(plan):
        found: list[str] = []
        for need in step.needs:
            own = _parts(need)
            every = [at for at, part in enumerate(own) if part.kind == "every"]
            found += members[own[: every[0]], own[every[0] + 1 :]] if every else [need]
        out[step.address] = tuple(found)
    return out


def _pause(where: str, need: str, placed: dict[str, Placed]) -> float:
    """The time between two batches, where one member waits for another."""
    pairs = zip(_parts(where), _parts(need), strict=False)
    for at, (one, other) in enumerate(pairs):
        if one != other:
            if one.kind == other.kind == "member":
                family = placed[address.show(_parts(where)[:at])].resource.child
                assert isinstance(family, Family)
                return 0.0 if family.batch is None else family.batch.pause
            return 0.0
    return 0.0


def _seconds(plan: Plan, step: Step, placed: dict[str, Placed], times: Times) -> float:
    rules = [rule for rule in times.addresses if _meets(_parts(rule.text), _parts(step.address))]
    if rules:
        best = max([part.kind != "every" for part in rule.parts if part.kind in BRACKETS] for rule in rules)
        return [
            rule for rule in rules if [part.kind != "every" for part in rule.parts if part.kind in BRACKETS] == best
        ][-1].seconds
    if step.action == "complete":
        return 0.0
    if step.action == "mint":
        owner = owner_of(step.address)
        assert owner is not None
        every = placed[owner].resource.auth if owner else plan.root.auth
        return next(times.minting(one) for one in every if address_of(owner, one.name) == step.address)
    return times.creation(placed[step.address].resource)


BRACKETS = {"member", "open", "every"}


def _meets(rule: Parts, parts: Parts) -> bool:
    return len(rule) == len(parts) and all(
        one == other or (one.kind == "every" and other.kind in BRACKETS) for one, other in zip(rule, parts, strict=True)
    )


def _parts(where: str) -> Parts:
    parts = address.parse(where)
    assert parts is not None
    return parts
