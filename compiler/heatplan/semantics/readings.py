"""Who reads what of a resource: what is minted only because something reads it follows these.

Heat reads what resources refer to when it makes them, and what outputs refer
to when somebody shows the stack.  A nested stack's outputs are read when its
parent reads any of its attributes: Heat then asks for all of them
(heat/engine/resource.py, ``referenced_attrs``; resources/stack_resource.py,
``get_output``; resources/template_resource.py; openstack/heat/resource_group.py,
``_nested_output_defns``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from heatplan.catalogue.credentials_steps import POLLED, REFERENCE
from heatplan.ir.address import quote
from heatplan.ir.expr import Expr
from heatplan.ir.tree import Names, Stack
from heatplan.ir.value import Value

OUTER = "../"
"""Before the name of a reader of the level above, once for each level."""

STACK_ID = "OS::stack_id"
"""A nested stack's output of this name is its reference, so Heat always reads it (template_resource.py)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Something reads the reference (``path`` None) or an attribute of a resource.

    ``path`` begins with the attribute's name, None where it is not known; an
    empty one is all attributes.  ``by`` is the reader: a resource's name,
    ``outputs.NAME``, with ``../`` for the level above.  ``polls`` says that it
    is a wait condition.  ``when`` is the condition of the reader.
    """

    path: tuple[Value, ...] | None
    by: str
    output: bool = False
    polls: bool = False
    when: Expr | None = None

    def touches(self, names: Collection[str]) -> tuple[str, ...]:
        """Which of these it reads: attributes by name, ``REFERENCE``, ``POLLED``."""
        if self.path is None:
            return tuple(name for name in (REFERENCE, POLLED) if name in names and (name == REFERENCE or self.polls))
        if self.path and isinstance(self.path[0], str):
            return (self.path[0],) if self.path[0] in names else ()
        # All attributes, or one that is known later; "show" is none of all (resource.py, referenced_attrs).
        return tuple(name for name in names if name not in {REFERENCE, POLLED, "show"})

    def above(self, path: tuple[Value, ...] | None) -> Reading:
        """The same reader as the level below has it, reading ``path`` there."""
        return Reading(path, OUTER + self.by, self.output)


Readings = Mapping[str, tuple[Reading, ...]]


def readings_of(
    stack: Stack, names: Collection[str], pollers: Collection[str], outer: Readings, *, live: bool
) -> Readings:
    """Who reads these resources of a level, by name.

    ``pollers`` are the types that poll; ``outer`` are readings from the level
    above; ``live`` says whether the level's outputs are read.
    """
    found: dict[str, list[Reading]] = {name: list(outer.get(name, ())) for name in names}
    for resource in sorted(stack.resources, key=lambda one: one.name):
        for read in resource.reads:
            if isinstance(read.resource, str) and read.resource in found:
                polls = resource.mapped in pollers
                reading = Reading(read.path, resource.name, polls=polls, when=resource.when)
                found[read.resource].append(reading)
    for output in stack.outputs if live else ():
        for read in output.reads if output.value is not None else ():
            if isinstance(read.resource, str) and read.resource in found:
                found[read.resource].append(
                    Reading(read.path, f"outputs.{quote(output.name)}", output=True, when=output.when)
                )
    return {name: tuple(dict.fromkeys(every)) for name, every in found.items()}


def into_nested(readings: Iterable[Reading], stack: Stack) -> tuple[Readings, bool]:
    """What readers of a nested stack's attributes read inside it, and whether its outputs are read."""
    inside: dict[str, tuple[Reading, ...]] = {}
    live = any(output.name == STACK_ID and output.value is not None for output in stack.outputs)
    for reading in readings:
        target = _named(reading.path)
        if target is not None:
            name, path = target
            inside[name] = (*inside.get(name, ()), reading.above(path))
        elif reading.path is not None:
            live = True
    return inside, live


def into_members(readings: Iterable[Reading], names: Names | None) -> tuple[Reading, ...]:
    """What readers of a group's attributes read of the members of these names (None: of any)."""
    return tuple(
        dict.fromkeys(reading.above(path) for reading in readings for path in _of_members(reading.path, names))
    )


def known_later(readings: Iterable[Reading]) -> Iterator[str]:
    """Readers of an attribute whose name is known later."""
    for reading in readings:
        if reading.path and not isinstance(reading.path[0], str):
            yield reading.by


_NOTHING = frozenset({"removed_rsrc_list", "current_size"})
_REFERENCES = frozenset({"refs", "refs_map"})
_BY_MEMBER = frozenset({"attributes", "outputs", "outputs_list"})


def _of_members(path: tuple[Value, ...] | None, names: Names | None) -> Iterator[tuple[Value, ...] | None]:
    """What of each member a group's attribute is made of."""
    if path is None:
        return
    if not path:
        yield None  # all attributes: the references are among them
        return
    target = _named(path)
    if target is not None:
        if names is None or target[0] in names or not target[0].isdigit():
            yield target[1]
    elif path[0] in _REFERENCES:
        yield None
    elif path[0] in _BY_MEMBER:
        if len(path) > 1:
            yield path[1:]
    elif path[0] not in _NOTHING:
        yield path


def _named(path: tuple[Value, ...] | None) -> tuple[str, tuple[Value, ...] | None] | None:
    """``resource.NAME`` and what is read of it, where a path is of that form (grouputils.py, get_nested_attrs)."""
    if not path or not isinstance(path[0], str) or not path[0].startswith("resource."):
        return None
    _, name, *attribute = path[0].split(".", 2)
    inner = (*attribute, *path[1:])
    return name, inner or None
