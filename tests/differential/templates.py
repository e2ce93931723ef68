"""The command: ``python -m tests.differential.templates --count 5000 --seed 1``.

Draws whole jobs, asks the real Heat and our compiler, and prints each
difference once with its cause, the smallest job that shows it first.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests import corpus
from tests.conformance import oracle
from tests.conformance.report import causes
from tests.conformance.run import Task, lost, row
from tests.conformance.workers import show_progress, spread
from tests.differential import templates_recorded as recorded
from tests.differential.common_oracle import Oracle
from tests.differential.templates_case import Case
from tests.differential.templates_draw import draw
from tests.differential.templates_explained import explained
from tests.differential.templates_shrink import judge, shrink

Row = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """0 when both sides agree on every case but those whose difference is on purpose, and ``--most`` others; else 1."""
    options = _parser().parse_args(arguments)
    numbers = [int(text) for text in options.only] or range(options.first, options.first + options.count)
    cases = {case.id: case for case in (draw(options.seed, number) for number in numbers)}
    root = (options.out / f"templates-{options.seed}").absolute()
    rows = compare(list(cases.values()), root, options)
    unequal = [one for one in rows if not agrees(one) and not explained(one)]
    sys.stdout.write(report(rows, cases) + "\n")
    if options.record:
        _record(rows, cases, root, options)
    if options.shrink:
        sys.stdout.writelines(_shrunk(grouped(unequal), cases, options))
    return 1 if len(unequal) > options.most else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.differential.templates", description=__doc__)
    parser.add_argument("--count", type=int, default=5000, help="how many cases")
    parser.add_argument("--seed", type=int, default=1, help="which cases: the same seed gives the same ones")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--only", nargs="*", default=[], metavar="NUMBER", help="only the cases of these numbers")
    parser.add_argument("--most", type=int, default=0, help="fail when more cases than so many are not explained")
    parser.add_argument("--record", type=int, metavar="N", help="write down N valid cases, and one of each mistake")
    parser.add_argument("--shrink", action="store_true", help="make the smallest case of each difference smaller")
    parser.add_argument("--out", type=Path, default=corpus.CHECKOUT / "out" / "differential", help="a folder for them")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    parser.add_argument("--seconds", type=float, default=30.0, help="time limit of one compile")
    parser.add_argument("-j", "--processes", type=int, default=2, help="compile in so many processes")
    return parser


def _record(rows: list[Row], cases: dict[str, Case], root: Path, options: argparse.Namespace) -> None:
    """Write down small cases on which both sides agree, for runs without a Heat."""
    good = recorded.chosen((cases[one["id"]] for one in rows if agrees(one)), options.record)
    answers = oracle.answers(root / "jobs.jsonl", root, options.oracle, options.oracle_python, root)
    recorded.FILE.parent.mkdir(exist_ok=True)
    text = "".join(recorded.line(case, answers[case.id], root) for case in good)
    recorded.FILE.write_text(text, encoding="utf-8")


def _shrunk(groups: dict[str, list[Row]], cases: dict[str, Case], options: argparse.Namespace) -> Iterator[str]:
    """For each cause the smallest case of it, made smaller."""
    root = (options.out / "shrink").absolute()
    root.mkdir(parents=True, exist_ok=True)
    with Oracle(options.oracle, options.oracle_python, root) as heat:
        for why, group in groups.items():
            smallest = min((cases[one["id"]] for one in group), key=lambda case: len(case.shown()))
            found = shrink(
                replace(smallest, form="yaml"), lambda case: cause(judge(case, root, heat.ask, options.seconds))
            )
            details = "\n".join(_detail(judge(found, root, heat.ask, options.seconds)))
            yield f"\n==== {why}\n{details}\n{found.shown()}\n"


def compare(cases: list[Case], root: Path, options: argparse.Namespace) -> list[Row]:
    """A row of the conformance suite's report for each case."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for case in cases:
        case.write(root)
    jobs = root / "jobs.jsonl"
    jobs.write_text("".join(json.dumps(case.line()) + "\n" for case in cases), encoding="utf-8")
    records = oracle.answers(jobs, root, options.oracle, options.oracle_python, root)
    tasks = [Task(case.job(), records[case.id], root, options.seconds) for case in cases]
    return spread(
        row,
        tasks,
        processes=options.processes,
        seconds=options.seconds,
        lost=lost,
        progress=show_progress(len(tasks)),
    )


def agrees(one: Row) -> bool:
    """Whether both sides say the same of a case."""
    return one["outcome"] == "equal" or (one["outcome"] == "both-reject" and bool(one["same_finding"]))


def cause(one: Row) -> str:
    """Why they do not: the first cause; empty where they do."""
    if agrees(one):
        return ""
    if one["outcome"] == "both-reject":
        first = one["heat"][0]
        said = next((found for found in one["findings"] if found["severity"] == "error"), None)
        mine = f"{said['code']} {said['name']}" if said else "nothing"
        return f"another finding: {first['class']} ({first['where'].partition(':')[0]}) for {mine}"
    return next(iter(causes(one)), one["outcome"])


def grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Differences by cause, the most frequent first."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for one in rows:
        found[cause(one)].append(one)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def report(rows: list[Row], cases: dict[str, Case]) -> str:
    """Counts by outcome and by mistake, and each difference once."""
    return "\n".join(_lines(rows, cases))


def _lines(rows: list[Row], cases: dict[str, Case]) -> Iterator[str]:
    outcomes = Counter("same finding" if agrees(one) and one["outcome"] != "equal" else one["outcome"] for one in rows)
    yield f"{len(rows)} cases: " + ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    planted = [one for one in rows if cases[one["id"]].mistake]
    clean = [one for one in rows if not cases[one["id"]].mistake]
    yield f"  drawn as valid: {len(clean)}, of these Heat accepts {sum(one['clean'] for one in clean)}"
    yield f"  with a mistake: {len(planted)}, of these Heat rejects {sum(not one['clean'] for one in planted)}"
    kinds = {cases[one["id"]].mistake for one in planted if not one["clean"]}
    yield f"  kinds of mistakes that Heat rejects: {len(kinds)}"
    reasons = Counter(explained(one) for one in rows if not agrees(one) and explained(one))
    yield from (f"  explained: {count:4} {why}" for why, count in sorted(reasons.items()))
    left = [one for one in rows if not agrees(one) and not explained(one)]
    yield f"  not explained: {len(left)}"
    for why, group in grouped(left).items():
        yield f"{len(group):5}  {why}"
        for one in sorted(group, key=lambda found: len(cases[found["id"]].shown()))[:2]:
            yield f"         {one['id']} {cases[one['id']].mistake}"
            yield from (f"           {text}" for text in _detail(one))


def _detail(one: Row) -> Iterator[str]:
    for error in one["heat"][:2]:
        yield f"Heat: {error['class']} ({error['where']}) {error['message'][:200]}"
    for found in [found for found in one["findings"] if found["severity"] == "error"][:2]:
        yield f"ours: {found['code']} {found['name']} {found['address']}: {found['message'][:200]}"
    for found in one["detail"][:2]:
        yield str(found)[:300]


if __name__ == "__main__":
    raise SystemExit(main())
