"""Codes of parameters, their schemas and their values: HP0401 to HP0449."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

_SCHEMA = "InvalidSchemaError"
_VALUE = "StackValidationFailed"

PARAMETER_KEY = Code("HP0401", "parameter-key", "error", "A parameter has no key {key}.", heat=_SCHEMA)
PARAMETER_TYPE_MISSING = Code(
    "HP0402", "parameter-type-missing", "error", "The parameter {name} has no type.", heat=_SCHEMA
)
PARAMETER_TYPE = Code(
    "HP0403", "parameter-type", "error", "The parameter {name} has the type {type}; there are {types}.", heat=_SCHEMA
)
PARAMETER_TAGS = Code(
    "HP0404", "parameter-tags", "error", "The tags of the parameter {name} must be a list.", heat=_SCHEMA
)
CONSTRAINTS_NOT_LIST = Code(
    "HP0405", "constraints-not-list", "error", "The constraints of the parameter {name} must be a list.", heat=_SCHEMA
)
CONSTRAINT_SHAPE = Code(
    "HP0406", "constraint-shape", "error", "A constraint of the parameter {name} can not be read: {why}.", heat=_SCHEMA
)
CONSTRAINT_UNFIT = Code(
    "HP0407",
    "constraint-unfit",
    "error",
    "A constraint {constraint} can not be put on the parameter {name}, which is a {type}.",
    heat=_SCHEMA,
)
CONSTRAINT_IGNORED = Code(
    "HP0408",
    "constraint-ignored",
    "warning",
    "Heat takes only {taken} from this constraint of the parameter {name}, and ignores {ignored}.",
)
PATTERN_SYNTAX = Code(
    "HP0409", "pattern-syntax", "error", "The pattern of the parameter {name} can not be read: {why}.", heat="error"
)
DEFAULT_KIND = Code(
    "HP0410", "default-kind", "error", "The default of the parameter {name} must be {kind}.", heat=_SCHEMA
)
DEFAULT_CONSTRAINT = Code(
    "HP0411",
    "default-constraint",
    "error",
    "The default of the parameter {name} is {value}, but it must {rule}.",
    heat=_SCHEMA,
)
PARAMETER_KIND = Code(
    "HP0420", "parameter-kind", "error", "The parameter {name} must be {kind}, not {value}.", heat=_VALUE
)
PARAMETER_RANGE = Code(
    "HP0421", "parameter-range", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_LENGTH = Code(
    "HP0422", "parameter-length", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_MULTIPLE = Code(
    "HP0423", "parameter-multiple", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_VALUE = Code(
    "HP0424", "parameter-value", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_PATTERN = Code(
    "HP0425", "parameter-pattern", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_CUSTOM = Code(
    "HP0426", "parameter-constraint", "error", "The parameter {name} is {value}, but it must {rule}.", heat=_VALUE
)
PARAMETER_UNFIT = Code(
    "HP0427", "parameter-unfit", "error", "The parameter {name} is {value}, but it must {rule}.", heat="TypeError"
)
PARAMETER_SLOW_PATTERN = Code(
    "HP0428",
    "parameter-slow-pattern",
    "error",
    "The value of the parameter {name} can not be checked: it must {rule}.",
)

BY_KIND = {
    "range": PARAMETER_RANGE,
    "length": PARAMETER_LENGTH,
    "modulo": PARAMETER_MULTIPLE,
    "values": PARAMETER_VALUE,
    "pattern": PARAMETER_PATTERN,
    "custom": PARAMETER_CUSTOM,
    "unfit": PARAMETER_UNFIT,
    "slow": PARAMETER_SLOW_PATTERN,
}
"""The code for each kind of broken constraint."""
