"""A drawn template: all its files as plain data, and how they become sources and a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map, freeze
from heatplan.testing.writing import to_yaml

ROOT = "template.yaml"

Form = Literal["yaml", "json"]


@dataclass(frozen=True, repr=False)
class Drawn:
    """A whole template with everything that belongs to it.

    ``files`` has the templates (data) and the contents for ``get_file`` (text)
    by name, the root template first; ``environments`` the environments (data)
    by name, in their order; ``parameters`` what the user gives.  ``form`` says
    how files of data are written.  ``hidden`` are the values of hidden
    parameters, as texts that stand nowhere else.
    """

    files: Mapping[str, Any]
    environments: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    form: Form = "yaml"
    hidden: tuple[str, ...] = ()

    @property
    def root(self) -> Any:
        """The root template's data."""
        return self.files[ROOT]

    def texts(self) -> dict[str, str]:
        """The text of every file by its name."""
        everything = {**self.files, **self.environments}
        return {name: item if isinstance(item, str) else self._write(item) for name, item in everything.items()}

    def sources(self) -> SourceSet:
        """What a compile reads."""
        files = Map((name, Source(name, text)) for name, text in self.texts().items())
        return SourceSet(ROOT, files, tuple(self.environments))

    def request(self) -> Request:
        """What a compile is asked for."""
        return Request(parameters=freeze(dict(self.parameters)))

    def _write(self, data: Any) -> str:
        return to_yaml(data) if self.form == "yaml" else json.dumps(data, indent=1) + "\n"

    def __repr__(self) -> str:
        """The files as they are written, and the parameters: what a person wants to see of an example."""
        parts = [f"# --- {name}\n{text.rstrip()}" for name, text in self.texts().items()]
        if self.parameters:
            parts.append(f"# --- given\n{to_yaml(dict(self.parameters)).rstrip()}")
        return "\n" + "\n".join(parts) + "\n"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """How Hypothesis prints it."""
        printer.text(repr(self))
