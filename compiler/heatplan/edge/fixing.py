"""``heatplan check --fix``: the edits that findings know, made as long as they make nothing worse.

Each round makes the edits of all findings at once and checks the result; where
that is worse than before, they are tried in halves until the edit that is to
blame is alone, and that one is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from heatplan.diagnostics.codes_edge import FIX_TAKEN_BACK
from heatplan.diagnostics.diagnostic import Diagnostic, Fix, finding
from heatplan.diagnostics.edits import apart, edited
from heatplan.diagnostics.misspelt import with_fixes
from heatplan.diagnostics.order import ordered, sentence
from heatplan.span import Span

ROUNDS: Final = 20
"""A fix may uncover what another fix is for; a chain of them is never as long as this."""

LATER: Final = "HP0300"
"""Codes before it are about the shape of a document: such a mistake hides what is found after it."""

Check = Callable[[Mapping[str, str]], tuple[tuple[Diagnostic, ...], Mapping[str, str]]]
"""Findings, and the texts of files that may be written, when these texts stand in the place of files."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The ``texts`` that changed, the fixes that were ``made``, and the findings that are ``left``.

    ``before`` are the texts as they were.
    """

    texts: Mapping[str, str]
    before: Mapping[str, str]
    made: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Work:
    check: Check
    texts: dict[str, str] = field(default_factory=dict)
    made: list[Diagnostic] = field(default_factory=list)
    refused: dict[tuple[str, str, int], Diagnostic] = field(default_factory=dict)
    """Fixes that made something worse, by code, new text and line count from the end: places move, ends do not."""


def fix(check: Check) -> Fixed:
    """Make the fixes that can be made."""
    work = _Work(check)
    found, files = check({})
    before = dict(files)
    for _ in range(ROUNDS):
        wanted = [item for item in _fixable(found, files) if _mark(item, files) not in work.refused]
        if not wanted:
            break
        kept = _kept(work, wanted, (), found, files)
        if not kept:
            continue  # all were taken back: others may have been hidden by them
        work.texts.update(edited(files, [item.fix for item in kept if item.fix is not None]))
        work.made.extend(kept)
        found, files = check(work.texts)
    notes = tuple(work.refused.values())
    return Fixed(work.texts, before, tuple(work.made), (*found, *notes))


def _fixable(found: Sequence[Diagnostic], files: Mapping[str, str]) -> list[Diagnostic]:
    """The findings with a fix in a file that may be written; fixes lie apart, and each is there once."""
    told = [item for item in with_fixes(ordered(found), files) if item.fix is not None]
    first: dict[Fix, Diagnostic] = {}
    for item in told:
        if item.fix is not None and item.fix.span.source in files:
            first.setdefault(item.fix, item)
    return [first[one] for one in apart(first)]


def _mark(item: Diagnostic, files: Mapping[str, str]) -> tuple[str, str, int]:
    assert item.fix is not None
    span = item.fix.span
    return item.code.id, item.fix.replacement, len(files[span.source]) - span.end


def _kept(
    work: _Work,
    wanted: Sequence[Diagnostic],
    sure: tuple[Diagnostic, ...],
    found: Sequence[Diagnostic],
    files: Mapping[str, str],
) -> tuple[Diagnostic, ...]:
    """Those of the wanted fixes that, beside the sure ones, make nothing worse."""
    fixes = [item.fix for item in (*sure, *wanted) if item.fix is not None]
    after, _ = work.check({**work.texts, **edited(files, fixes)})
    worse = _worse((*sure, *wanted), found, after)
    if worse is None:
        return tuple(wanted)
    if len(wanted) == 1:
        (item,) = wanted
        work.refused[_mark(item, files)] = finding(
            FIX_TAKEN_BACK, _head(item), of=item.code.id, text=item.fix.replacement if item.fix else "", why=worse
        )
        return ()
    half = len(wanted) // 2
    first = _kept(work, wanted[:half], sure, found, files)
    return (*first, *_kept(work, wanted[half:], (*sure, *first), found, files))


def _head(item: Diagnostic) -> Span:
    assert item.fix is not None
    return item.fix.span


def _worse(fixed: Sequence[Diagnostic], before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> str | None:
    """What is worse afterwards, in words; None: nothing."""
    old, new = Counter(map(_key, before)), Counter(map(_key, after))
    for item in fixed:
        if new[_key(item)] >= old[_key(item)]:
            return "the finding stays"
    shape = any(item.code.id < LATER for item in fixed)
    for item in ordered(after):
        grave = item.severity in ("error", "will-fail")
        if grave and new[_key(item)] > old[_key(item)] and not (shape and item.code.id >= LATER):
            return sentence(item).rstrip(".")
    return None


def _key(item: Diagnostic) -> tuple[object, ...]:
    """A finding without its place, which edits move."""
    return item.code.id, item.address, item.facts, item.severity
