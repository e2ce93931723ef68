"""Codes of what is old: types, properties and attributes that Heat keeps for old templates, HP0550 to HP0559."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

OLD_TYPE = Code("HP0550", "old-type", "warning", "The resource type {name} is {status}.")
OLD_PROPERTY = Code("HP0551", "old-property", "warning", "The property {name} of {type} is {status}.")
OLD_ATTRIBUTE = Code("HP0552", "old-attribute", "warning", "The attribute {name} of {type} is {status}.")
PLACEHOLDER_TYPE = Code(
    "HP0553",
    "placeholder-type",
    "warning",
    "{name} is a placeholder in this release of Heat: it takes any properties, and nothing is created.",
)
