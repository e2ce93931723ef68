"""How far long work has come: one line on the terminal, gone when the work is done.

Nothing is shown where standard error is no terminal, nor before the work has
taken a moment.  A child process (``guard``) has the terminal as its own
standard error, so it shows its progress itself; what a child that was stopped
left on the line, its parent takes away with ``clear``.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final, NoReturn

from heatplan.diagnostics.visible import visible

if TYPE_CHECKING:
    from tqdm import tqdm

Advance = Callable[[int, int | None, str], None]
"""``advance(done, total, text)``: so much is done, of so much (None: nobody knows), and what is done now."""

PATIENCE: Final = 0.4
"""Seconds that work may take before anything is shown of it."""

_BAR: Final = "{desc}{percentage:3.0f}% {bar:24} {n_fmt} of {total_fmt}, {elapsed} of {remaining}"
_OPEN: Final = "{desc}{elapsed}"


def on_terminal() -> bool:
    """True where a person watches: standard error is a terminal that can go back to the start of a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress() -> Iterator[Advance]:
    """Give the work a function to tell with how far it is; call it as often as you like.

    ::

        with progress() as advance:
            for number, item in enumerate(items):
                advance(number, len(items), item.name)
    """
    if not on_terminal():
        yield _nothing
        return
    line = _Line()
    try:
        yield line.advance
    finally:
        line.close()


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show what is waited for, and since when, while somebody else works and does not say how far he is."""
    with progress() as advance:
        if advance is _nothing:
            yield
            return
        done = threading.Event()

        def tick() -> None:
            while not done.wait(PATIENCE):
                advance(0, None, text)

        ticking = threading.Thread(target=tick, daemon=True)
        ticking.start()
        try:
            yield
        finally:
            done.set()
            ticking.join()


def clear() -> None:
    """Take away what a process that was stopped has left on the line."""
    if on_terminal():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _nothing(_done: int, _total: int | None, _text: str = "") -> None:
    """Nobody watches."""


class _Line:
    """The line on the terminal, drawn by tqdm, which is imported only when there is something to draw."""

    def __init__(self) -> None:
        self._start = monotonic()
        self._next = self._start + PATIENCE
        self._bar: tqdm[NoReturn] | None = None

    def advance(self, done: int, total: int | None, text: str = "") -> None:
        now = monotonic()
        if now < self._next:
            return
        self._next = now + 0.1
        bar = self._bar = self._made() if self._bar is None else self._bar
        bar.bar_format = _BAR if total else _OPEN
        bar.total, bar.n = total, done if total is None else min(done, total)
        bar.set_description_str(f"{visible(text)} " if text else "", refresh=False)
        bar.refresh()

    def _made(self) -> tqdm[NoReturn]:
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # no thread: this process may fork
        tqdm.set_lock(threading.RLock())
        bar: tqdm[NoReturn] = tqdm(file=sys.stderr, leave=False, dynamic_ncols=True, bar_format=_OPEN)
        bar.start_t -= monotonic() - self._start
        return bar

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
