"""Credentials as a page's table has them: who mints, what, with which right, who uses it, where it goes, how it ends."""

from __future__ import annotations

from typing import Any

from heatplan.diagnostics.visible import visible
from heatplan.ir import mints
from heatplan.ir.plan import Plan
from heatplan.render.audit import ACTS, SINKS, Row, end, right, rows
from heatplan.semantics.secret_flow import Arrival, arrivals

Data = dict[str, Any]

PLACES = {
    "metadata": "metadata",
    "user-data": "user data",
    "attribute": "attribute",
    "reference": "reference",
    "config-input": "input of a software configuration",
    "data": "Heat's own record (encrypted)",
    "output": "output",
    "property": "property",
}
"""Where a secret can be, in words."""


MOST = 12
"""Mints named that are made with one; of more there is the number."""


def credentials_data(plan: Plan) -> Data:
    """The table: ``rows`` in the order of the audit, and what else arrives somewhere (hidden parameters, keys)."""
    found = rows(plan)
    reached: dict[str, list[Arrival]] = {}
    for item in arrivals(plan.root):
        reached.setdefault(item.secret, []).append(item)
    users = _users(found)
    data = [_row(row, users.get(row.address, []), reached.pop(row.address, [])) for row in found]
    return {
        "rows": data,
        "other": [
            {"secret": visible(secret), "goes": [_arrival(item) for item in items]} for secret, items in reached.items()
        ],
        "acts": ACTS,
        "places": PLACES,
    }


def _users(found: tuple[Row, ...]) -> dict[str, list[str]]:
    """By the address of a mint, those that are made with it."""
    users: dict[str, list[str]] = {}
    for row in found:
        for need in row.mint.needs:
            where = need if need.startswith(mints.ROOT_AUTH) else mints.address_of(row.owner, need)
            users.setdefault(where, []).append(row.address)
    return users


def _row(row: Row, users: list[str], reached: list[Arrival]) -> Data:
    mint = row.mint
    return {
        "address": visible(row.address),
        "owner": visible(row.owner),
        "kind": mint.kind,
        "count": row.count,
        "by": mint.by,
        "perhaps": row.conditional,
        "right": visible(right(mint)),
        "users": [visible(address) for address in users[:MOST]],
        "more": max(0, len(users) - MOST),
        "goes": [
            *(
                [visible(row.owner), PLACES[flow.place], visible(flow.path)]
                for flow in mint.flows
                if flow.place not in {"property", "output"}  # the walk over the stacks says it with more detail
            ),
            *map(_arrival, reached),
        ],
        "ends": mints.undo_of_mint(mint),
        "end": visible(end(mint, owned=bool(row.owner)).removeprefix("STAYS: ").removeprefix("expires: ")),
    }


def _arrival(item: Arrival) -> list[str]:
    """Where a secret arrives: the address, what that means, and where in it."""
    return [visible(item.address), SINKS[item.sink], visible(item.path)]
