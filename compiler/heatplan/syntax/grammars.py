"""The grammars in ``grammar/``, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def grammar(name: str) -> str:
    """The text of ``grammar/NAME.lark``."""
    return files("heatplan.grammar").joinpath(f"{name}.lark").read_text(encoding="utf-8")
