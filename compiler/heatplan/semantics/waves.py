"""A batched change of a group as waves: how large the group is after each, and how many members change in it.

Heat counts batches one by one (heat/scaling/rolling_update.py, next_batch;
resource_group.py and instance_group.py, _get_batches).  Here they are a few
runs of equal steps, so that a million members in batches of one cost no more
than five, and each wave is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wave:
    """After it the group has ``size`` members; up to ``changes`` of them get the new definition in it."""

    size: int
    changes: int


@dataclass(frozen=True, slots=True)
class Waves:
    """Runs of waves: each is ``(first, growth, changes, count)``, its sizes an arithmetic progression."""

    runs: tuple[tuple[int, int, int, int], ...]

    def __len__(self) -> int:
        return sum(count for *_, count in self.runs)

    def __iter__(self) -> Iterator[Wave]:
        for first, growth, changes, count in self.runs:
            for number in range(count):
                yield Wave(first + number * growth, changes)

    @property
    def largest(self) -> int:
        """How many members there are at most: a rolling update may need room for more than the group's size."""
        return max((max(first, first + growth * (count - 1)) for first, growth, _, count in self.runs), default=0)


def waves(target: int, current: int, batch: int, least: int, *, counts_surplus: bool) -> Waves:
    """The waves from ``current`` members with the old definition to ``target`` members with the new one.

    At most ``batch`` (1 or more) members change at a time, and at least
    ``least`` stay in service.  With ``counts_surplus`` members beyond both
    sizes count as changed, as for an AutoScalingGroup and an InstanceGroup;
    without, as for a ResourceGroup, they do not, which makes a wave more.
    No size is below zero.
    """
    runs: list[tuple[int, int, int, int]] = []
    updated = 0
    while not updated >= current == target:
        changes = min(batch, max(target - updated, 0))
        size = _size(target, current, changes, least)
        surplus = 0 if counts_surplus else max(size - max(current, target), 0)
        growth, progress = size - current, changes - surplus
        count = _equal(target, current, updated, batch, growth) if progress == batch else 1
        runs.append((size, growth, changes, count))
        current, updated = current + growth * count, updated + progress * count
    return Waves(tuple(runs))


def _size(target: int, current: int, changes: int, least: int) -> int:
    """The group's size after a wave with so many changes (next_batch)."""
    return changes + max(min(current, target - changes), min(least, target, current))


def _equal(target: int, current: int, updated: int, batch: int, growth: int) -> int:
    """How many waves are like this one, in which a whole batch changed and the group grew by ``growth``."""
    full = (target - updated) // batch
    if growth == 0:
        return full
    return min(full, (target - batch - current) // batch + 1) if growth == batch <= target - current else 1


def time_left(count: int, pause: float, timeout: float) -> float | None:
    """Seconds that are left for each wave once all pauses between them are taken off; None where none are left.

    Heat refuses an update whose pauses alone take as long as the stack may take
    (_update_timeout), and gives what is left to every single wave.
    """
    paused = pause * max(count - 1, 0)
    return None if paused >= timeout else timeout - paused
