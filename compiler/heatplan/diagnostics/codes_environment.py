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
    heat="AttributeError|TypeError",
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
CONFLICTING_STRATEGY = Code(
    "HP0456",
    "conflicting-merge-strategy",
    "error",
    "{file} asks for the merge strategy {strategy} for {name}, a file before it for {before}.",
    heat="ConflictingMergeStrategyForParam",
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
SECTION_TWICE = Code(
    "HP0461",
    "environment-section-twice",
    "error",
    "The section {name} is in {file} and in a file before it, and the server can not merge lists.",
    heat="AttributeError|TypeError",
)
CLIENT_CLASH = Code(
    "HP0462",
    "client-can-not-merge",
    "error",
    "What {file} has for {name} can not be merged with the file before it: {why}.",
    heat="TypeError|AttributeError|IndexError",
)
MERGE_KINDS = Code(
    "HP0463",
    "merge-of-unlike-values",
    "error",
    "The value of {name} in {file} can not be merged ({strategy}): {why}.",
    heat="TypeError|AttributeError",
)
MERGE_VALUE = Code(
    "HP0464",
    "merge-value",
    "error",
    "The value of {name} in {file} can not be merged ({strategy}): {why}.",
    heat="ValueError",
)
MERGE_TYPE = Code(
    "HP0465",
    "merge-type",
    "error",
    "The parameter {name} can not be merged ({strategy} in {file}): {why}.",
    heat="InvalidMergeStrategyForParam",
)
DROPPED_NAME = Code(
    "HP0466",
    "parameter-dropped",
    "warning",
    "Heat drops the value of {name} in {file} without a word: no template has such a parameter.",
)
NULL_IGNORED = Code(
    "HP0467", "null-ignored", "warning", "The null for {name} in {file} changes nothing: what was given before stays."
)
REGISTRY_VALUE = Code(
    "HP0468",
    "registry-value",
    "error",
    "{name} in the resource_registry of {file} is {kind}; the name of a type or of a template belongs there.",
    heat="TypeError|AttributeError",
)
RELATIVE_BASE_URL = Code(
    "HP0469",
    "relative-base-url",
    "error",
    "The file {target} for {name} in {file} can not be found: base_url must be a whole URL.",
    heat="ValueError",
)
SINK_NO_MAPPING = Code(
    "HP0470",
    "event-sink-no-mapping",
    "error",
    "The event sinks are not lawful: {why}.",
    heat="AttributeError|TypeError",
)
UNKNOWN_SINK = Code("HP0471", "event-sink-type", "error", "The event sinks are not lawful: {why}.", heat="KeyError")
BAD_SINK = Code("HP0472", "event-sink-keys", "error", "The event sinks are not lawful: {why}.", heat="TypeError")
RESOURCES_REPLACED = Code(
    "HP0474",
    "registry-resources-replaced",
    "warning",
    "The entries by resource name in {file} take the place of all that the files before have: {names} is gone.",
)
MAPPING_BY_NAME_LEAKS = Code(
    "HP0475",
    "mapping-by-name-leaks",
    "warning",
    "Heat may use {target}, which the resource_registry has for {type} in {name} alone, for other resources of that "
    "type too: which ones is chance.",
)
ENCRYPTED_NAME = Code(
    "HP0473",
    "encrypted-param-name",
    "will-fail",
    "{name} is in encrypted_param_names, and no value for it is in parameters: Heat can not read the stack back.",
)
OPERATOR_FILE = Code(
    "HP0476",
    "operator-file-left-out",
    "warning",
    "Heat starts without its environment file {name}, and only its log says so: {why}.",
)
OPERATOR_SECTION = Code(
    "HP0477",
    "operator-section-unused",
    "warning",
    "In Heat's own environment file {name}, {sections} has no effect: only the resource_registry is taken.",
)
OPERATOR_ORDER = Code(
    "HP0478",
    "operator-files-disagree",
    "warning",
    "{name} has {type} otherwise than {former}: Heat reads its environment files in no fixed order, here {name} wins.",
)
NO_OPERATOR_FILES = Code("HP0479", "no-operator-files", "warning", "The folder {name} has no environment file.")
