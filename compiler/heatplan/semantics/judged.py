"""What checking a resource's properties came to, for the rules that are asked of them afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.diagnostics.codes_type_rules import UNREADABLE
from heatplan.ir.value import Map, Value
from heatplan.semantics.property_faults import PropertyFault


@dataclass(frozen=True, slots=True)
class Judged:
    """A resource's typed values, which of them can not be read, and whether an error was found in them.

    ``reported`` are those of the unread that follow from a finding elsewhere,
    ``faulty`` those that have a finding of their own.
    """

    values: Map
    unread: frozenset[Value] = frozenset()
    wrong: bool = False
    reported: frozenset[Value] = frozenset()
    faulty: frozenset[Value] = frozenset()

    def said(self, fault: PropertyFault) -> bool:
        """Whether there is a finding already about what a rule found."""
        about = self.reported if fault.code is UNREADABLE else frozenset()
        return bool((about | self.faulty if self.wrong else about).intersection(fault.path))
