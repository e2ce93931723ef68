"""Compile jobs: the input that our compiler and the oracle share."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Dialect = Literal["HOT", "CFN"]
Record = Mapping[str, Any]
"""What the oracle answers to a job (one line of its output)."""

_CFN = re.compile(r"""^\s*["']?(AWSTemplateFormatVersion|HeatTemplateFormatVersion)\b""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    """One compile: paths are relative to the root folder; ``max_resources`` is -1 for no limit."""

    id: str
    template: str
    environments: tuple[str, ...]
    parameters: Mapping[str, Any]
    max_resources: int

    @property
    def folder(self) -> str:
        """The root template's folder: our names of files are relative to it."""
        return posixpath.dirname(self.template)


def read_jobs(lines: Iterable[str]) -> tuple[Job, ...]:
    """The jobs of a JSONL text, blank lines left out."""
    return tuple(_job(json.loads(line)) for line in lines if line.strip())


def _job(data: Mapping[str, Any]) -> Job:
    return Job(
        str(data.get("id") or data["template"]),
        data["template"],
        tuple(data.get("environments") or ()),
        data.get("parameters") or {},
        data.get("max_resources", 1000),
    )


def dialect(job: Job, record: Record, root: Path) -> Dialect:
    """The template's dialect: by the version that Heat saw, else by the text."""
    version = record.get("version")
    if version:
        return "HOT" if version[0] == "heat_template_version" else "CFN"
    try:
        text = (root / job.template).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "HOT"
    return "CFN" if _CFN.search(text) else "HOT"


def missing_files(record: Record) -> bool:
    """Heat never saw the job: a file that it names can not be had."""
    errors: list[Record] = record.get("errors") or []
    return bool(errors) and errors[0]["message"].startswith("Could not fetch contents")


def heat_errors(record: Record) -> tuple[Record, ...]:
    """The errors that Heat reports, without those about its own limits (to us, warnings: docs/differences.md)."""
    errors: list[Record] = record.get("errors") or ([record["fatal"]] if "fatal" in record else [])
    return tuple(error for error in errors if error["class"] != "RequestLimitExceeded")
