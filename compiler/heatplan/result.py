"""What every pass returns: a value, if there is one, beside its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from heatplan.diagnostics.diagnostic import Diagnostic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """``value`` (None when there is nothing to go on with) and ``diagnostics``.

    A value may stand beside errors: later passes then still find what they
    can, and the caller decides by ``failed``.
    """

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """True when there is no value or some finding is an error."""
        return self.value is None or any(d.severity == "error" for d in self.diagnostics)
