"""Drawn cases with what the real Heat answered to them, written down for runs without a Heat.

``recorded/templates.jsonl`` has a line for each: the case as data, so that it
stays what it is when the generator changes, and the part of Heat's record that
is compared.  ``templates.py --record`` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from tests.conformance.job import Record
from tests.differential.templates_case import Case

FILE: Final = Path(__file__).parent / "recorded" / "templates.jsonl"
FOUND: Final = FILE.with_name("templates_found.jsonl")
"""Cases of the same form that once showed a difference, made small; no command writes over them."""
PLACE: Final = "/drawn"
"""What the folder of the cases is called in the file."""

_LEVEL: Final = ("conditions", "disabled_resources", "edges", "implicit_edges", "version")
_RESOURCE: Final = (
    "type", "mapped", "properties", "final_properties", "metadata", "deletion_policy", "update_policy", "external_id",
)  # fmt: skip


def line(case: Case, record: Record, root: Path) -> str:
    """One line of the file."""
    data = {
        "id": case.id,
        "mistake": case.mistake,
        "form": case.form,
        "files": case.files,
        "environments": case.environments,
        "parameters": case.parameters,
        "heat": trimmed(record),
    }
    text = json.dumps(data, ensure_ascii=False)
    return text.replace(f"file://{quote(str(root))}", f"file://{PLACE}") + "\n"


def trimmed(record: Record) -> dict[str, Any]:
    """The part of a record that is compared: of a rejected case, its first error."""
    if record.get("errors"):
        return {"version": record.get("version"), "errors": record["errors"][:1]}
    return {"errors": [], **_level(record)}


def _level(record: Mapping[str, Any]) -> dict[str, Any]:
    parameters = record["parameters"]
    return {
        **{key: record[key] for key in _LEVEL if key in record},
        "parameters": {
            name: {key: given[key] for key in ("type", "hidden", "value") if key in given}
            for name, given in parameters.items()
        },
        "resources": {
            name: {
                **{key: given[key] for key in _RESOURCE if key in given},
                **({"nested": _level(given["nested"])} if "nested" in given else {}),
            }
            for name, given in (record.get("resources") or {}).items()
        },
        "outputs": {name: {"value": given["value"]} for name, given in (record.get("outputs") or {}).items()},
    }


def read(text: str, root: Path) -> tuple[Case, Record]:
    """The case of a line, and Heat's record as if it had been asked with ``root`` as its folder."""
    data = json.loads(text.replace(f"file://{PLACE}", f"file://{quote(str(root))}"))
    parts = (data["files"], data["environments"], data["parameters"])
    return Case(data["id"], *parts, data["form"], data["mistake"]), {"id": data["id"], **data["heat"]}


def chosen(cases: Iterable[Case], valid: int) -> list[Case]:
    """The smallest case of each kind of mistake, and the smallest valid ones with children, so many."""
    ranked = sorted(cases, key=lambda case: (len(case.shown()), case.id))
    by_mistake: dict[str, Case] = {}
    for case in ranked:
        if case.mistake:
            by_mistake.setdefault(case.mistake, case)
    rich = [case for case in ranked if not case.mistake and len(case.root.get("resources", ())) > 1]
    step = max(1, len(rich) // (2 * valid))
    return sorted([*by_mistake.values(), *rich[::step][:valid]], key=lambda case: case.id)
