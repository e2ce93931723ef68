"""Colours: text is read by everybody, kinds are told apart by people with any colour vision."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from heatplan.ir.expr import Lit
from heatplan.ir.tree import Stack
from heatplan.render import identities
from heatplan.render.colours import ACTIONS, PALETTE, letters, stack_kind
from heatplan.render.critical import Index
from heatplan.render.drawing import boxes, every
from heatplan.render.icons import ICONS
from heatplan.render.kinds import KINDS, Kind
from heatplan.render.seeing import seen
from heatplan.render.theme import DARK, LIGHT, Theme, contrast, linear, paint, rgb
from heatplan.render.view import View
from tests.auth.test_audit import planned
from tests.render.stacks import FIVE, WEB, resource
from tests.render.test_detail import seen_of

SETS: dict[str, tuple[Kind, ...]] = {
    "kind": KINDS,
    "identity": tuple(identities.KINDS.values()),
    "action": ACTIONS,
    "stack": tuple(stack_kind(f"t{at}.yaml", at) for at in range(len(PALETTE))),
}

# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009:
# the matrices for the whole loss of a kind of cones, on linear light.
MACHADO = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
FAR = 12.0
"""A difference in CIE L*a*b* that is seen at a glance; 2.3 is one that is just seen."""


def lab(colour: str, sight: str | None) -> tuple[float, float, float]:
    """The colour in CIE L*a*b* (D65) as somebody with that sight sees it."""
    light = [linear(part / 255) for part in rgb(colour)]
    if sight is not None:
        light = [min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in MACHADO[sight]]
    r, g, b = light
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, two: str, sight: str | None) -> float:
    return math.dist(lab(one, sight), lab(two, sight))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out(theme: Theme) -> None:
    kinds = {kind for kinds in SETS.values() for kind in kinds}
    grounds = {theme.paper, theme.stub, *theme.frames, *(paint(kind, theme).fill for kind in kinds)}

    for ground in sorted(grounds):
        for text in (theme.ink, theme.faint, theme.count, theme.critical):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for kind in kinds:
        assert contrast(paint(kind, theme).sign, paint(kind, theme).line) >= 4.5, kind
    for line in (theme.edge, theme.critical):
        assert all(contrast(line, ground) >= 3 for ground in (theme.paper, *theme.frames))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", [None, *MACHADO])
@pytest.mark.parametrize("by", SETS)
def test_kinds_are_told_apart_with_any_colour_vision(by: str, sight: str | None, theme: Theme) -> None:
    """By their colour, or where that is near by a sign of their own."""
    for one, two in combinations(SETS[by], 2):
        far = distance(paint(one, theme).line, paint(two, theme).line, sight)
        assert far >= FAR or one.icon != two.icon, (one.name, two.name, far)


@pytest.mark.parametrize("by", SETS)
def test_each_kind_has_a_sign_of_its_own(by: str) -> None:
    signs = [kind.icon for kind in SETS[by]]

    assert len(set(signs)) == len(signs)
    assert all(sign in ICONS or sign.isupper() for sign in signs)


def test_the_measure_knows_colours_that_are_confused() -> None:
    assert distance("#D55E00", "#8A8A00", "deuteranopia") < distance("#D55E00", "#8A8A00", None)
    assert distance("#FFFFFF", "#000000", None) == pytest.approx(100, abs=0.1)


def test_by_action_says_what_a_step_does() -> None:
    stack = Stack(
        "t",
        "v",
        resources=(
            resource("adopted", "OS::Neutron::Net", external_id=Lit("x")),
            resource("made", "OS::Neutron::Net"),
            resource("waits", "OS::Heat::WaitCondition"),
        ),
    )
    kinds = {box.name: box.kind.name for box in boxes(seen_of(stack, by="action").items)}

    assert kinds == {
        "adopted": "adopt: it is there already",
        "made": "create",
        "waits": "create, and wait for a signal",
    }


def test_by_action_draws_mints() -> None:
    drawing = seen(planned(), View(by="action")).value

    assert drawing is not None
    assert "mint a credential" in {box.kind.name for box in boxes(drawing.items)}
    assert Index(drawing).find("@auth.project") == "@auth.project"


def test_by_stack_each_template_has_a_letter() -> None:
    found = {item.kind.icon: item.kind.name for item in every(seen_of(WEB, by="stack").items) if item.kind}

    assert found == {"A": "web.yaml", "B": "server_with_volume.yaml"}
    assert [letters(at) for at in (0, 25, 26, 700)] == ["A", "Z", "AA", "ZY"]
    assert len({box.kind for box in boxes(seen_of(FIVE, by="stack").items)}) == 1
