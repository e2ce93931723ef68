"""The operator's own environment: the files of Heat's ``environment.d``, and the templates that they name.

Heat reads them when it starts (heat/engine/environment.py,
``read_global_environment``), and the templates when a stack is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from heatplan.diagnostics import codes_load as codes
from heatplan.diagnostics.codes_environment import NO_OPERATOR_FILES
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.ir.settings import Settings
from heatplan.ir.source import Operator, Source
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.syntax.read import read
from heatplan.syntax.references import file_path, operators_templates

HOME: Final = "/etc/heat/"
"""Where a real Heat has its files: names below it are looked for beside the folder that is given, too."""


def load_operator(names: Sequence[str | os.PathLike[str]], base: str, settings: Settings) -> Result[Operator]:
    """The files in their order, those of a folder by name (Heat: in the order of the file system).

    Sources are named relative to ``base``, templates as the files name them.
    A template has to be in the folder of the file that names it, or beside
    that folder where it is called ``environment.d``; one that can not be had
    is missing when a resource asks for it.
    """
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    templates: dict[str, Source] = {}
    for given in names:
        path = Path(given)
        folder = Path(os.path.realpath(path if path.is_dir() else path.parent))
        home = str(folder.parent if folder.name == "environment.d" else folder)
        place = Place(str(folder), home, allow_url=False, limit=settings.max_source_size)
        for file in _in_folder(path, found) if path.is_dir() else (path.name,):
            name = os.path.relpath(folder / file, base).replace(os.sep, "/")
            content = fetch(f"./{file}", place)
            if isinstance(content, Refusal):
                found.append(finding(content.code, hint=content.hint, facts={**dict(content.facts), "name": name}))
                continue
            source = Source(name, content)
            sources.pop(name, None)
            sources[name] = source
            templates.update(_templates(source, home, settings))
    return Result(Operator(tuple(sources.values()), Map(templates)), tuple(found))


def _in_folder(folder: Path, found: list[Diagnostic]) -> Iterator[str]:
    """The names of a folder's files, sorted, but for hidden ones; a finding where there are none."""
    try:
        names = sorted(item.name for item in folder.iterdir() if item.name[0] != "." and item.is_file())
    except OSError as error:
        found.append(finding(codes.NO_FILE, name=folder, reason=error.strerror or str(error)))
        return
    if not names:
        found.append(finding(NO_OPERATOR_FILES, name=folder))
    yield from names


def _templates(source: Source, home: str, settings: Settings) -> Iterator[tuple[str, Source]]:
    """The templates that a file's registry names, those that can be had."""
    node = read(source, settings, json=False).value
    for name in operators_templates(node) if node is not None else ():
        path = file_path(name)
        beside = Path(home, path.removeprefix(HOME))
        for way in (path, str(beside)) if path.startswith(HOME) else (path,):
            content = fetch(way, Place(home, home, allow_url=False, limit=settings.max_source_size))
            if not isinstance(content, Refusal):
                yield name, Source(name, content)
                break
