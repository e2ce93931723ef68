"""A drawn job: all its files as plain data, how it is written to a folder, and how it is made smaller."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from heatplan.testing.writing import to_yaml
from tests.conformance.job import Job, read_jobs

ROOT = "main.yaml"


@dataclass(frozen=True)
class Case:
    """A template with everything that belongs to it.

    ``files`` has the root template, the nested templates and the contents for
    ``get_file`` by name; ``environments`` the environments in their order.
    Data is written as YAML or (``form``) JSON, text as it is.  ``mistake``
    names the mistake that was planted, or is empty.
    """

    id: str
    files: dict[str, Any]
    environments: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    form: str = "yaml"
    mistake: str = ""

    @property
    def root(self) -> Any:
        """The root template."""
        return self.files[ROOT]

    def copied(self) -> Case:
        """The same case whose data may be changed."""
        parts = copy.deepcopy((self.files, self.environments, self.parameters))
        return replace(self, files=parts[0], environments=parts[1], parameters=parts[2])

    def texts(self) -> dict[str, str]:
        """The text of every file, by its name."""
        everything = {**self.files, **self.environments}
        return {name: item if isinstance(item, str) else self._text(item) for name, item in everything.items()}

    def _text(self, data: Any) -> str:
        return to_yaml(data) if self.form == "yaml" else json.dumps(data, indent=1) + "\n"

    def line(self) -> dict[str, Any]:
        """The job as the oracle and the conformance suite read it: paths are relative to the root of all cases."""
        return {
            "id": self.id,
            "template": f"{self.id}/{ROOT}",
            "environments": [f"{self.id}/{name}" for name in self.environments],
            "parameters": self.parameters,
            "max_resources": -1,
        }

    def job(self) -> Job:
        """The job of the conformance suite."""
        return read_jobs([json.dumps(self.line())])[0]

    def write(self, root: Path) -> None:
        """Write all files below ``root / id``."""
        for name, text in self.texts().items():
            path = root / self.id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def shown(self) -> str:
        """All files as one text to read."""
        parts = [f"# --- {name}\n{text.rstrip()}" for name, text in self.texts().items()]
        if self.parameters:
            parts.append(f"# --- given\n{to_yaml(self.parameters).rstrip()}")
        return "\n".join(parts)
