"""Parameter groups: lists of parameters, each of which stands in one group at most.

Source: heat/engine/parameter_groups.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir.node import Mapping, Node, Scalar, Sequence, value_of
from heatplan.ir.value import Value
from heatplan.span import Span
from heatplan.syntax.mappings import kind_of
from heatplan.syntax.tokens import is_false

_ALWAYS_THERE: Final = ("OS::stack_id", "OS::project_id")
"""The pseudo parameters that Heat knows of when it checks the groups."""


def check_groups(groups: Node, parameters: Iterable[str]) -> Iterator[Diagnostic]:
    """The findings in the section ``parameter_groups`` of a template that declares ``parameters``."""
    for found in _groups(groups, parameters):
        yield replace(found, address="parameter_groups")


def _groups(groups: Node, parameters: Iterable[str]) -> Iterator[Diagnostic]:
    if is_false(groups):
        return
    if not isinstance(groups, Sequence):
        yield _shape("The section parameter_groups", "a list", groups)
        return
    known = {*parameters, *_ALWAYS_THERE}
    first: dict[Value, Span] = {}
    for group in groups.items:
        if not isinstance(group, Mapping):
            yield replace(_shape("A parameter group", "a mapping", group), raises="AttributeError")
            continue
        label = group.get("label")
        name = str(value_of(label)) if label is not None else ""
        yield from _group(group, name, known, first)


def _group(group: Mapping, label: str, known: set[str], first: dict[Value, Span]) -> Iterator[Diagnostic]:
    listed = group.get("parameters")
    if listed is None or (isinstance(listed, Scalar) and listed.value is None):
        yield finding(codes.GROUP_WITHOUT_PARAMETERS, group.span, label=label)
        return
    if not isinstance(listed, Sequence):
        yield _shape(f"The list of parameters of the group {label}", "a list", listed)
        return
    for item in listed.items:
        value = value_of(item)
        if value in first:
            labels = ((first[value], "first listed here"),)
            yield finding(codes.PARAMETER_IN_TWO_GROUPS, item.span, labels=labels, name=value)
        elif value not in known:
            hint = did_you_mean(value, known) if isinstance(value, str) else ""
            yield finding(codes.UNKNOWN_GROUPED_PARAMETER, item.span, hint=hint, label=label, name=value)
        first.setdefault(value, item.span)


def _shape(what: str, expected: str, node: Node) -> Diagnostic:
    return finding(codes.GROUP_SHAPE, node.span, what=what, expected=expected, kind=kind_of(node))
