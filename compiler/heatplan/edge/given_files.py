"""Files that the caller names one by one or by their folder: read in a fixed order, each once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heatplan.diagnostics import codes_load as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source
from heatplan.result import Result

MOST_FILES: Final = 10_000


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file and the folder that it is in, without links."""

    source: Source
    folder: str


def given_files(
    names: Sequence[str | os.PathLike[str]],
    base: str,
    settings: Settings,
    wanted: Callable[[Path], bool],
    nothing: Code,
) -> Result[tuple[GivenFile, ...]]:
    """The files in their order; those of a folder that are ``wanted`` by name, not those in folders inside it.

    Sources are named relative to ``base``.  Each is there once: what is named
    again stands where it is named last.  They are named by the caller and not
    by a template, so they may stand anywhere; no URL is fetched.  ``nothing``
    is found of a folder that has none.
    """
    found: list[Diagnostic] = []
    files: dict[str, GivenFile] = {}
    for given in names:
        path = Path(given)
        folder = os.path.realpath(path if path.is_dir() else path.parent)
        place = Place(folder, folder, allow_url=False, limit=settings.max_source_size)
        for file in _in_folder(path, wanted, nothing, found) if path.is_dir() else (path.name,):
            if len(files) >= MOST_FILES:
                found.append(finding(codes.TOO_MANY_FILES, limit=MOST_FILES))
                return Result(tuple(files.values()), tuple(found))
            name = os.path.relpath(os.path.join(folder, file), base).replace(os.sep, "/")  # noqa: PTH118
            content = fetch(f"./{file}", place)
            if isinstance(content, Refusal):
                found.append(finding(content.code, hint=content.hint, facts={**dict(content.facts), "name": name}))
            else:
                files.pop(name, None)
                files[name] = GivenFile(Source(name, content), folder)
    return Result(tuple(files.values()), tuple(found))


def _in_folder(folder: Path, wanted: Callable[[Path], bool], nothing: Code, found: list[Diagnostic]) -> Iterator[str]:
    try:
        names = sorted(item.name for item in folder.iterdir() if wanted(item) and item.is_file())
    except OSError as error:
        found.append(finding(codes.NO_FILE, name=folder, reason=error.strerror or str(error)))
        return
    if not names:
        found.append(finding(nothing, name=folder))
    yield from names
