"""What the events of a run had to wait for, by the plan: members that were open are told by their pattern."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, Final

from heatplan.executors.protocol import Run
from heatplan.ir import address
from heatplan.ir.address import Part
from heatplan.ir.plan import Plan
from heatplan.ir.steps import steps

DONE: Final = frozenset({"ok", "kept", "skipped"})

_MEMBER: Final = re.compile(r'(.*)\[(?:"(?:[^"\\]|\\.)*"|[^\[\]"]*)\](\.@complete)?\Z', re.DOTALL)


class Needs:
    """The needs of each step of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._needs = {one.address: one.needs for one in steps(plan)}

    def of(self, where: str) -> tuple[str, ...] | None:
        """The addresses that the step at an address needs; None where the plan has no such step."""
        known = self._needs.get(where)
        if known is not None:
            return known
        parts = address.parse(where) or ()
        places = [place for place, part in enumerate(parts) if part.kind == "member"]
        for opened in product((False, True), repeat=len(places)):
            pattern = list(parts)
            for place in (place for place, open_ in zip(places, opened, strict=True) if open_):
                pattern[place] = Part("open", "?")
            known = self._needs.get(address.show(tuple(pattern)))
            if known is not None:
                return tuple(_closed(need, parts) for need in known)
        return None

    def addresses(self) -> list[str]:
        """All addresses, in the plan's order."""
        return list(self._needs)


def _closed(need: str, parts: tuple[Part, ...]) -> str:
    """The need with the members of ``parts`` in the places that its pattern leaves open."""
    own = address.parse(need) or ()
    pairs = [
        (part, parts[place] if place < len(parts) else part) if part.kind == "open" else (part, part)
        for place, part in enumerate(own)
    ]
    return address.show(tuple(there for _, there in pairs))


class Done:
    """What a run has done, and when."""

    def __init__(self, run: Run[Any]) -> None:
        self.at = {event.address: place for place, event in enumerate(run.trace) if event.outcome in DONE}
        self._skipped = tuple(event.address for event in run.trace if event.outcome == "skipped")
        self._last: dict[tuple[str, str], int] = {}
        for place, event in enumerate(run.trace):
            found = _MEMBER.match(event.address)
            if found is not None:
                self._last[found[1], found[2] or ""] = place

    def before(self, need: str, place: int) -> bool:
        """Whether what is needed was done before the event at ``place`` (a member's step was left out with its member)."""
        head, every, tail = need.partition("[*]")
        if every:
            return self._last.get((head, tail), -1) < place
        return self.at.get(need, place) < place or self.is_skipped(need)

    def is_skipped(self, where: str) -> bool:
        """Whether the step is one of what a condition has left out."""
        return any(where == one or where.startswith((one + ".", one + "[")) for one in self._skipped)
