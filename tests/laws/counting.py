"""A part of our own pytest: counts the templates that each law has seen, and says so at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Seen = Callable[[str, str], None]

COUNTS: pytest.StashKey[Counter[tuple[str, str]]] = pytest.StashKey()
OUTPUT = "laws"


@pytest.fixture(scope="session")
def seen(request: pytest.FixtureRequest) -> Seen:
    """``seen(law, kind)``: the law has been asked about one more template of that kind."""
    counts = request.config.stash.setdefault(COUNTS, Counter())

    def note(law: str, kind: str) -> None:
        counts[law, kind] += 1

    return note


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its counts on."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        counts = session.config.stash.get(COUNTS, Counter())
        output[OUTPUT] = [(law, kind, count) for (law, kind), count in counts.items()]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker has counted."""
    counts = node.config.stash.setdefault(COUNTS, Counter())
    for law, kind, count in getattr(node, "workeroutput", {}).get(OUTPUT, ()):
        counts[law, kind] += count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A line for each law."""
    counts = config.stash.get(COUNTS, Counter())
    laws = sorted({law for law, _ in counts})
    if laws:
        terminalreporter.section("laws")
    for law in laws:
        kinds = ", ".join(f"{count} {kind}" for (name, kind), count in sorted(counts.items()) if name == law)
        terminalreporter.write_line(f"{law}: {kinds}")
