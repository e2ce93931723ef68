"""The trace: the record of a run, one event for each step that was tried or left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pyrsistent import PVector
from pyrsistent import pvector as pvector  # noqa: PLC0414 - part of what this module offers

Outcome = Literal["ok", "failed", "skipped", "kept"]
"""``skipped``: its condition is false, or its deletion policy retains it; ``kept``: it stood already."""


@dataclass(frozen=True, slots=True)
class Event:
    """One step: where, what (``create``, ``adopt``, ``complete``, ``delete``), how it ended, and with whose rights.

    ``detail`` says why it failed or was skipped; values of hidden parameters
    are taken out of it.
    """

    address: str
    action: str
    outcome: Outcome
    identity: str
    detail: str = ""


Trace: TypeAlias = PVector[Event]
