"""Files that somebody may have meant who named one that is not there."""

from __future__ import annotations

import os

from heatplan.diagnostics.suggest import did_you_mean

MOST = 2_000
"""Names that are looked through; a larger folder gives no hint."""


def near_files(path: str) -> str:
    """``Did you mean template.yaml?`` where the path's folder has a file of such a name, else ''.

    Where nothing is near, a file with another one of YAML's suffixes is: ``env.yml`` for ``env.yaml``.
    """
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(entry.name for _, entry in zip(range(MOST + 1), entries, strict=False) if entry.is_file())
    except (OSError, ValueError):
        return ""
    if len(names) > MOST:
        return ""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122
    others = [f"{stem}{other}" for other in (".yaml", ".yml", ".json") if other != suffix]
    same = [other for other in others if other in names]
    return f"Did you mean {same[0]}?" if same else did_you_mean(name, names)
