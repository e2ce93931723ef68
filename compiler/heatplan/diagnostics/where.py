"""Where a reader finds what a finding names: files as seen from the program's folder, codes in the documentation."""

from __future__ import annotations

import posixpath

from heatplan.diagnostics.diagnostic import Code

PAGE = "docs/diagnostics.md"


def path_of(source: str, base: str) -> str:
    """The file's path from the folder that the program was started in; ``base`` is the folder that names start from.

    A URL, an absolute path and the name of no file stay as they are.
    """
    if not base or not source or "://" in source:
        return source
    return posixpath.normpath(posixpath.join(base, source))


def anchor(code: Code) -> str:
    """The section about a code: ``docs/diagnostics.md#hp0310-unknown-reference``."""
    return f"{PAGE}#{code.id.lower()}-{code.name}"
