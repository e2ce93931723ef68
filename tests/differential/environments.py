"""Drawn environments on both sides: ``python -m tests.differential.environments --count 300``.

Each case is a folder with a template, its children and its environments; the
oracle compiles it in Heat, we compile it here, and the conformance machinery
compares.  ``--record FILE`` writes the cases with Heat's answers down, for
the tests that run without a Heat.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from tests import corpus
from tests.conformance import oracle
from tests.conformance.explain import explain
from tests.conformance.job import Job, Record
from tests.conformance.run import Task, answer, entry
from tests.differential.environments_draw import Case, draw

SECONDS = 30.0


def main(arguments: list[str] | None = None) -> int:
    """0 where both sides agree on every case."""
    parser = argparse.ArgumentParser("python -m tests.differential.environments", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first case's number")
    parser.add_argument("--count", type=int, default=300, help="how many cases")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    parser.add_argument("--record", type=Path, help="write the cases and Heat's answers to this file")
    parser.add_argument("--explain", type=int, default=3, help="show so many of the cases that differ")
    options = parser.parse_args(arguments)
    cases = [draw(number) for number in range(options.seed, options.seed + options.count)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        records = ask(cases, root, options.oracle, options.oracle_python)
        rows = [(case, compared(case, records[case.id], root)) for case in cases]
        bad = [(case, row) for case, row in rows if not agreed(row)]
        for case, _ in bad[: options.explain]:
            sys.stdout.write(told(case, records[case.id], root) + "\n")
        if options.record:
            lines = (recorded(case, records[case.id], root) for case in cases)
            options.record.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    sys.stdout.write(summary(row for _, row in rows))
    sys.stdout.writelines(f"  {case.id}: {row['outcome']} {row['causes']}\n" for case, row in bad)
    return 1 if bad else 0


def write(case: Case, root: Path) -> None:
    """The case's files, in a folder of its own."""
    folder = root / case.id
    folder.mkdir()
    for name, text in case.files.items():
        (folder / name).write_text(text, encoding="utf-8")


def job_of(case: Case) -> Job:
    """The case as a job of the conformance suite."""
    template, *environments = (f"{case.id}/{name}" for name in ("template.yaml", *case.environments))
    merge: Literal["client", "server"] = "server" if case.server else "client"
    return Job(case.id, template, tuple(environments), case.parameters, 1000, merge=merge)


def ask(cases: Iterable[Case], root: Path, script: Path, python: Path) -> dict[str, Record]:
    """What Heat makes of the cases, whose files are written below ``root``."""
    lines = []
    for case in cases:
        write(case, root)
        job = job_of(case)
        lines.append(
            {
                "id": job.id,
                "template": job.template,
                "environments": list(job.environments),
                "parameters": job.parameters,
                "server_side_env": case.server,
            }
        )
    jobs = root / "jobs.jsonl"
    jobs.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return oracle.answers(jobs, root, script, python, root)


def compared(case: Case, record: Record, root: Path) -> dict[str, Any]:
    """The row of the conformance report for the case."""
    task = Task(job_of(case), record, root, SECONDS)
    return entry(task, answer(task))


LEAKS = "HP0475"
"""We warn that what Heat does is chance (docs/differences.md)."""


def agreed(row: dict[str, Any]) -> bool:
    """Both sides say the same: an equal tree, or the same finding; or what Heat does is chance, and we say so."""
    if any(found["code"] == LEAKS for found in row["findings"]):
        return bool(row["outcome"] != "crash")
    rejected = row["outcome"] == "both-reject" and (row["same_finding"] or row["class"] == "missing files")
    return bool(row["outcome"] == "equal" or rejected)


def told(case: Case, record: Record, root: Path) -> str:
    """A case that differs, to read."""
    texts = (f"--- {name}\n{text}" for name, text in case.files.items())
    head = f"{case.id}: server={case.server} parameters={case.parameters}"
    return "\n".join((head, *texts, explain(Task(job_of(case), record, root, SECONDS))))


def summary(rows: Iterable[dict[str, Any]]) -> str:
    """The outcomes, counted."""
    counted = Counter(f"{row['outcome']}{', same finding' * row['same_finding']}" for row in rows)
    return "".join(f"{count:6} {outcome}\n" for outcome, count in sorted(counted.items()))


def recorded(case: Case, record: Record, root: Path) -> str:
    """A line with the case and what Heat answered, its folder called /recorded."""
    errors = record.get("errors")
    kept = {"errors": errors[:1], "version": record.get("version")} if errors else _stack(record)
    data = {
        "id": case.id,
        "files": case.files,
        "environments": case.environments,
        "parameters": case.parameters,
        "server": case.server,
        "heat": {**kept, "id": case.id},
    }
    return (
        json.dumps(data, sort_keys=True).replace(f"file://{root}", "file:///recorded").replace(str(root), "/recorded")
    )


_COMPARED = (
    "version",
    "parameters",
    "conditions",
    "disabled_resources",
    "edges",
    "implicit_edges",
    "outputs",
    "event_sinks",
)


def _stack(record: Record) -> dict[str, Any]:
    """The parts of a stack's record that are compared (tests/conformance/normal.py)."""
    kept = {name: record[name] for name in _COMPARED if record.get(name)}
    kept["parameters"] = {
        name: {key: item[key] for key in ("type", "hidden", "value") if key in item}
        for name, item in record["parameters"].items()
        if "::" not in name
    }
    kept["resources"] = {
        name: {
            **{key: item for key, item in given.items() if key in _OF_RESOURCE},
            **({"nested": _stack(given["nested"])} if "nested" in given else {}),
        }
        for name, given in record["resources"].items()
    }
    return kept


_OF_RESOURCE = (
    "type",
    "properties",
    "final_properties",
    "metadata",
    "deletion_policy",
    "update_policy",
    "external_id",
    "mapped",
    "hooks",
    "restricted_actions",
)


def read_recorded(path: Path) -> Iterator[tuple[Case, Record]]:
    """The cases of a file that ``--record`` wrote."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        case = Case(data["id"], data["files"], tuple(data["environments"]), data["parameters"], data["server"])
        yield case, data["heat"]


if __name__ == "__main__":
    raise SystemExit(main())
