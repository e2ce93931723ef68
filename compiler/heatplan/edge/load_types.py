"""Files of resource types: what ``openstack orchestration resource type show`` printed, from files and folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from heatplan.diagnostics.codes_types import NO_TYPES
from heatplan.edge.given_files import given_files
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source
from heatplan.result import Result

SUFFIXES: Final = (".json", ".yaml", ".yml")


def load_types(names: Sequence[str | os.PathLike[str]], base: str, settings: Settings) -> Result[tuple[Source, ...]]:
    """The files in their order, named relative to ``base``; of a folder, those with one of the suffixes."""
    files = given_files(names, base, settings, lambda item: item.suffix.lower() in SUFFIXES, NO_TYPES)
    return Result(tuple(one.source for one in files.value or ()), files.diagnostics)
