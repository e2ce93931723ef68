"""Values that snippets are drawn from: ordinary ones, and those at which functions stumble."""

from __future__ import annotations

from random import Random
from typing import Any

TEXTS = (
    *("", "a", "b", "ab", "abc", ",", ", ", "-", "a,b,c", "a, b ,", "x-y", "name", "value", "A", " "),
    *("0", "1", "-1", "2", "007", "1.5", "1e3", "true", "false", "null", "None", "NaN", "yes"),
    *("%var%", "<%v%>", "$var and ${ab}", "%var%-%other%", "aab", "aa", "ababab", "foo=bar", "a/b?c=d&e#f"),
    *("é", "ÿ", "ü,ß", "中", "日本,語", "\N{COLLISION SYMBOL}", "a\nb", "\t", "\\", '"', "'", "İ", "ß", "%", "%s"),
    *('{"k": ["x", 1], "": null}', "[1, 2]", '"q"', "{", "{}", "[]", "nan", "Infinity", "x" * 300),
)
NUMBERS = (0, 1, -1, 2, 3, 7, 200, 65535, 65536, 10**20, -(2**63), 0.0, -0.0, 1.0, 1.5, 2.5, -1.5, 1e20, 1e-7, 1e300)
STRANGE = (float("nan"), float("inf"), float("-inf"))
KEYS = ("a", "b", "ab", "k", "name", "x", "%var%", "aa", "", "é", "1", "value", "%other%")


def text(random: Random) -> str:
    """Some text."""
    return random.choice(TEXTS) if random.random() < 0.9 else "".join(random.choices("ab,-%é中 \n$", k=5))


def number(random: Random) -> int | float:
    """A number, once in a while one that is none."""
    return random.choice(STRANGE) if random.random() < 0.04 else random.choice(NUMBERS)


def boolean(random: Random) -> bool:
    """True or false."""
    return random.random() < 0.5


def scalar(random: Random) -> Any:
    """Null, a boolean, a number or a text."""
    kind = random.random()
    if kind < 0.12:
        return None
    if kind < 0.25:
        return boolean(random)
    return number(random) if kind < 0.45 else text(random)


def listing(random: Random, depth: int = 2) -> list[Any]:
    """A list."""
    if random.random() < 0.5:
        return [text(random) for _ in range(random.randrange(4))]
    return [anything(random, depth - 1) for _ in range(random.randrange(4))]


def mapping(random: Random, depth: int = 2) -> dict[str, Any]:
    """A map."""
    return {random.choice(KEYS): anything(random, depth - 1) for _ in range(random.randrange(4))}


def anything(random: Random, depth: int = 2) -> Any:
    """Any value of JSON."""
    kind = random.random()
    if depth <= 0 or kind < 0.6:
        return scalar(random)
    return listing(random, depth) if kind < 0.8 else mapping(random, depth)
