"""Traces as text."""

from __future__ import annotations

from heatplan.ir.trace import Event
from heatplan.render.trace import trace_text

WHO = "requester"


def test_a_line_for_each_step() -> None:
    events = (
        Event("servers", "create", "ok", WHO),
        Event("servers[0].server", "create", "failed", WHO, "no host \x1b[31m"),
        Event("servers[0].join", "create", "skipped", WHO),
        Event("net", "adopt", "ok", WHO),
        Event("servers.@complete", "complete", "kept", WHO, "it stood"),
        Event("net", "delete", "ok", WHO),
    )

    assert (
        trace_text(events)
        == """\
+ servers
! servers[0].server   create failed: no host \\x1b[31m
  servers[0].join     skipped
= net
  servers.@complete   kept: it stood
- net

6 steps: 3 ok, 1 failed, 1 skipped, 1 kept
"""
    )


def test_nothing_done() -> None:
    assert trace_text(()) == "0 steps\n"
