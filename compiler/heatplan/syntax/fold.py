"""YAML events become nodes: one loop, no recursion, spans kept.

The rules are those of PyYAML's composer and safe constructor.  What differs
on purpose: recursive values are refused, and so are an unknown tag on what is
merged, a mapping under a scalar's tag with the value key ``=`` in it, and a
list as a key inside ``!!pairs``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import yaml

from heatplan.diagnostics import codes_read as codes
from heatplan.diagnostics.codes_surprises import OCTAL_NUMBER, SEXAGESIMAL_NUMBER
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Mapping, Node, Scalar, Sequence
from heatplan.ir.settings import Settings
from heatplan.ir.value import Value
from heatplan.span import Span
from heatplan.syntax.make import new_mapping, new_scalar, new_sequence, new_span
from heatplan.syntax.mappings import entries_of, kind_of
from heatplan.syntax.scalars import MERGE, NUMBER_STARTS, PREFIX, TAGGED, WORDS, Date, Special, dated, number
from heatplan.syntax.weigh import Weights

_SCALAR: Final = yaml.ScalarEvent
_ALIAS: Final = yaml.AliasEvent
_DOCUMENT: Final = yaml.DocumentStartEvent
_STARTS: Final = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS: Final = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_GATE: Final = NUMBER_STARTS | {word[:1] for word in WORDS}
_CLOUDFORMATION: Final = ("!Ref", "!GetAtt", "!Sub", "!Join", "!Select", "!FindInMap", "!If", "!Base64", "!GetAZs")
_LONGEST_INTEGER: Final = 4300
"""Python's limit for decimal integers, and so Heat's."""


class Stop(Exception):
    """The document can not be read any further; the finding says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.id)
        self.diagnostic = diagnostic


_Frame = tuple[list[Node], Any, bool, bool]
"""An open list or mapping: the nodes around it, the event that began it, whether what is around it is a mapping, and
whether that has special keys."""


class _Open(Scalar):
    """Stands for a list or mapping that an anchor names and that has not ended yet."""

    __slots__ = ()


