"""Groups that change, on both sides: ``python -m tests.differential.groups --count 10000``.

Draws sizes, batches, members and policies, asks Heat's own classes
(``groups_oracle``), and compares with what we say.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from heatplan.semantics import capacity, succession
from heatplan.semantics.succession import Member
from heatplan.semantics.waves import time_left, waves
from tests import corpus

Case = dict[str, Any]

ORACLE = Path(__file__).with_name("groups_oracle.py")


def main(arguments: list[str] | None = None) -> int:
    """0 where both sides agree on every case."""
    parser = argparse.ArgumentParser("python -m tests.differential.groups", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000, help="how many cases")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    options = parser.parse_args(arguments)
    source = random.Random(options.seed)
    cases = [draw(source) for _ in range(options.count)]
    bad = differing(cases, ask(cases, options.oracle_python))
    counted = Counter(case["ask"] for case in cases)
    sys.stdout.write("".join(f"{count:6} {name}\n" for name, count in sorted(counted.items())))
    sys.stdout.writelines(f"differs: {case}\n  Heat: {heat}\n  we:   {our}\n" for case, heat, our in bad[:5])
    sys.stdout.write(f"{len(cases)} cases, {len(bad)} differ\n")
    return 1 if bad else 0


def ask(cases: list[Case], python: Path) -> list[Any]:
    """Heat's answers, in the order of the cases."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([python, ORACLE], input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differing(cases: list[Case], answers: list[Any]) -> list[tuple[Case, Any, Any]]:
    """The cases on which the sides differ, with both answers."""
    pairs = ((case, heat, {"value": OURS[case["ask"]](case)}) for case, heat in zip(cases, answers, strict=True))
    return [(case, heat, our) for case, heat, our in pairs if heat != our]


def draw(source: random.Random) -> Case:
    """A case of any kind."""
    name = source.choice(sorted(DRAWS))
    return {"ask": name, **DRAWS[name](source)}


def _waves(source: random.Random) -> Case:
    most = source.choice((4, 12, 60))
    target, current = source.randint(0, most), source.randint(0, most)
    batch, least = source.randint(1, most), source.randint(0, most)
    return {
        "target": target,
        "current": current,
        "batch": batch,
        "least": least,
        "counts_surplus": source.random() < 0.5,
    }


def _timeout(source: random.Random) -> Case:
    return {
        "count": source.randint(0, 9),
        "pause": source.choice((0, 1, 60, 600, 0.5)),
        "timeout": source.choice((60, 3600, 1200)),
    }


def _capacity(source: random.Random) -> Case:
    least, most = sorted(source.choices(range(30), k=2))
    return {
        "current": source.randint(0, 30),
        "by": source.choice((source.randint(-120, 120), source.randint(-4, 4), source.uniform(-150, 150))),
        "kind": source.choice(sorted(capacity.ADJUSTMENTS)),
        "step": source.choice((None, 0, 1, 2, 5)),
        "least": least,
        "most": most,
    }


def _drawn_members(source: random.Random, names: list[str]) -> list[tuple[str, bool]]:
    return [(name, source.random() < 0.3) for name in names]


def _following(source: random.Random) -> Case:
    old = _drawn_members(source, [f"m{number}" for number in range(source.randint(0, 8))])
    size = source.randint(0, 10)
    return {
        "old": old,
        "size": size,
        "changes": source.randint(0, 10),
        "fresh": [f"new{number}" for number in range(size)],
    }


def _numbered(source: random.Random) -> Case:
    names = list(map(str, range(14)))
    skipped = source.sample(names, source.choice((0, 0, 1, 3)))
    there = source.sample(names, source.randint(0, 9))
    target = source.randint(0, 9)
    return {
        "old": _drawn_members(source, there),
        "size": source.randint(0, 11),
        "changes": source.randint(0, 9),
        "target": target,
        "skipped": skipped,
    }


def _skip_list(source: random.Random) -> Case:
    members = {str(number): f"id-{number}" for number in range(source.randint(0, 6))}
    items: list[str | int] = [*map(str, range(9)), *range(9), *(f"id-{number}" for number in range(9))]
    return {
        "stored": source.sample([str(number) for number in range(9)], source.randint(0, 3)),
        "listed": source.sample(items, source.randint(0, 4)),
        "members": members,
        "append": source.random() < 0.5,
    }


DRAWS: Mapping[str, Callable[[random.Random], Case]] = {
    "waves": _waves,
    "timeout": _timeout,
    "capacity": _capacity,
    "following": _following,
    "numbered": _numbered,
    "skip_list": _skip_list,
}


def _members(case: Case) -> list[Member]:
    return [Member(*one) for one in case["old"]]


OURS: Mapping[str, Callable[[Case], Any]] = {
    "waves": lambda case: [
        [wave.size, wave.changes]
        for wave in waves(
            case["target"], case["current"], case["batch"], case["least"], counts_surplus=case["counts_surplus"]
        )
    ],
    "timeout": lambda case: time_left(case["count"], case["pause"], case["timeout"]),
    "capacity": lambda case: capacity.adjusted(
        case["current"], case["by"], capacity.ADJUSTMENTS[case["kind"]], case["step"], case["least"], case["most"]
    ),
    "following": lambda case: [
        list(one) for one in succession.following(_members(case), case["size"], case["changes"], case["fresh"])
    ],
    "numbered": lambda case: [
        list(one)
        for one in succession.following_numbered(
            _members(case), case["size"], case["changes"], case["target"], case["skipped"]
        )
    ],
    "skip_list": lambda case: sorted(
        succession.skip_list(case["stored"], case["listed"], case["members"], append=case["append"])
    ),
}


if __name__ == "__main__":
    raise SystemExit(main())
