"""JSON with places: what Python's ``json.loads`` accepts, as nodes.

Heat tries JSON before YAML (heat/common/template_format.py), so a text that
is JSON means what JSON says: ``1e3`` is a number, a tab is white space.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecodeError
from typing import Any, Final

from heatplan.diagnostics import codes_read as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Node
from heatplan.ir.value import Value
from heatplan.span import Span
from heatplan.syntax.fold import Stop
from heatplan.syntax.make import new_mapping, new_scalar, new_sequence, new_span
from heatplan.syntax.mappings import entries_of

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_WORDS: Final[dict[str, Value]] = {
    "null": None, "true": True, "false": False, "NaN": float("nan"), "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}  # fmt: skip
_WORD: Final = re.compile("|".join(_WORDS))

_scan_string: Any = vars(json.decoder)["scanstring"]  # the library's own, of which no types are published


def first_character(text: str) -> str:
    """The first character that is not JSON's white space, '' if there is none."""
    at = _end_of_space(text, 0)
    return text[at : at + 1]


def read_json(text: str, source: str, depth: int) -> tuple[Node, list[Diagnostic]]:
    """The node of a JSON text and its findings (equal keys).

    Raises JSONDecodeError where ``json.loads`` does, and ``Stop`` at more than
    ``depth`` lists and objects in each other.
    """
    return _Reader(text, source, depth).document()


def json_problem(text: str, source: str, depth: int) -> tuple[Span, str] | None:
    """Where and why a text is no JSON, in plain words; None for JSON (and for JSON that is too deep to be read)."""
    try:
        read_json(text, source, depth)
    except JSONDecodeError as error:
        return Span(source, error.pos, error.pos), words_for(error)
    except Stop:
        pass
    return None


def is_null(text: str) -> bool:
    """True for the JSON text ``null``, which Heat refuses where it takes an empty YAML text."""
    return text.strip(" \t\n\r") == "null"


class _Reader:
    """A cursor over the text, and the open containers instead of a recursion."""

    def __init__(self, text: str, source: str, depth: int) -> None:
        self._text = text
        self._source = source
        self._depth = depth
        self._at = 0
        self._problems: list[Diagnostic] = []

    def document(self) -> tuple[Node, list[Diagnostic]]:
        open_: list[tuple[list[Node], int, bool]] = []
        while True:
            node = self._value_or_start(open_)
            while node is not None:
                if not open_:
                    self._at = _end_of_space(self._text, self._at)
                    if self._at != len(self._text):
                        raise JSONDecodeError("Extra data", self._text, self._at)
                    return node, self._problems
                open_[-1][0].append(node)
                node = self._after_item(open_)

    def _value_or_start(self, open_: list[tuple[list[Node], int, bool]]) -> Node | None:
        """A scalar or an empty container; None where a container was opened (its first key then is read)."""
        self._at = start = _end_of_space(self._text, self._at)
        char = self._text[start : start + 1]
        if char not in ("{", "["):
            return self._scalar(char)
        if len(open_) >= self._depth:
            raise Stop(finding(codes.TOO_DEEP, Span(self._source, start, start + 1), limit=self._depth))
        self._at = _end_of_space(self._text, start + 1)
        is_object = char == "{"
        open_.append(([], start, is_object))
        if self._text[self._at : self._at + 1] == ("}" if is_object else "]"):
            return self._close(open_)
        if is_object:
            self._key(open_[-1][0])
        return None

    def _after_item(self, open_: list[tuple[list[Node], int, bool]]) -> Node | None:
        """After an item: a comma (then None), or the end of the container (then its node)."""
        nodes, _, is_object = open_[-1]
        self._at = _end_of_space(self._text, self._at)
        char = self._text[self._at : self._at + 1]
        if char == ("}" if is_object else "]"):
            return self._close(open_)
        if char != ",":
            raise JSONDecodeError("Expecting ',' delimiter", self._text, self._at)
        self._at += 1
        if is_object:
            self._at = _end_of_space(self._text, self._at)
            self._key(nodes)
        return None

    def _key(self, nodes: list[Node]) -> None:
        if self._text[self._at : self._at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", self._text, self._at)
        nodes.append(self._scalar('"'))
        self._at = _end_of_space(self._text, self._at)
        if self._text[self._at : self._at + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", self._text, self._at)
        self._at += 1

    def _close(self, open_: list[tuple[list[Node], int, bool]]) -> Node:
        nodes, start, is_object = open_.pop()
        self._at += 1
        span = new_span(self._source, start, self._at)
        if is_object:
            return new_mapping(entries_of(nodes, self._problems), span)
        return new_sequence(tuple(nodes), span)

    def _scalar(self, char: str) -> Node:
        start = self._at
        value: Value
        if char == '"':
            value, self._at = _scan_string(self._text, start + 1, True)
            return new_scalar(value, new_span(self._source, start, self._at))
        found = _WORD.match(self._text, start)
        if found is not None:
            value = _WORDS[found[0]]
        else:
            found = _NUMBER.match(self._text, start)
            if found is None:
                raise JSONDecodeError("Expecting value", self._text, start)
            value = float(found[0]) if found["rest"] else self._integer(found[0])
        self._at = found.end()
        return new_scalar(value, new_span(self._source, start, self._at))

    def _integer(self, digits: str) -> int:
        try:
            return int(digits)
        except ValueError:
            raise JSONDecodeError("Number too long", self._text, self._at) from None


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def words_for(error: json.JSONDecodeError) -> str:
    """What is missing at the place of a JSON error, in plain words."""
    expected = {
        "Expecting ',' delimiter": "a comma or the end of the list or object has to follow here",
        "Expecting ':' delimiter": "a colon has to follow here",
        "Expecting value": "a value has to stand here",
        "Expecting property name enclosed in double quotes": "a key in double quotes has to stand here",
        "Extra data": "the document has ended before",
        "Unterminated string starting at": "the text in quotes that starts here never ends",
        "Number too long": "the number has too many digits",
    }
    return expected.get(error.msg, "the text in quotes is not lawful here")
