"""The releases of Heat that there are tables of, and their names.

Source: deliverables/NAME/heat.yaml in openstack/releases.  A major number of
Heat is an OpenStack release; its tables are made from the last version of it
that the package index has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Release:
    """A release: Heat's ``major`` number, the ``version`` the tables are made from, and what OpenStack calls it.

    ``date`` is the second name that releases have since 2023 ('' before).
    """

    major: int
    version: str
    name: str
    date: str = ""

    @property
    def words(self) -> str:
        """The release as people write it: ``Heat 20 (antelope, 2023.1)``."""
        return f"Heat {self.major} ({', '.join(filter(None, (self.name, self.date)))})"


RELEASES: Final = (
    Release(11, "11.0.3", "rocky"),
    Release(12, "12.2.0", "stein"),
    Release(13, "13.1.0", "train"),
    Release(14, "14.2.0", "ussuri"),
    Release(15, "15.1.0", "victoria"),
    Release(16, "16.1.0", "wallaby"),
    Release(17, "17.0.2", "xena"),
    Release(18, "18.0.1", "yoga"),
    Release(19, "19.0.2", "zed"),
    Release(20, "20.0.1", "antelope", "2023.1"),
    Release(21, "21.0.1", "bobcat", "2023.2"),
    Release(22, "22.0.1", "caracal", "2024.1"),
    Release(23, "23.0.0", "dalmatian", "2024.2"),
    Release(24, "24.1.2", "epoxy", "2025.1"),
    Release(25, "25.0.2", "flamingo", "2025.2"),
    Release(26, "26.0.2", "gazpacho", "2026.1"),
    Release(27, "27.0.1", "hibiscus", "2026.2"),
)
"""All of them, oldest first."""

OLDEST: Final = RELEASES[0].major
NEWEST: Final = RELEASES[-1].major

_BY_MAJOR: Final = {one.major: one for one in RELEASES}
_VERSION = re.compile(r"[1-9][0-9]?(?:\.[0-9]+){0,3}\Z")


def release_of(major: int) -> Release | None:
    """The release with that major number, None where there are no tables of it."""
    return _BY_MAJOR.get(major)


def words_of(major: int) -> str:
    """The release in words; of one without tables, its number."""
    known = _BY_MAJOR.get(major)
    return f"Heat {major}" if known is None else known.words


def release_named(text: str) -> Release | None:
    """The release that a text means: ``18``, ``18.0.1``, ``yoga``, ``Zed``, ``2023.1``; None where that is none.

    Of a version only the first number counts.
    """
    wanted = text.strip().lower()
    for one in RELEASES:
        if wanted and wanted in (one.name, one.date):
            return one
    return _BY_MAJOR.get(int(wanted.partition(".")[0])) if _VERSION.match(wanted) else None
