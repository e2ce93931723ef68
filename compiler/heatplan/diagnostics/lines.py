"""Offsets as lines and columns, for those who read a diagnostic."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Position:
    """A place as an editor counts it: ``line`` and ``column`` start at 1, columns are characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A text cut in lines: ``starts`` are the offsets at which they start."""

    text: str
    starts: tuple[int, ...]

    def position(self, offset: int) -> Position:
        """The line and column of a zero-based offset; one outside the text is taken as its nearest end."""
        inside = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, inside)
        return Position(line, inside - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), without what ends it."""
        stop = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : stop].rstrip("\r\n")


def lines_of(text: str) -> Lines:
    """Cut a text in lines, at LF, CR LF and CR as editors do; an empty text has one line, which is empty."""
    return Lines(text, (0, *(found.end() for found in BREAK.finditer(text))))
