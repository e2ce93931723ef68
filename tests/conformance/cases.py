"""Cases of our own: small templates and single values, each a job that holds all it needs.

``cases/*.yaml`` are streams of documents ``{about, given, snippets, conditions,
templates}``.  ``given`` are keys of every job of the document; each entry of
the others is a job by name: the snippet or the template itself, or a mapping
with it under ``snippet`` or ``template`` beside more keys of the job.  A
template without a version line gets ``version`` of what is given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from tests.conformance.compare import diff
from tests.conformance.job import Record, job_of
from tests.conformance.run import Task, row
from tests.conformance.snippet import heats_answer, our_answer

FOLDER: Final = Path(__file__).resolve().parent
CASES: Final = FOLDER / "cases"
NEWEST: Final = "2021-04-16"
Case = dict[str, Any]
"""A job of the oracle's batch mode or, where it has a snippet, of its snippet mode."""


class _Loader(yaml.CSafeLoader):
    """Dates stay texts, as in Heat."""


def _text(_loader: Any, node: Any) -> str:
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def topics() -> tuple[Path, ...]:
    """The files of cases, sorted."""
    return tuple(sorted(CASES.glob("*.yaml")))


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file of ours, or of a JSONL file with a job a line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return tuple(json.loads(line) for line in text.splitlines() if line.strip())
    found = tuple(case for document in yaml.load_all(text, _Loader) for case in _cases(document, path.stem))
    twice = {case["id"] for case in found if sum(one["id"] == case["id"] for one in found) > 1}
    if twice:
        raise ValueError(f"{path.name}: {sorted(twice)} stand there twice")
    return found


def _cases(document: Mapping[str, Any], topic: str) -> Iterator[Case]:
    given = {"version": NEWEST, **(document.get("given") or {})}
    unknown = set(document) - {"about", "given", "snippets", "conditions", "templates"}
    if unknown:
        raise ValueError(f"{topic}: {sorted(unknown)}")
    for section, key, more in (
        ("snippets", "snippet", {}),
        ("conditions", "snippet", {"mode": "condition"}),
        ("templates", "template", {"client": False, "heat_validate": True}),
    ):
        for name, body in (document.get(section) or {}).items():
            if not isinstance(name, str):
                raise TypeError(f"{topic}: the name {name!r} is no text")
            whole = body if isinstance(body, dict) and key in body else {key: body}
            case = {"id": f"{topic}: {name}", **given, **more, **whole}
            yield _template(case) if key == "template" else case


def _template(case: Case) -> Case:
    version = case.pop("version")
    text = case["template"]
    if isinstance(text, str) and not re.search(r"emplate_version|TemplateFormatVersion", text):
        case["template"] = f"heat_template_version: {version}\n{text}"
    return case


def compare(case: Case, record: Record) -> dict[str, Any]:
    """The case's entry of a report, by the oracle's record of it."""
    if "snippet" not in case:
        return {**row(Task(job_of(case), record, FOLDER, 30.0)), "class": "cases"}
    heats, mine = heats_answer(record), our_answer(case)
    unequal = [
        {"aspect": "snippet", "path": ".".join(path), "ours": ours, "heat": heat}
        for path, ours, heat in diff(mine, heats)
    ]
    rejected = "error" in heats
    outcome = "different" if unequal else "both-reject" if rejected else "equal"
    return {
        "id": case["id"],
        "class": "cases",
        "clean": not rejected,
        "outcome": outcome,
        "same_finding": outcome == "both-reject",
        "unmapped": False,
        "resources": 0,
        "children": False,
        "differs": ["snippet"] if unequal else [],
        "causes": [f"snippet: {one['path']}" for one in unequal],
        "detail": unequal,
        "findings": [],
        "heat": [],
    }


def agree(found: Mapping[str, Any]) -> bool:
    """Whether both sides say the same: equal results, or one rejection for the same thing."""
    return found["outcome"] == "equal" or bool(found["same_finding"])
