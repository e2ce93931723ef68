"""Places in sources: what a diagnostic points at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range ``[start, end)`` of characters in one source.

    ``source`` is the name of the file in the ``SourceSet`` (relative to the
    root template, ``/`` between parts); ``start`` and ``end`` are zero-based
    character offsets.  Lines and columns are made from them only when a
    diagnostic is rendered.
    """

    source: str
    start: int
    end: int


NOWHERE = Span("", 0, 0)
"""The span of things that no source says: generated templates, options."""
