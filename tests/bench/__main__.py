"""``make bench``: the figures of the design, as ratios against a peer in the same run, with each side's peak memory.

CPU time, the garbage collector alike on both sides, the best of five.  Nothing
here is a test: machines differ, and a busy one lies.  What Heat is needed for
is left out where it is not installed, and so is the corpus.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import corpus
from tests.bench.measure import CHECKOUT, alone, whole
from tests.bench.templates import DENSE, SHAPES

SAMPLE = CHECKOUT / "samples" / "resource_group" / "template.yaml"
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 40_000)


def main() -> None:
    """Print the tables."""
    print(f"{'':<52} {'ours':>16} {'peer':>16} {'ratio':>12}   {'goal':<14} peak MB", flush=True)
    flat_template()
    against_heat()
    groups()
    processes()
    growth()


def flat_template() -> None:
    ours, peer = case("shape", "flat", "10000"), case("loader", "flat", "10000")
    row("10 000 flat resources / CSafeLoader, same bytes", ours, peer, "≤ 5 ×")


def against_heat() -> None:
    if not corpus.oracle_python().is_file() or not corpus.oracle_script().is_file():
        print("Heat is not installed, or there is no oracle: make conformance installs it, ../shared has the oracle")
        return
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "flat.yaml"
        case("write", "flat", "1000", str(template))
        row("Heat / 1 000 flat resources", heat(template), case("shape", "flat", "1000"), "≥ 50 ×", over=True)
    ours = case("group", "1000")
    peer = heat(SAMPLE, count=1000)
    row(
        "Heat's expansion / group of 1 000 × 3, all steps",
        peer,
        {**ours, "seconds": ours["enumerated"]},
        "≥ 100 ×",
        over=True,
    )
    if corpus.jobs_file().is_file():
        peer = heat_side("all", str(corpus.jobs_file()))
        row(f"Heat / the whole corpus, {peer['jobs']} jobs", peer, case("corpus"), "", over=True)


def groups() -> None:
    one, many = case("group", "1"), case("group", "1000000")
    row("group of 1 000 000 members / of one", many, one, "≤ + 1 s, 150 MB")
    figure("its plan file", f"{many['bytes']:,} bytes", "≤ 100 kB")
    figure("steps enumerated", f"{case('stream', '1000000')['rate']:,.0f}/s", "≥ 100 000/s")
    figure("steps on the simulator", f"{case('simulator', '1000')['rate']:,.0f}/s", "≥ 20 000/s")


def processes() -> None:
    heatplan = [sys.executable, "-m", "heatplan"]
    figure("heatplan --version, whole process", f"{whole([*heatplan, '--version']):.2f} s", "≤ 0.15 s")
    sample = whole([*heatplan, "compile", "-t", SAMPLE, "-o", os.devnull])
    figure("the 5-server sample, whole process", f"{sample:.2f} s", "≤ 0.4 s")


def growth() -> None:
    """Microseconds a resource by size; linear is the same in each column."""
    print(f"\n{'µs a resource, by the number of resources':<36}", *(f"{size:>9,}" for size in SIZES), "  ×   peak MB")
    for shape in SHAPES:
        figures = [
            case("shape", shape, str(size), "3" if size <= 5_000 else "1")
            for size in SIZES
            if shape != DENSE or size <= 5_000
        ]
        each = [one["seconds"] / size * 1e6 for one, size in zip(figures, SIZES, strict=False)]
        blank = [" " * 9] * (len(SIZES) - len(each))
        ratio = each[-1] / each[0]
        print(f"{shape:<36}", *(f"{one:>9.0f}" for one in each), *blank, f"{ratio:>5.1f} {figures[-1]['peak']:>6.0f}")
        if shape == DENSE:
            per_edge = [one["seconds"] / one["edges"] * 1e6 for one in figures]
            print(f"{'  µs an edge':<36}", *(f"{one:>9.1f}" for one in per_edge), flush=True)


def case(name: str, *arguments: str) -> dict[str, Any]:
    return alone([sys.executable, "-m", "tests.bench.case", name, *arguments])


def heat(template: Path, **parameters: object) -> dict[str, Any]:
    job = {"id": "bench", "template": str(template), "parameters": parameters, "environments": [], "max_resources": -1}
    return heat_side("one", json.dumps(job))


def heat_side(what: str, given: str) -> dict[str, Any]:
    return alone([corpus.oracle_python(), "-m", "tests.bench.heat_side", corpus.oracle_script(), what, given])


def row(what: str, one: dict[str, Any], other: dict[str, Any], goal: str, *, over: bool = False) -> None:
    """One side over the other; with ``over`` the first is the peer."""
    ours, peer = (other, one) if over else (one, other)
    ratio = one["seconds"] / other["seconds"]
    times = f"{_seconds(ours['seconds']):>16} {_seconds(peer['seconds']):>16} {f'{ratio:.1f} ×':>12}"
    print(f"{what:<52} {times}   {goal:<14} {ours['peak']:.0f}, {peer['peak']:.0f}", flush=True)


def figure(what: str, found: str, goal: str) -> None:
    print(f"{what:<52} {found:>16} {'':>16} {'':>12}   {goal}", flush=True)


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
