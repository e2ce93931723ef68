"""What tests read of an SVG: its boxes, its labels with their rectangles, and the colours of its style sheet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from heatplan.render.layout.measure import width

SVG = "{http://www.w3.org/2000/svg}"
SIZE = re.compile(r"\.(?P<names>[a-z,.]+)\{font-size:(?P<size>[\d.]+)px(?P<bold>;font-weight:bold)?\}")


@dataclass(frozen=True)
class Rect:
    """A rectangle, and what is in it."""

    x: float
    y: float
    right: float
    bottom: float
    text: str

    def meets(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def inside(self, other: Rect, slack: float = 0.01) -> bool:
        return (
            self.x >= other.x - slack
            and self.y >= other.y - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )


@dataclass(frozen=True)
class Thing:
    """A box or a frame of a picture: its rectangle and its labels."""

    address: str
    classes: tuple[str, ...]
    rect: Rect
    labels: tuple[Rect, ...]


@dataclass(frozen=True)
class Picture:
    """An SVG as it was read."""

    things: tuple[Thing, ...]
    others: tuple[Rect, ...]
    """The labels of the caption."""
    size: tuple[float, float]


def read(svg: str) -> Picture:
    """The picture in an SVG, by what is written in it alone."""
    root = ET.fromstring(svg)
    sheet = root.findtext(f"{SVG}style") or ""
    sizes = {}
    for found in SIZE.finditer(sheet):
        for name in found["names"].replace(".", "").split(","):
            sizes[name] = (float(found["size"]), bool(found["bold"]))
    for name in ("badge",):
        sizes[name] = (sizes[name][0], True)
    things = []
    for group in root.iter(f"{SVG}g"):
        if "data-address" not in group.attrib:
            continue
        classes = tuple(group.attrib["class"].split())
        rects = [one for one in group.findall(f"{SVG}rect") if set(one.attrib["class"].split()) & {"r", "p"}]
        labels = tuple(_label(one, sizes) for one in group.findall(f"{SVG}text") if one.attrib["class"] != "letter")
        things.append(Thing(group.attrib["data-address"], classes, _rect(rects[0]), labels))
    own = {id(one) for group in root.iter(f"{SVG}g") if "data-address" in group.attrib for one in group.iter()}
    rest = [one for one in root.iter(f"{SVG}text") if id(one) not in own and one.attrib["class"] != "letter"]
    box = [float(part) for part in root.attrib["viewBox"].split()]
    return Picture(tuple(things), tuple(_label(one, sizes) for one in rest), (box[2], box[3]))


def _rect(one: ET.Element) -> Rect:
    x, y, w, h = (float(one.attrib[name]) for name in ("x", "y", "width", "height"))
    return Rect(x, y, x + w, y + h, "")


def _label(one: ET.Element, sizes: dict[str, tuple[float, bool]]) -> Rect:
    """The rectangle of a label: as wide as the widest of our fonts makes it, from its top line to below its base."""
    size, bold = sizes[one.attrib["class"]]
    text = one.text or ""
    wide = float(one.attrib["textLength"]) if "textLength" in one.attrib else width(text, size, bold=bold)
    x, y = float(one.attrib["x"]), float(one.attrib["y"])
    return Rect(x, y - 0.78 * size, x + wide, y + 0.22 * size, text)


def collisions(picture: Picture) -> list[tuple[str, str]]:
    """Pairs of labels that overlap, found by sweeping from left to right."""
    labels = sorted(
        [*picture.others, *(label for one in picture.things for label in one.labels)], key=lambda one: one.x
    )
    found, alive = [], list[Rect]()
    for label in labels:
        alive = [one for one in alive if one.right > label.x]
        found += [(one.text, label.text) for one in alive if one.meets(label)]
        alive.append(label)
    return found


def outside(picture: Picture) -> list[str]:
    """Labels that are not within their box."""
    return [label.text for one in picture.things for label in one.labels if not label.inside(one.rect)]
