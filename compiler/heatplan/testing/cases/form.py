"""Reading a small document key by key: what does not fit is a finding at its place, and left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heatplan.diagnostics import codes_test as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.node import Sequence as SequenceNode
from heatplan.ir.value import kind


class Form:
    """The findings so far, and a method for each thing that a key may hold.  None is a value that is not given."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def keys(self, node: Mapping, known: Sequence[str], what: str) -> None:
        """Every key is one of those known."""
        for key, _ in node.entries:
            name = str(key.value)
            if name not in known:
                near = did_you_mean(name.replace("-", "_"), known)
                hint = near or f"It has {', '.join(known)}."
                if name.replace("-", "_") in known:
                    hint = f"Did you mean {name.replace('-', '_')}?"
                self.found.append(finding(codes.UNKNOWN_CASE_KEY, key.span, what=what, key=name, hint=hint))

    def wrong(self, node: Node, what: str, expected: str) -> None:
        """A finding for a value of the wrong kind."""
        self.found.append(finding(codes.CASE_SHAPE, node.span, what=what, expected=expected, kind=kind(value_of(node))))

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        """A mapping; nothing at all behind a key counts as none given."""
        if isinstance(node, Mapping):
            return node
        if not _empty(node):
            assert node is not None
            self.wrong(node, what, "a mapping")
        return None

    def named(self, node: Node | None, what: str) -> Iterator[tuple[str, Scalar, Node]]:
        """The entries of a mapping whose keys are names, with the key and the value."""
        mapping = self.mapping(node, what)
        for key, item in mapping.entries if mapping is not None else ():
            yield str(key.value), key, item

    def items(self, node: Node | None, what: str) -> tuple[Node, ...] | None:
        """The items of a list."""
        if isinstance(node, SequenceNode):
            return node.items
        if not _empty(node):
            assert node is not None
            self.wrong(node, what, "a list")
        return None

    def text(self, node: Node | None, what: str) -> str | None:
        """A text; a number is one by its digits."""
        if isinstance(node, Scalar) and isinstance(node.value, (str, int, float)) and not isinstance(node.value, bool):
            return str(node.value)
        if not _empty(node):
            assert node is not None
            self.wrong(node, what, "a text")
        return None

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts, or a single one."""
        if isinstance(node, SequenceNode):
            found = (self.text(item, f"An item of {what[:1].lower()}{what[1:]}") for item in node.items)
            return tuple(text for text in found if text is not None)
        one = self.text(node, what)
        return () if one is None else (one,)

    def flag(self, node: Node | None, what: str) -> bool | None:
        """True or false."""
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        if not _empty(node):
            assert node is not None
            self.wrong(node, what, "true or false")
        return None

    def one_of(self, node: Node | None, what: str, choices: Sequence[str]) -> str | None:
        """One of a few words."""
        text = self.text(node, what)
        if text is None or text in choices:
            return text
        assert node is not None
        facts = {"what": what, "expected": f"one of {', '.join(choices)}", "kind": text}
        self.found.append(finding(codes.CASE_SHAPE, node.span, hint=did_you_mean(text, choices), facts=facts))
        return None


def _empty(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)
