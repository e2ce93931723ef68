"""``heatplan check FILE ...``: templates checked by themselves, whatever their parameters are."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure
from heatplan.diagnostics.visible import visible
from heatplan.edge.answer import FAILED, FINE, report
from heatplan.edge.compiling import prepared, style
from heatplan.edge.files import read_text
from heatplan.edge.guard import Limits, each
from heatplan.edge.hypothesis_home import keep_out
from heatplan.edge.internal import internal_error
from heatplan.edge.parameters import parameters
from heatplan.edge.parcel import moved, packed, sources_of, unpacked
from heatplan.edge.progress import progress
from heatplan.edge.told import untold
from heatplan.ir.source import Source
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.shown import shown
from heatplan.testing.cases.declared import may_be_template
from heatplan.testing.cases.whatever import wrong_whatever


@dataclass(frozen=True, slots=True)
class Checked:
    """What is found in a file, with the texts that it points at; not a ``template``: it was left alone."""

    template: bool
    findings: tuple[Diagnostic, ...] = ()
    texts: dict[str, str] | None = None


def check_files(args: Namespace, names: list[str]) -> int:
    """Check each file that is a template, in a process of its own, and print all findings together."""
    keep_out()
    given = parameters(args.parameter, args.parameter_file, Path())
    works: list[Callable[[], bytes]] = [partial(_packed, args, name, given) for name in names]
    done: list[Checked] = []
    with progress() as advance:
        for one in each(works, Limits(args.max_cpu_seconds, args.max_memory), _processors()):
            done.append(_checked(one))
            advance(len(done), len(names), names[len(done) - 1])
    found = tuple(dict.fromkeys(item for one in done for item in one.findings))
    texts = {name: text for one in done for name, text in (one.texts or {}).items()}
    how = style(args)
    (sys.stdout if how.document else sys.stderr).write(report(found, texts, how))
    if not how.document:
        sys.stderr.flush()
        sys.stdout.write(_summary(names, done, bool(found)))
    return FAILED if is_failure(found, strict=args.strict) else FINE


def _summary(names: list[str], done: list[Checked], wrong: bool) -> str:
    count = sum(one.template for one in done)
    words = (
        f"{count} template{'' if count == 1 else 's'} checked{'' if wrong or not count else ': nothing to complain of'}"
    )
    others = [visible(name) for name, one in zip(names, done, strict=True) if not one.template]
    return f"{words}\n" + (f"no templates, left alone: {', '.join(others)}\n" if others else "")


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _packed(args: Namespace, name: str, given: Result[Map]) -> bytes:
    try:
        done = _check(args, name, given)
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        done = Checked(template=True, findings=(internal_error(problem, debug=args.debug),))
    return json.dumps([done.template, packed(done.findings), done.texts]).encode("ascii")


def _checked(answer: bytes | Diagnostic) -> Checked:
    if isinstance(answer, Diagnostic):
        return Checked(template=True, findings=(answer,))
    template, found, texts = json.loads(answer)
    return Checked(template, unpacked(found), texts)


def _check(args: Namespace, name: str, given: Result[Map]) -> Checked:
    text = read_text(name)
    if text.value is None:
        return Checked(template=True, findings=text.diagnostics)
    if not may_be_template(Source(name, text.value)):
        return Checked(template=False)
    ready = prepared(args, name, given)
    found, texts = ready.diagnostics, {}
    if ready.value is not None:
        sources, request = ready.value
        found += untold(wrong_whatever(sources, request), sources.missing)
        texts = shown(sources, request.settings) if found else {}
    base = os.path.relpath(os.path.dirname(os.path.realpath(name))).replace(os.sep, "/")  # noqa: PTH120
    told, named = moved(found, texts, base)
    return Checked(template=True, findings=told, texts=sources_of(told, named))
