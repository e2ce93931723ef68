"""What a case under construction has so far: the whole of it, and one stack level."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from random import Random
from typing import Any

from heatplan.catalogue.versions import REMOVED, VersionTable


@dataclass
class Child:
    """A nested template: the file, the names that it goes by, what has to be given to it, and its outputs."""

    file: str
    aliases: list[str]
    arguments: dict[str, Any]
    optional: frozenset[str]
    outputs: list[str]


@dataclass
class Draft:
    """The whole case: files, what environments say, what the user gives."""

    random: Random
    files: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    registry: dict[str, Any] = field(default_factory=dict)
    facades: dict[str, Child] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    budget: int = 40  # resources that all levels together may declare

    def new_file(self, stem: str, content: Any, folder: str) -> str:
        """Put a file under a new name, in the folder; its whole name."""
        name = posixpath.join(folder, f"{stem}{len(self.files)}" + (".yaml" if isinstance(content, dict) else ".txt"))
        self.files[name] = content
        return name


@dataclass(frozen=True)
class Made:
    """A resource that others may refer to; ``paths`` are what may follow its name in ``get_attr``."""

    name: str
    type: str
    paths: tuple[tuple[Any, ...], ...] = ()


@dataclass
class Level:
    """One template: its version, what it declares, and what is known of it.

    ``arguments`` are the values that the stack above has to give to
    parameters, ``truths`` the conditions with their values.
    """

    draft: Draft
    table: VersionTable
    written: str
    folder: str = ""
    depth: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    conditions: dict[str, Any] = field(default_factory=dict)
    truths: dict[str, bool] = field(default_factory=dict)
    resources: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    avoid: frozenset[str] = frozenset()  # types that lead back to this template
    index: str | None = None  # the index variable of the group whose member is being written

    @property
    def random(self) -> Random:
        """The case's source of chance."""
        return self.draft.random

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random.random() < share

    def has(self, function: str) -> bool:
        """Whether the version has the function."""
        return str(self.table.functions.get(function, REMOVED)) != REMOVED

    def is_call(self, value: Any) -> bool:
        """Whether a value is a call in this version."""
        return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in self.table.functions

    def near(self, file: str) -> str:
        """A file's name as this template writes it."""
        return posixpath.relpath(file, self.folder or ".")

    def template(self) -> dict[str, Any]:
        """The template's data; empty sections are left out."""
        found = {
            self.table.key: self.written,
            "parameters": self.parameters,
            "conditions": self.conditions,
            "resources": self.resources,
            "outputs": self.outputs,
        }
        return {name: section for name, section in found.items() if section}
