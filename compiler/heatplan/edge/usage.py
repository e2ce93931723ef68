"""A wrong command line that the options' own types can not find."""

from __future__ import annotations


class UsageError(Exception):
    """The command line asks for something that makes no sense; its text says what."""
