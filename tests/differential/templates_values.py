"""Values for a property, drawn from its schema and constraints."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, Final

from heatplan.ir.schema import AllowedPattern, AllowedValues, Custom, Length, Modulo, PropertySchema, Range
from heatplan.ir.value import thaw

WORDS: Final = (
    "a", "b", "web", "db-1", "two words", "$a", "10.0.0.1", "yes", "null", "1", "007", "é", "a,b", "%index%",
    "x/y", "UPPER", "name: value", "{}", "[1]", "a.b", "true", "-", "1.5", " padded ", "line\nbreak", "2020-01-01",
)  # fmt: skip
"""Texts that are mistaken for something else somewhere."""

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

CUSTOM: Final[dict[str, tuple[str, ...]]] = {
    "ip_addr": ("10.0.0.4", "192.168.7.9", "fe80::1", "::"),
    "net_cidr": ("10.0.0.0/24", "192.168.0.0/16", "fd00::/8", "10.0.0.1/32"),
    "ip_or_cidr": ("10.0.0.4", "10.0.0.0/24", "fd00::/8"),
    "mac_addr": ("fa:16:3e:00:00:01", "FA-16-3E-00-00-02"),
    "dns_name": ("example.org", "host-1.example.org", "example.org."),
    "dns_domain": ("example.org.", "a.example.org."),
    "rel_dns_name": ("host-1", "a.b", "a"),
    "cron_expression": ("* * * * *", "0 3 * * 1", "*/5 0-6 1,15 * *"),
    "timezone": ("UTC", "Europe/Berlin", "Asia/Tokyo"),
    "json_string": ('{"a": 1}', "[]", "1"),
    "iso_8601": ("2030-01-01T00:00:00Z", "2030-01-01"),
    "expiration": ("2090-01-01T00:00:00", "2090-06-30"),
}
"""Values of the constraints that need no cloud."""

PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    r"\d{4}-\d{2}-\d{2}\s\d{2}:\d{2}": ("2030-01-01 10:30", "2031-12-31 23:59"),
    r"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$": (
        "123e4567-e89b-12d3-a456-426614174000",
    ),
    r"[a-zA-Z0-9_]+[a-zA-Z0-9_@?#\s]*[a-zA-Z0-9_]+": ("some name", "ab"),
    r"[a-zA-Z0-9_\-]+[a-zA-Z0-9_@?#\s\-]*[a-zA-Z0-9_\-]+": ("some-name", "ab"),
    "/dev/vd[b-z]": ("/dev/vdb", "/dev/vdz"),
    r"^([0-9]+(-[0-9]+)?)(,([0-9]+(-[0-9]+)?))*$": ("80", "80-90,443"),
}
"""Values of the patterns that the catalogue has; a new one is found by tests of this file."""


Refer = Callable[[PropertySchema], Any]
"""Gives a reference for a property where one fits, else None."""


def nothing(_: PropertySchema) -> Any:
    """No reference, whatever the property."""
    return None


def value_of(random: Random, schema: PropertySchema, refer: Refer = nothing, depth: int = 0) -> Any:
    """A value that the schema takes, now and then in another spelling that Heat takes too."""
    found = refer(schema)
    if found is not None:
        return found
    if schema.default is not None and random.random() < 0.1:
        return thaw(schema.default)
    allowed = [one.values for one in schema.constraints if isinstance(one, AllowedValues)]
    if allowed and schema.type != "List":
        return _spelled(random, thaw(random.choice(allowed[0])), schema.type)
    match schema.type:
        case "String":
            return text_of(random, schema)
        case "Integer" | "Number":
            return _spelled(random, _number(random, schema), schema.type)
        case "Boolean":
            return random.choice((True, False, True, False, "true", "False", "TRUE"))
        case "List":
            return _list(random, schema, refer, depth)
        case "Map":
            return _map(random, schema, refer, depth)
    return random.choice(("any", 1, True, ["a"], {"a": "b"}, 1.5))


def _spelled(random: Random, value: Any, kind: str) -> Any:
    """Numbers as text now and then, and whole ones as floats."""
    if isinstance(value, bool) or not isinstance(value, int | float) or random.random() > 0.12:
        return value
    return str(value) if random.random() < 0.7 or kind == "String" else float(value)


def word(random: Random) -> str:
    """A text."""
    if random.random() < 0.5:
        return random.choice(WORDS)
    return "".join(random.choices(LETTERS, k=random.randint(1, 8)))


def text_of(random: Random, schema: PropertySchema) -> Any:
    """A text that keeps the constraints; now and then another scalar that is taken for one."""
    for one in schema.constraints:
        if isinstance(one, Custom) and one.name in CUSTOM:
            return random.choice(CUSTOM[one.name])
        if isinstance(one, AllowedPattern):
            return random.choice(PATTERNS.get(one.pattern, ("no value is known for the pattern",)))
    lengths = [one for one in schema.constraints if isinstance(one, Length)]
    if lengths:
        least = int(lengths[0].minimum or 0)
        most = int(lengths[0].maximum) if lengths[0].maximum is not None else least + 9
        return "".join(random.choices(LETTERS, k=random.choice((least, random.randint(least, min(most, least + 20))))))
    draw = random.random()
    if draw < 0.04:
        return random.choice((1, True, False, 0, 77))
    return word(random)


def _number(random: Random, schema: PropertySchema) -> Any:
    ranges = [one for one in schema.constraints if isinstance(one, Range)]
    least = max((one.minimum for one in ranges if one.minimum is not None), default=None)
    most = min((one.maximum for one in ranges if one.maximum is not None), default=None)
    low = int(least) if least is not None else (int(most) - 50 if most is not None else 0)
    high = int(most) if most is not None else low + 50
    steps = [one for one in schema.constraints if isinstance(one, Modulo)]
    if steps:
        return low + (steps[0].offset - low) % steps[0].step
    if random.random() < 0.2:
        return random.choice((low, high))
    number = random.randint(low, min(high, low + 50))
    if schema.type == "Number" and random.random() < 0.2 and number < high:
        return number + 0.5
    return number


def _list(random: Random, schema: PropertySchema, refer: Refer, depth: int) -> list[Any]:
    lengths = [one for one in schema.constraints if isinstance(one, Length)]
    least = max((int(one.minimum) for one in lengths if one.minimum is not None), default=0)
    most = min((int(one.maximum) for one in lengths if one.maximum is not None), default=least + 2)
    allowed = [thaw(one.values) for one in schema.constraints if isinstance(one, AllowedValues)]
    if allowed:
        return random.sample(allowed[0], k=min(len(allowed[0]), random.randint(max(least, 1), 2)))
    number = random.randint(
        least if random.random() < 0.2 else max(least, min(1, most)), max(least, min(most, least + 2))
    )
    item = schema.items or PropertySchema("String")
    return [value_of(random, item, refer, depth + 1) for _ in range(number)]


def _map(random: Random, schema: PropertySchema, refer: Refer, depth: int) -> dict[str, Any]:
    if schema.fields is None:
        return {
            random.choice(("a", "b", "key", "x-y")): random.choice(
                (word(random), word(random), 1, True, ["a"], {"b": "c"})
            )
        }
    return fields_of(random, schema.fields, refer, depth + 1)


def fields_of(random: Random, fields: Any, refer: Refer = nothing, depth: int = 0) -> dict[str, Any]:
    """Values for the required properties and for some of the others."""
    chance = (0.25, 0.3, 0.2, 0.1)[min(depth, 3)]
    found: dict[str, Any] = {}
    for name, schema in fields.items():
        if not schema.required and random.random() > chance:
            continue
        if schema.support.status not in {"SUPPORTED", "DEPRECATED"} and random.random() > 0.1:
            continue
        if not schema.implemented and not schema.required and random.random() > 0.02:
            continue
        if not schema.required and random.random() < 0.03:
            found[name] = None
        else:
            found[name] = value_of(random, schema, refer, depth)
    return found
