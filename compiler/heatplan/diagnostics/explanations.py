"""What each kind of finding means and what to do, as docs/diagnostics.md has it, for a terminal."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final

from heatplan.diagnostics.diagnostic import Code
from heatplan.diagnostics.suggest import suggest
from heatplan.diagnostics.table import codes

WIDTH: Final = 80

_NUMBER: Final = re.compile(r"(?:hp)?(\d{1,4})", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
_ITEM: Final = re.compile(r"(?:[-*]|\d+\.) ")


@cache
def explanations() -> Mapping[str, str]:
    """The text of each section by its code's id, in Markdown; `make docs` writes the file."""
    text = resources.files("heatplan.diagnostics").joinpath("explanations.json").read_text(encoding="utf-8")
    found: Mapping[str, str] = json.loads(text)
    return found


def code_named(text: str) -> Code | None:
    """The code that somebody means by ``HP0411``, ``hp411``, ``411`` or ``default-constraint``; None: there is none."""
    number = _NUMBER.fullmatch(text)
    wanted = f"HP{int(number[1]):04}" if number else text.lower().replace("_", "-")
    return next((code for code in codes() if wanted in (code.id, code.name)), None)


def names_like(text: str) -> tuple[str, ...]:
    """Names of codes that the text may have been meant as; near numbers say nothing, so a number is like none."""
    if _NUMBER.fullmatch(text):
        return ()
    wanted = text.lower().replace("_", "-")
    names = [code.name for code in codes()]
    return suggest(wanted, names) or tuple(name for name in names if wanted and wanted in name)[:4]


def explained(code: Code, *, colour: bool = False, width: int = WIDTH) -> str:
    """The section about a code as text for a terminal, a line break at its end."""
    head = f"{code.id} {code.name}"
    kind = f"{code.severity}: {code.message}"
    heat = [f"Heat says {code.heat.replace('|', ' or ')}."] if code.heat else []
    parts = [_bold(head, colour), *_wrapped(kind, width), *heat, "", *_body(explanations()[code.id], colour, width)]
    return "\n".join(parts).rstrip() + "\n"


def plain(markdown: str, *, width: int = WIDTH) -> str:
    """A section without Markdown's marks, a line break at its end."""
    return "\n".join(_body(markdown, colour=False, width=width)).rstrip() + "\n"


def _body(markdown: str, colour: bool, width: int) -> Iterator[str]:
    """The lines of a section: paragraphs cut anew, code moved in, no marks but backquotes."""
    code = False
    paragraph: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        fence = line.lstrip().startswith("```")
        if code and not fence:
            yield f"    {line}".rstrip()
            continue
        if paragraph and (fence or not line.strip() or line.startswith("|") or _ITEM.match(line)):
            yield from _paragraph(paragraph, colour, width)
            paragraph = []
        if fence:
            code = not code
        elif not line.strip():
            yield ""
        elif line.startswith("|"):
            yield _plain(line, colour)
        else:
            paragraph.append(line.strip())


def _paragraph(lines: list[str], colour: bool, width: int) -> Iterator[str]:
    """A paragraph as it fits; its heading, which is in bold print, stands on a line of its own."""
    text = " ".join(lines)
    heading = re.match(r"\*\*(.+?)\*\*\s*", text) or re.match(r"(What [a-z ]+|Example)[:.]\s*", text)
    if heading:
        yield _bold(heading[1].rstrip(".:"), colour)
        text = text[heading.end() :]
    if text:
        indent = "  " if _ITEM.match(text) else ""
        yield from _wrapped(_plain(text, colour), width, indent)


def _plain(text: str, colour: bool) -> str:
    linked = _LINK.sub(lambda found: found[1] if found[2].startswith("#") else f"{found[1]} ({found[2]})", text)
    return _STRONG.sub(lambda found: _bold(found[1], colour), linked)


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
