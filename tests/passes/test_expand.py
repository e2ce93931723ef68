"""Every type that is a stack in Heat is one in a plan."""

from __future__ import annotations

import pytest

from heatplan.catalogue.catalogue import Catalogue
from heatplan.catalogue.releases import NEWEST, OLDEST
from heatplan.passes.expand import GROWN


@pytest.mark.parametrize("major", [OLDEST, NEWEST])
def test_every_stack_of_heat_is_expanded(major: int) -> None:
    catalogue = Catalogue(major)
    kinds = [kind for name in catalogue.names() if (kind := catalogue.lookup(name)) is not None]
    stacks = {kind.name for kind in kinds if kind.facts.get("is_stack_resource")}

    assert stacks
    assert stacks <= set(GROWN)
