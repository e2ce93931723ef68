"""The audit of a plan: which credentials, for whom, with what right, where they go, and how they end.

Pure: a plan in, rows or text out.  Families are one row with their count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from heatplan.diagnostics.visible import visible
from heatplan.ir import address as addresses
from heatplan.ir.auth import Expires, Mint, Residue, Revoked
from heatplan.ir.plan import Plan
from heatplan.ir.steps import steps
from heatplan.ir.tree import Family, Known, Nested, Resource, Stack
from heatplan.semantics.secret_flow import Arrival, arrivals

ACTS = {
    "requester": "the user who asks for the stack",
    "trust": "Heat's service user, in the owner's name, by the trust",
    "domain-admin": "the admin of the stack domain",
    "stack-user": "a stack domain user",
    "local": "nobody: made inside Heat, no call",
}
"""Who acts, in words."""

SINKS = {
    "output": "shown by the stack's outputs",
    "property": "property",
    "metadata": "instance metadata, read by each process of the instance",
    "user-data": "user data, read by each process of the instance",
    "config": "a software configuration, stored by Heat",
    "other-stack": "another stack",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One mint: its address (``g[*].h.@auth.user`` in a family), how many of it (None: not known yet), itself."""

    address: str
    count: int | None
    mint: Mint
    owner: str

    @property
    def conditional(self) -> bool:
        """Whether it may not be made at all."""
        return self.mint.when is not None


def rows(plan: Plan) -> tuple[Row, ...]:
    """Every mint of the plan, the root's first, then by resource in canonical order."""
    own = (Row(f"@auth.{mint.name}", 1, mint, "") for mint in plan.root.auth)
    return (*own, *_level(plan.root, "", 1))


def _level(stack: Stack, prefix: str, count: int | None) -> Iterator[Row]:
    for resource in stack.resources:
        yield from _resource(resource, addresses.join(prefix, resource.name), count)


def _resource(resource: Resource, where: str, count: int | None) -> Iterator[Row]:
    for mint in resource.auth:
        yield Row(f"{where}.@auth.{mint.name}", count, mint, where)
    child = resource.child
    if isinstance(child, Nested):
        yield from _level(child.stack, where, count)
    elif isinstance(child, Family):
        yield from _family(child, where, count)


def _family(family: Family, where: str, count: int | None) -> Iterator[Row]:
    for member in family.classes:
        size = None if member.names is None or not isinstance(family.members, Known) else len(member.names)
        inner = None if size is None or count is None else size * count
        yield from _resource(member.resource, f"{where}[*]", inner)


def standing_at(plan: Plan, address: str) -> tuple[str, ...] | None:
    """The mints that stand when the step at ``address`` fails and nothing is undone; None if there is no such step."""
    before: list[str] = []
    for step in steps(plan):
        if step.address == address:
            return tuple(before)
        if step.action == "mint":
            before.append(step.address)
    return None


def standing_text(address: str, left: tuple[str, ...]) -> str:
    """What ``standing_at`` found, for people."""
    head = f"\n  if {visible(address)} failed and nothing were undone, there would be"
    return "\n".join([head, *(f"    {visible(name)}" for name in left)] if left else [f"{head} no credential"]) + "\n"


def right(mint: Mint) -> str:
    """What it lets somebody do, or what it is, from its facts."""
    facts = mint.facts
    parts = []
    if mint.kind == "trust" and facts.get("roles") is None:
        parts.append("all roles of the requester's token")
    if facts.get("roles"):
        parts.append("roles " + ", ".join(map(str, facts["roles"])))
    shown = ("role", "trustor", "trustee", "project", "domain", "name")
    parts.extend(f"{key} {facts[key]}" for key in shown if facts.get(key) is not None)
    if facts.get("impersonation"):
        parts.append("acts in the owner's name")
    return "; ".join(parts).translate({ord("{"): "<", ord("}"): ">"})


def end(mint: Mint, *, owned: bool = True) -> str:
    """How it ends, in words; ``owned`` is False for the root stack's own."""
    match mint.end:
        case Revoked(by, moment, _):
            how = "deleted" if by == mint.name else f"ends with its {by}"
            return f"{how} {moment} {'its resource' if owned else 'the last resource'}"
        case Expires(when):
            return f"expires: {when}"
        case Residue(reason):
            return f"STAYS: {reason}"


