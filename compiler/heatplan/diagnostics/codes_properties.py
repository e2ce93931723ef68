"""Codes of the properties of resources: HP0500 to HP0549."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

_HEAT = "StackValidationFailed"

UNKNOWN_PROPERTY = Code(
    "HP0501", "unknown-property", "error", "The resource type has no property named {name}.", heat=_HEAT
)
UNKNOWN_KEY = Code("HP0502", "unknown-key", "error", "The property {property} has no key named {name}.", heat=_HEAT)
PROPERTY_REQUIRED = Code(
    "HP0503", "property-required", "error", "The property {property} is required and not given.", heat=_HEAT
)
PROPERTY_UNIMPLEMENTED = Code(
    "HP0504", "property-unimplemented", "error", "Heat never implemented the property {property}.", heat=_HEAT
)
PROPERTY_KIND = Code(
    "HP0505", "property-kind", "error", "The property {property} must be {kind}, not {value}.", heat=_HEAT
)
PROPERTY_CONFLICT = Code(
    "HP0506",
    "property-conflict",
    "error",
    "The properties {property} and {other} can not be given at the same time.",
    heat=_HEAT,
)
PROPERTIES_NOT_MAPPING = Code(
    "HP0507", "properties-not-mapping", "error", "The properties must be a mapping, not {value}.", heat=_HEAT
)
PROPERTY_RANGE = Code(
    "HP0510", "property-range", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_LENGTH = Code(
    "HP0511", "property-length", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_MULTIPLE = Code(
    "HP0512", "property-multiple", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_VALUE = Code(
    "HP0513", "property-value", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_PATTERN = Code(
    "HP0514", "property-pattern", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_CUSTOM = Code(
    "HP0515", "property-constraint", "error", "The property {property} is {value}, but it must {rule}.", heat=_HEAT
)
PROPERTY_SLOW_PATTERN = Code(
    "HP0516",
    "property-slow-pattern",
    "error",
    "The value of the property {property} can not be checked: it must {rule}.",
)
PROPERTY_UNRESOLVED = Code(
    "HP0517",
    "property-unresolved",
    "error",
    "Heat passes the property {property} on without calling {function} in it.",
    heat=_HEAT,
)

BY_KIND = {
    "range": PROPERTY_RANGE,
    "length": PROPERTY_LENGTH,
    "modulo": PROPERTY_MULTIPLE,
    "values": PROPERTY_VALUE,
    "pattern": PROPERTY_PATTERN,
    "custom": PROPERTY_CUSTOM,
    "unfit": PROPERTY_CUSTOM,
    "slow": PROPERTY_SLOW_PATTERN,
}
"""The code for each kind of broken constraint."""

WHEN_VALIDATED = frozenset({UNKNOWN_KEY, PROPERTY_UNIMPLEMENTED, *BY_KIND.values()})
"""What Heat finds only where it validates a value, and not where it merely reads it."""
