"""Keys and values become a mapping: merge keys, equal keys, keys that can be none.

The rules are those of PyYAML's safe constructor (yaml/constructor.py,
``flatten_mapping`` and ``construct_mapping``): what ``<<`` brings comes first,
the last of equal keys wins and stands where the first stood, and keys are
equal as Python says (``1``, ``1.0`` and ``true`` are one key).
"""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_read as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.ir.value import Value
from heatplan.syntax.make import new_scalar
from heatplan.syntax.scalars import MERGE, Special

Entries = tuple[tuple[Scalar, Node], ...]


def entries_of(nodes: list[Node], problems: list[Diagnostic], special: bool = False) -> Entries:
    """The entries of a mapping whose keys and values stand in turn in ``nodes``.

    ``special`` says that there may be keys ``<<`` or ``=``.  What is wrong is
    added to ``problems``, and left out of the entries.
    """
    keys = nodes[::2]
    if not special:
        try:
            values = {key.value for key in keys}  # type: ignore[union-attr]
        except AttributeError:
            pass  # some key is a list or a mapping
        else:
            if len(values) == len(keys) and (frozenset not in map(type, values)):
                return tuple(zip(keys, nodes[1::2], strict=True))  # type: ignore[arg-type]
    return _careful(nodes, problems)


def _careful(nodes: list[Node], problems: list[Diagnostic]) -> Entries:
    found: dict[Value, tuple[Scalar, Node]] = {}
    own: list[tuple[Scalar, Node]] = []
    for key, node in zip(nodes[::2], nodes[1::2], strict=True):
        if not isinstance(key, Scalar) or isinstance(key.value, frozenset):
            problems.append(finding(codes.UNHASHABLE_KEY, key.span, kind=kind_of(key)))
        elif key.value is MERGE:
            for inner, item in _merged(node, problems):
                _put(found, inner, item)
        else:
            own.append((new_scalar(str(key.value), key.span) if type(key.value) is Special else key, node))
    first: dict[Value, Scalar] = {}
    for key, node in own:
        if key.value in first:
            place = first[key.value]
            labels = ((place.span, "first written here"),)
            problems.append(finding(codes.DUPLICATE_KEY, key.span, labels=labels, key=_show(key.value)))
        else:
            first[key.value] = key
        _put(found, key, node)
    return tuple(found.values())


def _put(found: dict[Value, tuple[Scalar, Node]], key: Scalar, node: Node) -> None:
    """As a dict keeps it: the first of equal keys, the last of their values (and the place of that one)."""
    before = found.get(key.value)
    found[key.value] = (new_scalar(before[0].value, key.span), node) if before is not None else (key, node)


def _merged(node: Node, problems: list[Diagnostic]) -> Iterator[tuple[Scalar, Node]]:
    """The entries that ``<<: node`` brings, in the order in which they are put in."""
    if isinstance(node, Mapping):
        yield from node.entries
    elif isinstance(node, Sequence):
        for item in reversed(node.items):
            if isinstance(item, Mapping):
                yield from item.entries
            else:
                problems.append(finding(codes.BAD_MERGE, item.span, kind=f"a list with {kind_of(item)} in it"))
    else:
        problems.append(finding(codes.BAD_MERGE, node.span, kind=kind_of(node)))


def kind_of(node: Node) -> str:
    """What a node is, with its article."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    value = node.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "binary data" if isinstance(value, bytes) else "a set" if isinstance(value, frozenset) else "text"


def _show(key: Value) -> str:
    return key if isinstance(key, str) else repr(key)
