"""Fixes put into texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from heatplan.diagnostics.diagnostic import Fix

QUOTES = "\"'"


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Those that do not touch each other, the first ones first; equal ones once."""
    chosen: list[Fix] = []
    for fix in sorted(dict.fromkeys(fixes), key=lambda one: (one.span.source, one.span.start, one.span.end)):
        last = chosen[-1].span if chosen else None
        if last is None or last.source != fix.span.source or last.end < fix.span.start:
            chosen.append(fix)
    return tuple(chosen)


def edited(texts: Mapping[str, str], fixes: Sequence[Fix]) -> dict[str, str]:
    """The texts of the files that change.  Fixes lie apart, and inside the texts; all else stays as it is."""
    changed: dict[str, str] = {}
    for name in sorted({fix.span.source for fix in fixes}):
        own = sorted((fix for fix in fixes if fix.span.source == name), key=lambda fix: fix.span.start)
        changed[name] = "".join(_parts(texts[name], own))
    return changed


def _parts(text: str, fixes: Sequence[Fix]) -> Iterator[str]:
    done = 0
    for fix in fixes:
        old = text[fix.span.start : fix.span.end]
        quote = old[0] if len(old) > 1 and old[0] == old[-1] and old[0] in QUOTES else ""
        yield text[done : fix.span.start]
        yield f"{quote}{fix.replacement}{quote}"  # what was in quotes stays in them
        done = fix.span.end
    yield text[done:]
