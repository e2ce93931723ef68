"""From the command line's options to a plan, as the commands share it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.misspelt import with_fixes
from heatplan.edge.answer import Answer, Style, answer
from heatplan.edge.files import STANDARD, read_text, write
from heatplan.edge.guard import Limits, guarded
from heatplan.edge.next_steps import with_next_steps, with_template_named
from heatplan.edge.parameters import parameters
from heatplan.edge.told import untold
from heatplan.edge.usage import UsageError
from heatplan.ir.auth import AuthSettings
from heatplan.ir.plan import Plan
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.value import Map
from heatplan.result import Result

Texts = Mapping[str, str | bytes]
Render = Callable[[Plan], tuple[str, tuple[Diagnostic, ...]]]
"""A plan as the text that a command is about, and what there is to say of it."""
Quoting = Callable[[Plan, Texts], tuple[str, tuple[Diagnostic, ...]]]
"""The same, of a plan and the texts of its sources with hidden values masked; a plan file has none of them."""


def style(args: Namespace) -> Style:
    """How this run writes its findings."""
    text = args.format == "text"
    return Style(
        args.format,
        coloured(args, sys.stderr) and text,
        args.strict,
        _base(getattr(args, "template", None), seen=not text),
    )


def coloured(args: Namespace, stream: TextIO) -> bool:
    """True where what goes to this stream is to have colours."""
    return args.color == "always" or (
        args.color == "auto" and stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    )


def beside_result(args: Namespace) -> Style:
    """The style of a command whose result goes to standard output and is the JSON that ``--json`` asks for."""
    how = style(args)
    return replace(how, format="text") if how.format == "json" else how


def _base(template: str | None, *, seen: bool) -> str:
    """The template's folder, from which files are named: as it was written, or with ``seen`` as seen from here."""
    if template is None or "://" in template:
        return ""
    written = os.path.dirname(template)  # noqa: PTH120
    if not seen and os.path.realpath(written) == os.path.dirname(os.path.realpath(template)):  # noqa: PTH120
        return written
    return os.path.relpath(os.path.dirname(os.path.realpath(template))).replace(os.sep, "/")  # noqa: PTH120


def from_template(args: Namespace, render: Render, how: Style) -> Answer:
    """Load and compile a template and render the plan, all of it in a process under limits."""
    return _from_template(args, lambda plan, _: render(plan), how, {}, quoted=False)


def _from_template(args: Namespace, render: Quoting, how: Style, also: Texts, *, quoted: bool) -> Answer:
    given = parameters(args.parameter, args.parameter_file, Path(args.template).parent)

    def work() -> Answer:
        plan, texts = compiled(args, given, quoted=quoted)
        return _rendered(plan, render, {**texts, **also}, how)

    return guarded(work, Limits(args.max_cpu_seconds, args.max_memory), how, debug=args.debug)


def either(args: Namespace, render: Render, how: Style, also: Texts = MappingProxyType({})) -> Answer:
    """From a plan file where one is named, else from a template.

    ``also`` are texts beside the sources that findings of ``render`` point at.
    """
    return _either(args, lambda plan, _: render(plan), how, also, quoted=False)


def either_quoting(args: Namespace, render: Quoting, how: Style, also: Texts = MappingProxyType({})) -> Answer:
    """The same where what is rendered quotes the sources."""
    return _either(args, render, how, also, quoted=True)


def _either(args: Namespace, render: Quoting, how: Style, also: Texts, *, quoted: bool) -> Answer:
    if (args.plan is None) == (args.template is None):
        raise UsageError("name a plan file or a template (-t), one of the two")
    if args.plan is None:
        return _from_template(args, render, how, also, quoted=quoted)
    return _rendered(read_plan(args.plan), render, also, how)


def _rendered(plan: Result[Plan], render: Quoting, texts: Texts, how: Style) -> Answer:
    if plan.value is None:
        return answer(None, plan.diagnostics, texts, how)
    output, more = render(plan.value, texts)
    return answer(output, plan.diagnostics + more, texts, how)


