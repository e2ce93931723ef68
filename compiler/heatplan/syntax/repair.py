"""A token that no rule takes becomes a finding, and the parser goes on behind it.

What is lawful at a place is asked of the parser (the terminals that its state
takes), so the grammar alone decides; here it is put in words, and the parser
is fed what it needs to go on: a stand-in without a node, which whoever builds
the template leaves out.
"""

from __future__ import annotations

from typing import Final

from heatplan.catalogue.versions import VERSIONS, VersionTable
from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir.node import Scalar
from heatplan.ir.template import spelled
from heatplan.ir.value import Value
from heatplan.span import NOWHERE, Span
from heatplan.syntax.mappings import kind_of
from heatplan.syntax.tokens import Token

_WORDS: Final = {
    "TEXT": "text", "TEXTS": "a list of texts", "BOOL": "a boolean", "MAP": "a mapping", "OPEN": "a mapping",
    "POLICY": "a deletion policy", "CALL": "a function",
}  # fmt: skip
"""Terminals of values in the words of a message, in the order in which they are said."""

_STAND_INS: Final = ("EMPTY", "MAP", "TEXT", "POLICY", "NULL")
_BODIES: Final = {"RESOURCE": ("OPEN", "K_TYPE", "TEXT", "CLOSE"), "OUTPUT": ("OPEN", "K_VALUE", "NULL", "CLOSE")}
_PARTS: Final = {"K_TYPE": "TEXT", "K_VALUE": "NULL"}
_OPTIONAL: Final = ("K_PROPERTIES", "K_METADATA", "K_DEPENDS_ON", "K_DELETION_POLICY", "K_UPDATE_POLICY",
                    "K_DESCRIPTION", "K_EXTERNAL_ID", "K_CONDITION")  # fmt: skip
_DECLARED: Final = ("PARAMETER", "CONDITION", "RESOURCE", "OUTPUT")


_RAISED: Final = dict.fromkeys(("K_PARAMETERS", "K_RESOURCES", "K_OUTPUTS"), "AttributeError")
"""What Heat raises where it asks a section that is no mapping for its items."""


