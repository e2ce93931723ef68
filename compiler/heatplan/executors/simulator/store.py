"""A persistent mapping for many entries: persistent maps in parts.

One persistent map of 40 000 entries is slow to change, and the garbage
collector walks through all of it whenever it meets a version that is new; in
parts, both see a small piece of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar, overload

from pyrsistent import PMap, pmap

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
D = TypeVar("D")

PARTS = 256
_NONE: PMap[Hashable, object] = pmap()
_EMPTY = (_NONE,) * PARTS


def _part(key: object) -> int:
    """The part that a key is in, by the upper digits of its hash: inside a part the lower ones decide."""
    return hash(key) >> 48 & (PARTS - 1)


class Store(Mapping[K, V]):
    """Immutable; ``set`` and ``discard`` give another one.  Its order says nothing: sort before anyone sees it."""

    __slots__ = ("_count", "_parts")

    def __init__(self, parts: tuple[PMap[K, V], ...] = _EMPTY, count: int = 0) -> None:  # type: ignore[assignment]
        self._parts = parts
        self._count = count

    def set(self, key: K, value: V) -> Store[K, V]:
        """With an entry."""
        at = _part(key)
        part = self._parts[at]
        new = part.set(key, value)
        return Store((*self._parts[:at], new, *self._parts[at + 1 :]), self._count + len(new) - len(part))

    def discard(self, key: K) -> Store[K, V]:
        """Without an entry, if there is one."""
        at = _part(key)
        part = self._parts[at]
        new = part.discard(key)
        if new is part:
            return self
        return Store((*self._parts[:at], new, *self._parts[at + 1 :]), self._count + len(new) - len(part))

    def __getitem__(self, key: K) -> V:
        return self._parts[_part(key)][key]

    @overload
    def get(self, key: K, /) -> V | None: ...

    @overload
    def get(self, key: K, default: V | D, /) -> V | D: ...

    def get(self, key: K, default: V | D | None = None, /) -> V | D | None:
        """The entry's value, or the default."""
        return self._parts[_part(key)].get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._parts[_part(key)]

    def __iter__(self) -> Iterator[K]:
        for part in self._parts:
            yield from part

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and self._count == other._count and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)
