"""What a merge writes down on its way: findings, and where each value comes from."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.ir.value import Value
from heatplan.span import NOWHERE, Span


class Notes:
    """The findings, and the places of the entries of all files so far: a later one stands in the place of an earlier.

    ``places`` are by section and name, the section itself under "";
    ``registry_places`` by the keys that lead to an entry.
    """

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], Span] = {}
        self.registry_places: dict[tuple[Value, ...], Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def report(self, code: Code, span: Span, *, address: str = "", hint: str = "", **facts: object) -> None:
        """Add a finding."""
        self.diagnostics.append(finding(code, span, address=address, hint=hint, facts=facts))

    def place(self, section: str, name: str = "") -> Span:
        """Where a value, or a whole section, comes from."""
        return self.places.get((section, name), NOWHERE)
