"""What an update does, as text and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from heatplan.catalogue.stateful import LOST
from heatplan.diagnostics.visible import visible
from heatplan.ir.change import Change, Comparison, Difference, Fate
from heatplan.ir.expr import Expr
from heatplan.render.words import expr_text, short, without_nulls
from heatplan.span import Span

SIGNS: Final[dict[Fate, str]] = {
    "create": "+",
    "unchanged": " ",
    "in-place": "~",
    "may-update": "~?",
    "replace": "+/-",
    "may-replace": "+/-?",
    "refused": "!",
    "may-refuse": "!?",
    "delete": "-",
    "retain": "=",
    "snapshot": "-s",
}
"""Before each resource, as ``terraform plan`` has them where it has one."""

WORDS: Final[dict[Fate, str]] = {
    "create": "to create",
    "in-place": "to change in place",
    "may-update": "that may change in place",
    "replace": "to replace",
    "may-replace": "that may be replaced",
    "refused": "that Heat refuses",
    "may-refuse": "that Heat may refuse",
    "delete": "to delete",
    "retain": "that go out of the stack and stay",
    "snapshot": "to delete after a snapshot",
    "unchanged": "unchanged",
}

WIDTH: Final = 100


def changes_text(found: Comparison, *, every: bool = False, colour: bool = False) -> str:
    """The summary in a line, then each change with its reasons; ``every`` shows what is unchanged too."""
    shown = [one for one in found.changes if every or one.fate != "unchanged"]
    lines = [summary(found), *_parameters(found.parameters)]
    if shown:
        lines.append("")
    for change in shown:
        lines += _change(change, colour)
    return "\n".join(lines) + "\n"


def summary(found: Comparison) -> str:
    """How many resources come to what: ``2 to create, 1 to replace, 12 unchanged``; stacks and groups aside."""
    counted: Counter[Fate] = Counter()
    for change in found.changes:
        if not change.stack:
            counted[change.fate] += change.count
    parts = [f"{counted[fate]} {words}" for fate, words in WORDS.items() if counted[fate]]
    return ", ".join(parts) if set(counted) - {"unchanged"} else f"nothing to do: {', '.join(parts) or 'no resources'}"


def _parameters(differences: Iterable[Difference]) -> Iterator[str]:
    for one in differences:
        yield f"  parameter {visible(one.name)}: {_value(one.before)} → {_value(one.after)}"


def _change(change: Change, colour: bool) -> Iterator[str]:
    times = f" ×{change.count}" if change.count > 1 else ""
    place = change.after or change.before
    where = f"  {visible(place.source)}" if place is not None and place.source else ""
    head = f"  {SIGNS[change.fate]:4} {visible(change.address)}{times}  {visible(change.type)}{_reason(change)}{where}"
    loud = change.fate in {"replace", "may-replace", "delete"} and change.type in LOST
    yield f"\x1b[1;31m{head}\x1b[0m" if colour and loud else head
    for one in change.differences:
        because = "  (this is why)" if one.name in change.because and len(change.differences) > 1 else ""
        doubt = "" if one.sure else "  (perhaps)"
        before, after = _value(one.before), _value(one.after)
        said = f"{before} → {after}" if before != after else f"{after}, which will be another"
        yield f"           {visible(one.name.removeprefix('@'))} = {said}{doubt}{because}"


def _reason(change: Change) -> str:
    """What decides, and what becomes of the old one."""
    parts = []
    if change.fate in {"replace", "may-replace", "refused", "may-refuse"}:
        names = ", ".join(name.removeprefix("@") for name in change.because)
        parts.append(f"because of {names}" if names else "always, by its type")
    if change.old is not None and change.old != "delete":
        parts.append({"retain": "the old one stays", "snapshot": "a snapshot of the old one stays"}[change.old])
    return f"  ({'; '.join(parts)})" if parts else ""


def _value(expr: Expr | None) -> str:
    return "nothing" if expr is None else short(expr_text(without_nulls(expr)), WIDTH)


def changes_data(found: Comparison) -> dict[str, Any]:
    """The same for programs: every change, unchanged ones too."""
    return {
        "summary": summary(found),
        "parameters": [_difference(one) for one in found.parameters],
        "changes": [_data(one) for one in found.changes],
    }


def _data(change: Change) -> dict[str, Any]:
    return {
        "address": change.address,
        "type": change.type,
        "fate": change.fate,
        "count": change.count,
        "stack": change.stack,
        "because": list(change.because),
        "old": change.old,
        "differences": [_difference(one) for one in change.differences],
        "before": _span(change.before),
        "after": _span(change.after),
    }


def _difference(one: Difference) -> dict[str, Any]:
    texts = {
        key: None if expr is None else expr_text(expr) for key, expr in (("before", one.before), ("after", one.after))
    }
    return {"name": one.name, "sure": one.sure, **texts}


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None or not span.source else {"source": span.source, "start": span.start, "end": span.end}
