"""Heat's answers to the grids of ``type_rule_grids.py``, by a program that compiles templates with a real Heat.

    make_type_rule_vectors.py ask JOBS.jsonl       the templates, one job a line ({id, template})
    make_type_rule_vectors.py keep ANSWERS.jsonl   the answers ({id, errors: [{class, where}], cloud_skipped}), kept as data
    make_type_rule_vectors.py ask-nested JOBS.jsonl, keep-nested ANSWERS.jsonl   the same, in a nested stack, afterwards

An answer is the exception class with which Heat rejects the resource
``subject``, null where it does not, and "?" where a cloud would be needed.
What is no exception of Heat's own, Heat reports as StackValidationFailed
(heat/engine/stack.py, validate).  Of a nested stack it is whether Heat
accepts it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.semantics.vectors.type_rule_grids import GRIDS, combinations, nested, templates

VECTORS = Path(__file__).with_name("type_rules.jsonl")
NESTED = Path(__file__).with_name("type_rules_nested.json")

PLAIN = frozenset({"ValueError", "TypeError", "KeyError", "AttributeError", "IndexError"})


def accepted() -> dict[str, dict[str, Any]]:
    """For each type the first properties of its grids that Heat accepts."""
    found: dict[str, dict[str, Any]] = {}
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    for (kind, base, choices), line in zip(GRIDS, lines, strict=False):
        for properties, answer in zip(combinations(base, choices), json.loads(line)["answers"], strict=True):
            if answer is None:
                found.setdefault(kind, properties)
    return found


def answer(row: dict[str, Any]) -> str | None:
    """What Heat says of the subject."""
    if "subject" in row["cloud_skipped"]:
        return "?"
    found = [error["class"] for error in row["errors"] if error.get("where") == "resource:subject"]
    if not found and row["errors"]:
        raise ValueError(f"an error elsewhere: {row['errors']}")
    return None if not found else "StackValidationFailed" if found[0] in PLAIN else found[0]


def ask(out: Path) -> None:
    """Write the jobs."""
    jobs = [
        {"id": f"{group}/{index}", "template": text, "client": False, "expand": False}
        for group, texts in enumerate(templates())
        for index, text in enumerate(texts)
    ]
    _write(out, jobs)


def keep(answers: Path) -> None:
    """Keep the answers, one line a grid."""
    found: dict[int, list[str | None]] = {}
    for row in _read(answers):
        found.setdefault(int(row["id"].partition("/")[0]), []).append(answer(row))
    names = [*(kind for kind, _, _ in GRIDS), "stacks"]
    _write(VECTORS, [{"of": name, "answers": found[number]} for number, name in enumerate(names)])


def ask_nested(out: Path) -> None:
    """Write the jobs with nested stacks."""
    _write(
        out,
        [
            {"id": str(index), "template": text, "files": {"child.yaml": child}, "client": False, "expand": False}
            for index, (text, child) in enumerate(nested(accepted()))
        ],
    )


def keep_nested(answers: Path) -> None:
    """Keep whether Heat accepts each: a digit each, 2 where a cloud would be needed."""
    digits = [2 if row["cloud_skipped"] else int(not row["errors"]) for row in _read(answers)]
    text = "".join(map(str, digits))
    NESTED.write_text(json.dumps({"accepted": text}) + "\n", encoding="utf-8")


def _read(source: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


def _write(out: Path, rows: list[dict[str, Any]]) -> None:
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    steps = {"ask": ask, "keep": keep, "ask-nested": ask_nested, "keep-nested": keep_nested}
    steps[sys.argv[1]](Path(sys.argv[2]))
