"""Deletion policies: which a version knows, and which a type takes (template_common.py; resource.py, validate)."""

from __future__ import annotations

from heatplan.catalogue.versions import VERSIONS
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Value


def canonical(value: Value, version: str) -> str | None:
    """What a deletion policy as written means, None where the version knows none such (template_common.py)."""
    known: str | None = VERSIONS[version].deletion_policies.get(value) if isinstance(value, str) else None
    return known


def names(version: str, kind: ResourceType | None = None) -> str:
    """The deletion policies of a version, as one writes them; with a type only those that it supports."""
    known = (name for name in VERSIONS[version].deletion_policies if name[0].isupper())
    return ", ".join(name for name in known if kind is None or supports(name, kind))


def supports(policy: str, kind: ResourceType) -> bool:
    """Whether resources of the type may have the policy (resource.py, validate_deletion_policy)."""
    return policy != "Snapshot" or bool(kind.facts.get("snapshot_on_delete"))