class Repair:
    """What to say of a refused token and what to feed instead, by the rules of one version."""

    def __init__(self, table: VersionTable, *, nested: bool = False) -> None:
        self._table = table
        self._nested = nested
        self.diagnostics: list[Diagnostic] = []

    def tokens(self, refused: Token, before: Token, takes: set[str]) -> tuple[Token, ...]:
        """What to feed in the place of ``refused``, which came after ``before`` where ``takes`` is lawful."""
        if refused.type == "UNKNOWN_KEY":
            self._unknown_key(refused)
            return ()
        if refused.type == "ODD_NAME":
            return (self._odd_name(refused, takes),)
        missing = next((key for key in _PARTS if takes == {key}), None)
        if missing is not None:
            self._missing(missing, before)
            return (Token(missing), Token(_PARTS[missing]), refused)
        self._wrong_value(refused, before, takes)
        if before.type in _BODIES:
            return tuple(Token(kind) for kind in _BODIES[before.type])
        stand_in = next((kind for kind in _STAND_INS if kind in takes), None)
        return (Token(stand_in),) if stand_in is not None else (Token("OPEN"), Token("CLOSE"))

    def _add(self, item: Diagnostic) -> None:
        self.diagnostics.append(item)

    def _unknown_key(self, token: Token) -> None:
        assert token.key is not None
        name, table = str(token.key.value), self._table
        facts = {"key": name, "name": name, "version": table.version}
        if token.node is None:
            hint = did_you_mean(name, table.sections) or _later(table, name, "sections")
            self._add(finding(codes.UNKNOWN_SECTION, token.key.span, hint=hint, facts=facts))
            return
        output = token.address.startswith("outputs.")
        keys = "output_keys" if output else "resource_keys"
        hint = did_you_mean(name, getattr(table, keys)) or _later(table, name, keys)
        hot = table.dialect == "hot"
        code = codes.UNKNOWN_RESOURCE_KEY if hot else codes.IGNORED_RESOURCE_KEY
        if output:
            code = codes.UNKNOWN_OUTPUT_KEY
        facts["name"] = _name(token)
        level: Severity | None = "error" if output and hot and self._nested else None
        self._add(finding(code, token.key.span, address=token.address, hint=hint, level=level, facts=facts))

    def _odd_name(self, token: Token, takes: set[str]) -> Token:
        assert token.key is not None
        kind = next(kind for kind in _DECLARED if kind in takes)
        facts = {"name": token.key.value, "kind": kind.lower(), "actual": kind_of(token.key)}
        hint = f"Put it in quotes: '{_written(token.key)}'."
        # A condition's and an output's name is put into a path when it is looked at: the TypeError passes through.
        raises = "TypeError" if kind in {"CONDITION", "OUTPUT"} else None
        self._add(
            finding(codes.NAME_NOT_TEXT, token.key.span, address=token.address, hint=hint, raises=raises, facts=facts)
        )
        return Token(kind)

    def _missing(self, kind: str, before: Token) -> None:
        place = before.key.span if before.key is not None else NOWHERE
        key = spelled(self._table.dialect, kind.removeprefix("K_").lower())
        code = codes.NO_TYPE if kind == "K_TYPE" else codes.NO_OUTPUT_VALUE
        facts = {"name": _name(before), "key": key}
        self._add(finding(code, place, address=before.address, facts=facts))

    def _wrong_value(self, token: Token, before: Token, takes: set[str]) -> None:
        assert token.node is not None
        place: Span = token.node.span
        if before.type == "K_DELETION_POLICY" and token.type == "TEXT" and isinstance(token.node, Scalar):
            policy = str(token.node.value)
            hint = did_you_mean(policy, self._table.deletion_policies) or _policies(self._table)
            facts = {"name": _name(token), "policy": policy}
            self._add(finding(codes.UNKNOWN_POLICY, place, address=token.address, hint=hint, facts=facts))
            return
        expected = " or ".join(dict.fromkeys(_WORDS[kind] for kind in _WORDS if kind in takes))
        kind = kind_of(token.node)
        if token.type == "CALL":
            kind = "a function"
        elif token.type == "MAP" and "CALL" in takes:
            kind = "a mapping that is no function"
        elif isinstance(token.node, Scalar) and token.node.value == "":
            kind = "empty text"
        hint = "Leave the key out where it has no value." if token.type == "NULL" and before.type in _OPTIONAL else ""
        facts = {"what": _what(before, token), "expected": expected, "kind": kind}
        raises = _RAISED.get(before.type) or ("InvalidSchemaError" if before.type == "PARAMETER" else None)
        self._add(finding(codes.WRONG_SHAPE, place, address=token.address, hint=hint, raises=raises, facts=facts))


def _what(before: Token, token: Token) -> str:
    """The subject of the sentence: whose value is wrong."""
    if before.type in _DECLARED:
        return f"The {before.type.lower()} {_name(token)}"
    key = before.key.value if before.key is not None else ""
    return f"The value of {key} in the {_declared(token)} {_name(token)}" if token.address else f"The section {key}"


def _name(token: Token) -> str:
    """The name of what the token's address leads to: ``b`` of ``resources.b``."""
    return token.address.partition(".")[2]


def _declared(token: Token) -> str:
    """What the token's address leads to: a resource, an output."""
    return token.address.partition(".")[0].removesuffix("s")


def _written(key: Scalar) -> str:
    """The name as it was written: of the words that YAML makes booleans and null of, the length tells which."""
    if key.value is not None and not isinstance(key.value, bool):
        return str(key.value)
    words = _WORDS_OF[key.value]
    return next((word for word in words if len(word) == key.span.end - key.span.start), words[0])


_WORDS_OF: dict[Value, tuple[str, ...]] = {
    None: ("null", "~"),
    True: ("yes", "on", "true"),
    False: ("no", "off", "false"),
}


def _policies(table: VersionTable) -> str:
    return f"Version {table.version} knows {', '.join(table.deletion_policies)}."


def _later(table: VersionTable, name: str, field: str) -> str:
    """The hint that a later version of the same dialect knows the key."""
    for other in VERSIONS.values():
        if other.key == table.key and other.version > table.version and name in getattr(other, field):
            return f"{table.key} {other.version} and later know it."
    return ""
