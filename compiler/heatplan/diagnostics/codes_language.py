"""Codes of elaborate, evaluate and conditions: HP0301 to HP0319 and HP0370 to HP0399."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

LOOKALIKE_FUNCTION = Code(
    "HP0301",
    "lookalike-function",
    "warning",
    "{name} is no function of version {version}, so Heat keeps it as plain data.",
)
FUNCTION_IN_CONDITION = Code(
    "HP0302",
    "function-in-condition",
    "error",
    "The function {name} can not be used in a condition.",
    heat="StackValidationFailed",
)
REMOVED_FUNCTION = Code(
    "HP0303",
    "removed-function",
    "error",
    "The function {name} no longer exists in version {version}.",
    heat="StackValidationFailed",
)
BAD_CALL = Code(
    "HP0304", "bad-call", "error", "The call of {name} can not be read: {why}.", heat="StackValidationFailed"
)
BAD_ARGUMENT = Code(
    "HP0305", "bad-argument", "error", "The call of {name} is not lawful: {why}.", heat="StackValidationFailed"
)
BAD_CONDITION = Code(
    "HP0306",
    "bad-condition",
    "error",
    "The condition {name} must be true, false or a condition function.",
    heat="StackValidationFailed",
)
CONDITION_FAILS = Code(
    "HP0307", "condition-fails", "error", "The condition can not be decided: {why}.", heat="StackValidationFailed"
)
CALL_FAILS = Code(
    "HP0308", "call-fails", "error", "{name} can have no value here: {why}.", heat="StackValidationFailed"
)
UNKNOWN_REFERENCE = Code(
    "HP0310",
    "unknown-reference",
    "error",
    "There is no resource named {name} in this template.",
    heat="InvalidTemplateReference",
)
DISABLED_REFERENCE = Code(
    "HP0311",
    "disabled-reference",
    "error",
    "The resource {name} is left out by its condition, so nothing can refer to it.",
    heat="InvalidTemplateReference",
)
UNKNOWN_ATTRIBUTE = Code(
    "HP0312",
    "unknown-attribute",
    "error",
    "The resource {resource} of type {type} has no attribute {name}.",
    heat="StackValidationFailed",
)
DUPLICATE_NAME = Code(
    "HP0313",
    "duplicate-name",
    "error",
    "The name {name} is used for a parameter and for a resource.",
    heat="StackValidationFailed",
)
OUTPUT_FAILS = Code("HP0314", "output-fails", "warning", "The output {name} will have no value: {why}.")
BAD_DELETION_POLICY = Code(
    "HP0315",
    "bad-deletion-policy",
    "error",
    "{value} is no deletion policy for {type}; {allowed} are.",
    heat="StackValidationFailed",
)
HIDDEN_DECIDES = Code(
    "HP0316",
    "hidden-decides",
    "warning",
    "A hidden parameter decides {what}, so it is decided again when the plan is applied.",
)
BAD_EXTERNAL = Code(
    "HP0317",
    "external-with-needs",
    "error",
    "A resource that is managed elsewhere (external_id) can not have depends_on, whatever its type ({type}).",
    heat="InvalidExternalResourceDependency",
)
POLICY_READS_RESOURCE = Code(
    "HP0309",
    "policy-reads-resource",
    "error",
    "The deletion policy of {name} depends on the resource {other}: Heat reads policies before there are resources.",
    heat="RecursionError",
)
PROPERTIES_CALL = Code(
    "HP0319",
    "properties-call",
    "error",
    "The properties of {name} are a call of {function}; they have to be a mapping.",
    heat="StackValidationFailed",
)
UNKNOWN_PARAMETER_READ = Code(
    "HP0318",
    "unknown-parameter-read",
    "error",
    "The template has no parameter named {name}.",
    heat="StackValidationFailed",
)
