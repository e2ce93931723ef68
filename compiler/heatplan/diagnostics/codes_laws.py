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
NAME_TAKEN = Code(
    "HP1406",
    "given-twice",
    "error",
    "The {property} {value} is given to {first} and to {second}: {rule}.",
)
NAME_TOO_LONG = Code(
    "HP1407",
    "name-too-long",
    "error",
    "The name of {place} ({name}…) has {length} {count}, and {who} takes at most {limit}.",
)
SIBLING_DIFFERS = Code(
    "HP1408", "sibling-differs", "warning", "Unlike its siblings, the member {members} of {group} is another: {how}."
)
OVER_BUDGET = Code("HP1409", "over-budget", "error", "The stack takes {count} {what}, and {limit} are allowed: {most}.")
MINT_STAYS = Code("HP1410", "mint-survives", "warning", "The {kind} {place} is left when the stack is gone: {reason}.")
NAMED_BEFORE_MADE = Code(
    "HP1411",
    "named-before-made",
    "error",
    "{place} asks for {name} by its name, and it is {maker} of this stack that makes it: Heat looks for it before.",
)
BEFORE_ITS_ROUTE = Code(
    "HP1412",
    "before-its-route",
    "error",
    "{place} gives a floating address and does not wait for {interface}: without it Neutron finds no route to the port.",
)
TOO_SLOW = Code(
    "HP1413", "too-slow", "error", "The stack takes {total} seconds, and {limit} are allowed: longest are {longest}."
)
WAIT_OUTLIVES_TOKEN = Code(
    "HP1414",
    "wait-outlives-token",
    "warning",
    "{place} waits up to {seconds} seconds, from {later} after the token of {handle} was made, which is good for {life}.",
)
WAIT_BEYOND_STACK = Code(
    "HP1415",
    "wait-beyond-stack",
    "warning",
    "{place} waits up to {seconds} seconds, and the stack itself has {limit}.",
)
