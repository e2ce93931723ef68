"""The command: ``python -m tests.conformance --jobs FILE --root DIR --out REPORT.json``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests import corpus
from tests.conformance import differences, oracle, report
from tests.conformance.explain import explain
from tests.conformance.job import Job, Record, read_jobs
from tests.conformance.run import Task, lost, row
from tests.conformance.workers import show_progress, spread

BASELINE = Path(__file__).parent / "baseline.json"


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing is worse than the baseline, 1 when something is, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    root = options.root.resolve()
    jobs = read_jobs(options.jobs.read_text(encoding="utf-8").splitlines())
    tasks = _tasks(jobs, _records(options, root), root, options)
    if options.explain:
        sys.stdout.writelines(explain(task) + "\n" for task in tasks)
        return 0
    rows = spread(
        row,
        tasks,
        processes=options.processes,
        seconds=options.seconds,
        lost=lost,
        progress=show_progress(len(tasks)),
    )
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8", errors="replace")
    sys.stdout.write(report.text(rows, options.show) + "\n")
    return max(_against(options.baseline, report.counts(rows), write=options.write_baseline), _named(rows, options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.conformance", description="Compare heatplan with the real Heat.")
    parser.add_argument("--jobs", type=Path, default=corpus.jobs_file(), help="compile jobs, one JSON object a line")
    parser.add_argument("--root", type=Path, default=corpus.templates(), help="the folder that the jobs' paths are in")
    parser.add_argument("--out", type=Path, help="write the report, one entry a job, as JSON to this file")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    parser.add_argument("--oracle-out", type=Path, help="what the oracle answered before, instead of asking it")
    parser.add_argument("--bytes", action="store_true", help="run the script as it is, with files as bytes (wire.py)")
    parser.add_argument("--cache", type=Path, default=corpus.CHECKOUT / "out", help="where its answers are kept")
    parser.add_argument("--only", default="", metavar="TEXT", help="only jobs with this in their id")
    parser.add_argument("--explain", action="store_true", help="show both sides of each job as a diff")
    parser.add_argument("--show", type=int, default=25, metavar="N", help="causes of difference to print")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help=f"fail when worse than this ({BASELINE.name})")
    parser.add_argument("--write-baseline", action="store_true", help="write the baseline instead of comparing")
    parser.add_argument("--unexplained", type=int, default=0, metavar="N", help="fail where more differ without a name")
    parser.add_argument("--seconds", type=float, default=30.0, help="time limit of one compile")
    parser.add_argument("-j", "--processes", type=int, default=2, help="compile in so many processes")
    return parser


def _records(options: argparse.Namespace, root: Path) -> dict[str, Record]:
    if options.oracle_out:
        return oracle.read(options.oracle_out)
    return oracle.answers(
        options.jobs, root, options.oracle, options.oracle_python, options.cache, wire=not options.bytes
    )


def _tasks(jobs: tuple[Job, ...], records: dict[str, Record], root: Path, options: argparse.Namespace) -> list[Task]:
    kept = [job for job in jobs if options.only in job.id]
    unknown = [job.id for job in kept if job.id not in records]
    if unknown:
        raise SystemExit(f"the oracle's answers lack {len(unknown)} jobs, the first is {unknown[0]}")
    return [Task(job, records[job.id], root, options.seconds) for job in kept]


def _named(rows: list[report.Row], options: argparse.Namespace) -> int:
    """1 where more jobs differ for no named reason than may, or an entry of docs/differences.md shows no more."""
    left = differences.unexplained(rows)
    sys.stdout.write(
        f"differences that docs/differences.md does not name: {len(left)} (may be {options.unexplained})\n"
    )
    sys.stdout.writelines(f"         {line}\n" for line in left)
    gone = differences.not_seen(rows) if not options.only and options.baseline else ()
    sys.stdout.writelines(f"not seen any more: {name} (docs/differences.md)\n" for name in gone)
    return 1 if gone or len(left) > options.unexplained else 0


def _against(baseline: Path | None, now: dict[str, int], *, write: bool) -> int:
    if baseline is None:
        return 0
    if write:
        baseline.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = report.fallen(now, json.loads(baseline.read_text(encoding="utf-8")))
    sys.stdout.writelines(f"worse than the baseline: {line}\n" for line in worse)
    return 1 if worse else 0


if __name__ == "__main__":
    raise SystemExit(main())
