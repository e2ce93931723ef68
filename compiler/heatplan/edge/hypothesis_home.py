"""Where Hypothesis keeps its tables of characters: in the user's cache, and not in the folder that the program runs in."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HYPOTHESIS_STORAGE_DIRECTORY"
"""What Hypothesis asks when it first needs the folder; one that the user has set stays."""


def keep_out() -> None:
    """Say so before Hypothesis is imported, whether or not it will be."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    os.environ.setdefault(VARIABLE, str(Path(cache) / "heatplan" / "hypothesis"))
