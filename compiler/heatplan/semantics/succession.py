"""Which members of a group change, go and come next (heat/scaling/template.py; resource_group.py).

Members are given with whether they have the new definition already; a
change gives the members after it, in the same terms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import NamedTuple


class Member(NamedTuple):
    """A member by its name; ``renewed``: it has the new definition."""

    name: str
    renewed: bool


def following(old: Sequence[Member], size: int, changes: int, fresh: Iterable[str]) -> Iterator[Member]:
    """The members after one change, to ``size`` of them.

    ``old`` are those that there are, first who is replaced or removed first;
    ``changes`` is how many may get the new definition, those that are made
    anew included, under names of ``fresh`` (template.py, member_definitions).
    """
    kept = old[-size:] if size else ()
    names = iter(fresh)
    replaced = changes - (size - len(kept))
    for member in kept:
        if not member.renewed and replaced > 0:
            replaced -= 1
            yield Member(member.name, renewed=True)
        else:
            yield member
    for _ in range(size - len(kept)):
        yield Member(next(names), renewed=True)


def numbered(size: int | None, skipped: Collection[str]) -> Iterator[str]:
    """The names of a ResourceGroup's members: the first numbers that are not skipped (None: all of them, for ever)."""
    return islice((name for name in map(str, count()) if name not in skipped), size)


def following_numbered(
    old: Iterable[Member], size: int, changes: int, target: int, skipped: Collection[str]
) -> Iterator[Member]:
    """The members of a ResourceGroup after one batch of a rolling update (_assemble_for_rolling_update).

    Members that are skipped go; then those whose name is none of the first
    ``size``, then the higher numbers of the ``target`` first; those above the
    target are left alone.
    """
    names = list(numbered(size, skipped))
    places = {name: place for place, name in enumerate(names)}
    there = [member for member in old if member.name not in skipped]

    def turn(member: Member) -> int:
        place = places.get(member.name)
        if place is None:
            return 0
        return target - place if place < target else size

    present = {member.name for member in there}
    fresh = (name for name in names if name not in present)
    return following(sorted(there, key=turn), size, changes, fresh)


def skip_list(stored: Collection[str], listed: Iterable[object], members: dict[str, str], *, append: bool) -> set[str]:
    """The names that a ResourceGroup never uses again, after an update (_update_name_skiplist).

    ``listed`` are the items of its removal policies, ``members`` the names of
    those that there are with their reference ids.  A name that is neither
    stored nor there is not taken; a text may be a reference id.  Without
    ``append`` what was stored before and is not listed again is forgotten.
    """
    found = set(stored) if append else set()
    for item in listed:
        name = str(item)
        if name in stored or name in members:
            found.add(name)
        elif isinstance(item, str):
            found.update(islice((one for one, reference in members.items() if reference == item), 1))
    return found
