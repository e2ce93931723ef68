"""Codes of lawful templates that will surprise their author, HP1100 to HP1199: the plan does what Heat does."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

MISSING_ENTRY = Code(
    "HP1101",
    "missing-entry-is-empty",
    "warning",
    "The parameter {name} has nothing at {path}; Heat gives an empty text and says nothing.",
)
NEVER_EQUAL = Code(
    "HP1102", "never-equal", "warning", "The two sides are never equal: one is {left}, the other {right}."
)
CALL_AMONG_KEYS = Code(
    "HP1103",
    "call-among-keys",
    "warning",
    "{name} stands in a mapping with other keys, so it is no function here: the mapping is plain data.",
)
OCTAL_NUMBER = Code(
    "HP1104", "octal-number", "warning", "{text} is the number {value}: YAML 1.1 reads a leading zero as octal."
)
SEXAGESIMAL_NUMBER = Code(
    "HP1105", "base-sixty-number", "warning", "{text} is the number {value}: YAML 1.1 reads colons as base sixty."
)
OTHER_TEXT = Code(
    "HP1106",
    "value-becomes-other-text",
    "warning",
    "The default of the parameter {name} is {written} in the file and the text {text} in Heat.",
)
INDEX_AS_TEXT = Code(
    "HP1107",
    "list-index-as-text",
    "warning",
    "{index} is text, and get_attr takes only a number for a list's index: the value will be null.",
)
INDEX_INTO_MEMBERS = Code(
    "HP1108",
    "index-into-members",
    "warning",
    "[{path}] is no member's {attribute}: Heat takes [{index}] of what each member of {group} has, and lists that.",
)
NULL_HIDES_DEFAULT = Code(
    "HP1109",
    "null-hides-default",
    "warning",
    "The null given for {name} hides the default of the template's parameter: the nested stack gets {value}.",
)
NULL_IS_GIVEN = Code(
    "HP1110",
    "null-counts-as-given",
    "warning",
    "The null given for the required property {name} counts as {value}, and Heat does not miss it.",
)
NO_SUCH_HANDLE = Code(
    "HP1111",
    "no-such-handle",
    "will-fail",
    "{value} is no wait condition handle of this stack, and Heat fails when it creates {name}.",
)
SHIFTED_NAMES = Code(
    "HP1112",
    "removal-shifts-names",
    "warning",
    "At creation removal_policies count too: no member is named {skipped}, and the last is {last}.",
)
DATA_IS_CALLED = Code(
    "HP1113",
    "data-becomes-a-call",
    "warning",
    "A value given to this group is spelt like the function {name}, and Heat calls it for each member.",
)
BLANK_IN_LIST = Code(
    "HP1114",
    "blank-in-list",
    "warning",
    "The items of {name} keep the blanks around the commas: the list has {item}.",
)
PATTERN_TOO_SHORT = Code(
    "HP1115",
    "alternative-never-matches",
    "warning",
    "The alternative {later} of the pattern never matches: {earlier} before it always does, and Heat does not try again.",
)
DEPENDENCY_DROPPED = Code(
    "HP1116",
    "dependency-dropped",
    "note",
    "{needed} is left out by its condition, so {name} no longer waits for it.",
)
UNUSED_PARAM_WAITS = Code(
    "HP1117",
    "unused-param-waits",
    "warning",
    "The text does not have {name} in it, and still this resource waits for what its value refers to.",
)
NOBODY_SIGNALS = Code(
    "HP1118",
    "nobody-signals",
    "warning",
    "Nothing in the stack reads how to signal {name}, so {waiting} waits until it times out unless somebody signals by hand.",
)
CHAIN_BY_WORKERS = Code(
    "HP1119",
    "chain-by-workers",
    "note",
    "How many members of {name} are made at a time is how many engine workers Heat runs; the plan has one after the other.",
)
BOOLEAN_BECOMES_TEXT = Code(
    "HP1120",
    "boolean-becomes-text",
    "warning",
    "The property {name} is text: what YAML reads as {value} becomes {text}.",
)
UNUSED_PARAMETER = Code(
    "HP1121", "unused-parameter", "note", "Nothing in the template uses what it declares as parameters: {names}."
)
UNUSED_CONDITION = Code("HP1122", "unused-condition", "note", "Nothing in the template uses the condition {name}.")
FIXED_REGION = Code(
    "HP1123",
    "region-is-fixed",
    "warning",
    "AWS::Region is always ap-southeast-1 in Heat, whatever region the stack is in.",
)
