"""What a law about heatplan raises where it does not hold."""

from __future__ import annotations


class BrokenError(AssertionError):
    """A law that does not hold at an address of the plan ('' for the whole of it)."""

    def __init__(self, said: str, where: str = "") -> None:
        super().__init__(said)
        self.where = where


def holds(condition: object, said: str, where: str = "") -> None:
    """Raise a BrokenError unless the condition holds."""
    if not condition:
        raise BrokenError(said, where)
