"""A nested template as it reaches Heat: python-heatclient sends JSON.

The client reads every template that another file names, puts its own names in
the place of references, and sends ``jsonutils.dumps`` of it
(heatclient/common/template_utils.py, ``get_file_contents``).  So keys are text
in a nested template whatever they were in YAML, and ``get_file`` of a template
gives JSON.  The root template Heat reads itself.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.ir.value import Value
from heatplan.syntax.references import TEMPLATE_ENDINGS, resolve_name

_WORDS: Final = {None: "null", True: "true", False: "false"}


def as_json(node: Node) -> Node:
    """The document with text for keys, lists for sets and text for binary data.

    Of keys that become equal the last one wins.  Places stay, and what aliases
    share stays shared.
    """
    return _node(node, {})


def as_json_in_yaml(node: Node) -> Node:
    """An environment as the server comes to see it: JSON that is read as YAML (heat/common/environment_format.py).

    Numbers that JSON writes in another way than YAML 1.1 are text then:
    ``1e+20``, ``NaN``, ``Infinity``.
    """
    return _reread(as_json(node))


def _reread(node: Node) -> Node:
    if isinstance(node, Mapping):
        return Mapping(tuple((key, _reread(item)) for key, item in node.entries), node.span)
    if isinstance(node, Sequence):
        return Sequence(tuple(_reread(item) for item in node.items), node.span)
    if isinstance(node.value, float):
        text = json.dumps(node.value)
        return node if _YAML_FLOAT.fullmatch(text) else Scalar(text, node.span)
    return node


_YAML_FLOAT: Final = re.compile(r"-?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?")


def template_text(node: Node, source: str) -> str:
    """What ``get_file`` gives of the template ``node`` that was read from ``source``.

    The references in it are names of the source set, where the client has
    ``file:`` URLs of the machine that it runs on.
    """
    return json.dumps(_plain(as_json(node), source), default=repr)


def _node(node: Node, done: dict[int, Node]) -> Node:
    """As deep as the document, which is bounded."""
    if isinstance(node, Scalar):
        return _scalar(node)
    if id(node) not in done:
        if isinstance(node, Mapping):
            entries: dict[str, tuple[Scalar, Node]] = {}
            for key, item in node.entries:
                name = _key(key.value)
                entries[name] = (key if key.value == name else Scalar(name, key.span), _node(item, done))
            done[id(node)] = Mapping(tuple(entries.values()), node.span)
        else:
            done[id(node)] = Sequence(tuple(_node(item, done) for item in node.items), node.span)
    return done[id(node)]


def _scalar(node: Scalar) -> Node:
    if isinstance(node.value, frozenset):
        return Sequence(tuple(Scalar(item, node.span) for item in sorted(node.value, key=repr)), node.span)
    if isinstance(node.value, bytes):
        return Scalar(node.value.decode("utf-8", "replace"), node.span)
    return node


def _key(value: Value) -> str:
    """A key as ``json.dumps`` writes it."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value)


def _plain(node: Node, source: str, key: Value = None) -> Any:
    """Plain data, references resolved as the client resolves them."""
    if isinstance(node, Mapping):
        return {name.value: _plain(item, source, name.value) for name, item in node.entries}
    if isinstance(node, Sequence):
        return [_plain(item, source) for item in node.items]
    value = node.value
    names_file = key == "get_file" or (key == "type" and isinstance(value, str) and value.endswith(TEMPLATE_ENDINGS))
    return resolve_name(source, value) if names_file and isinstance(value, str) else value
