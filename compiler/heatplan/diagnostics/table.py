"""The table of codes: every kind of finding there is.

Each area defines its codes in a module ``codes_AREA`` of this package; the
table is what these modules have in them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import heatplan.diagnostics
from heatplan.diagnostics.diagnostic import Code


@cache
def codes() -> tuple[Code, ...]:
    """All codes, sorted by id.  Ids and names are unique: the tests see to it."""
    found: set[Code] = set()
    for area in areas():
        module = import_module(f"heatplan.diagnostics.{area}")
        found.update(item for item in vars(module).values() if isinstance(item, Code))
    return tuple(sorted(found, key=lambda code: (code.id, code.name)))


def areas() -> tuple[str, ...]:
    """The names of the modules that define codes, sorted."""
    names = (module.name for module in iter_modules(heatplan.diagnostics.__path__))
    return tuple(sorted(name for name in names if name.startswith("codes_")))


def code(number: str) -> Code | None:
    """The code with that id, or None."""
    return next((item for item in codes() if item.id == number), None)
