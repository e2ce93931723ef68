"""Counts the templates that each law has seen, and says so at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

Seen = Callable[[str, str], None]

COUNTS: pytest.StashKey[Counter[tuple[str, str]]] = pytest.StashKey()


@pytest.fixture(scope="session")
def seen(request: pytest.FixtureRequest) -> Seen:
    """``seen(law, kind)``: the law has been asked about one more template of that kind."""
    counts = request.config.stash.setdefault(COUNTS, Counter())

    def note(law: str, kind: str) -> None:
        counts[law, kind] += 1

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A line for each law."""
    counts = config.stash.get(COUNTS, Counter())
    laws = sorted({law for law, _ in counts})
    if laws:
        terminalreporter.section("laws")
    for law in laws:
        kinds = ", ".join(f"{count} {kind}" for (name, kind), count in sorted(counts.items()) if name == law)
        terminalreporter.write_line(f"{law}: {kinds}")
