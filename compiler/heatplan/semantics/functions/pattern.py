"""How long matching a regular expression can take at most.

Python's engine tries one way after the other, and there can be exponentially
many.  The bound here is computed from the parsed pattern: for each part how
many ways there are to match it and how many steps they take together, with two
refinements that spare ordinary patterns: a repetition ends in one place only
when what follows can not begin like what is repeated, and branches that begin
differently exclude each other.  It is never too low, often too high.
"""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

UNBOUNDED = 10**18
"""The bound that stands for everything above it."""

_DIGITS, _LETTERS, _SPACES, _REST = range(256, 260)
_OTHERS = frozenset({_DIGITS, _LETTERS, _SPACES, _REST})
"""The characters beyond LATIN-1, by the classes that patterns have for them."""

_ALL = frozenset(range(256)) | _OTHERS
_NONE: frozenset[int] = frozenset()
_CHARACTERS = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_INLINE_ASCII = re.compile(r"\(\?[a-zA-Z]*a")
_MAX_WIDE_RANGES = 20  # of a case-insensitive pattern: each costs the engine's compiler milliseconds

Items = Sequence[tuple[Any, Any]]


@lru_cache(maxsize=512)
def matching_cost(pattern: str, flags: int, length: int) -> int:
    """An upper bound of the engine's steps to search a text of ``length`` characters.

    Raises ``re.error`` for a pattern that is none; patterns that are too deep
    to look through have no bound.
    """
    try:
        tree = importlib.import_module("re._parser").parse(pattern, flags)
        state = tree.state.flags | flags
        ascii_only = bool(state & re.ASCII) or _INLINE_ASCII.search(pattern) is not None
        cost = _Cost(length, ignore_case=bool(state & re.IGNORECASE), ascii_only=ascii_only)
        _ways, work = cost.sequence(tree.data, _NONE)
    except (RecursionError, OverflowError):
        return UNBOUNDED
    return UNBOUNDED if cost.wide_ranges > _MAX_WIDE_RANGES else min(UNBOUNDED, work * (length + 1))


