"""Parameters as the command line gives them, read as ``openstack stack create`` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.files import read_text
from heatplan.edge.usage import UsageError
from heatplan.ir.value import Map
from heatplan.result import Result


def parameters(given: Sequence[str], files: Sequence[str], folder: Path) -> Result[Map]:
    """The parameters by name: a string each, or a tuple of strings for a key that is given more than once.

    A single ``--parameter`` is cut at semicolons; files are named relative to
    ``folder``, the template's, and win (heatclient, common/utils.py,
    ``format_all_parameters``).  Raises UsageError for what is not KEY=VALUE.
    """
    texts = given[0].split(";") if len(given) == 1 else given
    values = _pairs(texts, "--parameter")
    found: list[Diagnostic] = []
    for key, name in _pairs(files, "--parameter-file").items():
        if isinstance(name, tuple):
            raise UsageError(f"--parameter-file gives {key} twice")
        content = read_text(str(folder / name))
        found.extend(content.diagnostics)
        values[key] = content.value or ""
    return Result(Map(values), tuple(found))


def _pairs(texts: Sequence[str], option: str) -> dict[str, str | tuple[str, ...]]:
    pairs: dict[str, str | tuple[str, ...]] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"{option} {text!r} is not KEY=VALUE")
        before = pairs.get(key)
        if before is None:
            pairs[key] = value
        else:
            pairs[key] = (*(before if isinstance(before, tuple) else (before,)), value)
    return pairs
