"""Runs a function over many inputs in processes that may crash, hang or eat memory without harm."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any

MEMORY = 6 << 30
"""Bytes of address space that a process may have."""

GRACE = 5.0
"""Seconds after its limit that a process has to notice it."""


class TimeLimit(BaseException):
    """A job took longer than it may; not an Exception, so that nothing swallows it."""


def run_limited(function: Callable[[Any], Any], given: Any, seconds: float) -> Any:
    """``function(given)``; raises TimeLimit when it takes longer than ``seconds``."""

    def expired(_signal: int, _frame: FrameType | None) -> None:
        raise TimeLimit(f"longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, expired)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _serve(function: Callable[[Any], Any], pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            given = pipe.recv()
        except EOFError:
            return
        pipe.send(function(given))


class _Worker:
    """One process, and the job it is at."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(function, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.index = -1
        self.deadline = 0.0

    def give(self, index: int, job: Any, seconds: float) -> None:
        self.index, self.deadline = index, time.monotonic() + seconds
        self.pipe.send(job)

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def spread(
    function: Callable[[Any], Any],
    jobs: Iterable[Any],
    *,
    processes: int,
    seconds: float,
    lost: Callable[[Any, str], Any],
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Any]:
    """``[function(job) for job in jobs]``, in order, by ``processes`` processes.

    For a job whose process dies, or is not done ``GRACE`` after ``seconds``,
    ``lost(job, reason)`` stands in the result and a new process goes on.
    """
    todo = list(jobs)
    results: list[Any] = [None] * len(todo)
    queue = iter(range(len(todo)))
    workers: list[_Worker] = []
    for index in _first(queue, processes):
        workers.append(_Worker(function))
        workers[-1].give(index, todo[index], seconds + GRACE)
    done = 0
    while workers:
        ready = wait([worker.pipe for worker in workers], timeout=1.0)
        now = time.monotonic()
        for worker in list(workers):
            if worker.pipe in ready:
                results[worker.index], alive = _receive(worker, todo, lost)
            elif now > worker.deadline:
                results[worker.index], alive = lost(todo[worker.index], "hangs"), False
            else:
                continue
            done += 1
            progress(done)
            if not alive:
                worker.end()
                workers.remove(worker)
                worker = _Worker(function)  # noqa: PLW2901
                workers.append(worker)
            index = next(queue, -1)
            if index < 0:
                worker.end()
                workers.remove(worker)
            else:
                worker.give(index, todo[index], seconds + GRACE)
    return results


def _first(queue: Iterator[int], count: int) -> list[int]:
    return [index for _, index in zip(range(count), queue, strict=False)]


def _receive(worker: _Worker, todo: list[Any], lost: Callable[[Any, str], Any]) -> tuple[Any, bool]:
    try:
        return worker.pipe.recv(), True
    except (EOFError, OSError):
        worker.process.join()
        return lost(todo[worker.index], f"the process ended with {worker.process.exitcode}"), False


def show_progress(total: int) -> Callable[[int], None]:
    """A progress line on a terminal, nothing elsewhere."""

    def show(done: int) -> None:
        if sys.stderr.isatty() and (done % 20 == 0 or done == total):
            sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))
            sys.stderr.flush()

    return show
