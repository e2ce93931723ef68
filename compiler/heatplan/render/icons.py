"""Signs of kinds: lines in a square of sixteen, drawn beside a name.

They say by shape what the colour says: who sees no colours reads a picture
as well, and so does who prints it.
"""

from __future__ import annotations

ICONS = {
    "server": "M3 2.5h10v4.5H3zM3 9h10v4.5H3zM5.5 4.75h.1M5.5 11.25h.1M8.5 4.75h2M8.5 11.25h2",
    "disk": "M3 4.4C3 3.1 5.2 2 8 2s5 1.1 5 2.4S10.8 6.8 8 6.8 3 5.7 3 4.4zV11.6C3 12.9 5.2 14 8 14s5-1.1 5-2.4V4.4",
    "net": "M6 2h4v4H6zM2 10h4v4H2zM10 10h4v4h-4zM8 6v2M4 10V8h8v2",
    "key": "M14 5.2a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 1 1 6.4 0zM8.6 7.5L2.5 13.6M5 11.1l2.2 2.2",
    "script": "M3.5 2h6L12.5 5v9h-9zM6 6.5h4M6 9h4M6 11.5h2.5",
    "gear": "M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM10.2 8a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 1 1 4.4 0z",
    "layers": "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
    "folder": "M2 3.5h4.2l1.6 2H14v7.5H2z",
    "person": "M10.8 5a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 1 1 5.6 0zM2.5 14c.4-3.2 2.8-4.6 5.5-4.6s5.1 1.4 5.5 4.6",
    "shield": "M8 1.8l5.2 2v4.2c0 3-2.2 5-5.2 6.3-3-1.3-5.2-3.3-5.2-6.3v-4.2z",
    "star": "M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z",
    "plus": "M8 3v10M3 8h10",
    "adopt": "M8 2v8M4.5 6.5L8 10l3.5-3.5M3 13.5h10",
    "clock": "M14 8A6 6 0 1 1 2 8a6 6 0 1 1 12 0zM8 4.5V8l2.6 1.6",
    "local": "M3.5 8h9",
}  # fmt: skip
"""By name: what an SVG path is written with."""
