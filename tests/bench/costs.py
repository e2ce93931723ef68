"""``make costs``: the ten places where a compile spends its time, for a large flat template and for the corpus.

A signal asks every few milliseconds of processor time where the program is.
A sample counts for the innermost function that is the compiler's own,
what a library does for it included; a profiler that counts calls would make
small functions look dear.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import heatplan
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request
from tests import corpus
from tests.bench.case import compiled, whole_corpus
from tests.bench.templates import SHAPES
from tests.sources import sources_of

OURS = str(Path(heatplan.__file__).parent)
EVERY = 0.001
"""Seconds; most kernels make it 0.004."""
ROUNDS = 5
MOST = 10


def main() -> None:
    """Print the tables."""
    sources = sources_of({"template.yaml": SHAPES["flat"](10_000)})
    request = Request(settings=Settings(max_resources_per_stack=-1))
    compiled(sources_of({"template.yaml": SHAPES["flat"](30)}), request)  # what is made once a process
    table("10 000 flat resources", lambda: [compiled(sources, request) for _ in range(ROUNDS)])
    if corpus.jobs_file().is_file():
        table("the whole corpus", whole_corpus)
    else:
        print(f"the corpus is left out: there is none at {corpus.jobs_file()}")


def table(what: str, work: Callable[[], object]) -> None:
    """The shares of modules, the largest first, each with its dearest function."""
    found: Counter[tuple[str, str]] = Counter()

    def sample(_signal: int, frame: FrameType | None) -> None:
        while frame is not None and not frame.f_code.co_filename.startswith(OURS):
            frame = frame.f_back
        if frame is not None:
            module = Path(frame.f_code.co_filename).relative_to(OURS).with_suffix("")
            found[str(module), frame.f_code.co_qualname] += 1

    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    modules: Counter[str] = Counter()
    for (module, _), count in found.items():
        modules[module] += count
    print(f"\n{what}: {found.total()} samples, in {len(modules)} modules")
    for module, count in modules.most_common(MOST):
        function, own = max(
            ((name, many) for (where, name), many in found.items() if where == module), key=lambda pair: pair[1]
        )
        print(f"{count / found.total():6.1%}  {module:<36} {function} {own / found.total():.1%}")


if __name__ == "__main__":
    main()
