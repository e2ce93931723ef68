"""load: a template on disk becomes the set of all files that it needs.

As python-heatclient collects them (heatclient/common/template_utils.py): the
environments' resource registries, ``get_file``, and types that are templates,
recursively.  Names are relative to the root template's directory, and each
file is read once.  Nothing after this touches the world.

What may be read is bounded: files inside ``root`` only, with links followed,
and no URL unless that is allowed.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from heatplan.catalogue.versions import VERSION_KEYS
from heatplan.diagnostics import codes_load as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.circles import closing
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.edge.load_operator import load_operator
from heatplan.edge.load_types import load_types
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.source import Operator, Source, SourceSet
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.span import NOWHERE, Span
from heatplan.syntax.json_text import json_problem
from heatplan.syntax.read import read
from heatplan.syntax.references import Reference, file_path, is_template, is_url, references

_MOST_FILES: Final = 10_000
_NAMERS: Final = ("get_file", "TemplateURL", ".yaml", ".template", "resource_registry", "\\")
"""A text without any of these names no file (an escape could hide any of them)."""


def load(
    template: str,
    environments: Sequence[str] = (),
    *,
    root: str | os.PathLike[str] | None = None,
    allow_url: bool = False,
    settings: Settings = DEFAULTS,
    types: Sequence[str | os.PathLike[str]] = (),
    operator: Sequence[str | os.PathLike[str]] = (),
    instead: Mapping[str, str] = MappingProxyType({}),
) -> Result[SourceSet]:
    """All files that the template and the environments name, directly or not.

    ``template`` and ``environments`` are paths or URLs.  ``root`` is the
    directory that all files have to be in; by default the nearest one that
    holds the template and the environments.  A file that can not be had is an
    error at the place that names it, and in ``missing`` with its reason.
    ``types`` are files that say what resource types are, and folders of them;
    ``operator`` are environments of Heat's operator, and folders of them.
    ``instead`` has texts that are taken in the place of what files say, by name.
    No value only where the root template itself can not be had.
    """
    given = [_absolute(name) for name in (template, *environments)]
    base = os.getcwd() if is_url(given[0]) else os.path.dirname(given[0])  # noqa: PTH109, PTH120
    place = Place(base, _root(given, base, root), allow_url, settings.max_source_size)
    names = [name if is_url(name) else _relative(name, base) for name in given]
    work = _Loader(place, settings, instead)
    work.run(names[0], tuple(names[1:]))
    work.diagnostics.extend(finding(codes.FILE_CIRCLE, item.span, name=item.name) for item in closing(work.edges))
    own = load_types(types, base, settings) if types else Result(())
    theirs = load_operator(operator, base, settings) if operator else Result(Operator())
    found = (*work.diagnostics, *own.diagnostics, *theirs.diagnostics)
    if names[0] not in work.files:
        return Result(None, found)
    sources = SourceSet(
        root=names[0],
        files=Map(work.files),
        environments=tuple(names[1:]),
        missing=Map(work.missing),
        types=own.value or (),
        operator=theirs.value or Operator(),
    )
    return Result(sources, found)


def _absolute(name: str) -> str:
    """A path as the client takes it: links followed, so that names beside a link's target are found."""
    return name if is_url(name) else os.path.realpath(file_path(name))


def _relative(path: str, base: str) -> str:
    return os.path.relpath(path, base).replace(os.sep, "/")


def _root(given: Sequence[str], base: str, root: str | os.PathLike[str] | None) -> str:
    if root is not None:
        return os.path.realpath(root)
    folders = [os.path.dirname(path) for path in given if not is_url(path)]  # noqa: PTH120
    return os.path.commonpath(folders) if folders else base


class _Loader:
    """The files still to get, and what came of the others."""

    def __init__(self, place: Place, settings: Settings, instead: Mapping[str, str]) -> None:
        self._place = place
        self._instead = instead
        self._settings = settings
        self.files: dict[str, Source] = {}
        self.missing: dict[str, str] = {}
        self.edges: dict[str, tuple[Reference, ...]] = {}
        self.diagnostics: list[Diagnostic] = []

    def run(self, root: str, environments: tuple[str, ...]) -> None:
        """Fetch the files given, then all that they name, breadth first."""
        todo: deque[Reference] = deque()
        for name in (root, *environments):
            self._get(name, NOWHERE)
        if root in self.files:
            self._as_the_client(self.files[root])
            todo.extend(self._named_by(root, is_environment=False))
        for name in dict.fromkeys(environments):
            todo.extend(self._named_by(name, is_environment=True) if name in self.files else ())
        while todo:
            wanted = todo.popleft()
            if len(self.files) >= _MOST_FILES:
                self.diagnostics.append(finding(codes.TOO_MANY_FILES, wanted.span, limit=_MOST_FILES))
                return
            if self._get(wanted.name, wanted.span):
                todo.extend(self._named_by(wanted.name, is_environment=False))

    def _get(self, name: str, span: Span) -> bool:
        """Fetch a file; True when it is there now and was not before."""
        if name in self.files:
            return False
        content = fetch(name, self._place)
        if not isinstance(content, Refusal):
            self.files[name] = Source(name, self._instead.get(name, content))
            return True
        item = finding(content.code, span, hint=content.hint, facts={**dict(content.facts), "name": name})
        if item not in self.diagnostics:
            self.diagnostics.append(item)
        self.missing[name] = item.message
        return False

    def _named_by(self, name: str, *, is_environment: bool) -> tuple[Reference, ...]:
        """What a file names: a template by its version key, or an environment; nothing else names files."""
        text = self.files[name].text
        if isinstance(text, bytes) or not any(word in text for word in _NAMERS):
            return ()
        if not is_environment and not any(key in text for key in VERSION_KEYS):
            return ()
        node = read(self.files[name], self._settings, json=not is_environment).value
        if node is None or is_template(node) == is_environment:
            return ()
        found = references(node, name)
        if not is_environment:
            self.edges[name] = found
        return found

    def _as_the_client(self, source: Source) -> None:
        """The client takes a root template that starts with a brace for JSON (heatclient/common/template_format.py)."""
        text = source.text
        if isinstance(text, bytes) or not text.strip().startswith("{"):
            return
        problem = json_problem(text.strip(), source.name, self._settings.max_document_depth)
        if problem is not None:
            skipped = len(text) - len(text.lstrip())
            span = Span(source.name, problem[0].start + skipped, problem[0].end + skipped)
            self.diagnostics.append(finding(codes.CLIENT_REFUSES, span, name=source.name, reason=problem[1]))
