"""Codes of connect: edges between resources, HP0850 to HP0869."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

UNKNOWN_DEPENDENCY = Code(
    "HP0850",
    "unknown-dependency",
    "error",
    "There is no resource named {name} in this template, and depends_on names it.",
    heat="InvalidTemplateReference",
)
SURPRISING_EDGES = Code(
    "HP0851",
    "surprising-edges",
    "note",
    "{name} waits for {count} resources that it does not refer to ({examples}), since Heat compares networks before"
    " they exist and takes unknown for equal.",
)
