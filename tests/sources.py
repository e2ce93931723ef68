"""Source sets from texts, and from folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heatplan.edge.load import load
from heatplan.ir.source import Source, SourceSet
from heatplan.ir.value import Map


def sources_of(files: dict[str, str], root: str = "template.yaml", environments: tuple[str, ...] = ()) -> SourceSet:
    """A source set with these texts by name."""
    return SourceSet(root, Map((name, Source(name, text)) for name, text in files.items()), environments)


def folder_sources(folder: Path, root: str, environments: tuple[str, ...] = ()) -> SourceSet:
    """The template of a folder and every file that it names; of what is not there a finding is made later."""
    found = load(str(folder / root), [str(folder / name) for name in environments]).value
    assert found is not None
    return replace(found, missing=Map())
