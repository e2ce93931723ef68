"""Case files: found below folders, and read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.order import is_failure
from heatplan.edge.case_work import CaseFile, golden_path
from heatplan.edge.fetch import Place, Refusal, fetch
from heatplan.edge.usage import UsageError
from heatplan.ir.node import Mapping, Node
from heatplan.ir.node import Sequence as SequenceNode
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Source
from heatplan.shown import masked
from heatplan.span import Span
from heatplan.syntax.read import read
from heatplan.testing.cases.expecting import GOLDEN
from heatplan.testing.cases.reading import is_case_file, read_cases, stem_of
from heatplan.testing.cases.spec import CaseSpec


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A case file with its cases, or with the findings that keep it from having any, and its text as they may quote it."""

    name: str
    file: CaseFile | None = None
    cases: tuple[CaseSpec, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    quoted: str = ""

    @property
    def failed(self) -> bool:
        """True where it is no case file that could be run."""
        return is_failure(self.findings)


def case_files(names: Sequence[str]) -> tuple[str, ...]:
    """The paths of the case files: those named, and those below the folders named, sorted, each once.

    Folders whose names start with a dot are left alone, links to folders too.
    Raises UsageError for what is not there, and for a file that is none by its name.
    """
    found: dict[str, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            found.update(dict.fromkeys(_below(name)))
        elif not path.exists():
            raise UsageError(f"there is no file or folder {name}", example=False)
        elif not is_case_file(path.name):
            hint = f"; for a template, heatplan test --init {name} writes a first case"
            raise UsageError(f"{name} is no case file by its name: they are called NAME.case.yaml{hint}")
        else:
            found[os.path.normpath(name)] = None
    return tuple(found)


def _below(folder: str) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one != "__pycache__")
        for file in sorted(files):
            if is_case_file(file):
                yield os.path.normpath(os.path.join(path, file))  # noqa: PTH118


def stale_plans(files: Sequence[ReadFile]) -> tuple[str, ...]:
    """Golden plans that were some case's of these files by their names, and are no case's any more.

    None where a file can not be read: what its cases have is not known.
    """
    if any(file.failed for file in files):
        return ()
    kept = {golden_path(case, file.file) for file in files if file.file is not None for case in file.cases}
    found: set[Path] = set()
    for file in files:
        if file.file is not None:
            stem = stem_of(Path(file.name).name)
            found.update(Path(file.file.folder).glob(f"{escape(stem)}.*{GOLDEN[1:]}"))
            found.update(Path(file.file.folder).glob(f"{escape(stem)}{GOLDEN}"))
    return tuple(sorted(os.path.relpath(path).replace(os.sep, "/") for path in found - kept))


def root_of(name: str, given: str | None) -> str:
    """The folder that the files of a case have to be in, without links.

    The one that is given; else the git repository that the case is in; else the
    folder that was named, or that of the file that was.
    """
    if given is not None:
        return os.path.realpath(given)
    path = Path(os.path.realpath(name))
    folder = path if path.is_dir() else path.parent
    repository = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    return str(repository or folder)


def read_file(path: str) -> ReadFile:
    """The cases of a file."""
    name = path.replace(os.sep, "/")
    folder = os.path.realpath(os.path.dirname(path) or ".")  # noqa: PTH120
    content = fetch(f"./{Path(path).name}", Place(folder, folder, allow_url=False, limit=DEFAULTS.max_source_size))
    if isinstance(content, Refusal):
        facts = {**dict(content.facts), "name": name}
        return ReadFile(name, findings=(finding(content.code, hint=content.hint, facts=facts),))
    source = Source(name, content)
    result = read_cases(source)
    text = content if isinstance(content, str) else ""
    return ReadFile(name, CaseFile(source, folder), result.value or (), result.diagnostics, _quoted(text, source))


def _quoted(text: str, source: Source) -> str:
    """The text with the values of all parameters masked: which of them are hidden is not known yet."""
    document = read(source, json=False).value
    return masked(text, list(_values(document)) if isinstance(document, Mapping) else [])


def _values(top: Mapping) -> Iterator[Span]:
    listed = top.get("cases")
    places: tuple[Node, ...] = (top, *(listed.items if isinstance(listed, SequenceNode) else ()))
    for one in places:
        given = one.get("parameters") if isinstance(one, Mapping) else None
        yield from (item.span for _, item in given.entries) if isinstance(given, Mapping) else ()
