"""A document as skeleton tokens: each part named by its position, bodies left whole.

The tokens of ``grammar/template.lark``, in the order of its rules.  Nothing is
refused here; what a version does not have gets a token that no rule takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from heatplan.catalogue.versions import VERSION_KEYS, VersionTable
from heatplan.ir.address import quote
from heatplan.ir.node import Mapping, Node, Scalar, Sequence

Place = Literal["template", "resource", "output"]


class Token:
    """A terminal of the grammar (``type``) with what it stands for.

    ``node`` is the value (None in a token that only repairs), ``key`` the key
    it stands under, ``address`` the declaration it belongs to.
    """

    __slots__ = ("address", "key", "node", "type")

    def __init__(self, kind: str, node: Node | None = None, key: Scalar | None = None, address: str = "") -> None:
        self.type = kind
        self.node = node
        self.key = key
        self.address = address

    def __repr__(self) -> str:
        return self.type


_SECTIONS: Final = {
    "description": "K_DESCRIPTION",
    "parameter_groups": "K_PARAMETER_GROUPS",
    "parameters": "K_PARAMETERS",
    "mappings": "K_MAPPINGS",
    "__undefined__": "K_MAPPINGS",
    "conditions": "K_CONDITIONS",
    "resources": "K_RESOURCES",
    "outputs": "K_OUTPUTS",
}
_RESOURCE_KEYS: Final = {
    "type": "K_TYPE",
    "properties": "K_PROPERTIES",
    "metadata": "K_METADATA",
    "depends_on": "K_DEPENDS_ON",
    "deletion_policy": "K_DELETION_POLICY",
    "update_policy": "K_UPDATE_POLICY",
    "description": "K_DESCRIPTION",
    "external_id": "K_EXTERNAL_ID",
    "condition": "K_CONDITION",
}
_OUTPUT_KEYS: Final = {"value": "K_VALUE", "description": "K_DESCRIPTION", "condition": "K_CONDITION"}
_CFN_NAMES: Final = {
    "DependsOn": "depends_on",
    "DeletionPolicy": "deletion_policy",
    "UpdatePolicy": "update_policy",
}  # the others differ in the first letter only


def tokens(document: Mapping, table: VersionTable, version: Scalar) -> Iterator[Token]:
    """The tokens of a document by the rules of its version.  ``version`` is the version key."""
    return _Walk(table).template(document, version)


class _Walk:
    """The tables of one version, and a method for each level of the document."""

    def __init__(self, table: VersionTable) -> None:
        self._functions = table.functions
        self._in_conditions = {**table.functions, **table.condition_functions}
        self._policies = table.deletion_policies
        hot = table.dialect == "hot"
        self._sections = _order(_SECTIONS, table.sections, hot)
        self._resource_keys = _order(_RESOURCE_KEYS, table.resource_keys, hot)
        self._output_keys = _order(_OUTPUT_KEYS, table.output_keys, hot)
        self._known_versions = {key for key in VERSION_KEYS if key in table.sections}

    def template(self, document: Mapping, version: Scalar) -> Iterator[Token]:
        given = {key.value: (key, node) for key, node in document.entries}
        yield Token("VERSION", given[version.value][1], version)
        for name, (key, _) in given.items():
            if name not in self._sections and name not in self._known_versions and name != version.value:
                yield Token("UNKNOWN_KEY", None, key, "")
        for name, kind in self._sections.items():
            if name in given:
                key, node = given[name]
                yield Token(kind, node, key)
                yield from self._section(kind, key, node)

    def _section(self, kind: str, key: Scalar, node: Node) -> Iterator[Token]:
        if kind in ("K_DESCRIPTION", "K_PARAMETER_GROUPS", "K_MAPPINGS"):
            yield self._value(node, key, "")
            return
        if not isinstance(node, Mapping):
            yield Token("EMPTY" if is_false(node) else _kind(node), node, key)
            return
        yield Token("OPEN", node, key)
        declaration = {
            "K_PARAMETERS": self._parameter, "K_CONDITIONS": self._condition, "K_RESOURCES": self._resource,
            "K_OUTPUTS": self._output,
        }[kind]  # fmt: skip
        for name, body in node.entries:
            yield from declaration(name, body)
        yield Token("CLOSE", node, key)

    def _parameter(self, name: Scalar, body: Node) -> Iterator[Token]:
        address = f"parameters.{name.value}"
        yield _name("PARAMETER", name, body, address)
        yield Token("MAP" if isinstance(body, Mapping) else _kind(body), body, name, address)

    def _condition(self, name: Scalar, body: Node) -> Iterator[Token]:
        address = f"conditions.{name.value}"
        yield _name("CONDITION", name, body, address)
        yield self._value(body, name, address)

    def _resource(self, name: Scalar, body: Node) -> Iterator[Token]:
        address = f"resources.{name.value}"
        yield _name("RESOURCE", name, body, address)
        yield from self._body(name, body, address, self._resource_keys)

    def _output(self, name: Scalar, body: Node) -> Iterator[Token]:
        address = f"outputs.{quote(str(name.value))}"
        yield _name("OUTPUT", name, body, address)
        yield from self._body(name, body, address, self._output_keys)

    def _body(self, name: Scalar, body: Node, address: str, known: dict[str, str]) -> Iterator[Token]:
        """The keys of a resource or output: those that the version knows in their order, then the others."""
        if not isinstance(body, Mapping):
            yield Token(_kind(body), body, name, address)
            return
        yield Token("OPEN", body, name, address)
        given = {key.value: (key, node) for key, node in body.entries}
        for plain, kind in known.items():
            if plain in given:
                key, node = given.pop(plain)
                yield Token(kind, node, key, address)
                yield self._part(kind, node, key, address)
        for key, node in given.values():
            yield Token("UNKNOWN_KEY", node, key, address)
        yield Token("CLOSE", body, name, address)

    def _part(self, kind: str, node: Node, key: Scalar, address: str) -> Token:
        """The value under a key of a resource or output."""
        if kind in ("K_PROPERTIES", "K_METADATA", "K_UPDATE_POLICY") and isinstance(node, Mapping):
            return Token("MAP", node, key, address)
        if kind == "K_TYPE" and isinstance(node, Scalar) and node.value == "":
            return Token("EMPTY", node, key, address)
        if kind == "K_DELETION_POLICY" and isinstance(node, Scalar) and node.value in self._policies:
            return Token("POLICY", node, key, address)
        if kind == "K_CONDITION" and _is_call(node, self._in_conditions):
            return Token("CALL", node, key, address)
        return self._value(node, key, address)

    def _value(self, node: Node, key: Scalar, address: str) -> Token:
        return Token("CALL" if _is_call(node, self._functions) else _kind(node), node, key, address)


def _order(plain: dict[str, str], known: tuple[str, ...], hot: bool) -> dict[str, str]:
    """Keys as the dialect writes them, in the order of the grammar, with their terminals."""
    as_plain = {name if hot else _CFN_NAMES.get(name, name.lower()): name for name in known}
    return {as_plain[name]: kind for name, kind in plain.items() if name in as_plain}


def _name(kind: str, name: Scalar, body: Node, address: str) -> Token:
    return Token(kind if isinstance(name.value, str) else "ODD_NAME", body, name, address)


def is_false(node: Node) -> bool:
    """What Python calls false: Heat takes such a section for an empty one."""
    if isinstance(node, Scalar):
        return not node.value
    return not (node.entries if isinstance(node, Mapping) else node.items)


def _kind(node: Node) -> str:
    """The terminal of a value by its kind alone."""
    if isinstance(node, Mapping):
        return "MAP"
    if isinstance(node, Sequence):
        texts = all(isinstance(item, Scalar) and isinstance(item.value, str) for item in node.items)
        return "TEXTS" if texts else "LIST"
    value = node.value
    if isinstance(value, str):
        return "TEXT"
    if isinstance(value, bool):
        return "BOOL"
    return "NULL" if value is None else "NUMBER" if isinstance(value, (int, float)) else "DATA"


def _is_call(node: Node, functions: dict[str, str]) -> bool:
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return False
    name = node.entries[0][0].value
    return isinstance(name, str) and name in functions
