"""A plan drawn by who acts."""

from __future__ import annotations

from heatplan.render.dot import dot_of
from heatplan.render.identities import draw_identities
from heatplan.render.mermaid import mermaid_of
from tests.auth.test_audit import planned
from tests.conftest import Golden


def test_dot(golden: Golden) -> None:
    golden("identities.dot", dot_of(draw_identities(planned().root), title="by identity"))


def test_mermaid(golden: Golden) -> None:
    golden("identities.mmd", mermaid_of(draw_identities(planned().root)))


def test_each_mint_is_there_with_its_needs() -> None:
    drawing = draw_identities(planned().root)
    arrows = {(arrow.before, arrow.after) for arrow in drawing.arrows}

    assert ("@auth.project", "g[*].@auth.user") in arrows
    assert ("g[*].@auth.user", "g[*].@auth.token") in arrows
    assert ("g[*].@auth.user", "g[*]") in arrows
