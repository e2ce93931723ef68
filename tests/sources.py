"""Source sets from texts, without the disk."""

from __future__ import annotations

from pathlib import Path

from heatplan.ir.source import Source, SourceSet
from heatplan.ir.value import Map


def sources_of(files: dict[str, str], root: str = "template.yaml", environments: tuple[str, ...] = ()) -> SourceSet:
    """A source set with these texts by name."""
    return SourceSet(root, Map((name, Source(name, text)) for name, text in files.items()), environments)


def folder_sources(folder: Path, root: str, environments: tuple[str, ...] = ()) -> SourceSet:
    """Every text file of a folder, by its name."""
    files = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()) if file.is_file()}
    return sources_of(files, root, environments)
