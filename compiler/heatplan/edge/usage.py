"""A wrong command line that the options' own types can not find."""

from __future__ import annotations


class UsageError(Exception):
    """The command line asks for something that makes no sense; its text says what.

    ``example``: an example of the command helps to put it right.
    """

    def __init__(self, text: str, *, example: bool = True) -> None:
        super().__init__(text)
        self.example = example
