"""``heatplan graph``: a plan as a graph, in DOT, Mermaid, SVG or PNG, or as a page to read in a browser."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import PurePath
from typing import TYPE_CHECKING

from heatplan.diagnostics.codes_edge import MEMBERS_LEFT_OUT
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.answer import Answer, answer
from heatplan.edge.compiling import Texts, deliver, either_quoting, json_needs_file, style
from heatplan.edge.files import STANDARD, write
from heatplan.edge.graph_options import view_of, view_options
from heatplan.edge.graph_page import SUFFIXES, page_answer
from heatplan.edge.options import plan_or_template
from heatplan.edge.timing_options import given_times
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan
from heatplan.render.drawing import Drawing
from heatplan.render.view import View

if TYPE_CHECKING:
    from heatplan.semantics.times import Times

FORMATS = {".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid", ".svg": "svg", ".png": "png"}

EXAMPLES = """\
  heatplan graph plan.json -o plan.svg
  heatplan graph -t template.yaml --expand -o plan.svg
  heatplan graph plan.json --by identity -o who.svg
  heatplan graph plan.json --focus 'servers[3].volume' --theme auto -o part.svg
  heatplan graph plan.json --critical-path --times times.yaml -o slow.svg
  heatplan graph -t template.yaml -o plan.html
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    plan_or_template(one)
    one.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        help="the graph: .dot, .mmd (Mermaid), .svg, .png, or .html (a page by itself); - is standard output, as DOT",
    )
    view_options(one)


def run(args: Namespace) -> int:
    """Write the graph in the format that the output's name says; standard output gets DOT."""
    json_needs_file(args)
    how, view = style(args), view_of(args)
    if args.times is not None and not args.critical_path:
        raise UsageError("--times says how long steps take: it goes with --critical-path")
    suffix = PurePath(args.output).suffix.lower()
    if suffix in SUFFIXES:
        return deliver(page_answer(args, view, how), args.output, how)
    kind = "dot" if args.output == STANDARD else FORMATS.get(suffix)
    if kind is None:
        raise UsageError(f"{args.output!r} ends with none of {', '.join((*FORMATS, *SUFFIXES))}")

    times, also = given_times(args)
    model = times.value
    if model is None:
        return deliver(answer(None, times.diagnostics, also, how), args.output, how)

    def graph(plan: Plan, texts: Texts) -> tuple[str, tuple[Diagnostic, ...]]:
        text, found = _graph(plan, texts, kind, view, model)
        return text, times.diagnostics + found

    result = either_quoting(args, graph, how, also)
    if kind != "png" or result.output is None:
        return deliver(result, args.output, how)
    code = deliver(Answer(None, result.report, result.code), args.output, how)
    return max(code, _write_png(result.output, args))


def _graph(plan: Plan, texts: Texts, kind: str, view: View, times: Times) -> tuple[str, tuple[Diagnostic, ...]]:
    from heatplan.render.seeing import seen

    result = seen(plan, view, times)
    drawing, found = result.value, result.diagnostics
    if drawing is None:
        return "", found
    title = f"{plan.header.stack_name}: {plan.header.root}"
    notes = tuple(
        finding(MEMBERS_LEFT_OUT, group=item.group, count=item.count, shown=item.shown) for item in drawing.left_out
    )
    return _written(drawing, texts, kind, title, view.theme), found + notes


def _written(drawing: Drawing, texts: Texts, kind: str, title: str, theme: str) -> str:
    """The drawing in a format; for PNG both as SVG and, where nothing draws that, as DOT."""
    from heatplan.render.dot import dot_of
    from heatplan.render.mermaid import mermaid_of
    from heatplan.render.svg import svg_of

    if kind == "mermaid":
        return mermaid_of(drawing, title=title)
    if kind == "dot":
        return dot_of(drawing, title=title)
    if kind == "svg":
        return svg_of(drawing, title=title, theme=theme, texts=texts)
    light = "dark" if theme == "dark" else "light"
    return json.dumps([svg_of(drawing, title=title, theme=light), dot_of(drawing, title=title)])


def _write_png(texts: str, args: Namespace) -> int:
    """Write the picture as PNG."""
    from heatplan.edge.picture import png

    svg, dot = json.loads(texts)
    drawn = png(svg, dot)
    problems = drawn.diagnostics if drawn.value is None else write(args.output, drawn.value)
    how = style(args)
    return deliver(answer(None if problems else "", problems, {}, how), STANDARD, how) if problems else 0
