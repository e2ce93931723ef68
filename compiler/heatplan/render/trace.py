"""A trace as text: a line for each step, and what it all came to.

::

    + servers[0].volume
    ! servers[0].server       create failed: no host was found
      servers[0].attachment   skipped

    3 steps: 1 ok, 1 failed, 1 skipped
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from heatplan.diagnostics.visible import columns, visible
from heatplan.ir.trace import Event, Outcome

SIGNS = {"create": "+", "adopt": "=", "complete": ".", "delete": "-", "mint": "*", "revoke": "~"}
"""What a step that went well did."""

WIDEST = 60
"""Columns that addresses may take before remarks are no longer in line."""


def trace_text(trace: Iterable[Event]) -> str:
    """The trace as text, a line break at its end."""
    events = tuple(trace)
    shown = tuple(visible(event.address) for event in events)
    width = min(max((columns(address) for address in shown), default=0), WIDEST)
    lines = [_line(event, address, width) for event, address in zip(events, shown, strict=True)]
    return "\n".join([*lines, *([""] if lines else []), _summary(events)]) + "\n"


def _line(event: Event, address: str, width: int) -> str:
    sign = {"ok": SIGNS.get(event.action, " "), "failed": "!"}.get(event.outcome, " ")
    remark = "" if event.outcome == "ok" else _remark(event)
    return f"{sign} {address}{' ' * (width - columns(address))}   {remark}".rstrip()


def _remark(event: Event) -> str:
    head = f"{event.action} failed" if event.outcome == "failed" else event.outcome
    return f"{head}: {visible(event.detail)}" if event.detail else head


def _summary(events: tuple[Event, ...]) -> str:
    counts = ((sum(event.outcome == outcome for event in events), outcome) for outcome in get_args(Outcome))
    parts = ", ".join(f"{count} {outcome}" for count, outcome in counts if count)
    return f"{len(events)} step{'' if len(events) == 1 else 's'}{': ' if parts else ''}{parts}"
