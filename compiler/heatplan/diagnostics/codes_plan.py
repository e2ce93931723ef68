"""Codes of the graph, of plan files and of state files (HP0801 to HP0899)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

CIRCULAR_DEPENDENCY = Code(
    "HP0801",
    "circular-dependency",
    "error",
    "{loop}: none of these resources can be created first",
    heat="CircularDependencyException",
)
UNKNOWN_NEED = Code(
    "HP0802",
    "unknown-need",
    "error",
    "the resource {resource} needs {needed}, which is no enabled resource of its stack",
    heat="InvalidTemplateReference",
)
PLAN_NOT_JSON = Code("HP0810", "plan-not-json", "error", "the plan cannot be read as JSON: {reason}")
PLAN_FORMAT = Code(
    "HP0811", "plan-format", "error", "the plan has the format {found}, and this heatplan reads {expected}"
)
MALFORMED_PLAN = Code("HP0812", "malformed-plan", "error", "the plan has at {where} {found} in the place of {expected}")
EDITED_PLAN = Code(
    "HP0813", "edited-plan", "error", "the plan was changed after it was made: {part} is no longer what was sealed"
)
PLAN_TOO_LARGE = Code("HP0814", "plan-too-large", "error", "the plan has {size} characters, and {limit} are the limit")
PLAN_TOO_DEEP = Code(
    "HP0815", "plan-too-deep", "error", "the plan is nested deeper than {limit} levels, which is the limit"
)
PLAN_ORDER = Code(
    "HP0816",
    "plan-order",
    "error",
    "the resources of the block {block} are not in canonical order: {resource} stands in the wrong place",
)
MINT_WITHOUT_NEED = Code(
    "HP0817",
    "mint-without-need",
    "error",
    "what is minted for {owner} as {mint} needs {needed}, which is not minted before it",
)
STATE_NOT_JSON = Code("HP0820", "state-not-json", "error", "the state cannot be read as JSON: {reason}")
STATE_FORMAT = Code(
    "HP0821", "state-format", "error", "the state has the format {found}, and this heatplan reads {expected}"
)
MALFORMED_STATE = Code(
    "HP0822", "malformed-state", "error", "the state has at {where} {found} in the place of {expected}"
)
EDITED_STATE = Code("HP0823", "edited-state", "error", "the state was changed after it was written")
