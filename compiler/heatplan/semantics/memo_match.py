"""A matcher that never tries the same place twice, for patterns that could drive Python's to despair.

A parsed pattern becomes a program of small instructions; running it visits
each pair (instruction, character) at most once, in the order in which a
backtracking matcher would, so it finds the same match in linear time.  That
is only so where nothing but the place decides how to go on: patterns with
back references, atomic groups, or repeats of what can be empty are
``UnsuitableError``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

parser: Any = import_module("re._parser")
compiler: Any = import_module("re._compiler")
op: Any = import_module("re._constants")
"""What ``re`` is made of, since Python 3.11: it has no public way to a parsed pattern."""

MAX_PROGRAM = 5_000
"""Instructions; counted repeats are written out."""

STEP, AT, SPLIT, LOOK, END = range(5)


class UnsuitableError(Exception):
    """The pattern is not of the kind that a memo can serve, or too large, or the text too long."""


@dataclass(slots=True)
class Program:
    """Instructions (kind, test, where to go on …) in order; entry is the first, the last is END."""

    code: list[tuple[int, Any, Any]] = field(default_factory=list)
    parts: int = 0

    def enter(self) -> None:
        """Count a part of the pattern: what is repeated may be empty, and add no instruction."""
        self.parts += 1
        if self.parts > MAX_PROGRAM:
            raise UnsuitableError

    def add(self, kind: int, test: Any = None, data: Any = None) -> int:
        """Append an instruction; its number."""
        if len(self.code) >= MAX_PROGRAM:
            raise UnsuitableError
        self.code.append((kind, test, data))
        return len(self.code) - 1


def compile_program(parsed: Any) -> Program:
    """The program of a pattern parsed by ``re``; raises UnsuitableError."""
    program = Program()
    _sequence(program, parsed, parsed.state, parsed.state.flags)
    program.add(END)
    return program


def _sequence(program: Program, nodes: Any, state: Any, flags: int) -> None:
    program.enter()
    for kind, data in nodes:
        _node(program, kind, data, state, flags)


def _node(program: Program, kind: Any, data: Any, state: Any, flags: int) -> None:
    if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
        program.add(STEP, _Character(_single(kind, data, state, flags)))
    elif kind is op.AT:
        program.add(AT, _single(kind, data, state, flags))
    elif kind is op.BRANCH:
        _branch(program, data[1], state, flags)
    elif kind is op.SUBPATTERN:
        _sequence(program, data[3], state, (flags | data[1]) & ~data[2])
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        _repeat(program, data, state, flags, greedy=kind is op.MAX_REPEAT)
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        _look(program, data, state, flags, wanted=kind is op.ASSERT)
    else:
        raise UnsuitableError


def _single(kind: Any, data: Any, state: Any, flags: int) -> Any:
    """The node alone as a pattern of ``re``: what a character or a place must be is Python's business."""
    return compiler.compile(parser.SubPattern(state, [(kind, data)]), flags)


class _Character(dict[str, bool]):
    """Whether a character fits; each is asked once."""

    __slots__ = ("_pattern",)

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern

    def __missing__(self, character: str) -> bool:
        fits = self[character] = self._pattern.match(character) is not None
        return fits


def _branch(program: Program, branches: Any, state: Any, flags: int) -> None:
    """Each branch in turn: try it, else the next."""
    jumps = []
    for number, branch in enumerate(branches):
        last = number == len(branches) - 1
        split = None if last else program.add(SPLIT)
        _sequence(program, branch, state, flags)
        if split is not None:
            jumps.append(program.add(SPLIT))
            program.code[split] = (SPLIT, None, (split + 1, len(program.code)))
    for jump in jumps:
        program.code[jump] = (SPLIT, None, (len(program.code),))


def _repeat(program: Program, data: Any, state: Any, flags: int, *, greedy: bool) -> None:
    """The body as often as it must be, then as often as it may be."""
    least, most, body = int(data[0]), data[1], data[2]
    for _ in range(least):
        _sequence(program, body, state, flags)
    if most is not op.MAXREPEAT:
        splits = []
        for _ in range(int(most) - least):
            splits.append(program.add(SPLIT))
            _sequence(program, body, state, flags)
        for split in splits:
            program.code[split] = (SPLIT, None, _order(split + 1, len(program.code), greedy=greedy))
        return
    if body.getwidth()[0] == 0:  # how an empty round ends is more than a place can say
        raise UnsuitableError
    split = program.add(SPLIT)
    _sequence(program, body, state, flags)
    program.add(SPLIT, None, (split,))
    program.code[split] = (SPLIT, None, _order(split + 1, len(program.code), greedy=greedy))


def _order(body: int, after: int, *, greedy: bool) -> tuple[int, int]:
    return (body, after) if greedy else (after, body)


def _look(program: Program, data: Any, state: Any, flags: int, *, wanted: bool) -> None:
    """A look ahead or behind: a program of its own, run at the place (or so far before it)."""
    direction, body = data
    inner = Program()
    _sequence(inner, body, state, flags)
    inner.add(END)
    program.add(LOOK, inner, (body.getwidth()[0] if direction < 0 else 0, wanted))


def run_program(program: Program, text: str, budget: int) -> int | None:
    """Where the first match of the program at the text's start ends; None for no match.

    Raises UnsuitableError when more than ``budget`` places would be visited.
    """
    left = [budget]
    return _run(program, text, 0, left)


def _run(program: Program, text: str, start: int, left: list[int]) -> int | None:
    code, size = program.code, len(text)
    seen: set[int] = set()
    todo = [(0, start)]
    while todo:
        counter, place = todo.pop()
        key = place * MAX_PROGRAM + counter
        if key in seen:
            continue
        seen.add(key)
        left[0] -= 1
        if left[0] < 0:
            raise UnsuitableError
        kind, test, data = code[counter]
        if kind == STEP:
            if place < size and test[text[place]]:
                todo.append((counter + 1, place + 1))
        elif kind == SPLIT:
            todo.extend((target, place) for target in reversed(data))
        elif kind == AT:
            if test.match(text, place) is not None:
                todo.append((counter + 1, place))
        elif kind == LOOK:
            if _looks(test, text, place, data, left):
                todo.append((counter + 1, place))
        else:
            return place
    return None


def _looks(inner: Program, text: str, place: int, data: tuple[int, bool], left: list[int]) -> bool:
    back, wanted = data
    found = place >= back and _run(inner, text, place - back, left) is not None
    return found is wanted
