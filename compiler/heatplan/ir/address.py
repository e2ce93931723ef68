"""Addresses: how a place in a stack tree is written, and read again.

    servers[3].volume        the resource ``volume`` in the member ``3`` of ``servers``
    servers[3].@complete     the step that ends that member's nested stack
    servers[*]               all members; servers[?] a member that is not known yet
    "my.server"["a b"].port  quoted names

Parts are joined by dots.  A name made of the characters ``A-Z a-z 0-9 _ -``
only is written as it is; every other name stands in double quotes with JSON's
escapes, all but ASCII escaped (so an address is one line of ASCII whatever a
template calls its resources).  The same holds inside brackets for the name of
a member.  ``@word`` is a part that no resource can have: a name that begins
with ``@`` is quoted.
"""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple

COMPLETE = "@complete"

_PLAIN = re.compile(r"[A-Za-z0-9_-]+\Z")
_PART = re.compile(
    r"""(?P<dot>\.)?(?:
        (?P<plain>[A-Za-z0-9_-]+) | (?P<quoted>"(?:[^"\\]|\\.)*") | @(?P<word>[a-z]+)
      | \[(?:(?P<member>[A-Za-z0-9_-]+) | (?P<quoted_member>"(?:[^"\\]|\\.)*") | (?P<star>\*) | (?P<open>\?))\]
    )""",
    re.VERBOSE,
)

Kind = Literal["name", "word", "member", "every", "open"]


class Part(NamedTuple):
    """One part of an address.

    ``name``: a resource; ``word``: ``@complete`` and its like, without the
    ``@``; ``member``: a member by its name; ``every``: ``[*]``; ``open``: ``[?]``.
    """

    kind: Kind
    text: str


def quote(name: str) -> str:
    """A resource's or member's name as an address has it."""
    return name if _PLAIN.match(name) else json.dumps(name)


def join(prefix: str, name: str) -> str:
    """The address of the resource ``name`` in the stack at ``prefix`` ('' for the root stack)."""
    return f"{prefix}.{quote(name)}" if prefix else quote(name)


def member(address: str, name: str) -> str:
    """The address of a member of the group at ``address``."""
    return f"{address}[{quote(name)}]"


def show(parts: tuple[Part, ...]) -> str:
    """The parts as one address: the inverse of ``parse``."""
    out = ""
    for kind, text in parts:
        if kind == "name":
            out = join(out, text)
        elif kind == "member":
            out = member(out, text)
        elif kind == "word":
            out = f"{out}.@{text}" if out else f"@{text}"
        else:
            out += "[*]" if kind == "every" else "[?]"
    return out


def in_template(address: str) -> str:
    """Where the resource at an address is written, as findings say it: ``resources.servers.resources.0``."""
    return ".".join(f"resources.{text}" for _, text in parse(address) or ())


def parse(address: str) -> tuple[Part, ...] | None:
    """The parts of an address, None for a text that is none."""
    parts: list[Part] = []
    at = 0
    while at < len(address):
        found = _PART.match(address, at)
        part = _part(found) if found is not None else None
        if found is None or part is None:
            return None
        bracket = part.kind in {"member", "every", "open"}
        if (found["dot"] is not None) != (bool(parts) and not bracket) or (bracket and not parts):
            return None
        parts.append(part)
        at = found.end()
    return tuple(parts) or None


def _part(found: re.Match[str]) -> Part | None:
    if found["star"]:
        return Part("every", "*")
    if found["open"]:
        return Part("open", "?")
    if found["word"]:
        return Part("word", found["word"])
    kind: Kind = "member" if found["member"] or found["quoted_member"] else "name"
    plain = found["plain"] or found["member"]
    if plain:
        return Part(kind, plain)
    try:
        return Part(kind, json.loads(found["quoted"] or found["quoted_member"]))
    except ValueError:
        return None
