"""Ask the real Heat about our cases again: ``python -m tests.conformance.record``.

What it answers is kept in ``goldens/``, a line a case, with only what is
compared; the diff is then part of the review.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tests import corpus
from tests.conformance import oracle
from tests.conformance.cases import FOLDER, Case, read_cases, topics
from tests.conformance.job import Record
from tests.conformance.normal import OPERATORS

GOLDENS: Final = FOLDER / "goldens"

_STACK: Final = ("version", "parameters", "conditions", "disabled_resources", "edges", "implicit_edges", "event_sinks")
_RESOURCE: Final = (
    *("type", "properties", "final_properties", "metadata", "deletion_policy", "update_policy", "external_id"),
    *("mapped", "hooks", "restricted_actions"),
)
_SNIPPET: Final = ("phase", "omitted", "result", "dependencies", "error", "validate_error", "dependencies_error")


def main(arguments: list[str] | None = None) -> int:
    """Write the goldens of all topics, or of those named."""
    parser = argparse.ArgumentParser("python -m tests.conformance.record", description="Ask Heat about our cases.")
    parser.add_argument("topics", nargs="*", help="files of cases, without their ending (default: all)")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    options = parser.parse_args(arguments)
    for path in topics():
        if not options.topics or path.stem in options.topics:
            cases = read_cases(path)
            records = oracle.ask(cases, options.oracle, options.oracle_python)
            lines = [_portable(json.dumps(golden(case, records[case["id"]]), ensure_ascii=False)) for case in cases]
            (GOLDENS / f"{path.stem}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _portable(line: str) -> str:
    """The line without the place of the oracle's environment.

    A home folder inside an instance, which a template of Heat's names, is escaped: it is none of this machine.
    """
    kept = re.sub(rf"file://[^\s\"']*?{OPERATORS}", f"file://{OPERATORS}", line)
    return kept.replace("/" + "root", "\\u002froot")


def golden(case: Case, record: Record) -> dict[str, Any]:
    """What is kept of a record: the case's digest, and what ``compare`` reads."""
    kept = _picked(record, _SNIPPET) if "snippet" in case else _verdict(record)
    return {"id": case["id"], "case": digest(case), **kept}


def digest(case: Case) -> str:
    """A case in few letters: a golden of another case is no answer."""
    return hashlib.sha256(json.dumps(case, sort_keys=True).encode()).hexdigest()[:12]


def _verdict(record: Record) -> dict[str, Any]:
    """The result where Heat accepts; of a rejection the first error, and that which Heat itself stops at."""
    errors = record.get("errors") or ([record["fatal"]] if "fatal" in record else [])
    if not errors:
        return _stack(record)
    kept = _picked(record, ("version", "heat_first_error"))
    first = record.get("heat_first_error") or errors[0]
    said = [one for one in errors if one["message"] == first["message"]] or [first]
    return {**{key: value for key, value in kept.items() if value}, "errors": said[:1]}


def _stack(record: Record) -> dict[str, Any]:
    resources = {
        name: {**_picked(given, _RESOURCE), **({"nested": _stack(given["nested"])} if "nested" in given else {})}
        for name, given in (record.get("resources") or {}).items()
    }
    outputs = {name: {"value": given["value"]} for name, given in (record.get("outputs") or {}).items()}
    found = _picked(record, _STACK)
    found["parameters"] = {
        name: _picked(given, ("type", "hidden", "value"))
        for name, given in record["parameters"].items()
        if not name.startswith(("OS::", "AWS::"))
    }
    return {**found, "resources": resources, "outputs": outputs}


def _picked(given: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: given[key] for key in keys if key in given}


if __name__ == "__main__":
    raise SystemExit(main())
