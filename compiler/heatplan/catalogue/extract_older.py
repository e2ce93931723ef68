# mypy: ignore-errors
# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202
# (It runs in an environment of its own, where Heat is installed and heatplan is not.)
"""Run ``extract.py`` for an older Heat, on the Python and the libraries of the newest.

    extract_older.py [DIRECTORY]

with the older Heat first on the path.  What Heat says of its resource types is
in its own classes; the libraries below it only have to be there.  So the few
names that they have lost since are given back here, and nothing else changes.
"""

import collections
import collections.abc
import fnmatch
import sys
import types
from importlib import import_module

from oslo_context import context

RENAMED = {
    "user": "user_id",
    "tenant": "project_id",
    "domain": "domain_id",
    "user_domain": "user_domain_id",
    "project_domain": "project_domain_id",
}
"""What oslo.context called things before 3.0: Heat 11 still does."""

LOST = {
    "oslo_utils.fnmatch": fnmatch,  # until oslo.utils 4: the standard library's, for Python 2
    "oslo_db.sqlalchemy.migration": None,  # databases: none is opened
    "designateclient.v1": None,  # DNS, version 1: its types were placeholders by then
    "designateclient.v1.domains": None,
    "designateclient.v1.records": None,
}
"""Modules that are gone, and what stands for them (None: an empty one)."""


def give_back():
    """Put the lost names where older code looks for them."""
    for name in collections.abc.__all__:  # Python 3.10 took them out of collections
        if not hasattr(collections, name):
            setattr(collections, name, getattr(collections.abc, name))
    for name, module in LOST.items():
        sys.modules[name] = module or types.ModuleType(name)
        above, _, last = name.rpartition(".")
        setattr(import_module(above), last, sys.modules[name])
    init = context.RequestContext.__init__

    def tolerant(self, *args, **kwargs):
        for old, new in RENAMED.items():
            value = kwargs.pop(old, None) or kwargs.get(new)
            vars(self)[old] = value
            if value is not None:
                kwargs[new] = value
        init(self, *args, **kwargs)

    context.RequestContext.__init__ = tolerant


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit("usage: extract_older.py [DIRECTORY]")
    give_back()
    from extract import main

    main(sys.argv[1] if len(sys.argv) == 2 else ".")
