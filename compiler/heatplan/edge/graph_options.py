"""The options of ``heatplan graph`` that say what a picture shows, and the view that they ask for."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from heatplan.edge.options import count
from heatplan.edge.timing_options import times_option
from heatplan.render.view import BY, DETAILS, THEMES, View


def view_options(one: ArgumentParser) -> None:
    """What is shown, and how."""
    _groups(one)
    _detail(one)
    _part(one)
    _colours(one)


def view_of(args: Namespace) -> View:
    """The view that the options ask for."""
    return View(
        by=args.by,
        expand=args.expand,
        max_members=args.max_members,
        detail=args.detail or ("full" if args.expand else "auto"),
        max_boxes=args.max_boxes,
        depth=args.depth,
        opened=tuple(args.open),
        closed=tuple(args.close),
        focus=args.focus,
        radius=args.radius,
        critical_path=args.critical_path,
        theme=args.theme,
    )


def _groups(one: ArgumentParser) -> None:
    group = one.add_argument_group("groups")
    group.add_argument("--expand", action="store_true", help="draw each member of a group")
    group.add_argument("--max-members", type=count, default=100, metavar="N", help="members drawn of a group (100)")


def _detail(one: ArgumentParser) -> None:
    group = one.add_argument_group("how much is drawn")
    group.add_argument(
        "--detail",
        choices=DETAILS,
        help="each resource (full); equal ones as one (alike); nested stacks closed (stacks); one box for a type"
        " (types); auto is the finest of them that stays readable (auto; with --expand: full)",
    )
    group.add_argument(
        "--max-boxes", type=count, default=150, metavar="N", help="how many boxes are readable, for auto (150)"
    )
    group.add_argument("--depth", type=_depth, metavar="N", help="open nested stacks and groups to N levels")
    group.add_argument(
        "--open", action="append", default=[], metavar="ADDRESS", help="open this group or nested stack (repeatable)"
    )
    group.add_argument(
        "--close", action="append", default=[], metavar="ADDRESS", help="close this group or nested stack (repeatable)"
    )


def _part(one: ArgumentParser) -> None:
    group = one.add_argument_group("a part of the plan")
    group.add_argument(
        "--focus", metavar="ADDRESS", help="only what this needs and what needs it, as servers[3].volume"
    )
    group.add_argument("--radius", type=count, default=2, metavar="N", help="how many arrows around the focus (2)")
    group.add_argument(
        "--critical-path", action="store_true", help="mark the longest way through the plan, with its seconds"
    )
    times_option(group)


def _colours(one: ArgumentParser) -> None:
    group = one.add_argument_group("colours")
    group.add_argument(
        "--by",
        choices=BY,
        default="kind",
        help="what colours say: the kind of a resource, who acts (with credentials), what the step does, or the"
        " template that declares it (kind)",
    )
    group.add_argument("--theme", choices=THEMES, default="light", help="auto follows the viewer, in SVG (light)")


def _depth(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no number of levels")
    return int(text)
