"""Makes a case smaller as long as both sides still disagree for the same cause."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.conformance.job import Record
from tests.conformance.run import Task, row
from tests.differential.templates_case import ROOT, Case

Path_ = tuple[Any, ...]

MOST_TRIES = 600
"""Smaller cases that are tried, the successful ones included."""


def shrink(case: Case, why: Callable[[Case], str]) -> Case:
    """The smallest case found for which ``why`` says the same as for ``case``."""
    wanted = why(case)
    tries = 0
    changed = True
    while changed:
        changed = False
        for smaller in _smaller(case):
            tries += 1
            if tries > MOST_TRIES:
                return case
            if why(smaller) == wanted:
                case, changed = smaller, True
                break
    return case


def judge(case: Case, root: Path, ask: Callable[[dict[str, Any]], Record], seconds: float = 30.0) -> dict[str, Any]:
    """The row of one case, written to the folder and asked of Heat now."""
    shutil.rmtree(root / case.id, ignore_errors=True)
    case.write(root)
    return row(Task(case.job(), ask(case.line()), root, seconds))


def _smaller(case: Case) -> Iterator[Case]:
    """The case without something, the largest things first; then with something simpler."""
    whole = {"files": case.files, "environments": case.environments, "parameters": case.parameters}
    paths = sorted(_paths(whole), key=lambda found: (len(found[0]) > 4, -found[1], len(found[0])))
    for path, _ in paths:
        if path[:1] == ("files",) and path[1:] == (ROOT,):
            continue
        yield _changed(case, whole, path, None)
    for path, _ in paths:
        for inner in _inside(_at(whole, path)):
            yield _changed(case, whole, path, (inner,))


def _paths(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, int]]:
    """Everything that can be left out, with its size."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        if len(path) > 0 and key != "heat_template_version":
            yield (*path, key), len(repr(item))
        yield from _paths(item, (*path, key))


def _at(data: Any, path: Path_) -> Any:
    for key in path:
        data = data[key]
    return data


def _inside(value: Any) -> Iterator[Any]:
    """Values that may stand for a call: the parts of its arguments."""
    if isinstance(value, dict) and len(value) == 1:
        args = next(iter(value.values()))
        if isinstance(args, list):
            yield from args
        elif isinstance(args, dict):
            yield from args.values()


def _changed(case: Case, whole: dict[str, Any], path: Path_, new: tuple[Any] | None) -> Case:
    """The case with what is at the path left out, or with something else there."""
    parts = copy.deepcopy(whole)
    holder = _at(parts, path[:-1])
    if new is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = copy.deepcopy(new[0])
    return replace(case, **parts)
