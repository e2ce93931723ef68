"""Seconds as people read them."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """How long something takes: ``0.25 s``, ``35 s``, ``2 min 5 s``, ``1 h 3 min``."""
    if round(seconds, 2) < 60:
        return f"{_number(seconds)} s"
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{number:,} {unit}" for number, unit in parts if number)


def moment(seconds: float) -> str:
    """When something happens, counted from the beginning: ``0:35``, ``1:02:05``; parts of a second where there are some."""
    seconds = round(seconds, 2)
    whole = int(seconds)
    rest = _number(seconds - whole)[1:] if seconds != whole else ""
    hours, minutes = whole // 3600, whole // 60 % 60
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{whole % 60:02}{rest}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
