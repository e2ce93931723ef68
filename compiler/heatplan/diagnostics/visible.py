"""Text from outside made harmless: what a terminal or a CI system would obey is shown, not sent."""

from __future__ import annotations

import re
import unicodedata

COMMAND = re.compile(r"#(?=#\w*\[)")
"""The start of a command that CI systems obey anywhere in a line: ``##vso[…]``, ``##[…]``, ``##teamcity[…]``."""

LINE_COMMAND = re.compile(r"^(\s*)::")
"""The start of a command that GitHub obeys at the start of a line."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
"""Unicode categories that do something to a terminal, change the direction of text, or look like nothing."""


def visible(text: str) -> str:
    r"""The text on one line, with escapes (``\x1b``) in the place of what is not to be seen."""
    return "".join(cells(text))


def visible_lines(text: str) -> tuple[str, ...]:
    """The text's lines, each made harmless; one that would start with ``::``, a command to GitHub, does not."""
    return tuple(LINE_COMMAND.sub(r"\1\\x3a:", visible(line)) for line in text.split("\n"))


def cells(text: str) -> tuple[str, ...]:
    """For each character of the text, what is shown for it."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return tuple(text)
    commands = {found.start() for found in COMMAND.finditer(text)}
    return tuple("\\x23" if offset in commands else _cell(char) for offset, char in enumerate(text))


def _cell(char: str) -> str:
    if char == " ":
        return char
    if char == "\t":
        return "    "
    if unicodedata.category(char) not in UNSEEN:
        return char
    code = ord(char)
    if code < 0x100:
        return {"\n": "\\n", "\r": "\\r"}.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters take two, marks on others none."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