def audit_text(plan: Plan) -> str:
    """The audit for people."""
    found = rows(plan)
    reached = arrivals(plan.root)
    lines = [f"audit of stack {visible(plan.header.stack_name)}, plan {plan.digest[:12]}", ""]
    lines += _who(found)
    lines += ["", "  what is minted" if found else "  nothing is minted"]
    lines += _table(
        [(row.address, _kind(row), f"by {row.mint.by}", end(row.mint, owned=bool(row.owner))) for row in found]
    )
    rights = [(row.address, right(row.mint)) for row in found if right(row.mint)]
    if rights:
        lines += ["", "  with what right", *_table(rights)]
    travels = list(_travels(found, reached))
    if travels:
        lines += ["", "  where each secret goes", *_table(travels)]
    left = [(row.address, end(row.mint).removeprefix("STAYS: ")) for row in found if isinstance(row.mint.end, Residue)]
    lines += [
        "",
        "  left behind when the stack is deleted" if left else "  nothing is left behind when the stack is deleted",
    ]
    lines += _table(left)
    return "\n".join(lines) + "\n"


def _who(found: Iterable[Row]) -> list[str]:
    acting = {"requester", *(row.mint.by for row in found)}
    if any(row.mint.kind == "trust" for row in found):
        acting.add("trust")
    if any(row.mint.kind == "user" for row in found):
        acting.add("stack-user")
    return ["  who acts", *_table([(name, words) for name, words in ACTS.items() if name in acting])]


def _kind(row: Row) -> str:
    number = "" if row.count == 1 else " ×?" if row.count is None else f" ×{row.count}"
    return f"{row.mint.kind}{number}{' (perhaps)' if row.conditional else ''}"


def _travels(found: Iterable[Row], reached: tuple[Arrival, ...]) -> Iterator[tuple[str, str]]:
    for row in found:
        for flow in row.mint.flows:
            if flow.place in {"property", "output"}:
                continue  # the walk over the stacks says it with more detail
            yield row.address, f"{flow.place}{' ' + flow.path if flow.path else ''} of {row.owner or 'the stack'}"
    for arrival in reached:
        place = f"{arrival.address}{'.' + arrival.path if arrival.path else ''}"
        yield arrival.secret, f"{place}: {SINKS[arrival.sink]}"


def _table(entries: Sequence[tuple[str, ...]]) -> list[str]:
    shown = [tuple(visible(cell) for cell in entry) for entry in entries]
    widths = [
        max((len(entry[column]) for entry in shown), default=0) for column in range(len(shown[0]) if shown else 0)
    ]
    return [
        "    " + "  ".join(cell.ljust(width) for cell, width in zip(entry, widths, strict=True)).rstrip()
        for entry in shown
    ]


def audit_data(plan: Plan) -> dict[str, object]:
    """The audit for tools: plain data, ready for JSON."""
    return {
        "stack": plan.header.stack_name,
        "plan": plan.digest,
        "mints": [
            {
                "address": row.address,
                "kind": row.mint.kind,
                "count": row.count,
                "by": row.mint.by,
                "conditional": row.conditional,
                "moment": row.mint.moment,
                "facts": {str(key): _plain(value) for key, value in row.mint.facts.items()},
                "flows": [{"place": flow.place, "path": flow.path} for flow in row.mint.flows],
                "end": _end_data(row.mint),
            }
            for row in rows(plan)
        ],
        "secrets": [
            {"secret": item.secret, "sink": item.sink, "address": item.address, "path": item.path}
            for item in arrivals(plan.root)
        ],
    }


def _end_data(mint: Mint) -> dict[str, object]:
    match mint.end:
        case Revoked(by, moment, rank):
            return {"kind": "revoked", "by": by, "moment": moment, "rank": rank}
        case Expires(when):
            return {"kind": "expires", "when": when}
        case Residue(reason):
            return {"kind": "residue", "reason": reason}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, dict) else value
