"""Runs of a plan in the simulator, as ``apply`` and ``destroy`` share them."""

from __future__ import annotations

import json
import math
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heatplan.diagnostics.codes_edge import NEVER_TRIED
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.order import is_failure
from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.visible import visible
from heatplan.edge.answer import FAILED, FINE, RUN_FAILED, report
from heatplan.edge.compiling import style
from heatplan.edge.files import read_text, write
from heatplan.executors.in_process import run as run_plan
from heatplan.executors.protocol import Run
from heatplan.executors.redact import Redactor
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.plan import Plan
from heatplan.ir.state import State, decode_state, encode_state
from heatplan.ir.trace import Event
from heatplan.ir.value import Map, Value, map_strings
from heatplan.render.trace import trace_text
from heatplan.render.words import value_text
from heatplan.result import Result


def read_state(name: str) -> Result[State]:
    """The state in a file."""
    text = read_text(name)
    return decode_state(text.value) if text.value is not None else Result(None, text.diagnostics)


def state_before(name: str | None) -> Result[State]:
    """The state that an earlier run left in the file; no value and no finding where there is no such file."""
    return read_state(name) if name is not None and Path(name).exists() else Result(None)


def rebuilt(plan: Plan, state: State, parameters: Mapping[str, Value]) -> World:
    """The simulator's world with what stands in it.

    Nothing in the simulator is random, so what the plan would make is what it
    made; a world is therefore not kept in a file.
    """
    return run_plan(plan, Simulator.of(plan), EMPTY, parameters=parameters).world.only(state.standing)


def refuse(args: Namespace, diagnostics: tuple[Diagnostic, ...], texts: Mapping[str, str] = Map()) -> int:
    """Say why nothing was run; ``texts`` are those that the findings point at."""
    _report(args, "", (), {}, diagnostics, texts)
    return FAILED


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a command made of a run beside the state: a text in the place of the trace, findings, and their texts."""

    text: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=Map)


def finish(args: Namespace, done: Run[World], secrets: Mapping[str, Value], drawn: Drawn = Drawn()) -> int:
    """Write the state, print the trace and the outputs, and say what the program ends with."""
    found = done.diagnostics + drawn.diagnostics + _never_tried([*args.fail_at, *getattr(args, "signal", [])], done)
    problems = write(args.state, encode_state(done.state)) if args.state is not None else ()
    hide = Redactor(secrets.values())
    outputs = {str(name): map_strings(value, hide) for name, value in done.outputs.items()}
    trace = tuple(done.trace)
    shown = drawn.text if drawn.text is not None else trace_text(trace) if trace else ""
    _report(args, shown, trace, outputs, found + problems, drawn.texts)
    if done.failed:
        return RUN_FAILED
    return FAILED if is_failure(found + problems, strict=args.strict) else FINE


def signals(args: Namespace) -> frozenset[str] | None:
    """The addresses that will be signalled; None: all."""
    if args.signal or args.no_signals:
        return frozenset(args.signal)
    return None


def _never_tried(addresses: list[str], done: Run[World]) -> tuple[Diagnostic, ...]:
    tried = {event.address for event in done.trace}
    return tuple(finding(NEVER_TRIED, step=address) for address in sorted({*addresses} - tried))


def _report(
    args: Namespace,
    shown: str,
    trace: tuple[Event, ...],
    outputs: Mapping[str, Value],
    diagnostics: tuple[Diagnostic, ...],
    texts: Mapping[str, str],
) -> None:
    """Trace and outputs to standard output, findings to standard error; with ``--json`` all to standard output."""
    if args.json:
        events = [{"address": e.address, "action": e.action, "outcome": e.outcome, "detail": e.detail} for e in trace]
        values = {name: _plain(value) for name, value in outputs.items()}
        found = json.loads(render_json(diagnostics, texts))["diagnostics"]
        sys.stdout.write(json.dumps({"trace": events, "outputs": values, "diagnostics": found}, indent=2) + "\n")
        return
    sys.stdout.write(shown)
    if outputs:
        sys.stdout.write("\noutputs\n")
        sys.stdout.writelines(f"  {visible(name)} = {value_text(value)}\n" for name, value in outputs.items())
    sys.stdout.flush()
    sys.stderr.write(report(diagnostics, texts, style(args)))


def _plain(value: Value) -> Any:
    """The value as JSON has it; what JSON has not, as text."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else value_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (bytes, frozenset)) or (isinstance(value, float) and not math.isfinite(value)):
        return value_text(value)
    return value
