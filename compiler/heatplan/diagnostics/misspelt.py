"""Fixes for misspelt names: where a hint asks ``Did you mean NAME?`` and the place of the wrong name is certain.

A finding's own place may be the function around the name; what is written
there decides whether the name is the one meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from heatplan.diagnostics.diagnostic import Diagnostic, Fix
from heatplan.diagnostics.suggest import suggest
from heatplan.span import Span

_HINT: Final = re.compile(r"Did you mean (\S+)\?")
_NAME: Final = re.compile(r"[A-Za-z_][\w:.-]*", re.ASCII)
"""Names that need no quotes wherever a name may stand."""
_WORD: Final = re.compile(r"[\w:.-]+")
_CHOSEN: Final = frozenset({"HP0310", "HP0318", "HP0850"})
"""Codes about names that the author chose: of resources and parameters."""
_BETWEEN: Final = re.compile(r"[\s:\[{\"'-]*")
"""What may stand between a function's name and its first argument."""
_FIRST: Final = re.compile(r"[\s:\[{\"'-]*[\w:.-]+[\"']?(?:\s*,\s*[\"']?|\s*\n\s*-\s*[\"']?|\.)")
"""The same, and the first argument itself."""
_SHORT: Final = 4


def with_fixes(found: Iterable[Diagnostic], texts: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """The findings, those about a misspelt name with the edit that puts it right."""
    words: dict[str, Counter[str]] = {}
    return tuple(_with_fix(item, texts.get(item.span.source), words) for item in found)


def certain(wrong: str, right: str) -> bool:
    """Whether ``wrong`` is surely a slip for ``right``: what numbers things is no slip, and short names are all near."""
    if wrong == right or not _NAME.fullmatch(right):
        return False
    if wrong.casefold() == right.casefold():
        return True
    if re.findall(r"\d+", wrong) != re.findall(r"\d+", right) or min(len(wrong), len(right)) < _SHORT:
        return False
    return right in suggest(wrong, (right,))


def _with_fix(item: Diagnostic, text: str | bytes | None, words: dict[str, Counter[str]]) -> Diagnostic:
    hint = _HINT.search(item.hint)
    if item.fix is not None or hint is None or not isinstance(text, str):
        return item
    right = hint[1]
    for wrong in sorted({value.strip('"') for _, value in item.facts}):
        if not certain(wrong, right) or (item.code.id in _CHOSEN and _usual(wrong, right, text, words)):
            continue
        if (place := _place(wrong, item.span, text)) is not None:
            return replace(item, fix=Fix(place, right))
    return item


def _usual(wrong: str, right: str, text: str, words: dict[str, Counter[str]]) -> bool:
    """Whether the author writes the wrong name more often: then the slip is rather where the other is declared."""
    if text not in words:
        words[text] = Counter(word.strip(":.") for word in _WORD.findall(text))
    return words[text][wrong] > words[text][right] > 0


def _place(wrong: str, span: Span, text: str) -> Span | None:
    """Where the name is written: in the finding's place, once, or as an argument of the function that stands there."""
    word = re.compile(rf"(?<![\w:.-]){re.escape(wrong)}(?![\w-]|[:.]\w)")
    inside = [found.span() for found in word.finditer(text, span.start, span.end)]
    if len(inside) == 1:
        return Span(span.source, *inside[0])
    if inside:
        return None
    for way in (_BETWEEN, _FIRST):
        before = way.match(text, span.end)
        found = word.match(text, before.end()) if before is not None else None
        if found is not None:
            return Span(span.source, *found.span())
    return None
