"""Texts that stand beside the samples, for readers and for tests."""

from __future__ import annotations

from tests.conftest import ROOT

SAMPLES = ROOT / "samples"


def current(file: str, made: str, *, update: bool) -> None:
    """The file beside a sample is what was made now; with ``update`` it is written."""
    path = SAMPLES / file
    if update:
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "run `make golden` and review the difference"
