"""The law that every output has a value once the stack stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics import codes_run
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir import address
from heatplan.ir.tree import Output
from heatplan.ir.value import Value, walk
from heatplan.span import NOWHERE, Span
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.dead_ends import AttributeRead, DeadEnd, dead_end, reads_in
from heatplan.testing.laws.law import Law, Terms
from heatplan.testing.laws.runs import too_large, whole_run
from heatplan.testing.laws.secrets import is_secret

HINT = "Correct the path, or give the output a condition under which there is something at its end."


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    done = whole_run(case)
    if done.failed:
        return
    failed = {
        dict(one.facts)["name"]: dict(one.facts)
        for one in done.diagnostics
        if one.code == codes_run.OUTPUT_WITHOUT_VALUE
    }
    for output in case.plan.root.outputs:
        if output.value is None or output.when is not None:
            continue
        if output.name in failed or _has_null(done.outputs.get(output.name)):
            yield from _output(case, output, failed.get(output.name))


def _output(case: Case, output: Output, failed: dict[str, str] | None) -> Iterator[Diagnostic]:
    """What of an output leads nowhere; nothing where the simulator only does not know better."""
    reads = tuple(reads_in(output.value))
    empty = failed is not None or whole_run(case).outputs.get(output.name) is None
    for read, answer in zip(reads, _answers(case, reads), strict=True):
        end = dead_end(case.plan.root, read) if _has_null(answer) else None
        if end is not None:
            whole = read.call is output.value
            yield _told(case, output, end, NOWHERE if whole else read.call.span, "error" if empty else "warning")
    if failed is not None and not reads:
        hidden = is_secret(case, address.join("outputs", output.name))
        why = failed["error"] if hidden else f"{failed['error']}: {failed['text']}".rstrip(".")
        yield _told(case, output, DeadEnd(why), NOWHERE, "error")


def _told(case: Case, output: Output, end: DeadEnd, span: Span, level: Severity) -> Diagnostic:
    place = span if span.source == case.plan.root.template else sites.of_output(case, output.name)
    facts = {"name": output.name, "why": end.why}
    told = finding(codes.OUTPUT_LEADS_NOWHERE, place, hint=HINT, labels=end.labels, level=level, facts=facts)
    return told.at(f"outputs.{output.name}")


def _answers(case: Case, reads: tuple[AttributeRead, ...]) -> tuple[Value, ...]:
    """What each read gives at the end of a run: the plan is run with an output for each."""
    names = [f"@{number}" for number in range(len(reads))]
    outputs = tuple(Output(name, read.call) for name, read in zip(names, reads, strict=True))
    asking = replace(case.plan, root=replace(case.plan.root, outputs=outputs))
    done = run(asking, Simulator.of(case.plan), EMPTY, parameters=case.hidden)
    return tuple(done.outputs.get(name) for name in names)


def _has_null(value: Value) -> bool:
    return any(item is None for item in walk(value))


def _has_outputs(case: Case, _terms: Terms) -> bool:
    return bool(case.plan.root.outputs) and not too_large(case)


OUTPUTS_RESOLVE = Law(
    "every_output_resolves",
    "When the stack stands, every output has a value: no path in it leads nowhere.",
    _ask,
    _has_outputs,
)
