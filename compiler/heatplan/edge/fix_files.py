"""``heatplan check --fix`` and ``--diff``: files are fixed in a process under limits, and written by this one."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

from heatplan.diagnostics.codes_edge import FILE_CHANGED
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.render_text import render_text
from heatplan.diagnostics.visible import visible
from heatplan.diagnostics.where import path_of
from heatplan.edge.answer import FAILED, Answer, answer
from heatplan.edge.compiling import prepared, style
from heatplan.edge.files import read_text, write
from heatplan.edge.fixing import fix
from heatplan.edge.guard import Limits, guarded
from heatplan.edge.parameters import parameters
from heatplan.edge.told import untold
from heatplan.edge.usage import UsageError
from heatplan.ir.source import is_web
from heatplan.shown import shown


def fix_files(args: Namespace) -> int:
    """Fix the template and what belongs to it; say what was done and what is left.

    Only files are written that a compile reads inside of ``--root``, and none
    that came from a URL or says what the cloud is.
    """
    how = style(args)
    if args.files:
        raise UsageError("--fix and --diff take one template, with -t")
    if args.diff and how.document:
        raise UsageError("--diff goes to standard output, and so would the findings; leave one of the two out")
    result = guarded(lambda: _work(args), Limits(args.max_cpu_seconds, args.max_memory), how, debug=args.debug)
    done: dict[str, Any] = json.loads(result.output) if result.output else {"after": {}, "before": {}, "made": 0}
    stream = sys.stdout if how.document else sys.stderr
    if args.diff:
        sys.stdout.write("".join(_diff(name, done["before"][name], text, how.base) for name, text in _sorted(done)))
        sys.stdout.flush()
        stream.write(result.report)
        return FAILED if done["after"] else result.code
    problems = tuple(item for name, text in _sorted(done) for item in _put(name, done["before"][name], text, args))
    stream.write(result.report)
    if problems:
        sys.stderr.write(render_text(problems, {}, colour=how.colour))
        return FAILED
    if not how.document:
        sys.stderr.flush()
        sys.stdout.write(_summary(args, done, result))
    return result.code


def _work(args: Namespace) -> Answer:
    """The texts that change and what is left to say, made in the child."""
    given = parameters(args.parameter, args.parameter_file, Path(args.template).parent)
    from heatplan.pipeline import compile as compile_plan

    texts: dict[str, str | bytes] = {}

    def check(instead: Mapping[str, str]) -> tuple[tuple[Diagnostic, ...], Mapping[str, str]]:
        ready = prepared(args, args.template, given, instead)
        if ready.value is None:
            return ready.diagnostics, {}
        sources, request = ready.value
        found = ready.diagnostics + untold(compile_plan(sources, request).diagnostics, sources.missing)
        texts.clear()
        texts.update(shown(sources, request.settings))
        ours = {name: one.text for name, one in sources.files.items() if isinstance(one.text, str) and not is_web(name)}
        return found, ours

    fixed = fix(check)
    check(fixed.texts)  # the texts as they are now, for what is left
    said = answer("", fixed.left, texts, style(args))
    before = {name: fixed.before[name] for name in fixed.texts}
    output = json.dumps({"after": dict(fixed.texts), "before": before, "made": len(fixed.made)})
    return replace(said, output=output)


def _sorted(done: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(done["after"].items())


def _put(name: str, before: str, after: str, args: Namespace) -> tuple[Diagnostic, ...]:
    """Write a file, whole or not at all, unless it is not what was checked."""
    path = os.path.join(os.path.dirname(os.path.realpath(args.template)), name)  # noqa: PTH118, PTH120
    now = read_text(path)
    if now.value is None:
        return now.diagnostics
    if now.value != before:
        return (finding(FILE_CHANGED, file=name),)
    return write(path, after.encode("utf-8"))


def _diff(name: str, before: str, after: str, base: str) -> str:
    """The change as `patch -p1` reads it."""
    path = visible(path_of(name, base))
    lines = unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [text.rsplit("\n", maxsplit=1)[-1]] if not text.endswith("\n") else []
    )


def _summary(args: Namespace, done: dict[str, Any], result: Answer) -> str:
    names = ", ".join(visible(path_of(name, style(args).base)) for name in sorted(done["after"]))
    made = done["made"]
    if not made:
        return "nothing to fix\n" if result.report else f"{visible(args.template)}: nothing to complain of\n"
    return f"{made} fixed in {names}" + ("\n" if result.report else ": nothing to complain of\n")
