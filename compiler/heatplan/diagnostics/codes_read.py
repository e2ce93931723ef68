"""Codes of the pass ``read`` (HP01xx): text that is no document, or not the one it seems to be."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

NOT_UTF8 = Code(
    "HP0101", "not-utf8", "error", "The file {name} is not UTF-8 text: byte {byte} at offset {offset} does not fit.",
    heat="UnicodeDecodeError",
)  # fmt: skip
SOURCE_TOO_LARGE = Code(
    "HP0102", "source-too-large", "error", "The file {name} has {size} characters; more than {limit} are not read.",
    heat="RequestLimitExceeded",
)  # fmt: skip
OVER_TEMPLATE_SIZE = Code(
    "HP0103", "over-template-size", "warning",
    "The template {name} has {size} characters; a Heat with max_template_size = {limit} refuses it.",
    heat="RequestLimitExceeded",
)  # fmt: skip
NOT_YAML = Code("HP0104", "not-yaml", "error", "{problem}", heat="ValueError")
NOT_PRINTABLE = Code(
    "HP0105", "not-printable", "error", "The text holds the character {character}, which YAML does not allow.",
    heat="ValueError",
)  # fmt: skip
TOO_DEEP = Code(
    "HP0106", "too-deep", "error", "The document nests more than {limit} lists and mappings in each other.",
    heat="RecursionError",
)  # fmt: skip
ALIAS_GROWTH = Code(
    "HP0107", "alias-growth", "error",
    "Written out, the aliases of this document make {nodes} values; more than {limit} are not read.",
    heat="RequestLimitExceeded",
)  # fmt: skip
RECURSIVE_ALIAS = Code(
    "HP0108", "recursive-alias", "error", "The alias *{anchor} stands inside the value it stands for.",
    heat="RecursionError",
)  # fmt: skip
UNKNOWN_TAG = Code("HP0109", "unknown-tag", "error", "Heat knows no YAML tag {tag}.", heat="ValueError")
BAD_TAGGED_VALUE = Code(
    "HP0110", "bad-tagged-value", "error", "The tag {tag} does not fit its value: {reason}.", heat="ValueError",
)  # fmt: skip
UNHASHABLE_KEY = Code("HP0111", "unhashable-key", "error", "The key of a mapping can not be {kind}.", heat="ValueError")
BAD_MERGE = Code(
    "HP0112", "bad-merge", "error", "The merge key << takes a mapping or a list of mappings, not {kind}.",
    heat="ValueError",
)  # fmt: skip
DUPLICATE_KEY = Code(
    "HP0113", "duplicate-key", "warning", "The key {key} stands twice in this mapping; the last one wins.",
)  # fmt: skip
NOT_A_MAPPING = Code(
    "HP0114", "not-a-mapping", "error", "The document is {kind}; a template or an environment is a mapping.",
    heat="ValueError",
)  # fmt: skip
SECOND_READER = Code(
    "HP0115", "second-reader", "warning",
    "{problem} Heat reads the file with its second, slower YAML reader, which takes it, but makes dates of dates.",
)  # fmt: skip
DATE_VALUE = Code(
    "HP0116", "date-value", "error",
    "Heat's second YAML reader makes a date of {value}, which a template can not hold.",
    heat="InvalidTemplateVersion",
)  # fmt: skip
NUMBER_TOO_LONG = Code(
    "HP0117", "number-too-long", "error", "The number has {digits} characters; Heat can not read so many digits.",
    heat="ValueError",
)  # fmt: skip
