"""Findings that a case expects, against those that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from heatplan.diagnostics import codes_test as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.lines import lines_of
from heatplan.diagnostics.order import ordered
from heatplan.testing.cases.spec import CaseSpec, WantedFinding

Texts = Mapping[str, str | bytes]

GRAVE: Final = ("error", "will-fail")


def compare_findings(spec: CaseSpec, found: Iterable[Diagnostic], texts: Texts) -> Iterator[Diagnostic]:
    """What is missing of the expected findings, and what is there and not expected: one finding that says so, then these.

    Notes may be expected and need not be.  Where the case says that the
    template fails and not how, nothing is unexpected but a template that does not.
    """
    expected = spec.expected
    there = ordered(found)
    wanted = expected.findings or ()
    for one in wanted:
        if not any(matches(one, item, texts) for item in there):
            yield _missing(one, there, texts)
    broken = any(item.severity in GRAVE for item in there)
    if expected.fails:
        if not broken:
            yield finding(codes.NOT_REFUSED, spec.span)
        if expected.findings is None:
            return
    extra = [
        item
        for item in there
        if item.severity != "note"
        and item.code.id not in expected.allow
        and not any(matches(one, item, texts) for one in wanted)
    ]
    if extra:
        names = ", ".join(dict.fromkeys(f"{item.code.id} {item.code.name}" for item in extra))
        hint = "Put what belongs to the case under findings; allow takes codes that do not matter."
        if any(item.severity in GRAVE for item in extra):
            hint = ""
        yield finding(codes.NOT_EXPECTED, spec.span, codes=names, hint=hint)
        yield from extra


def matches(wanted: WantedFinding, item: Diagnostic, texts: Texts) -> bool:
    """Whether it is the finding that is wanted: its code, its place, and a piece of what it says."""
    if wanted.code != item.code.id or wanted.says.lower() not in item.message.lower():
        return False
    if not wanted.at:
        return True
    at = wanted.at
    about = item.address
    if at == about or about.startswith((f"{at}.", f"{at}[")):
        return True
    return any(at == place or _ends(place, at) for place in _places(item, texts))


def _ends(place: str, at: str) -> bool:
    """Whether the place is the one meant, each named from another folder."""
    one, other = (name.removeprefix("./").replace("../", "") for name in (place, at))
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def _places(item: Diagnostic, texts: Texts) -> tuple[str, ...]:
    """``web.yaml``, ``web.yaml:3``, ``web.yaml:3:14``; a label's place counts as the finding's own."""
    found: list[str] = []
    for span in (item.span, *(span for span, _ in item.labels)):
        text = texts.get(span.source)
        found.append(span.source)
        if isinstance(text, str):
            at = lines_of(text).position(span.start)
            found += [f"{span.source}:{at.line}", f"{span.source}:{at.line}:{at.column}"]
    return tuple(place for place in found if place)


def _missing(wanted: WantedFinding, there: tuple[Diagnostic, ...], texts: Texts) -> Diagnostic:
    """The finding for one that is not there, with what comes nearest."""
    words = (
        wanted.code + (f" at {wanted.at}" if wanted.at else "") + (f" saying {wanted.says!r}" if wanted.says else "")
    )
    same = [item for item in there if item.code.id == wanted.code]
    near = [_where(item, texts) for item in same[:3]]
    hint = ""
    if near:
        hint = f"It is found at {', '.join(near)}: {same[0].message}"
    return finding(codes.NOT_FOUND, wanted.span, wanted=words, hint=hint)


def _where(item: Diagnostic, texts: Texts) -> str:
    places = _places(item, texts)
    return places[min(1, len(places) - 1)] if places else item.address or "no place"
