"""``heatplan test``: templates against their cases, small YAML files beside them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from heatplan.edge.answer import FAILED, FINE
from heatplan.edge.compiling import style
from heatplan.edge.options import count
from heatplan.edge.usage import UsageError

if TYPE_CHECKING:
    from heatplan.edge.case_files import ReadFile
    from heatplan.edge.case_work import Ground
    from heatplan.render.cases import Outcome
    from heatplan.testing.cases.spec import CaseSpec

EXAMPLES = """\
  heatplan test --init web.yaml                # a first case: web.case.yaml, and its golden plan
  heatplan test --init templates/*.yaml        # for each that has none
  heatplan test                                # every case below this folder
  heatplan test templates/ -k 'three servers'
  heatplan test --update                       # what has come out is what should; review it with git diff
  heatplan test --junit report.xml --format github
"""

NO_CASE = """\
there is no case below {where}; a case is a file NAME.case.yaml such as

  template: web.yaml
  parameters: {{count: 3}}
  expect:
    counts: {{'OS::Nova::Server': 3}}

heatplan test --init TEMPLATE writes a first one"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument("paths", nargs="*", metavar="FOLDER|FILE", help="where cases are (this folder)")
    one.add_argument("-k", "--keep", metavar="PATTERN", help="only cases whose file or name has this in it")
    one.add_argument("--update", action="store_true", help="write the golden plans that are missing or differ")
    one.add_argument(
        "--init", nargs="+", metavar="TEMPLATE", help="write a first case for each template, and its golden plan"
    )
    one.add_argument(
        "-e",
        "--environment",
        metavar="FILE",
        action="append",
        default=[],
        help="with --init: an environment of the case (repeatable; later ones win)",
    )
    one.add_argument("--junit", metavar="FILE", help="write the results as JUnit's XML, too")
    one.add_argument("-j", "--jobs", type=count, metavar="N", help="cases at a time (as many as there are processors)")
    one.add_argument(
        "--root", metavar="FOLDER", help="no file outside of it is read (the git repository, or else the folder named)"
    )
    one.add_argument("--allow-url", action="store_true", help="fetch files that are named by http(s) URLs")
    group = one.add_argument_group("limits of each case")
    group.add_argument("--max-cpu-seconds", type=count, default=60, metavar="N", help="processor time (60)")
    group.add_argument("--max-memory", type=count, default=2048, metavar="MB", help="memory (2048)")


def run(args: Namespace) -> int:
    """Run the cases and say what came of each."""
    from heatplan.edge.case_files import case_files, read_file, root_of, stale_plans
    from heatplan.edge.case_work import Ground

    if args.init is not None:
        return _init(args)
    if args.environment:
        raise UsageError("-e goes with --init; a case names its environments itself")
    named = args.paths or ["."]
    works: list[tuple[ReadFile, CaseSpec | None, Ground]] = []
    seen: set[str] = set()
    for name in named:
        root = root_of(name, args.root)
        ground = Ground(root, args.allow_url, args.update, args.debug)
        for path in case_files([name]):
            if path not in seen:
                seen.add(path)
                file = read_file(path)
                works += [(file, case, ground) for case in file.cases or (None,)]
    if not works:
        raise UsageError(NO_CASE.format(where=", ".join(named)), example=False)
    kept = [one for one in works if args.keep is None or _has(one, args.keep)]
    if not kept:
        raise UsageError(f"none of {len(works)} cases has {args.keep!r} in its file or name", example=False)
    whole = args.keep is None and all(os.path.isdir(name) for name in named)  # noqa: PTH112
    stale = stale_plans([file for file, _, _ in works]) if whole else ()
    return _report(args, _outcomes(args, kept), len(kept), stale)


def _init(args: Namespace) -> int:
    from heatplan.edge.case_first import write_first_cases

    if args.paths or args.keep is not None:
        raise UsageError("--init writes cases for templates, and takes nothing else but -e")
    paths = write_first_cases(args)
    if paths is None:
        return FAILED
    args.init, args.paths, args.update, args.environment = None, paths, True, []
    return run(args)


def _has(work: tuple[ReadFile, CaseSpec | None, Ground], pattern: str) -> bool:
    file, case, _ = work
    title = (file.name if case is None else case.title).lower()
    return pattern.lower() in title or fnmatch(title, pattern.lower())


def _outcomes(args: Namespace, works: Sequence[tuple[ReadFile, CaseSpec | None, Ground]]) -> Iterator[Outcome]:
    """What comes of each, in order, as soon as it is known."""
    from heatplan.edge.case_runs import outcomes
    from heatplan.edge.guard import Limits

    jobs = args.jobs or _processors()
    return outcomes(works, Limits(args.max_cpu_seconds, args.max_memory), jobs, strict=args.strict)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _report(args: Namespace, outcomes: Iterator[Outcome], total: int, stale: Sequence[str]) -> int:
    """Lines as they come, then the failures and the sum; documents for programs at the end."""
    from heatplan.edge.answer import report
    from heatplan.edge.files import STANDARD, write
    from heatplan.edge.progress import progress
    from heatplan.render.cases import case_line, cases_json, cases_junit, cases_text

    how = style(args)
    colour = how.colour and (args.color == "always" or sys.stdout.isatty())
    done: list[Outcome] = []
    with progress() as advance:
        for item in outcomes:
            done.append(item)
            if how.document:
                advance(len(done), total, item.file)
            else:
                sys.stdout.write(case_line(item, colour=colour))
                sys.stdout.flush()
    found = tuple(one for item in done if item.failed for one in item.findings)
    texts = {name: text for item in done for name, text in (item.texts or {}).items()}
    if how.format == "json":
        sys.stdout.write(cases_json(done))
    elif how.format == "sarif":
        sys.stdout.write(report(found, texts, how))
    else:
        sys.stdout.write(cases_text(done, stale, colour=colour))
        if how.format == "github":
            sys.stdout.write(report(found, texts, how))
    sys.stdout.flush()
    problems = write(args.junit, cases_junit(done)) if args.junit not in (None, STANDARD) else ()
    if problems:
        sys.stderr.write(report(problems, {}, how))
    return FAILED if problems or any(item.failed for item in done) else FINE
