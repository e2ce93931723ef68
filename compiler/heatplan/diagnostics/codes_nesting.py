"""Codes of expand: resource types, nested stacks and groups, HP0600 to HP0649."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

UNKNOWN_TYPE = Code(
    "HP0600", "unknown-type", "error", "There is no resource type named {name}.", heat="StackValidationFailed"
)
MISSING_TEMPLATE = Code(
    "HP0601",
    "missing-template",
    "error",
    "The template {name} of this resource could not be had or read.",
    heat="StackValidationFailed",
)
TOO_DEEP = Code(
    "HP0602",
    "nested-too-deep",
    "warning",
    "This stack is nested {depth} levels deep; Heat's max_nested_stack_depth is {limit}.",
)
ENDLESS_NESTING = Code(
    "HP0603",
    "endless-nesting",
    "error",
    "The template {name} nests itself without end.",
    heat="StackValidationFailed",
)
UNSUPPORTED_MEMBER_TYPE = Code(
    "HP0605",
    "unsupported-member-type",
    "error",
    "Not supported yet: a group whose {what} is known only when the stack stands.",
)
MEMBERS_UNCHECKED = Code(
    "HP0606",
    "members-unchecked",
    "warning",
    "The values of {count} members depend on their index; the first {checked} were checked.",
)
TOO_MANY_RESOURCES = Code(
    "HP0607",
    "too-many-resources",
    "warning",
    "The stack has {count} resources; Heat's max_resources_per_stack is {limit}.",
)
INDEX_NOT_USED = Code(
    "HP0608",
    "index-not-substituted",
    "warning",
    "{variable} is not replaced in {where}: Heat replaces it in the string values of properties only.",
)
PARALLEL_GROUPS = Code(
    "HP0609",
    "parallel-groups",
    "warning",
    "Each of the {count} members of {name} waits for all members of {others}: {edges} orderings for {pairs} pairs, and"
    " none of them ties a member to the one with its own index.",
)
FACADE_MISMATCH = Code(
    "HP0610",
    "facade-mismatch",
    "error",
    "The template {name} can not stand for {type}: {why}.",
    heat="StackValidationFailed",
)
TOO_MANY_MEMBERS = Code(
    "HP0611", "too-many-members", "error", "The group has {count} members, more than {limit} (see --max-resources)."
)
INDEX_IN_ATTRIBUTE = Code(
    "HP0612",
    "index-in-attribute",
    "will-fail",
    "{read} asks {group} for a member called {variable}: functions are resolved before a member has its index.",
)
BAD_CONFIGURATION = Code(
    "HP0613",
    "bad-launch-configuration",
    "error",
    "{name}, of type {type}, can not be the launch configuration of this group.",
    heat="StackValidationFailed",
)
BAD_MEMBER = Code(
    "HP0614",
    "bad-member",
    "error",
    "There can be no such member in this group: {why}.",
    heat="StackValidationFailed",
)
BAD_PAUSE = Code(
    "HP0615",
    "bad-pause-time",
    "error",
    "PauseTime is {value}, but it must be a duration of at most PT1H.",
    heat="ValueError",
)
BAD_STACK_NAME = Code(
    "HP0616",
    "bad-stack-name",
    "error",
    "The stack would be named {name}, which is no name that Heat takes.",
    heat="StackValidationFailed",
)
MAPPING_LOOP = Code(
    "HP0617",
    "mapping-loop",
    "error",
    "The resource_registry maps {name} to itself: {way}.",
    heat="RecursionError|StackValidationFailed",
)
MAPPING_OF_TYPE = Code(
    "HP0618",
    "mapping-of-type",
    "error",
    "The resource_registry has a mapping for {name} where the name of a type or a template belongs ({way}).",
    heat="AttributeError|TypeError|StackValidationFailed",
)
NAMED_LIKE_SECTION = Code(
    "HP0619",
    "named-like-section",
    "warning",
    "Heat takes the properties for an environment, since {name} is the name of a section: its content is given to the"
    " nested stack, {lost}.",
)
SECTION_OF_WRONG_KIND = Code(
    "HP0620",
    "section-of-wrong-kind",
    "error",
    "The property {name} has the name of a section of an environment, and Heat can not take {kind} for one.",
    heat="StackValidationFailed",
)
TAG_TOO_LONG = Code(
    "HP0621", "tag-too-long", "error", "The tag {tag} has more than {limit} characters.", heat="ValueError"
)
