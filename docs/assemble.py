"""Put documentation together.

docs/diagnostics.md has one section a code, from the parts in docs/diagnostics/,
and so has the table that `heatplan explain` reads;
the table of passes in docs/architecture.md is the pipeline's; README.md and
docs/heat_releases.md show texts that stand beside the samples.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from heatplan.catalogue.catalogue import Catalogue
from heatplan.catalogue.releases import RELEASES
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


def explanations(folder: Path) -> str:
    """The sections without their headings, by code, for `heatplan explain`."""
    found = {heading[:6]: text.partition("\n")[2].strip() for heading, text in sections(folder).items()}
    return json.dumps(found, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def with_block(page: str, name: str, text: str) -> str:
    """The page with this text between the comments ``<!-- NAME`` and ``<!-- /NAME``."""
    head, start, rest = page.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- /{name} -->")
    if not end:
        raise ValueError(f"the page has no block {name}")
    return f"{head}{start}{text}{end}{tail}"


def passes() -> str:
    """The table of passes."""
    rows = "".join(f"| {name} | {promise} |\n" for name, promise in PASSES)
    return f"\n| pass | what holds afterwards |\n|---|---|\n{rows}\n"


def releases() -> str:
    """The table of Heat's releases: what each is called, and how many types it has."""
    rows = (
        f"| {one.version} | {' '.join(filter(None, (one.name, one.date)))} | {len(Catalogue(one.major).names())} |\n"
        for one in RELEASES
    )
    return f"\n| Heat | OpenStack | types |\n|---|---|---|\n{''.join(rows)}\n"


def shown(file: str) -> str:
    """A file beside a sample, as it is."""
    return f"\n```\n{(HERE.parent / 'samples' / file).read_text(encoding='utf-8')}```\n\n"


def pages() -> dict[Path, str]:
    """Every page that is put together, and its text as it should be."""
    readme, architecture, clouds = HERE.parent / "README.md", HERE / "architecture.md", HERE / "heat_releases.md"
    front = readme.read_text(encoding="utf-8")
    front = with_block(front, "check", shown("mistakes/check.golden.txt"))
    front = with_block(front, "show", shown("resource_group/plan.golden.txt"))
    cloud = with_block(clouds.read_text(encoding="utf-8"), "releases", shown("own_cloud/older.golden.txt"))
    return {
        clouds: with_block(cloud, "counts", releases()),
        HERE / "diagnostics.md": assemble(HERE / "diagnostics"),
        HERE.parent / "compiler" / "heatplan" / "diagnostics" / "explanations.json": explanations(HERE / "diagnostics"),
        architecture: with_block(architecture.read_text(encoding="utf-8"), "passes", passes()),
        readme: front,
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
