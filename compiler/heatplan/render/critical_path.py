"""How long a plan takes and the path that decides it, as text and as data.

::

    35 s by this model, with all that is ready done at once; 200 s of work

      begins  takes  step                  type                          waits for
      0:00    30 s   servers[0].server     OS::Nova::Server              servers[0] opens
      0:30    5 s    servers[0].attachment OS::Cinder::VolumeAttachment  servers[0].server, which it reads
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heatplan.diagnostics.visible import columns, visible
from heatplan.ir import address
from heatplan.ir.address import Part
from heatplan.ir.mints import AUTH
from heatplan.ir.steps import Places
from heatplan.render.seconds import duration, moment
from heatplan.semantics.timing import Leg, Timing

HEAD = ("begins", "takes", "step", "type", "waits for")
WIDEST = 60
"""Columns that one column of the table may take before what follows is no longer in line."""


def critical_path_text(timing: Timing) -> str:
    """The total and the path as a table; steps that take no time are left out of it."""
    why = _Why(timing)
    rows = [
        (moment(leg.start), duration(leg.finish - leg.start), *_what(leg), why.text(leg))
        for leg in timing.path
        if leg.finish > leg.start
    ]
    head = f"{duration(timing.total)} by this model, with all that is ready done at once; "
    lines = [f"{head}{duration(timing.work)} of work in all"]
    if timing.times.parallel is not None:
        least, most = timing.bounds(timing.times.parallel)
        lines.append(f"with at most {timing.times.parallel} at once: {duration(least)} to {duration(most)}")
    if rows:
        lines += ["", *_table([HEAD, *rows])]
    for title, every in zip(("if it is there", "counted once"), _opened(timing), strict=True):
        if every:
            lines += ["", f"  {title}", *[f"    {visible(one)}" for one in every]]
    return "\n".join(lines) + "\n"


def critical_path_data(timing: Timing) -> dict[str, Any]:
    """The same for programs, all steps of the path in it."""
    why = _Why(timing)
    conditional, deferred = _opened(timing)
    data: dict[str, Any] = {
        "seconds": timing.total,
        "work": timing.work,
        "path": [{**leg._asdict(), "why": why.word(leg)} for leg in timing.path],
        "conditional": conditional,
        "deferred": deferred,
    }
    if timing.times.parallel is not None:
        least, most = timing.bounds(timing.times.parallel)
        data["parallel"] = {"limit": timing.times.parallel, "least": least, "most": most}
    return data


def _opened(timing: Timing) -> tuple[list[str], list[str]]:
    """What may not be there, and the groups of unknown size."""
    groups = [one.removesuffix("[?]") for one in timing.open if one.endswith("[?]")]
    return [one for one in timing.open if not one.endswith("[?]")], groups


def _what(leg: Leg) -> tuple[str, str]:
    if leg.action == "pause":
        return visible(leg.address), "(the pause between two batches)"
    if leg.action == "batches":
        return visible(leg.address), f"({leg.batches:,} batches more, one after another)"
    return visible(leg.address), visible(leg.type)


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [min(WIDEST, max(columns(cell) for cell in column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)]
        yield f"  {'  '.join(cells)}".rstrip()


class _Why:
    """Why a step waits for the one before it on the path."""

    def __init__(self, timing: Timing) -> None:
        self._places = Places(timing.plan)

    def word(self, leg: Leg) -> str:
        """``opens``, ``inside``, ``batch``, ``mint``, ``reads``, ``depends_on`` or ``heat``; '' for what waits for nothing.

        ``heat`` is where only Heat's own rules make one resource wait for another.
        """
        own, other = address.parse(leg.address) or (), address.parse(leg.after) or ()
        if not leg.after:
            return ""
        if leg.action in {"pause", "batches"}:
            return "batch"
        if leg.action == "complete":
            return "inside"
        if own[: len(other)] == other:
            return "mint" if _is_mint(own) else "opens"
        if _is_mint(other) and _owner(other) == _owner(own):
            return "mint"
        at = next((at for at, (one, two) in enumerate(zip(own, other, strict=False)) if one != two), 0)
        if own and own[at].kind == "member":
            return "batch"
        return self._declared(own, at, other)

    def _declared(self, own: tuple[Part, ...], at: int, other: tuple[Part, ...]) -> str:
        resource = self._places.resource(address.show(own[: at + 1]))
        if resource is None or other[at].kind != "name":
            return "mint"
        needed = other[at].text
        if needed in {read.resource for read in resource.reads}:
            return "reads"
        return "depends_on" if needed in resource.explicit else "heat"

    def text(self, leg: Leg) -> str:
        """The same in words."""
        other = visible(leg.after)
        match self.word(leg):
            case "opens":
                return f"{other} opens"
            case "inside":
                return f"all that is inside, last {other}"
            case "batch":
                return f"the batch before, last {other}"
            case "mint":
                return f"{other}, which is minted first" if _is_mint(address.parse(leg.after) or ()) else other
            case "depends_on":
                return f"{other}, by depends_on"
            case "reads":
                return f"{other}, which it reads"
            case "heat":
                return f"{other}, since Heat says so"
        return ""


def _is_mint(parts: tuple[Part, ...]) -> bool:
    return len(parts) > 1 and parts[-2] == ("word", AUTH[1:])


def _owner(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return parts[:-2] if _is_mint(parts) else parts