def compiled(args: Namespace, given: Result[Map], *, quoted: bool = False) -> tuple[Result[Plan], Texts]:
    """The plan of the template that the options name, and the texts that its findings point at.

    There are texts where there are findings, and with ``quoted`` always.
    """
    from heatplan.pipeline import compile as compile_plan
    from heatplan.shown import shown

    ready = prepared(args, args.template, given)
    if ready.value is None:
        return Result(None, ready.diagnostics), {}
    sources, request = ready.value
    plan = compile_plan(sources, request)
    found = ready.diagnostics + untold(plan.diagnostics, sources.missing)
    texts = shown(sources, request.settings) if found or quoted else {}
    return Result(plan.value, with_next_steps(with_fixes(found, texts), args.template)), texts


def prepared(
    args: Namespace, template: str, given: Result[Map], instead: Mapping[str, str] = MappingProxyType({})
) -> Result[tuple[SourceSet, Request]]:
    """The sources of a template and what the options ask for, ready to be compiled.

    ``instead`` has texts that stand in the place of files.
    """
    from heatplan.edge.load import load

    conf = _conf(args)
    if conf.value is None:
        return Result(None, conf.diagnostics)
    auth, settings = conf.value
    loaded = load(
        template,
        args.environment,
        root=args.root,
        allow_url=args.allow_url,
        settings=settings,
        types=args.types,
        operator=args.operator_environment,
        instead=instead,
    )
    before = conf.diagnostics + given.diagnostics + loaded.diagnostics
    if loaded.value is None or given.value is None or given.failed:
        return Result(None, before)
    request = Request(args.stack_name, given.value, settings, args.project_id, args.merge, auth, args.tags)
    return Result((loaded.value, request), before)


def _conf(args: Namespace) -> Result[tuple[AuthSettings, Settings]]:
    """Who acts and what the limits are: by heat.conf where one is named; a limit given as an option wins."""
    given = Settings(**{item.name: getattr(args, item.name) for item in fields(Settings)})
    if args.heat_conf is None:
        return Result((AuthSettings(policy=args.policy), given))
    from heatplan.edge.heat_conf import read_heat_conf

    conf = read_heat_conf(Path(args.heat_conf))
    if conf.value is None:
        return Result(None, conf.diagnostics)
    options = {item.name: getattr(given, item.name) for item in fields(Settings)}
    chosen = {name: value for name, value in options.items() if value != getattr(DEFAULTS, name)}
    auth = replace(conf.value.auth, policy=args.policy)
    return Result((auth, replace(conf.value.settings, **chosen)), conf.diagnostics)


def read_plan(name: str) -> Result[Plan]:
    """The plan in a file; who names a template is told how to make a plan of it."""
    from heatplan.ir.decode import decode

    text = read_text(name)
    if text.value is None:
        return Result(None, text.diagnostics)
    plan = decode(text.value)
    return plan if plan.value is not None else Result(None, with_template_named(plan.diagnostics, name, text.value))


def deliver(result: Answer, output: str, how: Style) -> int:
    """Write the output, print the findings, and say what the program ends with.

    A document of findings goes to standard output, where that is not the output's; else they go to standard error.
    """
    code = result.code
    stream = sys.stdout if how.document and output != STANDARD else sys.stderr
    stream.write(result.report)
    stream.flush()
    if result.output is not None:
        problems = write(output, result.output)
        if problems:
            sys.stderr.write(answer(None, problems, {}, Style(colour=how.colour)).report)
            code = 1
    return code


def json_needs_file(args: Namespace) -> None:
    """With ``--json`` standard output is for findings; raises UsageError where the result would go there too."""
    if style(args).document and args.output == STANDARD:
        raise UsageError(f"with --{_flag(args)} the findings go to standard output; name a file for the result with -o")


def _flag(args: Namespace) -> str:
    return "json" if args.json else f"format {args.format}"
