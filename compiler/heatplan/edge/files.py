"""Reading and writing files, with a diagnostic where it does not work."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from heatplan.diagnostics.codes_edge import CANNOT_READ, CANNOT_WRITE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.near_files import near_files
from heatplan.result import Result

STANDARD = "-"
"""The name of standard input and output."""


def read_text(name: str) -> Result[str]:
    """The text of a UTF-8 file, or of standard input for ``-``."""
    try:
        data = sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
        return Result(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        return Result(None, (finding(CANNOT_READ, file=name, reason=f"byte {problem.start} is not UTF-8"),))
    except (OSError, ValueError) as problem:
        hint = near_files(name) if isinstance(problem, FileNotFoundError) else ""
        return Result(None, (finding(CANNOT_READ, hint=hint, file=name, reason=_reason(problem)),))


def write(name: str, data: str | bytes) -> tuple[Diagnostic, ...]:
    """Write text (as UTF-8) or bytes to a file, or to standard output for ``-``.

    The file is whole or as it was before: data goes to a file beside it, which
    then takes its name.  What is no regular file (a pipe, ``/dev/null``) is
    written as it stands.
    """
    content = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    try:
        if name == STANDARD:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        elif Path(name).exists() and not Path(name).is_file():
            Path(name).write_bytes(content)
        else:
            _replace(Path(name).resolve(), content)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as problem:
        return (finding(CANNOT_WRITE, file=name, reason=_reason(problem)),)
    return ()


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, with the rights that it has or would have had."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            Path(beside.name).chmod(_rights(path))
            Path(beside.name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(beside.name).unlink()
            raise


def _rights(path: Path) -> int:
    """The rights of the file, or those that a new file gets here."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _reason(problem: OSError | ValueError) -> str:
    return (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)
