"""Files of resource types: what ``openstack orchestration resource type show`` printed, from files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from heatplan.diagnostics import codes_load as codes
from heatplan.diagnostics.codes_types import NO_TYPES
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source
from heatplan.result import Result

SUFFIXES: Final = (".json", ".yaml", ".yml")
MOST_FILES: Final = 10_000


def load_types(names: Sequence[str | os.PathLike[str]], base: str, settings: Settings) -> Result[tuple[Source, ...]]:
    """The files in their order; those of a folder by name, not those in folders inside it.

    Sources are named relative to ``base``.  Each is in the set once: what is
    named again stands where it is named last.  They are named by the caller
    and not by a template, so they may stand anywhere; no URL is fetched.
    """
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for given in names:
        path = Path(given)
        folder = os.path.realpath(path if path.is_dir() else path.parent)
        place = Place(folder, folder, allow_url=False, limit=settings.max_source_size)
        files = list(_in_folder(path, found)) if path.is_dir() else [path.name]
        for file in files:
            if len(sources) >= MOST_FILES:
                found.append(finding(codes.TOO_MANY_FILES, limit=MOST_FILES))
                return Result(tuple(sources.values()), tuple(found))
            name = os.path.relpath(os.path.join(folder, file), base).replace(os.sep, "/")  # noqa: PTH118
            content = fetch(f"./{file}", place)
            if isinstance(content, Refusal):
                found.append(finding(content.code, hint=content.hint, facts={**dict(content.facts), "name": name}))
            else:
                sources.pop(name, None)
                sources[name] = Source(name, content)
    return Result(tuple(sources.values()), tuple(found))


def _in_folder(folder: Path, found: list[Diagnostic]) -> Iterator[str]:
    """The names of a folder's files of types, sorted; a finding where there are none."""
    try:
        names = sorted(item.name for item in folder.iterdir() if item.suffix.lower() in SUFFIXES and item.is_file())
    except OSError as error:
        found.append(finding(codes.NO_FILE, name=folder, reason=error.strerror or str(error)))
        return
    if not names:
        found.append(finding(NO_TYPES, name=folder))
    yield from names
