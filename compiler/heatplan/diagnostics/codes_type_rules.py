"""Codes of the rules that Heat's resource classes have in code: HP0530 to HP0549.

One code for each kind of rule and exception class (the ``validate`` methods in heat/engine/resources).
"""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

_HEAT = "StackValidationFailed"

CONFLICT = Code(
    "HP0530",
    "properties-conflict",
    "error",
    "{properties} can not be given at the same time.",
    heat="ResourcePropertyConflict",
)
UNSPECIFIED = Code(
    "HP0531",
    "properties-unspecified",
    "error",
    "None of {properties} is given, and one of them must be.",
    heat="PropertyUnspecifiedError",
)
DEPENDENCY = Code(
    "HP0532",
    "property-depends",
    "error",
    "The property {property} can only be given together with {other}.",
    heat="ResourcePropertyDependency",
)
VALUE_DEPENDENCY = Code(
    "HP0533",
    "property-depends-on-value",
    "error",
    "The property {property} can only be given when {condition}.",
    heat="ResourcePropertyValueDependency",
)
TOO_MANY_CHOICES = Code(
    "HP0534",
    "properties-exclude",
    "error",
    "Only one of {properties} can be given.",
    heat=_HEAT,
)
NO_CHOICE = Code(
    "HP0535",
    "properties-alternative",
    "error",
    "One of {properties} must be given.",
    heat=_HEAT,
)
NEEDED = Code(
    "HP0536",
    "property-needed",
    "error",
    "The property {property} must be given{condition}.",
    heat=_HEAT,
)
FORBIDDEN = Code(
    "HP0537",
    "property-forbidden",
    "error",
    "The property {property} can not be given{condition}.",
    heat=_HEAT,
)
NOT_ALLOWED_VALUE = Code(
    "HP0538",
    "property-not-this-value",
    "error",
    "The property {property} is {value}, but it must {rule}{condition}.",
    heat=_HEAT,
)
ORDER = Code(
    "HP0539",
    "property-order",
    "error",
    "{lower} must not be greater than {upper}{condition}.",
    heat=_HEAT,
)
TOO_MANY = Code(
    "HP0540",
    "property-too-many",
    "error",
    "The length of {property} must not be greater than {limit}{condition}.",
    heat=_HEAT,
)
REPEATED = Code(
    "HP0541",
    "property-repeats",
    "error",
    "The property {property} repeats what another one has: {value}.",
    heat=_HEAT,
)
RESERVED_KEYS = Code(
    "HP0542",
    "value-specs-key",
    "error",
    "The property {property} can not have the key {name}: it is a property of its own, or reserved.",
    heat=_HEAT,
)
METADATA_KEY = Code(
    "HP0543",
    "metadata-key",
    "error",
    "The metadata can not have the key {name}{condition}.",
    heat=_HEAT,
)
UNSUPPORTED_COUNT = Code(
    "HP0544",
    "property-count-unsupported",
    "error",
    "The property {property} can have {limit} entry only.",
    heat="NotSupported",
)
OTHER_PROPERTY = Code(
    "HP0545",
    "other-resource-property",
    "error",
    "The property {property} names the resource {name}, whose {other} must be {expected}.",
    heat=_HEAT,
)
NOT_IN_STACK = Code(
    "HP0546",
    "resource-not-in-stack",
    "error",
    "The property {property} names {value}, and the stack has no such resource.",
    heat=_HEAT,
)
NOT_REFERENCED = Code(
    "HP0547",
    "resource-not-referenced",
    "error",
    "The property {property} must be a reference to the resource {name}, not only its name.",
    heat=_HEAT,
)
UNREADABLE = Code(
    "HP0548",
    "property-unreadable",
    "error",
    "Heat looks at the property {property} when it validates the stack, and can not read it.",
    heat=_HEAT,
)
