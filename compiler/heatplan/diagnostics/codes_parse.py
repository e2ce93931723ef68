"""Codes of the pass ``parse`` (HP02xx): documents that have not the shape of a template of their version."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

NO_VERSION = Code(
    "HP0201", "no-version", "error", "The template does not say its version: it has no key heat_template_version.",
    heat="ValueError",
)  # fmt: skip
VERSION_NOT_TEXT = Code(
    "HP0202", "version-not-text", "error", "The value of {key} is {kind}; a version is text.",
    heat="InvalidTemplateVersion",
)  # fmt: skip
UNKNOWN_SECTION = Code(
    "HP0203", "unknown-section", "error", "A template of version {version} has no section {name}.",
    heat="InvalidTemplateSection",
)  # fmt: skip
AMBIGUOUS_VERSION = Code(
    "HP0204", "ambiguous-version", "error", "The template says its version twice: with {keys}.",
    heat="InvalidTemplateVersion",
)  # fmt: skip
UNKNOWN_VERSION = Code(
    "HP0205", "unknown-version", "error", "Heat knows no {key} {version}.", heat="InvalidTemplateVersion",
)  # fmt: skip
WRONG_SHAPE = Code(
    "HP0206", "wrong-shape", "error", "{what} has to be {expected}, not {kind}.", heat="StackValidationFailed",
)  # fmt: skip
NO_TYPE = Code(
    "HP0207", "no-type", "error", "The resource {name} has no {key}.", heat="StackValidationFailed",
)  # fmt: skip
UNKNOWN_RESOURCE_KEY = Code(
    "HP0208", "unknown-resource-key", "error",
    "The key {key} in the resource {name} is none that version {version} knows.", heat="StackValidationFailed",
)  # fmt: skip
IGNORED_RESOURCE_KEY = Code(
    "HP0209", "ignored-resource-key", "warning",
    "The key {key} in the resource {name} has no meaning in version {version}; Heat ignores it.",
)  # fmt: skip
NO_OUTPUT_VALUE = Code(
    "HP0210", "no-output-value", "error", "The output {name} has no {key}.", heat="StackValidationFailed",
)  # fmt: skip
UNKNOWN_OUTPUT_KEY = Code(
    "HP0211", "unknown-output-key", "warning",
    "The key {key} in the output {name} has no meaning in version {version}; "
    "Heat ignores it, and refuses the template where it is nested.",
    heat="StackValidationFailed",
)  # fmt: skip
NAME_NOT_TEXT = Code(
    "HP0212", "name-not-text", "error", "The name {name} of a {kind} is {actual}; a name is text.",
    heat="StackValidationFailed",
)  # fmt: skip
SLASH_IN_NAME = Code(
    "HP0213", "slash-in-name", "error", "The name of the resource {name} has a slash in it.",
    heat="StackValidationFailed",
)  # fmt: skip
UNKNOWN_POLICY = Code(
    "HP0214", "unknown-policy", "error", "The resource {name} has the deletion policy {policy}, which Heat does not know.",
    heat="StackValidationFailed",
)  # fmt: skip
GROUP_SHAPE = Code(
    "HP0215", "group-shape", "error", "{what} has to be {expected}, not {kind}.", heat="StackValidationFailed",
)  # fmt: skip
GROUP_WITHOUT_PARAMETERS = Code(
    "HP0216", "group-without-parameters", "error", "The parameter group {label} has no parameters.",
    heat="StackValidationFailed",
)  # fmt: skip
PARAMETER_IN_TWO_GROUPS = Code(
    "HP0217", "parameter-in-two-groups", "error", "The parameter {name} stands in parameter groups twice.",
    heat="StackValidationFailed",
)  # fmt: skip
UNKNOWN_GROUPED_PARAMETER = Code(
    "HP0218", "unknown-grouped-parameter", "error",
    "The parameter group {label} names the parameter {name}, which the template does not have.",
    heat="StackValidationFailed",
)  # fmt: skip
NO_ATTRIBUTE_PATH = Code("HP0219", "no-attribute-path", "error", "The text {text} is no name of a group's attribute.")
NO_ADDRESS = Code(
    "HP0220", "no-address", "error", "The text {text} is no address: {expected} has to stand at character {at}."
)
