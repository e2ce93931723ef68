"""The command: ``python -m tests.differential.snippets --count 20000 --seed 1``.

Draws snippets, asks the real Heat and heatplan, and prints each kind of
difference once, with the smallest snippet that shows it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests import corpus
from tests.conformance.workers import TimeLimit, run_limited
from tests.differential import snippets_recorded
from tests.differential.common_oracle import Oracle
from tests.differential.snippets_compare import cause, difference
from tests.differential.snippets_draw import draw
from tests.differential.snippets_known import excused
from tests.differential.snippets_ours import answer
from tests.differential.snippets_shrink import shrink

Job = dict[str, Any]

SECONDS = 20.0


def main(arguments: list[str] | None = None) -> int:
    """0 when both sides agree on every snippet but for the differences on purpose, else 1."""
    options = _parser().parse_args(arguments)
    kinds: Counter[str] = Counter()
    found: dict[str, list[Job]] = defaultdict(list)
    began = time.process_time()
    with Oracle(options.oracle, options.oracle_python, corpus.CHECKOUT, "snippet") as oracle:
        if options.record:
            sys.stdout.write(f"{snippets_recorded.write(_jobs(options), oracle.ask)} snippets are written down\n")
            return 0
        for job in _jobs(options):
            heat = oracle.ask(job)
            text, excuse = judge(job, heat)
            kinds[_outcome(heat) if text is None else "different" if excuse is None else f"on purpose: {excuse}"] += 1
            if text is not None and excuse is None:
                found[cause(text)].append(job)
        for name, jobs in sorted(found.items(), key=lambda group: -len(group[1])):
            sys.stdout.write(_explained(oracle, name, jobs, shrinking=options.shrink) + "\n")
    for name, count in sorted(kinds.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"{count:7} {name}\n")
    sys.stdout.write(f"{kinds.total():7} snippets, {time.process_time() - began:.0f} s of our time\n")
    return 1 if found else 0


def judge(job: Job, heat: Job) -> tuple[str | None, str | None]:
    """(the difference or None, which named difference on purpose it is or None)."""
    try:
        ours = run_limited(answer, job, SECONDS)
        text = difference(heat, ours)
    except TimeLimit:
        return "heatplan takes too long", None
    except Exception as error:  # noqa: BLE001 - whatever it is, a compile must not raise it
        return f"heatplan raises {type(error).__name__}: {error}", None
    return text, None if text is None else excused(job, heat, ours)


def _outcome(heat: Job) -> str:
    return "equal: value" if heat["ok"] else f"equal: error at {heat['phase']}"


def _explained(oracle: Oracle, name: str, jobs: list[Job], *, shrinking: bool) -> str:
    smallest = min(jobs, key=lambda job: len(json.dumps(job["snippet"])))
    if shrinking:

        def differs(job: Job) -> bool:
            text, excuse = judge(job, oracle.ask(job))
            return text is not None and excuse is None and cause(text) == name

        smallest = shrink(smallest, differs)
    text, _ = judge(smallest, oracle.ask(smallest))
    shown = {key: part for key, part in smallest.items() if key not in ("id", "resource_data", "files")}
    return f"{len(jobs)} × {text}\n    {smallest['id']} {json.dumps(shown, ensure_ascii=False)}\n"


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    if options.jobs:
        yield from _read(options.jobs)
        return
    numbers: Iterable[int] = options.only or range(options.first, options.first + options.count)
    for number in numbers:
        yield draw(options.seed, number)


def _read(files: list[Path]) -> Iterator[Job]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            job = json.loads(line)
            if "snippet" in job:
                yield job


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.differential.snippets", description=__doc__)
    parser.add_argument("--count", type=int, default=20000, help="how many snippets")
    parser.add_argument("--seed", type=int, default=1, help="which snippets: the same seed gives the same ones")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--only", nargs="*", type=int, default=[], metavar="NUMBER", help="only those of these numbers")
    parser.add_argument("--jobs", nargs="*", type=Path, default=[], metavar="FILE", help="jobs from files instead")
    parser.add_argument("--no-shrink", dest="shrink", action="store_false", help="show differences as they were drawn")
    parser.add_argument("--record", action="store_true", help="ask Heat for what is written down, and for these too")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
