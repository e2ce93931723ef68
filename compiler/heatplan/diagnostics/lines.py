"""Offsets as lines and columns, for those who read a diagnostic."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A place as an editor counts it: ``line`` and ``column`` start at 1, columns are characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A text cut in lines.

    ``starts`` are the offsets at which the lines start.  Lines end where YAML
    ends them: at LF, CR LF, CR, NEL, LS and PS.
    """

    text: str
    starts: tuple[int, ...]

    def position(self, offset: int) -> Position:
        """The line and column of a zero-based offset; one beyond the text is taken as the text's end."""
        inside = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, inside)
        return Position(line, inside - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), without what ends it."""
        stop = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : stop].rstrip("\r\n\x85\u2028\u2029")


def lines_of(text: str) -> Lines:
    """Cut a text in lines; an empty text has one line, which is empty."""
    starts = [0]
    for offset, char in enumerate(text):
        if char in "\n\x85\u2028\u2029" or (char == "\r" and text[offset + 1 : offset + 2] != "\n"):
            starts.append(offset + 1)
    return Lines(text, tuple(starts))