class _Cost:
    """The computation for texts of one length."""

    def __init__(self, length: int, *, ignore_case: bool, ascii_only: bool) -> None:
        self.wide_ranges = 0
        self._ascii_only = ascii_only
        self._length = length
        self._ignore_case = ignore_case
        self._known: dict[tuple[int, frozenset[int]], tuple[int, int]] = {}
        self._firsts: dict[int, tuple[frozenset[int], bool]] = {}
        self._kept: list[Items] = []

    def sequence(self, items: Items, follow: frozenset[int]) -> tuple[int, int]:
        """(ways, work) of items one after the other; ``follow`` is what a character after them can be."""
        key = (id(items), follow)
        if key in self._known:
            return self._known[key]
        self._kept.append(items)
        ways, work = 1, 1
        nexts = self._follows(items, follow)
        for (op, value), after in zip(items, nexts, strict=True):
            part_ways, part_work = self._item(str(op), value, after)
            work = min(UNBOUNDED, work + ways * part_work)
            ways = min(UNBOUNDED, ways * part_ways)
        self._known[key] = (ways, work)
        return ways, work

    def _follows(self, items: Items, follow: frozenset[int]) -> list[frozenset[int]]:
        """For each item what the next character can be."""
        found: list[frozenset[int]] = []
        for op, value in reversed(items):
            found.append(follow)
            first, empty = self._first(str(op), value)
            follow = first | follow if empty else first
        return found[::-1]

    def _item(self, op: str, value: Any, follow: frozenset[int]) -> tuple[int, int]:
        match op:
            case "SUBPATTERN":
                return self.sequence(value[3].data, follow)
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self._repeat(value, follow)
            case "POSSESSIVE_REPEAT":
                return 1, self._repeat(value, follow)[1]
            case "ATOMIC_GROUP":
                return 1, self.sequence(value.data, _NONE)[1]
            case "ASSERT" | "ASSERT_NOT":
                return 1, self.sequence(value[1].data, _NONE)[1]
            case "BRANCH":
                return self._branch([branch.data for branch in value[1]], follow)
            case "GROUPREF_EXISTS":
                return self._branch([part.data for part in value[1:] if part is not None], follow)
            case "GROUPREF":
                return 1, self._length + 1
            case _:
                return 1, 1

    def _branch(self, branches: list[Items], follow: frozenset[int]) -> tuple[int, int]:
        results = [self.sequence(branch, follow) for branch in branches]
        ways = [ways for ways, _ in results] or [1]
        apart = len(branches) < 100 and all(itertools.starmap(self._apart, itertools.combinations(branches, 2)))
        return max(ways) if apart else sum(ways), 1 + sum(work for _, work in results)

    def _apart(self, one: Items, two: Items) -> bool:
        """Whether no text begins like both: they differ in the first character, or in a later fixed one."""
        (first, empty), (other, other_empty) = self._first_of(one), self._first_of(two)
        if not empty and not other_empty and not first & other:
            return True
        return any(not left & right for left, right in zip(self._fixed(one), self._fixed(two), strict=False))

    def _fixed(self, items: Items) -> Iterator[frozenset[int]]:
        """What the characters can be up to the first item that is not just one."""
        for op, value in items:
            if str(op) not in _CHARACTERS:
                return
            yield self._first(str(op), value)[0]

    def _repeat(self, value: Any, follow: frozenset[int]) -> tuple[int, int]:
        low, high, body = value
        rounds = min(int(high), self._length // max(1, int(body.getwidth()[0]))) + 1
        first, empty = self._first_of(body.data)
        again, again_work = self.sequence(body.data, first)
        last, last_work = self.sequence(body.data, follow)
        if again > 1 or (empty and not self._is_character(body.data)):
            base = max(again, 2)
            power = base ** min(rounds, 64) if rounds < 64 else UNBOUNDED
            return min(UNBOUNDED, power * last), min(UNBOUNDED, power * (again_work + last_work))
        ends = 1 if not (first & follow) or int(low) == int(high) else rounds
        return min(UNBOUNDED, ends * last), min(UNBOUNDED, rounds * (again_work + last_work))

    @staticmethod
    def _is_character(items: Items) -> bool:
        return len(items) == 1 and str(items[0][0]) in _CHARACTERS

    def _first_of(self, items: Items) -> tuple[frozenset[int], bool]:
        """What a sequence can begin with, and whether it can be empty."""
        if id(items) not in self._firsts:
            self._kept.append(items)
            found, empty = _NONE, True
            for op, value in items:
                first, empty = self._first(str(op), value)
                found |= first
                if not empty:
                    break
            self._firsts[id(items)] = (found, empty)
        return self._firsts[id(items)]

    def _first(self, op: str, value: Any) -> tuple[frozenset[int], bool]:
        match op:
            case "LITERAL":
                return self._any_case(_member(value)), False
            case "NOT_LITERAL":
                return (_ALL if value > 255 else _ALL - {value}), False
            case "IN":
                return self._set(value), False
            case "SUBPATTERN":
                return self._first_of(value[3].data)
            case "ATOMIC_GROUP":
                return self._first_of(value.data)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                first, empty = self._first_of(value[2].data)
                return first, empty or value[0] == 0
            case "BRANCH":
                firsts = [self._first_of(branch.data) for branch in value[1]]
                return frozenset().union(*(first for first, _ in firsts)), any(empty for _, empty in firsts)
            case "ANY":
                return _ALL, False
            case _:
                return _ALL, True  # anchors, looks around, references: no assumption

    def _set(self, members: Items) -> frozenset[int]:
        negated = any(str(op) == "NEGATE" for op, _ in members)
        found: set[int] = set()
        for op, value in members:
            match str(op):
                case "LITERAL":
                    found |= _member(value)
                case "RANGE":
                    low, high = value
                    self.wide_ranges += self._ignore_case and high - low > 1000
                    found.update(range(min(low, 256), min(high, 255) + 1))
                    found |= _OTHERS if high > 255 else _NONE
                case "CATEGORY":
                    found |= _category(str(value), ascii_only=self._ascii_only, at_most=negated)
        if not negated:
            return self._any_case(frozenset(found))
        classes = _OTHERS if any(str(op) in {"LITERAL", "RANGE"} and found & _OTHERS for op, _ in members) else _NONE
        return _ALL - frozenset(found) | classes

    def _any_case(self, characters: frozenset[int]) -> frozenset[int]:
        """And those that differ only in case; they can be in another class, or in LATIN-1 after all."""
        if not self._ignore_case:
            return characters
        if _LETTERS in characters or _REST in characters:
            return _ALL
        found = set(characters)
        for code in characters:
            if code < 256 and chr(code).isalpha():
                found |= {_LETTERS, *_member(ord(chr(code).lower()[0])), *_member(ord(chr(code).upper()[0]))}
        return frozenset(found)


def _member(code: int) -> frozenset[int]:
    """A character; one beyond LATIN-1 stands for its whole class."""
    if code < 256:
        return frozenset({code})
    character = chr(code)
    if character.isdecimal():
        return frozenset({_DIGITS})
    if character.isalnum():
        return frozenset({_LETTERS})
    return frozenset({_SPACES if character.isspace() else _REST})


@lru_cache(maxsize=64)
def _category(name: str, *, ascii_only: bool, at_most: bool) -> frozenset[int]:
    """The characters of a class such as that of digits; where only ASCII may count, at least or at most these."""
    kind = name.rsplit("_", 1)[1]
    inside = frozenset(code for code in range(256) if _in_category(kind, chr(code)))
    inside |= {"DIGIT": {_DIGITS}, "SPACE": {_SPACES}}.get(kind, {_DIGITS, _LETTERS})
    narrow = inside & frozenset(range(128))
    inverse = "_NOT_" in name
    if ascii_only and inverse != at_most:
        inside = narrow
    return _ALL - inside if inverse else inside


def _in_category(kind: str, character: str) -> bool:
    if kind == "DIGIT":
        return character.isdecimal()
    return character.isspace() if kind == "SPACE" else character.isalnum() or character == "_"
