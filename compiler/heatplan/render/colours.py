"""What colours can say besides the kind of a resource: what a step does, or which template declares it."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.ir.tree import Family, Nested, Stack
from heatplan.render.identities import by_identity
from heatplan.render.kinds import HEAT, Kind, Painter, Subject, by_kind
from heatplan.render.theme import mixed
from heatplan.semantics.waits import longest_wait

CREATE = Kind("create", "box", ("[", "]"), "#0072B2", "#DCEBF6", "plus")
ADOPT = Kind("adopt: it is there already", "hexagon", ("{{", "}}"), "#00805D", "#D5EFE6", "adopt")
MINT = Kind("mint a credential", "octagon", ("[/", "\\]"), "#A9487F", "#F7E3EF", "key")
WAIT = Kind("create, and wait for a signal", "note", ("[[", "]]"), "#C04F00", "#FBE3D6", "clock")
ACTIONS = (CREATE, ADOPT, MINT, WAIT)

PALETTE = ("#0072B2", "#B87800", "#00805D", "#A9487F", "#C04F00", "#2874A6", "#5F6368")
"""Okabe and Ito's, darkened for white letters on them; each template has a letter of its own as well."""
SHAPES = (("box", "[", "]"), ("hexagon", "{{", "}}"), ("note", "[[", "]]"), ("octagon", "[/", "\\]"))


def painter(root: Stack, by: str) -> Painter:
    """The painter for ``kind``, ``identity``, ``action`` or ``stack``."""
    if by == "identity":
        return by_identity()
    if by == "action":
        return by_action
    return by_stack(root) if by == "stack" else by_kind


def by_action(subject: Subject) -> Kind:
    """What the step does: create, adopt, mint, or create and wait."""
    if subject.action == "open":
        return HEAT
    if subject.action == "mint":
        return MINT
    if subject.action == "adopt":
        return ADOPT
    return WAIT if subject.resource is not None and longest_wait(subject.resource) is not None else CREATE


def by_stack(root: Stack) -> Painter:
    """Each template in its colour and under its letter, in the order in which they are met."""
    names = tuple(dict.fromkeys(templates(root)))
    kinds = {name: stack_kind(name, number) for number, name in enumerate(names)}
    return lambda subject: kinds.get(subject.template, HEAT)


def stack_kind(name: str, number: int) -> Kind:
    """The kind of what the template of that name, met as the ``number``-th from 0, declares."""
    line = PALETTE[number % len(PALETTE)]
    shape, opening, closing = SHAPES[number % len(SHAPES)]
    return Kind(name, shape, (opening, closing), line, mixed("#FFFFFF", line, 0.14), letters(number))


def letters(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def templates(stack: Stack) -> Iterator[str]:
    """The templates of a stack and of all inside it, the outer ones first; some more than once."""
    yield stack.template
    for resource in stack.resources:
        inner = [resource]
        while inner:
            one = inner.pop(0)
            if isinstance(one.child, Nested):
                yield from templates(one.child.stack)
            elif isinstance(one.child, Family):
                inner += [member.resource for member in one.child.classes]
