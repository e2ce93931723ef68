"""Diagnostics as text for a terminal.

::

    error[HP0301]: no resource is named `sever`
      --> web.yaml:14:23
       |
    14 |   value: {get_attr: [sever, first_address]}
       |                      ^^^^^
       |
     9 |   server:
       |   ------ did you mean this resource?
       = fix: put `server` in its place
       = more: heatplan explain HP0301
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from heatplan.diagnostics.diagnostic import Diagnostic, Severity
from heatplan.diagnostics.lines import Lines, lines_of
from heatplan.diagnostics.order import ordered, sentence, summary
from heatplan.diagnostics.visible import cells, columns, visible, visible_lines
from heatplan.span import Span

WIDTH = 100
"""Columns that a source line may take; a longer one is cut around the place."""

ADDRESSES = 3
"""Of the resources that a finding is about, so many are named."""

COLOURS: Mapping[Severity, str] = {"error": "31", "will-fail": "35", "warning": "33", "note": "36"}


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str | bytes],
    *,
    colour: bool = False,
    width: int = WIDTH,
) -> str:
    """All findings, sorted, with a last line that counts them; empty when there are none.

    What is said in the same words of the same place, for resources that share
    a template, is one finding to its reader: it is shown once, with the
    addresses, and counted once.
    ``sources`` has the text of each file by the name that spans use; a span
    in a file that is not there is named without showing it.  Nothing that a
    terminal obeys is sent except, with ``colour``, our own colours.
    """
    shared: dict[Diagnostic, list[str]] = {}
    for item in ordered(diagnostics):
        shared.setdefault(replace(item, address="") if item.span.source else item, []).append(item.address)
    if not shared:
        return ""
    cut = {name: lines_of(text) for name, text in sources.items() if isinstance(text, str)}
    blocks = ["\n".join(_block(item, addresses, cut, colour, width)) for item, addresses in shared.items()]
    return "\n\n".join([*blocks, summary(shared)]) + "\n"


def _block(
    item: Diagnostic, addresses: list[str], sources: Mapping[str, Lines], colour: bool, width: int
) -> Iterator[str]:
    shade = COLOURS[item.severity]
    head = _paint(f"{item.severity}[{item.code.id}]", f"1;{shade}", colour)
    yield f"{head}: {_paint(visible(sentence(item)), '1', colour)}"
    places = [(item.span, ""), *item.labels]
    known = [sources[span.source].position(span.start).line for span, _ in places if span.source in sources]
    margin = len(str(max(known, default=0)))
    if item.span.source:
        yield f"{' ' * margin}--> {_place(item.span, sources)}"
    for number, (span, word) in enumerate(places):
        if span.source in sources:
            away = span.source != (item.span if number == 0 else places[number - 1][0]).source
            yield from _snippet(span, word, sources, margin, number == 0, away, shade if colour else "", width)
    pad = " " * margin + " ="
    for address in filter(None, addresses[:ADDRESSES]):
        yield f"{pad} in: {visible(address)}"
    if len(addresses) > ADDRESSES:
        yield f"{pad} in: {len(addresses) - ADDRESSES} more"
    if item.hint:
        first, *more = visible_lines(item.hint)  # a rewrite has lines of its own
        yield f"{pad} hint: {first}"
        yield from (f"{' ' * margin}   {line}".rstrip() for line in more)
    if item.fix is not None:
        yield f"{pad} fix: {_fix(item, sources)}"
    yield f"{pad} more: heatplan explain {item.code.id}"


def _fix(item: Diagnostic, sources: Mapping[str, Lines]) -> str:
    if item.fix is None or not item.fix.replacement:
        return "leave it out"
    place = "its place"
    if item.fix.span != item.span and item.fix.span.source in sources:
        old = sources[item.fix.span.source].text[item.fix.span.start : item.fix.span.end]
        place = f"the place of `{visible(old)}`"
    return f"put `{visible(item.fix.replacement)}` in {place}"


def _place(span: Span, sources: Mapping[str, Lines]) -> str:
    name = visible(span.source)
    if span.source not in sources:
        return name
    at = sources[span.source].position(span.start)
    return f"{name}:{at.line}:{at.column}"


def _snippet(
    span: Span,
    word: str,
    sources: Mapping[str, Lines],
    margin: int,
    primary: bool,
    away: bool,
    shade: str,
    width: int,
) -> Iterator[str]:
    """The line of the span, and below it the marks and the word."""
    lines = sources[span.source]
    at = lines.position(span.start)
    text = lines.line(at.line)
    start = at.column - 1
    stop = min(max(start + span.end - span.start, start + 1), max(len(text), start + 1))
    shown, before, marked = _window(text, start, stop, width)
    mark = ("^" if primary else "-") * max(marked, 1)
    under = " " * before + _paint(mark, f"1;{shade if primary else '34'}", bool(shade))
    if away:
        yield f"{' ' * margin}::: {_place(span, sources)}"
    yield f"{' ' * margin} |"
    yield f"{at.line:>{margin}} | {shown}".rstrip()
    yield f"{' ' * margin} | {under} {visible(word)}".rstrip()


def _window(text: str, start: int, stop: int, width: int) -> tuple[str, int, int]:
    """The part of a line that is shown, the columns before the mark, and the columns of the mark.

    A line that is too long is cut so that the mark starts within its first third.
    """
    shown = cells(text)
    offsets = list(accumulate((columns(cell) for cell in shown), initial=0))
    offsets += [offsets[-1] + 1] * (stop + 1 - len(offsets))
    first, last = 0, len(shown)
    if offsets[len(shown)] > width:
        while offsets[min(start, len(shown))] - offsets[first] > width // 3:
            first += 1
        while offsets[last] - offsets[first] > width:
            last -= 1
    left, right = "…" if first else "", "…" if last < len(shown) else ""
    marked = offsets[min(stop, max(last, start + 1))] - offsets[start]
    return left + "".join(shown[first:last]) + right, len(left) + offsets[start] - offsets[first], marked


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
