"""The operator's own environment: the files of Heat's ``environment.d``, and the templates that they name.

Heat reads them when it starts (heat/engine/environment.py,
``read_global_environment``), and the templates when a stack is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from heatplan.diagnostics.codes_environment import NO_OPERATOR_FILES
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.edge.given_files import given_files
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
    files = given_files(names, base, settings, lambda item: not item.name.startswith("."), NO_OPERATOR_FILES)
    templates: dict[str, Source] = {}
    for one in files.value or ():
        folder = Path(one.folder)
        home = folder.parent if folder.name == "environment.d" else folder
        templates.update(_templates(one.source, str(home), settings))
    sources = tuple(one.source for one in files.value or ())
    return Result(Operator(sources, Map(templates)), files.diagnostics)


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
