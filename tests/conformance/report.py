"""What a run says: tables, shares, the largest causes of difference."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tests.conformance.verdict import OUTCOMES

Row = Mapping[str, Any]
"""One job's entry of REPORT.json."""

VERDICT = frozenset({"equal", "different", "both-reject"})
CLASSES = ("HOT", "CFN", "missing files")


def text(rows: Iterable[Row], show: int) -> str:
    """The whole report as text; ``show`` is the number of causes."""
    kept = list(rows)
    return "\n".join(
        [
            *_outcomes(kept),
            "",
            *_aspects(kept),
            "",
            *_shares(kept),
            "",
            *_causes(kept, show),
            *_words_without_subject(kept),
        ]
    )


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """The figures that may not fall: how many jobs are equal, and how many verdicts are."""
    kept = list(rows)
    return {
        "jobs": len(kept),
        "equal": sum(row["outcome"] == "equal" for row in kept),
        "verdict": sum(row["outcome"] in VERDICT for row in kept),
        "same_finding": sum(bool(row["same_finding"]) for row in kept),
    }


def fallen(now: Mapping[str, int], baseline: Mapping[str, int]) -> list[str]:
    """What is worse than the baseline, one sentence each."""
    return [
        f"{name}: {now[name]}, the baseline has {baseline[name]}"
        for name in ("equal", "verdict", "same_finding")
        if now[name] < baseline.get(name, 0)
    ]


def _outcomes(rows: list[Row]) -> Iterator[str]:
    yield f"{'':14}{'jobs':>6}" + "".join(f"{name:>13}" for name in OUTCOMES) + f"{'same finding':>14}"
    for group in (*CLASSES, "all"):
        mine = [row for row in rows if group in (row["class"], "all")]
        found = Counter(row["outcome"] for row in mine)
        same = sum(bool(row["same_finding"]) for row in mine)
        yield f"{group:14}{len(mine):6}" + "".join(f"{found[name]:13}" for name in OUTCOMES) + f"{same:14}"


def _aspects(rows: list[Row]) -> Iterator[str]:
    both = [row for row in rows if row["outcome"] in {"equal", "different"}]
    yield f"equal, of the {len(both)} jobs that both accept:"
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("resources", ("resources", "conditions")),
        ("edges", ("edges", "implicit_edges")),
        ("properties", ("properties", "metadata", "policies")),
        ("children", ("children",)),
        ("outputs", ("outputs",)),
        ("parameters", ("parameters",)),
        ("everything", ()),
    )
    for name, aspects in groups:
        same = sum(not (set(row["differs"]) & set(aspects) if aspects else row["differs"]) for row in both)
        yield f"  {name:12}{_share(same, len(both))}"


def _shares(rows: list[Row]) -> Iterator[str]:
    seen = [row for row in rows if row["class"] != "missing files"]
    hot = [row for row in seen if row["class"] == "HOT"]
    clean = [row for row in hot if row["clean"]]
    yield "verdict equal:"
    for label, kept, good in (
        ("HOT that Heat accepts", clean, lambda row: row["outcome"] in {"equal", "different"}),
        ("HOT that Heat rejects", [row for row in hot if not row["clean"]], _both_reject),
        ("all HOT", hot, _same_verdict),
        ("all that Heat can see", seen, _same_verdict),
    ):
        yield _line(label, kept, good)
    yield "everything equal:"
    for label, kept in (
        ("clean HOT", clean),
        ("clean HOT, 3 resources or more", [row for row in clean if row["resources"] >= 3]),
        ("clean HOT with children", [row for row in clean if row["children"]]),
        ("all clean", [row for row in seen if row["clean"]]),
    ):
        yield _line(label, kept, lambda row: row["outcome"] == "equal")
    rejected = [row for row in hot if row["outcome"] == "both-reject"]
    yield _line("same finding, HOT both reject", rejected, lambda row: bool(row["same_finding"]))


def _both_reject(row: Row) -> bool:
    return bool(row["outcome"] == "both-reject")


def _same_verdict(row: Row) -> bool:
    return row["outcome"] in VERDICT


def _line(label: str, rows: list[Row], good: Callable[[Row], bool]) -> str:
    return f"  {label:32}{_share(sum(map(good, rows)), len(rows))}"


def _share(part: int, whole: int) -> str:
    return f"{part:5} of {whole:5}  {100 * part / whole:5.1f} %" if whole else f"{part:5} of {whole:5}"


def _causes(rows: list[Row], show: int) -> Iterator[str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for cause in sorted(set(causes(row))):
            found[cause].append(row["id"])
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    yield f"the largest causes of difference (of {len(ranked)}): jobs, cause, examples"
    for cause, ids in ranked[:show]:
        yield f"{len(ids):5}  {cause}"
        yield from (f"         {name}" for name in ids[:2])


def _words_without_subject(rows: list[Row]) -> Iterator[str]:
    """Heat's messages that subjects.toml has no row for: they count as unequal."""
    unmapped = sorted({_words(row["heat"][0]["message"]) for row in rows if row.get("unmapped")})
    if unmapped:
        yield f"Heat's messages without a subject (subjects.toml): {len(unmapped)}"
        yield from (f"         {words}" for words in unmapped)


def causes(row: Row) -> Iterator[str]:
    """Why a job is not equal: our first error, Heat's first error, or aspect and shape of each difference.

    Of rejections on both sides that are not for the same thing, Heat's first.
    """
    match row["outcome"]:
        case "we-reject" | "unsupported":
            errors = [found for found in row["findings"] if found["severity"] == "error"]
            errors.sort(key=lambda found: not found["name"].startswith("unsupported"))
            yield f"{row['outcome']}: {errors[0]['code']} {errors[0]['name']}"
        case "we-accept":
            yield f"we-accept: {_heats(row)}"
        case "both-reject" if not row["same_finding"] and row["class"] != "missing files":
            yield f"another finding: {_heats(row)}"
        case "crash":
            yield f"crash: {row['detail'][-1]}" if row["detail"] else "crash"
        case "different":
            yield from (f"{cause}" for cause in row["causes"])


def _heats(row: Row) -> str:
    first = row["heat"][0]
    return f"{first['class']} ({first.get('where', '').partition(':')[0]}) {_words(first['message'])}"


def _words(message: str) -> str:
    """A message with its quoted and numbered parts left out, so that alike ones fall together."""
    blank = re.sub(r"resources\.[^:]*: ", "resources.…: ", message)
    return re.sub(r"\"[^\"]*\"|'[^']*'|\([^()]*\)|\d+", "…", blank)[:110].replace("\n", " ")
