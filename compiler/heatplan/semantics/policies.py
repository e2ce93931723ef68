"""Deletion policies: which a version knows, and which a type takes (template_common.py; resource.py, validate)."""

from __future__ import annotations

from heatplan.catalogue.versions import VERSIONS
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Value


def judged(value: Value, kind: ResourceType, version: str) -> tuple[str | None, dict[str, object] | None]:
    """What a policy as written means, None where the version knows none such, and what is wrong with it for the type.

    The latter is None or the facts of a finding.
    """
    allowed = VERSIONS[version].deletion_policies
    canonical: str | None = allowed.get(value) if isinstance(value, str) else None
    snapshot = bool(kind.facts.get("snapshot_on_delete"))
    if canonical is not None and (canonical != "Snapshot" or snapshot):
        return canonical, None
    known = [name for name in allowed if name[0].isupper() and (snapshot or name != "Snapshot")]
    return canonical, {"value": value, "type": kind.name, "allowed": ", ".join(known)}
