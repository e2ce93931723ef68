"""Work on templates in a process of its own, under limits of processor time and memory.

A yaql expression, a pattern or a document can be written so that it takes for
ever or fills the memory.  The child does the work and sends its answer back
as JSON; what it can do harm to is itself.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from heatplan.diagnostics.codes_edge import COMPILER_DIED, OUT_OF_MEMORY, OUT_OF_TIME
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.answer import Answer, Style, answer, pack, unpack
from heatplan.edge.internal import internal_error
from heatplan.edge.progress import clear

MEMORY_EXIT = 77
"""What the child ends with when it has no memory left; none of heatplan's own codes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Processor time in seconds and address space in MB."""

    seconds: int = 60
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Child:
    """A process at work: its id, and the end of the pipe from which its answer is read."""

    process: int
    pipe: int


def guarded(work: Callable[[], Answer], limits: Limits, style: Style, *, debug: bool = False) -> Answer:
    """The answer of ``work``, done in a child process under limits.

    A child that went beyond a limit, or that ended without an answer, gives an
    answer that says so.  Where the system has no ``fork``, the work is done
    here and without limits.
    """
    if not hasattr(os, "fork"):
        return _careful(work, style, debug)
    data = finish(start(lambda: pack(_careful(work, style, debug)), limits), limits)
    return unpack(data) if isinstance(data, bytes) else answer(None, (data,), {}, style)


def each(works: Iterable[Callable[[], bytes]], limits: Limits, jobs: int = 1) -> Iterator[bytes | Diagnostic]:
    """What each piece of work gives, in their order, each done in a child of its own, ``jobs`` of them at a time.

    The work does not raise; in the place of what a child did not give stands
    why.  Where the system has no ``fork``, the work is done here.
    """
    if not hasattr(os, "fork"):
        yield from (work() for work in works)
        return
    running: deque[Child] = deque()
    for work in works:
        running.append(start(work, limits))
        if len(running) >= jobs:
            yield finish(running.popleft(), limits)
    while running:
        yield finish(running.popleft(), limits)


def start(work: Callable[[], bytes], limits: Limits) -> Child:
    """A child process that does the work under limits; ``finish`` has its answer."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(work, limits, writing)
    os.close(writing)
    return Child(child, reading)


def finish(child: Child, limits: Limits) -> bytes | Diagnostic:
    """What the child's work gave, once it has ended; or why it gave nothing."""
    with os.fdopen(child.pipe, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child.process, 0)
    if os.waitstatus_to_exitcode(status) == 0:
        return data
    clear()
    return _end(status, limits)


def _careful(work: Callable[[], Answer], style: Style, debug: bool) -> Answer:
    try:
        return work()
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        return answer(None, (internal_error(problem, debug=debug),), {}, style)


def _child(work: Callable[[], bytes], limits: Limits, writing: int) -> None:
    """Do the work, send the answer, and end this process without going back to the caller's code."""
    status = MEMORY_EXIT
    try:
        _limit(limits)
        gc.freeze()
        gc.set_threshold(100_000, 50, 50)  # nearly all that a compile makes, it keeps
        data = work()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        status = 0
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    finally:
        os._exit(status)


def _limit(limits: Limits) -> None:
    import resource

    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_AS, limits.megabytes << 20, limits.megabytes << 20),
    ):
        most = resource.getrlimit(kind)[1]
        wanted = (soft, hard) if most == resource.RLIM_INFINITY else (min(soft, most), min(hard, most))
        resource.setrlimit(kind, wanted)


def _end(status: int, limits: Limits) -> Diagnostic:
    """Why there is no answer."""
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return finding(OUT_OF_TIME, seconds=limits.seconds, hint="--max-cpu-seconds allows more")
    if code == MEMORY_EXIT:
        return finding(OUT_OF_MEMORY, megabytes=limits.megabytes, hint="--max-memory allows more")
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return finding(COMPILER_DIED, how=how)
