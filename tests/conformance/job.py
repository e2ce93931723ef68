"""Compile jobs: the input that our compiler and the oracle share."""

from __future__ import annotations

import builtins
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

Dialect = Literal["HOT", "CFN"]
Record = Mapping[str, Any]
"""What the oracle answers to a job (one line of its output)."""

_CFN = re.compile(r"""^\s*["']?(AWSTemplateFormatVersion|HeatTemplateFormatVersion)\b""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    """One compile: paths are relative to the root folder; ``max_resources`` is -1 for no limit.

    A job may hold what it is about in itself: then ``text`` is the template,
    ``environments`` are texts, and ``files`` has the other files by name.
    ``merge`` says who merges the environments.
    """

    id: str
    template: str
    environments: tuple[str, ...]
    parameters: Mapping[str, Any]
    max_resources: int
    text: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    merge: Literal["client", "server"] = "client"
    stack_name: str = "oracle-stack"

    @property
    def folder(self) -> str:
        """The root template's folder: our names of files are relative to it."""
        return posixpath.dirname(self.template)


def read_jobs(lines: Iterable[str]) -> tuple[Job, ...]:
    """The jobs of a JSONL text, blank lines left out."""
    return tuple(job_of(json.loads(line)) for line in lines if line.strip())


def job_of(data: Mapping[str, Any]) -> Job:
    """A job from its JSON; a template that is no path (a mapping, or text of several lines) is the job's own."""
    template = data["template"]
    own = not isinstance(template, str) or "\n" in template
    environments = data.get("environments") or ()
    return Job(
        str(data.get("id") or template),
        "main.yaml" if own else template,
        tuple(one if isinstance(one, str) else json.dumps(one) for one in environments),
        data.get("parameters") or {},
        data.get("max_resources", 1000),
        (template if isinstance(template, str) else json.dumps(template)) if own else "",
        data.get("files") or {},
        "server" if data.get("server_side_env") else "client",
        data.get("stack_name", "oracle-stack"),
    )


def dialect(job: Job, record: Record, root: Path) -> Dialect:
    """The template's dialect: by the version that Heat saw, else by the text."""
    version = record.get("version")
    if version:
        return "HOT" if version[0] == "heat_template_version" else "CFN"
    try:
        text = job.text or (root / job.template).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "HOT"
    return "CFN" if _CFN.search(text) else "HOT"


def missing_files(record: Record) -> bool:
    """Heat never saw the job: a file that it names can not be had."""
    errors: list[Record] = record.get("errors") or []
    return bool(errors) and errors[0]["message"].startswith("Could not fetch contents")


LIMIT: Final = "RequestLimitExceeded"
"""The class of Heat's error about a limit of its own."""


def beyond_limits(record: Record) -> bool:
    """Whether Heat does not even begin, since a limit of its own is exceeded."""
    return "parameters" not in record and bool(record.get("errors")) and not heat_errors(record)


def heat_errors(record: Record) -> tuple[Record, ...]:
    """The errors that Heat reports, without those about its own limits (to us, warnings: docs/differences.md).

    Where the oracle says which error Heat itself stops at, that is the first.
    """
    errors: list[Record] = record.get("errors") or ([record["fatal"]] if "fatal" in record else [])
    first = record.get("heat_first_error")
    if first and "cloud access attempted" not in first["message"]:
        same = [one for one in errors if one["message"] == first["message"] and one["class"] == first["class"]]
        errors = [*(same or [first]), *(one for one in errors if one not in same)]
    return tuple(_raised(error) for error in errors if error["class"] != LIMIT)


def _raised(error: Record) -> Record:
    """The error as Heat's own validation raises it: what is no exception of Heat's, of a resource, is wrapped.

    The oracle asks the resources itself (stack.py, ``validate``).
    """
    wrapped = error.get("where", "").startswith("resource:") and hasattr(builtins, error["class"])
    return {**error, "class": "StackValidationFailed"} if wrapped else error
