"""The file of step times that an author writes.

::

    types:
      OS::Nova::Server: 45
      OS::Neutron::*: 3
      others: 2
    mints: {user: 0.5, others: 0.2}
    addresses:
      db.server: 180
      servers[*].volume: 12
    wait: 90
    parallel: 20

All of it may be left out.  ``wait`` is a number of seconds, or the word
``timeout`` for signals that never come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, get_args

from heatplan.catalogue.catalogue import SHIPPED
from heatplan.diagnostics import codes_times as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.ir.auth import MintKind
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.source import Source
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.semantics.times import ANY, DEFAULT, Rule, Times
from heatplan.syntax.mappings import kind_of
from heatplan.syntax.read import read

NEVER: Final = "timeout"
OTHERS: Final = "others"
SECTIONS: Final = ("types", "mints", "addresses", "wait", "parallel")
KINDS: Final = (*get_args(MintKind), OTHERS)
NUMBER: Final = "a number of seconds, 0 or more"
MOST: Final = 1e11
"""Some thousand years; NaN and infinity are no times either."""

OF_HEAT: Final = ("OS::", "AWS::")


def read_times(text: str | bytes, name: str = "times.yaml") -> Result[Times]:
    """The model in a file's text; ``name`` is what findings call the file.

    Errors: what any document may have (HP01), a part that is none of the file
    (HP1495), a time that is none (HP1496), an address that is none (HP1498).
    Warning: a type that Heat does not have, but for one of a cloud's own whose
    name looks like none of Heat's (HP1497).
    """
    document = read(Source(name, text), json=False)
    if document.value is None:
        return Result(None, document.diagnostics)
    work = _Reading()
    times = work.times(document.value)
    found = (*document.diagnostics, *work.found)
    return Result(None if any(item.severity == "error" for item in found) else times, found)


class _Reading:
    """One reading; ``found`` is what is wrong."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def times(self, document: Node) -> Times:
        """The model, without the parts that are wrong."""
        parts: dict[str, Node] = {}
        for key, name, node in self._entries(document, "The file"):
            if name in SECTIONS:
                parts[name] = node
            else:
                why = f"it has {', '.join(SECTIONS[:-1])} and {SECTIONS[-1]}"
                self._wrong(key, f"There is no part {name}", why, did_you_mean(name, SECTIONS))
        types = self._named(parts.get("types"), "types", self._type)
        mints = self._named(parts.get("mints"), "mints", self._kind)
        rules = self._named(parts.get("addresses"), "addresses", self._address)
        return Times(
            types=Map((name, seconds) for name, seconds in types if name != OTHERS),
            others=dict(types).get(OTHERS, DEFAULT.others),
            mints=Map((name, seconds) for name, seconds in mints if name != OTHERS),
            mint=dict(mints).get(OTHERS, DEFAULT.mint),
            addresses=tuple(rule for text, seconds in rules if (rule := Rule.of(text, seconds)) is not None),
            wait=self._wait(parts.get("wait")),
            parallel=self._parallel(parts.get("parallel")),
        )

    def _wait(self, node: Node | None) -> float | None:
        if node is None:
            return DEFAULT.wait
        if isinstance(node, Scalar) and node.value == NEVER:
            return None
        return self._seconds(node, "wait", f"{NUMBER}, or the word {NEVER}")

    def _parallel(self, node: Node | None) -> int | None:
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        facts = {"what": "parallel is wrong", "why": "it must be how many steps are under way at once, 1 or more"}
        self.found.append(finding(codes.WRONG_TIMES, node.span, facts=facts))
        return None

    def _named(self, node: Node | None, part: str, check: Callable[[Scalar, str], None]) -> list[tuple[str, float]]:
        """Names with their seconds; ``check`` finds what is wrong with a name."""
        out = []
        for key, name, item in self._entries(node, f"The part {part}") if node is not None else ():
            check(key, name)
            out.append((name, self._seconds(item, name)))
        return out

    def _entries(self, node: Node, what: str) -> Iterator[tuple[Scalar, str, Node]]:
        if not isinstance(node, Mapping):
            self._wrong(node, f"{what} is {kind_of(node)}", "it must be a mapping", "")
            return
        for key, item in node.entries:
            yield key, str(key.value), item

    def _seconds(self, node: Node, name: str, wanted: str = NUMBER) -> float:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= MOST:
            return float(value)
        given = value if isinstance(node, Scalar) and value is not None else kind_of(node)
        self.found.append(finding(codes.WRONG_SECONDS, node.span, name=name, given=given, wanted=wanted))
        return 0.0

    def _type(self, key: Scalar, name: str) -> None:
        known = (*SHIPPED.names(), OTHERS)
        if name.endswith(ANY):
            if not any(one.startswith(name[:-1]) for one in known):
                self._unknown(key, name, "")
        elif name not in known:
            hint = did_you_mean(name, known)
            if hint or name.startswith(OF_HEAT):
                self._unknown(key, name, hint)

    def _kind(self, key: Scalar, name: str) -> None:
        if name not in KINDS:
            self._unknown(key, name, did_you_mean(name, KINDS))

    def _unknown(self, key: Scalar, name: str, hint: str) -> None:
        self.found.append(finding(codes.UNKNOWN_TIMED, key.span, hint=hint, name=name))

    def _address(self, key: Scalar, name: str) -> None:
        if Rule.of(name, 0.0) is None:
            self.found.append(
                finding(codes.WRONG_PLACE, key.span, hint="An address is as servers[*].volume.", where=name)
            )

    def _wrong(self, node: Node, what: str, why: str, hint: str) -> None:
        self.found.append(finding(codes.WRONG_TIMES, node.span, hint=hint, what=what, why=why))
