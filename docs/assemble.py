"""Put documentation together.

docs/diagnostics.md has one section a code, from the parts in docs/diagnostics/;
the table of passes in docs/architecture.md is the pipeline's.
"""

from __future__ import annotations

import re
from pathlib import Path

from heatplan.pipeline import PASSES

HERE = Path(__file__).parent
SECTION = re.compile(r"^## (?=HP\d{4} )", re.MULTILINE)

INTRODUCTION = """\
# Diagnostics

Every finding has a code that stays the same for ever; this page has a section for each.
It is put together by `make docs` from the parts in `docs/diagnostics/`, which are what one edits.

A finding is an **error** where Heat rejects the template, **will-fail** where Heat accepts it and its creation cannot succeed, a **warning** or a **note** otherwise.
`heatplan` ends with 1 after an error or a will-fail, and with `--strict` after a warning too.
"""


def sections(folder: Path) -> dict[str, str]:
    """The text of each section by its heading (``HP0203 unknown-section``)."""
    found: dict[str, str] = {}
    for part in sorted(folder.glob("*.md")):
        for text in SECTION.split(part.read_text(encoding="utf-8"))[1:]:
            heading = text.partition("\n")[0].strip()
            if heading in found:
                raise ValueError(f"{part.name}: {heading} is there twice")
            found[heading] = text.strip()
    return found


def assemble(folder: Path) -> str:
    """The whole page: introduction, contents, and the sections by their number."""
    found = sections(folder)
    contents = [f"- [{heading}](#{heading.lower().replace(' ', '-')})" for heading in sorted(found)]
    bodies = [f"## {found[heading]}\n" for heading in sorted(found)]
    return "\n".join([INTRODUCTION, "## All codes\n", *contents, "", *bodies])


def with_passes(page: str, passes: tuple[tuple[str, str], ...]) -> str:
    """The page with these passes in its table."""
    head, start, rest = page.partition("|---|---|\n")
    _, end, tail = rest.partition("\n<!-- /passes -->")
    return head + start + "".join(f"| {name} | {promise} |\n" for name, promise in passes) + end + tail


if __name__ == "__main__":
    (HERE / "diagnostics.md").write_text(assemble(HERE / "diagnostics"), encoding="utf-8")
    architecture = HERE / "architecture.md"
    architecture.write_text(with_passes(architecture.read_text(encoding="utf-8"), PASSES), encoding="utf-8")
