"""Diagnostics in the order in which people read them, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable

from heatplan.diagnostics.diagnostic import Diagnostic, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "will-fail", "warning", "note")


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, by source, place and code."""

    def key(item: Diagnostic) -> tuple[object, ...]:
        labels = tuple((span.source, span.start, span.end, word) for span, word in item.labels)
        place = (item.span.source, item.span.start, item.span.end)
        return (*place, item.code.id, item.address, item.facts, item.hint, labels, item.severity, str(item.fix))

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def sentence(item: Diagnostic) -> str:
    """The message as a sentence: a capital letter where it starts with a word of ours, a full stop at its end."""
    text = item.message
    if not item.code.message.startswith("{"):
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity, in words: ``2 errors, 1 warning``; empty when there are none."""
    found = [item.severity for item in diagnostics]
    counts = [(found.count(severity), severity) for severity in SEVERITIES if severity in found]
    return ", ".join(f"{count} {_word(severity, count)}" for count, severity in counts)


def _word(severity: Severity, count: int) -> str:
    if severity == "will-fail":
        return "that will fail"
    return severity if count == 1 else f"{severity}s"


def is_failure(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """True when Heat would reject the template or fail to create it; with ``strict``, warnings count too."""
    bad = ("error", "will-fail", "warning") if strict else ("error", "will-fail")
    return any(item.severity in bad for item in diagnostics)
