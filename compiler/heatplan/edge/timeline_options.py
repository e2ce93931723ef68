"""The options that draw a run over time, and the drawing."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.compiling import style
from heatplan.edge.files import STANDARD, write
from heatplan.edge.timing_options import times_option, unmet
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan
from heatplan.ir.trace import Event
from heatplan.render.view import THEMES

if TYPE_CHECKING:
    from heatplan.render.timeline_rows import Timeline
    from heatplan.semantics.times import Times

SUFFIXES: Final = (".svg", ".txt")
NARROW: Final = 80


def timeline_options(one: ArgumentParser, place: str = "the trace's place") -> None:
    """The options; ``place`` says what is not printed where the timeline goes to standard output."""
    group = one.add_argument_group("over time", "by a model of step times: docs/timeline.md")
    group.add_argument(
        "--timeline", metavar="FILE", help=f"draw it: .svg, .txt, or - for bars on standard output in {place}"
    )
    times_option(group)
    group.add_argument(
        "--open-members", type=_number, default=8, metavar="N", help="groups of up to N members are opened (8)"
    )
    group.add_argument(
        "--timeline-theme", choices=THEMES, default="auto", help="auto follows the viewer, in SVG (auto)"
    )


def check_timeline(args: Namespace) -> None:
    """Raise UsageError where the options can not be meant."""
    if args.timeline is None:
        if args.times is not None and not getattr(args, "critical_path", False):
            raise UsageError("--times says how long steps take: it goes with --timeline, or --critical-path of show")
    elif args.timeline == STANDARD:
        if style(args).document:
            raise UsageError("the findings go to standard output; name a file for the timeline")
    elif PurePath(args.timeline).suffix.lower() not in SUFFIXES:
        raise UsageError(f"{args.timeline!r} ends with none of {', '.join(SUFFIXES)}")


def draw_timeline(
    args: Namespace, plan: Plan, trace: Iterable[Event], times: Times
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Draw a run: the text for standard output where it goes there, and what was found."""
    from heatplan.render.timeline_rows import timeline
    from heatplan.semantics.timed_run import timed_run
    from heatplan.semantics.timing import critical_path

    shown = timeline(timed_run(plan, trace, times), open_members=args.open_members, limit=times.parallel)
    found = unmet(critical_path(plan, times).unmet) if times.addresses else ()
    text = timeline_as(args, shown)
    return (text, found) if args.timeline == STANDARD else (None, found + write(args.timeline, text))


def timeline_as(args: Namespace, shown: Timeline) -> str:
    """The timeline in the form that its file's name asks for."""
    from heatplan.render.timeline_svg import timeline_svg
    from heatplan.render.timeline_text import timeline_text

    if args.timeline.lower().endswith(".svg"):
        return timeline_svg(shown, theme=args.timeline_theme)
    return timeline_text(shown, width=_columns() if args.timeline == STANDARD else NARROW)


def _columns() -> int:
    """The width of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((NARROW, 24)).columns if sys.stdout.isatty() else NARROW


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
