"""The catalogue that a plan was made with, from what its header says."""

from __future__ import annotations

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.catalogue.releases import NEWEST, release_named
from heatplan.catalogue.resource_types import release
from heatplan.catalogue.shown_type import read_type
from heatplan.ir.plan import Header


def catalogue_of_plan(header: Header) -> Catalogue:
    """The catalogue that a plan was made with, as far as the plan needs it: what its header says of it.

    What can not be read there is left out.  A release that this heatplan does
    not know has the newest tables.
    """
    known = release_named(header.catalogue)
    base = SHIPPED if known is None or known.major == NEWEST else Catalogue(known.major)
    if not header.types:
        return base
    read_types = (read_type(form, release()["custom_constraints"]).type for form in header.types.values())
    return base.with_own(kind for kind in read_types if kind is not None)