class Fold:
    """One document: events in, a node and findings out."""

    def __init__(self, source: str, settings: Settings, *, dates: bool = False) -> None:
        """``dates`` is for Heat's second reader, to which a timestamp is no text."""
        self.source = source
        self.limit = settings.max_document_depth
        self._settings = settings
        self._dates = dates
        self._anchors: dict[str, Node] = {}
        self._weights = Weights()
        self._plain: dict[str, Value] = dict(WORDS)
        self.problems: list[Diagnostic] = []

    def run(self, events: Iterable[Any]) -> Node | None:  # noqa: C901, PLR0912, PLR0915  (one loop, and calls cost)
        """The document's node, None for an empty text.

        Raises ``Stop`` at a second document, at too much depth or alias growth.
        """
        source, gate, limit = self.source, _GATE, self.limit
        scalar, span_of, scalar_of, known = _SCALAR, new_span, new_scalar, self._plain
        nodes: list[Node] = []
        frames: list[_Frame] = []
        in_mapping = special = False
        last = 0  # where the latest node ends: block lists and mappings end there too
        for event in events:
            kind = type(event)
            if kind is scalar:
                value: Value = event.value
                last = event.end_mark.index
                if event.tag is not None or event.anchor is not None:
                    value = self._tagged(event)
                elif value[:1] in gate and event.implicit[0]:
                    value = known[value] if value in known else self._resolve(value, event)
                else:  # text: most scalars end here
                    nodes.append(scalar_of(value, span_of(source, event.start_mark.index, last)))
                    continue
                node: Node = scalar_of(value, span_of(source, event.start_mark.index, last))
                if type(value) is Special:
                    node, special = self._special(node, in_mapping and not len(nodes) % 2, special)
                if event.anchor is not None:
                    self._anchors[event.anchor] = node
                nodes.append(node)
            elif kind in _STARTS:
                frames.append((nodes, event, in_mapping, special))
                if len(frames) > limit:
                    raise Stop(finding(codes.TOO_DEEP, self._place(event), limit=limit))
                if event.anchor is not None:
                    self._open(event)
                nodes, in_mapping, special = [], kind is yaml.MappingStartEvent, False
            elif kind in _ENDS:
                inner, is_mapping, inner_special = nodes, in_mapping, special
                nodes, start, in_mapping, special = frames.pop()
                if start.flow_style or not inner:
                    last = event.end_mark.index
                span = span_of(source, start.start_mark.index, last)
                if is_mapping:
                    node = new_mapping(entries_of(inner, self.problems, inner_special), span)
                else:
                    node = new_sequence(tuple(inner), span)
                if start.tag is not None or start.anchor is not None:
                    node = self._container(node, start)
                nodes.append(node)
            elif kind is _ALIAS:
                last = event.end_mark.index
                node = self._alias(event, len(frames))
                if type(node) is Scalar and type(node.value) is Special:
                    node, special = self._special(node, in_mapping and not len(nodes) % 2, special)
                nodes.append(node)
            elif kind is _DOCUMENT and nodes:
                text = "The text holds a second document, which starts here; a template is one document."
                raise Stop(finding(codes.NOT_YAML, self._place(event), problem=text))
        return nodes[0] if nodes else None

    def _place(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def _resolve(self, text: str, event: Any) -> Value:
        """The value of a plain scalar that may be more than text."""
        known = self._plain
        if text in known:
            return known[text]
        try:
            value = number(text) if text[0] in NUMBER_STARTS and len(text) <= _LONGEST_INTEGER else _long(text)
        except ValueError as error:
            code = codes.NUMBER_TOO_LONG if len(text) >= _LONGEST_INTEGER else codes.BAD_TAGGED_VALUE
            facts = {"digits": len(text), "tag": "!!int", "reason": str(error)}
            self.problems.append(finding(code, self._place(event), facts=facts))
            value = text
        if self._dates and isinstance(dated(value), Date):
            self.problems.append(finding(codes.DATE_VALUE, self._place(event), value=text))
        if type(value) is int and text[:1] in "0123456789+-":
            self._surprise(text, value, event)
        known[text] = value
        return value

    def _surprise(self, text: str, value: int, event: Any) -> None:
        """A number that few people would read in the text: said once, where it first stands."""
        digits = text.lstrip("+-").replace("_", "")
        code = SEXAGESIMAL_NUMBER if ":" in digits else OCTAL_NUMBER
        if ":" in digits or (digits[0] == "0" and digits.isdigit() and int(digits) != abs(value)):
            hint = f"Put it in quotes where it is meant as text: '{text}'."
            self.problems.append(finding(code, self._place(event), hint=hint, text=text, value=value))

    def _tagged(self, event: Any) -> Value:
        """The value of a scalar with a tag or an anchor."""
        if event.anchor is not None:
            self._check_anchor(event)
        text: str = event.value
        if event.tag is None or event.tag == "!":
            return self._resolve(text, event) if event.implicit[0] and text[:1] in _GATE else text
        make = TAGGED.get(event.tag)
        if make is None:
            self._unknown_tag(event.tag, self._place(event), "a scalar")
            return text
        try:
            return make(text)
        except ValueError as error:
            self.problems.append(
                finding(codes.BAD_TAGGED_VALUE, self._place(event), tag=_short(event.tag), reason=error)
            )
            return None

    def _special(self, node: Node, is_key: bool, special: bool) -> tuple[Node, bool]:
        """A plain ``<<`` or ``=`` (or an alias of one): fine as a key, an unknown tag as a value."""
        assert isinstance(node, Scalar)
        if is_key and node.value in (MERGE, "="):
            return node, True
        name = {"<<": "merge", "=": "value"}.get(node.value, "yaml")
        hint = f'Write "{node.value}" in quotes for the text.'
        self.problems.append(finding(codes.UNKNOWN_TAG, node.span, tag=f"!!{name}", hint=hint))
        return new_scalar(str(node.value), node.span), special

    def _check_anchor(self, event: Any) -> None:
        if event.anchor in self._anchors:
            text = f"The anchor &{event.anchor} is given a second time."
            labels = ((self._anchors[event.anchor].span, "first given here"),)
            self.problems.append(finding(codes.NOT_YAML, self._place(event), labels=labels, problem=text))

    def _open(self, event: Any) -> None:
        self._check_anchor(event)
        self._anchors[event.anchor] = _Open(None, self._place(event))

    def _alias(self, event: Any, depth: int) -> Node:
        """What the alias stands for, shared and not copied; its weight is counted."""
        target = self._anchors.get(event.anchor)
        place = self._place(event)
        if target is None:
            text = f"The alias *{event.anchor} stands for an anchor that is not there before it."
            self.problems.append(finding(codes.NOT_YAML, place, problem=text))
            return Scalar(None, place)
        if isinstance(target, _Open):
            labels = ((target.span, "the value starts here"),)
            self.problems.append(finding(codes.RECURSIVE_ALIAS, place, labels=labels, anchor=event.anchor))
            return Scalar(None, place)
        height = self._weights.add(target)
        if depth + height > self._settings.max_document_depth:
            raise Stop(finding(codes.TOO_DEEP, place, limit=self.limit))
        if 0 <= self._settings.max_alias_nodes < self._weights.total:
            facts = {"nodes": self._weights.total, "limit": self._settings.max_alias_nodes}
            raise Stop(finding(codes.ALIAS_GROWTH, place, facts=facts))
        return target

    def _container(self, node: Node, event: Any) -> Node:
        """A list or mapping with a tag or an anchor."""
        node = self._retagged(node, event.tag) if event.tag not in (None, "!") else node
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _retagged(self, node: Node, tag: str) -> Node:
        kind = tag.removeprefix(PREFIX)
        if kind == ("map" if isinstance(node, Mapping) else "seq"):
            return node
        if kind == "set" and isinstance(node, Mapping):
            return Scalar(frozenset(key.value for key, _ in node.entries), node.span)
        if kind in ("omap", "pairs") and isinstance(node, Sequence):
            return Sequence(tuple(self._pair(item, tag) for item in node.items), node.span)
        self._unknown_tag(tag, node.span, kind_of(node))
        return node

    def _pair(self, node: Node, tag: str) -> Node:
        if isinstance(node, Mapping) and len(node.entries) == 1:
            return Sequence(node.entries[0], node.span)
        reason = "each item has to be a mapping of one key"
        self.problems.append(finding(codes.BAD_TAGGED_VALUE, node.span, tag=_short(tag), reason=reason))
        return node

    def _unknown_tag(self, tag: str, span: Span, kind: str) -> None:
        if tag in TAGGED or tag.removeprefix(PREFIX) in ("map", "seq", "set", "omap", "pairs"):
            self.problems.append(finding(codes.BAD_TAGGED_VALUE, span, tag=_short(tag), reason=f"it is {kind}"))
            return
        hint = ""
        if tag in _CLOUDFORMATION:
            name = "Ref" if tag == "!Ref" else f"Fn::{tag[1:]}"
            hint = f"Heat has no short forms of functions: write {name} as a key."
        self.problems.append(finding(codes.UNKNOWN_TAG, span, tag=_short(tag), hint=hint))


def _short(tag: str) -> str:
    return "!!" + tag.removeprefix(PREFIX) if tag.startswith(PREFIX) else tag


def _long(text: str) -> Value:
    """Text that starts like a word, or is too long for a number: Python refuses such integers."""
    if text[0] not in NUMBER_STARTS:
        return text
    if text.strip("-+0123456789_:") == "":
        raise ValueError("too many digits")
    return number(text)
