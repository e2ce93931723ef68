"""Keeping values of hidden parameters out of everything that is shown."""

from __future__ import annotations

from collections.abc import Iterable

from heatplan.ir.value import Value, walk

HIDDEN = "******"


class Redactor:
    """Replaces each text of the hidden values, at any depth of them, longest first."""

    __slots__ = ("_texts",)

    def __init__(self, values: Iterable[Value]) -> None:
        texts = {str(item) for value in values for item in walk(value) if isinstance(item, (str, int, float))}
        self._texts = sorted((text for text in texts if text), key=lambda text: (-len(text), text))

    def __call__(self, text: str) -> str:
        """The text with nothing of them in it."""
        for secret in self._texts:
            text = text.replace(secret, HIDDEN)
        return text
