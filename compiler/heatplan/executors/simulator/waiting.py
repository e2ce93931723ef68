"""Steps that wait for a signal: they end when it comes, or when their time is over.

``semantics.waits`` says which ones they are, and how long they wait.
"""

from __future__ import annotations

from heatplan.executors.protocol import Done
from heatplan.executors.simulator import costs
from heatplan.executors.simulator.identities import Token, User
from heatplan.executors.simulator.permission import stack_user_refusal
from heatplan.executors.simulator.world import Thing, World
from heatplan.ir.value import Map, Value
from heatplan.semantics import waits as which
from heatplan.semantics.waits import WAITING

FAILED = frozenset({"FAILURE", "FAILED"})


def waited(world: World, thing: Thing, signal: Map | None) -> Done[World]:
    """The thing once its signal has come; a failure, with the thing half made, where none comes or it tells of one.

    ``signal`` may say ``status`` (SUCCESS, FAILURE), ``reason``, ``data``, and
    ``after`` how many seconds it comes.
    """
    if not waits(thing):
        return Done(world.set(thing.id, thing, costs.creation(thing.type)), thing.id)
    if signal is None:
        count = thing.properties.get("count") or thing.properties.get("Count") or 1
        late = world.set(thing.id, thing, timeout(thing))
        return Done(late, thing.id, f"it waited {timeout(thing):g} seconds, and 0 of {count} signals came")
    after = signal.get("after")
    seconds = float(after) if isinstance(after, (int, float)) else costs.creation(thing.type)
    if seconds > timeout(thing):
        late = world.set(thing.id, thing, timeout(thing))
        return Done(late, thing.id, f"it waited {timeout(thing):g} seconds, and the signal comes after {seconds:g}")
    why = _refusal(world.later(seconds), thing)
    if why is not None:
        return Done(world.set(thing.id, thing, timeout(thing)), thing.id, f"the signal was refused: {why}")
    failure = None
    if str(signal.get("status", "SUCCESS")).upper() in FAILED:
        failure = f"the signal tells of a failure: {signal.get('reason') or 'no reason given'}"
    return Done(world.set(thing.id, thing, seconds), thing.id, failure)


def waits(thing: Thing) -> bool:
    """Whether it waits at all: a deployment does unless it needs no signal, or is not for the creation."""
    return which.waits(thing.type, thing.properties.get("actions"), thing.properties.get("signal_transport"))


def timeout(thing: Thing) -> float:
    """How many seconds it waits."""
    return which.timeout(thing.properties.get("timeout", thing.properties.get("Timeout")))


def _refusal(world: World, thing: Thing) -> str | None:
    """Why the user that was minted for signals may not give one; None too where no user is needed."""
    named = WAITING[thing.type]
    address = _handle(world, thing.properties.get(named)) if named else thing.address
    user = world.identities.get(f"{address}.@auth.user")
    if not isinstance(user, User):
        return None
    token = world.identities.get(f"{address}.@auth.token")
    return stack_user_refusal(world, user, "signal", token if isinstance(token, Token) else None)


def _handle(world: World, reference: Value) -> str:
    """The address of the handle with a reference: its id, or the signed URL that stands for it."""
    found = world.get(reference) if isinstance(reference, str) else None
    if found is not None:
        return found.address
    return next((owner for (owner, path), text in world.given.items() if not path and text == reference), "")
