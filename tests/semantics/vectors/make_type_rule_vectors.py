"""Heat's answers to the grids of ``type_rule_grids.py``, by a program that compiles templates with a real Heat.

    make_type_rule_vectors.py ask JOBS.jsonl       the templates, one job a line ({id, template})
    make_type_rule_vectors.py keep ANSWERS.jsonl   the answers ({id, errors: [{class, where}], cloud_skipped}), kept as data

An answer is the exception class with which Heat rejects the resource
``subject``, null where it does not, and "?" where a cloud would be needed.
What is no exception of Heat's own, Heat reports as StackValidationFailed
(heat/engine/stack.py, validate).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.semantics.vectors.type_rule_grids import GRIDS, templates

VECTORS = Path(__file__).with_name("type_rules.jsonl")

PLAIN = frozenset({"ValueError", "TypeError", "KeyError", "AttributeError", "IndexError"})


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
    out.write_text("".join(json.dumps(job) + "\n" for job in jobs), encoding="utf-8")


def keep(answers: Path) -> None:
    """Keep the answers, one line a grid."""
    found: dict[int, list[str | None]] = {}
    for line in answers.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(int(row["id"].partition("/")[0]), []).append(answer(row))
    names = [*(kind for kind, _, _ in GRIDS), "stacks"]
    rows = [{"of": name, "answers": found[number]} for number, name in enumerate(names)]
    VECTORS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    {"ask": ask, "keep": keep}[sys.argv[1]](Path(sys.argv[2]))
