"""Laws about waiting for signals: the token that a signal needs, and the stack's own time, last as long as the wait."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.simulator.waiting import timeout
from heatplan.executors.simulator.world import Thing
from heatplan.ir.address import in_template
from heatplan.ir.steps import Placed
from heatplan.ir.tree import Resource
from heatplan.semantics.timing import critical_path
from heatplan.semantics.waits import WAITING
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms, one_a_place
from heatplan.testing.laws.naming import made_things
from heatplan.testing.laws.runs import too_large

BY_TOKEN = frozenset({"token", "curl_cli"})
"""Attributes of a handle that carry a token of its user, made once with the handle (wait_condition_handle.py)."""


def _outlives(case: Case, terms: Terms) -> Iterator[Diagnostic]:
    timing = critical_path(case.plan, terms.times)
    for thing, handle in _waits(case):
        if not _signals_by_token(handle.resource):
            continue
        began, made = timing.at(thing.address), timing.at(handle.address)
        later = max(0.0, began.start - made.start) if began is not None and made is not None else 0.0
        if later + timeout(thing) <= terms.token_life:
            continue
        facts = {
            "place": thing.address,
            "seconds": f"{timeout(thing):g}",
            "later": f"{later:g}",
            "handle": handle.address,
            "life": f"{terms.token_life:g}",
        }
        told = finding(
            codes.WAIT_OUTLIVES_TOKEN,
            sites.of_address(case, thing.address, _spelled(thing)),
            labels=((handle.resource.span, "the token is made with the handle"),),
            hint="Wait for less time, or let the handle be signalled by a URL: signal_transport: CFN_SIGNAL.",
            level="warning" if timeout(thing) > terms.token_life else "note",
            facts=facts,
        )
        yield told.at(f"{in_template(thing.address)}.properties.{_spelled(thing)}")


def _beyond(case: Case, terms: Terms) -> Iterator[Diagnostic]:
    for thing in case.once(made_things):
        given = thing.properties.get(_spelled(thing))
        if thing.type in WAITING and given is not None and timeout(thing) > terms.stack_timeout:
            told = finding(
                codes.WAIT_BEYOND_STACK,
                sites.of_address(case, thing.address, _spelled(thing)),
                hint="Wait for less time, or create the stack with a longer --timeout.",
                facts={
                    "place": thing.address,
                    "seconds": f"{timeout(thing):g}",
                    "limit": f"{terms.stack_timeout:g}",
                },
            )
            yield told.at(f"{in_template(thing.address)}.properties.{_spelled(thing)}")


def _waits(case: Case) -> Iterator[tuple[Thing, Placed]]:
    """What waits, with the handle that it waits at."""
    things = case.once(made_things)
    by_id = {thing.id: thing for thing in things}
    for thing in things:
        handle = by_id.get(str(thing.properties.get(WAITING.get(thing.type, ""))))
        placed = None if handle is None else case.once(sites.placed_at).get(handle.address)
        if placed is not None:
            yield thing, placed


def _signals_by_token(handle: Resource) -> bool:
    """Whether somebody reads how to signal the handle by its token."""
    return any(
        mint.kind == "token" and BY_TOKEN & {flow.path.split(".")[0] for flow in mint.flows} for mint in handle.auth
    )


def _spelled(thing: Thing) -> str:
    return "Timeout" if thing.type.startswith("AWS::") else "timeout"


def _has_waits(case: Case, _terms: Terms) -> bool:
    return not too_large(case) and any(thing.type in WAITING for thing in case.once(made_things))


WAITS_KEEP_THEIR_TOKEN = Law(
    "waits_keep_their_token",
    "No step waits longer for a signal than the token is good for by which it is signalled.",
    lambda case, terms: one_a_place(_outlives(case, terms)),
    _has_waits,
)

WAITS_FIT_THE_STACK = Law(
    "waits_fit_the_stack",
    "No step waits longer for a signal than the stack itself may take.",
    lambda case, terms: one_a_place(_beyond(case, terms)),
    _has_waits,
)
