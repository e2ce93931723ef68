"""Codes of merge and bind: environments and who gives a parameter its value, HP0450 to HP0479."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

NOT_A_MAPPING = Code(
    "HP0450", "environment-not-mapping", "error", "The environment {file} is no mapping.", heat="ValueError"
)
UNKNOWN_SECTION = Code(
    "HP0451",
    "environment-section",
    "error",
    "{name} is no section of an environment.",
    heat="ValueError",
)
EMPTY_SECTION = Code(
    "HP0452", "environment-section-empty", "error", "The section {name} of the environment is empty.", heat="ValueError"
)
WRONG_SECTION_KIND = Code(
    "HP0453",
    "environment-section-kind",
    "error",
    "The section {name} of the environment must be a {kind}.",
    heat="ValueError",
)
UNKNOWN_PARAMETER = Code(
    "HP0454",
    "unknown-parameter",
    "error",
    "The template has no parameter named {name}.",
    heat="UnknownUserParameter",
)
FILE_BEATS_OPTION = Code(
    "HP0455",
    "file-beats-option",
    "warning",
    "The value of {name} in {file} wins over the one given with --parameter.",
)
UNSUPPORTED_MERGE = Code(
    "HP0456",
    "unsupported-merge-strategy",
    "error",
    "Not supported yet: the merge strategy {strategy} (parameter_merge_strategies).",
)
PARAMETER_MISSING = Code(
    "HP0457",
    "parameter-missing",
    "error",
    "The parameter {name} has no value and no default.",
    heat="UserParameterMissing",
)
BAD_HOOK = Code("HP0459", "bad-hook", "error", "{value} is no hook; {allowed} are.", heat="InvalidBreakPointHook")
BAD_RESTRICTION = Code(
    "HP0460",
    "bad-restricted-action",
    "error",
    "{value} is no action that can be restricted; update and replace are.",
    heat="InvalidRestrictedAction",
)
UNSUPPORTED_ENVIRONMENT = Code(
    "HP0461", "unsupported-environment", "warning", "Not supported yet, and left out of the plan: {what}."
)
