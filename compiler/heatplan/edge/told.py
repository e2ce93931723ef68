"""Findings of a compile that only repeat what loading has said already: a file that can not be had.

A compile does not know what was said before it, so it has to say that a
template or the content of a file is not there.  Beside the finding of ``load``,
which stands at the same place and knows why, that is said twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from heatplan.diagnostics.codes_language import CALL_FAILS, OUTPUT_FAILS
from heatplan.diagnostics.codes_nesting import MISSING_TEMPLATE
from heatplan.diagnostics.diagnostic import Diagnostic


def untold(found: Iterable[Diagnostic], missing: Collection[str]) -> tuple[Diagnostic, ...]:
    """The findings without those about the files in ``missing``, of which each has a finding."""
    ends = tuple(f'"files" section for get_file path: {name}' for name in missing)
    return tuple(item for item in found if not _repeats(item, missing, ends))


def _repeats(item: Diagnostic, missing: Collection[str], ends: tuple[str, ...]) -> bool:
    facts = dict(item.facts)
    if item.code is MISSING_TEMPLATE:
        return facts["name"] in missing
    return item.code in (CALL_FAILS, OUTPUT_FAILS) and facts["why"].endswith(ends)
