"""``heatplan prove``: laws asked about a template, with inputs drawn from what its parameters allow."""

from __future__ import annotations

import contextlib
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from heatplan.edge.answer import FAILED, Style, report
from heatplan.edge.compiling import style
from heatplan.edge.options import count, named_template, only_template
from heatplan.edge.timing_options import given_times, times_option
from heatplan.edge.usage import UsageError

if TYPE_CHECKING:
    from heatplan.semantics.times import Times
    from heatplan.testing.laws import Terms

EXAMPLES = """\
  heatplan prove template.yaml
  heatplan prove template.yaml -e production.yaml --parameter image=debian    # the rest is drawn
  heatplan prove template.yaml --budget-resources 100 --within 30m
  heatplan prove template.yaml --counterexamples broken/ --junit report.xml --sarif report.sarif
  heatplan prove template.yaml --law no_secret_reaches_an_output --max-examples 500
"""

SECONDS = {"s": 1, "m": 60, "h": 3600}


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    group = one.add_argument_group("what is asked")
    group.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other inputs (0)")
    group.add_argument("--max-examples", type=count, default=30, metavar="N", help="inputs that are drawn (30)")
    group.add_argument("--law", action="append", default=[], metavar="NAME", help="only this law (repeatable)")
    group.add_argument("--without", action="append", default=[], metavar="NAME", help="not this law (repeatable)")
    group.add_argument("--list-laws", action="store_true", help="print the laws, and ask none")
    group.add_argument(
        "--free", action="append", default=[], metavar="PARAMETER", help="drawn although it is given (repeatable)"
    )
    group.add_argument("--budget-resources", type=count, metavar="N", help="the most resources that the stack may have")
    group.add_argument("--budget-calls", type=count, metavar="N", help="the most API calls that making it may take")
    group.add_argument("--within", type=seconds, metavar="TIME", help="the time in which it has to stand: 90s, 30m, 2h")
    times_option(group)
    group.add_argument(
        "--timeout", type=seconds_of_minutes, metavar="MINUTES", help="the time that Heat gives the stack (60)"
    )
    group.add_argument(
        "--token-life", type=seconds, metavar="TIME", help="how long Keystone's tokens are good for (1h)"
    )
    group.add_argument(
        "--stays",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="a mint that may be left when the stack is gone, as user.@auth.user or servers[*].@auth.user (repeatable)",
    )
    group = one.add_argument_group("where it goes")
    group.add_argument(
        "--counterexamples",
        metavar="FOLDER",
        help="write each counterexample as an environment file: counterexample-LAW.yaml",
    )
    group.add_argument("--junit", metavar="FILE", help="write the results as JUnit's XML, too")
    group.add_argument("--sarif", metavar="FILE", help="write the findings as SARIF, too")
    only_template(one, seconds=300)


def seconds(text: str) -> float:
    """A time as 90, 90s, 30m or 2h, in seconds; raises ArgumentTypeError for any other text."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in SECONDS else (text, "s")
    try:
        found = float(number) * SECONDS[unit]
    except ValueError:
        found = -1
    if not 0 < found < float("inf"):
        raise ArgumentTypeError(f"{text} is no time such as 90s, 30m or 2h")
    return found


def seconds_of_minutes(text: str) -> float:
    """Minutes, as ``openstack stack create --timeout`` takes them, in seconds."""
    return float(count(text) * 60)


def run(args: Namespace) -> int:
    """Ask, print what came of it, and write the files that are asked for."""
    if find_spec("hypothesis") is None:
        raise UsageError(
            "inputs are drawn by Hypothesis, which is not installed: pip install 'heatplan[testing]'", example=False
        )
    from heatplan.diagnostics.order import is_failure
    from heatplan.edge.guard import Limits, finish, start
    from heatplan.edge.hypothesis_home import keep_out
    from heatplan.edge.parameters import parameters
    from heatplan.edge.prove_work import names, pack, proven, unpack

    _known([*args.law, *args.without], names())
    if args.list_laws:
        width = max(map(len, names()))
        sys.stdout.writelines(f"{name:<{width}}  {sentence}\n" for name, sentence in names().items())
        return 0
    args.template = named_template(args)
    how = style(args)
    given = parameters(args.parameter, args.parameter_file, Path(args.template).parent)
    times, texts = given_times(args)
    if times.value is None or is_failure(times.diagnostics):
        (sys.stdout if how.document else sys.stderr).write(report(times.diagnostics, texts, how))
        return FAILED
    sys.stderr.write("" if how.document else report(times.diagnostics, texts, how))
    terms = _terms(args, times.value)
    limits = Limits(args.max_cpu_seconds, args.max_memory)
    keep_out()
    data = finish(start(lambda: pack(proven(args, given, terms, how)), limits), limits)
    if not isinstance(data, bytes):
        (sys.stdout if how.document else sys.stderr).write(report((data,), {}, how))
        return FAILED
    done = unpack(data)
    sys.stderr.write(done.err)
    sys.stdout.write(done.out)
    sys.stdout.flush()
    return done.code if _written(done.files) else FAILED


def _terms(args: Namespace, times: Times) -> Terms:
    from heatplan.testing.laws import Terms

    terms = Terms(args.budget_resources, args.budget_calls, args.within, tuple(args.stays), times)
    if args.timeout is not None:
        terms = replace(terms, stack_timeout=args.timeout)
    return terms if args.token_life is None else replace(terms, token_life=args.token_life)


def _known(wanted: list[str], names: Mapping[str, str]) -> None:
    from heatplan.diagnostics.suggest import suggest

    for name in wanted:
        if name not in names:
            near = suggest(name, names)
            hint = f"did you mean {near[0]}?" if near else "--list-laws prints them"
            raise UsageError(f"there is no law {name}; {hint}")


def _written(files: Mapping[str, str]) -> bool:
    """Write the files, with folders where there are none; False, with the findings, where one can not be."""
    from heatplan.edge.files import write

    fine = True
    for name, text in files.items():
        with contextlib.suppress(OSError):  # writing says why
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        problems = write(name, text)
        sys.stderr.write(report(problems, {}, Style()))
        fine = fine and not problems
    return fine
