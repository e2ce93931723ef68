"""Case files as pytest sees them: a file is a collector, each of its cases a test."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from heatplan.diagnostics.lines import lines_of
from heatplan.diagnostics.visible import visible
from heatplan.edge.case_files import ReadFile, read_file, root_of
from heatplan.edge.case_runs import outcome_of
from heatplan.edge.case_work import Ground
from heatplan.render.cases import Outcome, failure_text
from heatplan.testing.cases.reading import stem_of
from heatplan.testing.cases.spec import CaseSpec
from heatplan.testing.plugin import UPDATE_OPTION
from heatplan.testing.plugin import root_of as configured_root


class CaseFileCollector(pytest.File):
    """A case file; one that can not be read is an error of collection, shown as ``heatplan test`` shows it."""

    def collect(self) -> Iterable[CaseItem]:
        """Its cases, in their order."""
        file = read_file(os.path.relpath(self.path))
        if file.failed:
            raise self.CollectError(failure_text(Outcome(file.name, "", file.findings, {file.name: file.quoted})))
        for case in file.cases:
            name = visible(case.name or stem_of(self.path.name))
            yield CaseItem.from_parent(self, name=name, file=file, case=case)


class CaseItem(pytest.Item):
    """A case."""

    def __init__(self, *, file: ReadFile, case: CaseSpec, **more: Any) -> None:
        super().__init__(**more)
        self._file = file
        self._case = case

    def runtest(self) -> None:
        """Compile its template and compare, in this process."""
        update = bool(self.config.getoption(UPDATE_OPTION))
        ground = Ground(_root(self.path, configured_root(self.config)), update=update)
        done = outcome_of(self._case, self._file, ground)
        if done.failed:
            raise CaseFailedError(failure_text(done))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **more: Any) -> Any:
        """The findings, without a traceback."""
        if isinstance(excinfo.value, CaseFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **more)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands, and what it is called."""
        assert self._file.file is not None
        line = lines_of(str(self._file.file.source.text)).position(self._case.span.start).line
        return self.path, line - 1, self.name


class CaseFailedError(Exception):
    """Something is not as the case expects; its text says what."""


def _root(path: Path, configured: Path) -> str:
    """The folder that a case's files have to be in: pytest's where the case is there, else as ``heatplan test`` has it."""
    inside = os.path.realpath(configured)
    return inside if Path(os.path.realpath(path)).is_relative_to(inside) else root_of(str(path), None)
