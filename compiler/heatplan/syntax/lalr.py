"""Runs a parse table over tokens that come one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Protocol, TypeAlias

END: Final = "$END"


class Terminal(Protocol):
    """What a parser is fed with: ``type`` is the terminal's name in the grammar."""

    @property
    def type(self) -> str: ...  # noqa: D102


Rule: TypeAlias = tuple[str, tuple[str, ...]]
"""What is described, and the parts that it has."""


Shape: TypeAlias = tuple[str, int, frozenset[int]]
"""What is described, of how many parts, and which of them are repetitions."""


@dataclass(frozen=True, slots=True)
class Table:
    """A LALR table: the rules, for each state where a symbol leads, and the state in which all is complete.

    A symbol leads to another state (a number from 0 on), or -1 - N says that
    what rule N describes is complete.  The first state is 0.
    """

    rules: tuple[Rule, ...]
    states: tuple[Mapping[str, int], ...]
    end: int
    shapes: tuple[Shape, ...] = field(init=False, repr=False, compare=False)
    """What completing a rule takes, by the rule's number."""

    def __post_init__(self) -> None:
        shapes = tuple(
            (name, len(parts), frozenset(at for at, part in enumerate(parts) if part[0] == "_"))
            for name, parts in self.rules
        )
        object.__setattr__(self, "shapes", shapes)


@cache
def read_table(name: str) -> Table:
    """The table in ``grammar/NAME.json``, which ``lalr_table`` wrote."""
    data = json.loads(files("heatplan.grammar").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return Table(tuple((rule, tuple(parts)) for rule, parts in data["rules"]), tuple(data["states"]), data["end"])


class RefusedError(Exception):
    """A token that can not come here; ``takes`` are the terminals that can."""

    def __init__(self, takes: set[str]) -> None:
        super().__init__(" ".join(sorted(takes)))
        self.takes = takes


Build = Callable[[list[Any]], Any]


class Parser:
    """One run: the states on the way to here, and what was built of the symbols that led to them.

    ``build`` gives the function for a rule by its name; it gets what was built
    of the rule's parts.  A name that begins with an underscore is Lark's for a
    repetition, whose items become parts of the rule around it.
    """

    __slots__ = ("_build", "_end", "_shapes", "_states", "_values", "_way")

    def __init__(self, table: Table, build: Callable[[str], Build]) -> None:
        self._shapes = table.shapes
        self._build = build
        self._states = table.states
        self._end = table.end
        self._way = [0]
        self._values: list[Any] = []

    def feed(self, token: Terminal) -> None:
        """Take one token; raises ``RefusedError`` where it can not come, and takes another in its place then."""
        way, states, kind = self._way, self._states, token.type
        while True:
            to = states[way[-1]].get(kind)
            if to is None:
                raise RefusedError(self._takes())
            if to >= 0:
                break
            self._complete(-1 - to)
        way.append(to)
        self._values.append(token)

    def finish(self) -> Any:
        """What the whole is, now that no token comes any more; raises ``RefusedError`` where one has to."""
        while self._way[-1] != self._end:
            to = self._states[self._way[-1]].get(END)
            if to is None:
                raise RefusedError(self._takes())
            self._complete(-1 - to)
        return self._values[-1]

    def _takes(self) -> set[str]:
        return {symbol for symbol in self._states[self._way[-1]] if symbol.isupper()}

    def _complete(self, number: int) -> None:
        """Put what a rule builds in the place of its parts."""
        way, values = self._way, self._values
        name, length, repeated = self._shapes[number]
        parts = values[-length:]
        del way[-length:], values[-length:]
        if repeated:
            parts = _flat(parts, repeated)
        values.append(parts if name[0] == "_" else self._build(name)(parts))
        way.append(self._states[way[-1]][name])


def _flat(parts: list[Any], repeated: frozenset[int]) -> list[Any]:
    """The parts with the items of repetitions in their places."""
    out: list[Any] = []
    for at, part in enumerate(parts):
        if at not in repeated:
            out.append(part)
        elif out:
            out.extend(part)
        else:  # nobody else has this list: to copy it for each item that comes would be quadratic
            out = part
    return out
