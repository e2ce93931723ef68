"""Codes of the user's own cloud (HP0650 to HP0669): files of resource types, and releases of Heat."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

BAD_TYPE_FILE = Code("HP0650", "bad-type-file", "error", "The file {name} says of no resource type what it is: {why}.")
BAD_TYPE = Code("HP0651", "bad-type", "error", "The resource type {type} can not be used as its file has it: {why}.")
TYPE_IN_PART = Code("HP0652", "type-in-part", "note", "Of the resource type {type}, {why}.")
TYPE_TWICE = Code(
    "HP0653", "type-twice", "warning", "The resource type {type} is in {former} too: the one in {name} is taken."
)
TYPE_REPLACED = Code(
    "HP0654", "type-replaced", "note", "The resource type {type} is as {name} has it, in the place of {release}'s own."
)
UNKNOWN_CREDENTIALS = Code(
    "HP0655",
    "unknown-credentials",
    "warning",
    "Nothing is known of the credentials that {type} may make: the plan accounts for none of {name}.",
)
UNKNOWN_RELEASE = Code(
    "HP0656", "unknown-release", "error", "There are no tables of Heat {release}: they go from {oldest} to {newest}."
)
NOT_IN_RELEASE = Code(
    "HP0657",
    "not-in-release",
    "error",
    "{release} has no constraint named {name}: it exists since {since}.",
    heat="StackValidationFailed",
)
NO_TYPES = Code("HP0658", "no-types", "warning", "The folder {name} has no file of a resource type.")
