"""How wide a text is when it is drawn.

A picture is looked at with whatever font the viewer has, so each width is the
widest among the fonts that ours are likely to be: DejaVu Sans, and Liberation
Sans, which has the widths of Arial and Helvetica.
"""

from __future__ import annotations

from heatplan.diagnostics.visible import columns

# In thousandths of the size, from space to tilde; tests/render/test_measure.py compares them with the fonts.
# fmt: off
REGULAR = (
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637,
    637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863,
    749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635,
    616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637,
    337, 637, 838,
)
BOLD = (
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 557, 775, 638, 996,
    837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 557, 500, 675, 716, 593, 716,
    679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712,
    366, 712, 838,
)
# fmt: on
OTHER = 1000
"""What a column of any other character takes; such a text is also told how wide it is to be (``svg``)."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in the unit of ``size``."""
    table = BOLD if bold else REGULAR
    total = sum(table[ord(char) - 32] if " " <= char <= "~" else OTHER * columns(char) for char in text)
    return total * size / 1000


def elided(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, its middle left out where it is wider than ``room``: names often differ at their ends."""
    if len(text) * size * 1.1 <= room or width(text, size, bold=bold) <= room:
        return text
    least, most = 0, len(text)
    while least < most:
        keep = (least + most + 1) // 2
        if width(_cut(text, keep), size, bold=bold) <= room:
            least = keep
        else:
            most = keep - 1
    return _cut(text, least)


def _cut(text: str, keep: int) -> str:
    """``keep`` characters of the text, of its start and its end by turns."""
    head = (keep + 1) // 2
    return f"{text[:head]}…{text[len(text) - (keep - head) :]}"
