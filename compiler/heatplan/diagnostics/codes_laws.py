"""Codes of laws about a template: what its author asserts and what does not hold (HP1401 to HP1439)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

LAW_BROKEN = Code("HP1401", "law-broken", "error", "This does not hold: {sentence} {said}")
REFUSED_INPUT = Code("HP1402", "allowed-and-refused", "error", "What the template allows is refused: {said}")
OUTPUT_LEADS_NOWHERE = Code("HP1403", "output-leads-nowhere", "error", "The output {name} leads nowhere: {why}.")
SECRET_IS_SHOWN = Code(
    "HP1404", "secret-is-shown", "error", "The output {name} shows {secret} to everyone who may show the stack."
)
SECRET_IN_INSTANCE = Code(
    "HP1405",
    "secret-reaches-instance",
    "note",
    "Every process of the instance can read {secret} in the {part} of {place}.",
)
