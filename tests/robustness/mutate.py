"""Damages templates as editors, merges and line noise do: pure, and the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

Lines = list[str]

WORDS: Final = (
    "null", "true", "no", "-1", "1e309", ".nan", "''", "[]", "{}", "2018-08-31", "0x1F", "1_000", "!!binary aGk=",
    "!!set {a, b}", "&again", "*again", "<<: *again", "%index%", "{get_param: nobody}", "{get_resource: [1]}",
    "{get_attr: [a]}", "{get_attr: []}", "{if: [x]}", "{repeat: {for_each: {}, template: 1}}", "OS::Heat::None",
    "{str_replace: {template: '', params: {'': 1}}}", "{yaql: {expression: '$.'}}", "{Ref: 1}", "{Fn::GetAtt: a.b.c}",
    "OS::Heat::ResourceGroup", "99999999999999999999", "\x00", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)  # fmt: skip
"""What a value is swapped for: the corners of YAML and of Heat's functions."""

_VALUE = re.compile(r"^(\s*(?:- )*[^:#\s][^:#]*:)\s+(\S.*)$")
_KEY = re.compile(r"^(\s*)([\w:%-]+):")


def mutate(text: str, seed: int) -> bytes:
    """The text with one to three injuries, as bytes (they need be no UTF-8)."""
    draw = random.Random(seed)
    lines = text.splitlines()
    for _ in range(draw.randint(1, 3)):
        if lines:
            draw.choice(INJURIES)(draw, lines)
    data = bytearray("\n".join(lines).encode("utf-8", "surrogatepass") + b"\n")
    if draw.random() < 0.25:
        for _ in range(draw.randint(1, 4)):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def _drop(draw: random.Random, lines: Lines) -> None:
    """Some lines that stand together are lost."""
    start = draw.randrange(len(lines))
    del lines[start : start + draw.randint(1, 3)]


def _double_key(draw: random.Random, lines: Lines) -> None:
    """A line stands twice: the same key again."""
    index = draw.randrange(len(lines))
    lines.insert(index, lines[index])


def _swap_value(draw: random.Random, lines: Lines) -> None:
    """A value gives way to another one."""
    index = draw.randrange(len(lines))
    found = _VALUE.match(lines[index])
    if found:
        lines[index] = f"{found[1]} {draw.choice(WORDS)}"


def _exchange_values(draw: random.Random, lines: Lines) -> None:
    """Two lines change places in their values."""
    pairs = [(index, found) for index, line in enumerate(lines) if (found := _VALUE.match(line))]
    if len(pairs) > 1:
        (one, left), (other, right) = draw.sample(pairs, 2)
        lines[one], lines[other] = f"{left[1]} {right[2]}", f"{right[1]} {left[2]}"


def _rename_key(draw: random.Random, lines: Lines) -> None:
    """A key takes the name of another one, or of a value."""
    index = draw.randrange(len(lines))
    names = [found[2] for line in lines if (found := _KEY.match(line))]
    if names:
        name = draw.choice([*names, *WORDS])
        lines[index] = _KEY.sub(lambda found: f"{found[1]}{name}:", lines[index])


def _indent(draw: random.Random, lines: Lines) -> None:
    """A block moves to the left or right."""
    start = draw.randrange(len(lines))
    by = draw.choice((-4, -2, -1, 1, 2, 4))
    for index in range(start, min(len(lines), start + draw.randint(1, 4))):
        line = lines[index]
        lines[index] = " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :]


def _alias(draw: random.Random, lines: Lines) -> None:
    """A value gets an anchor and another one becomes its alias (perhaps inside itself)."""
    pairs = [(index, found) for index, line in enumerate(lines) if (found := _VALUE.match(line))]
    opens = [index for index, line in enumerate(lines) if line.rstrip().endswith(":")]
    if not pairs or not opens:
        return
    index = draw.choice(opens)
    lines[index] = f"{lines[index].rstrip()} &again"
    other, found = draw.choice(pairs)
    lines[other] = f"{found[1]} *again"


def _cut(draw: random.Random, lines: Lines) -> None:
    """The file ends early."""
    del lines[draw.randrange(len(lines)) + 1 :]
    lines[-1] = lines[-1][: draw.randint(0, len(lines[-1]))]


def _deepen(draw: random.Random, lines: Lines) -> None:
    """A value is nested in very many brackets."""
    index = draw.randrange(len(lines))
    found = _VALUE.match(lines[index])
    if found:
        depth = draw.choice((3, 60, 400, 5000))
        left, right = draw.choice((("[", "]"), ("{a: ", "}"), ("{list_join: ['', [", "]]}")))
        lines[index] = f"{found[1]} {left * depth}x{right * depth}"


INJURIES: Final[tuple[Callable[[random.Random, Lines], None], ...]] = (
    _drop,
    _double_key,
    _swap_value,
    _swap_value,
    _swap_value,
    _exchange_values,
    _rename_key,
    _indent,
    _alias,
    _cut,
    _deepen,
)
