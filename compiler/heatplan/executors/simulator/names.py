"""Names that Heat gives to what it makes."""

from __future__ import annotations

from heatplan.executors.simulator import chance


def physical_name(stack_name: str, name: str, address: str) -> str:
    """``stack-resource-id`` (heat/engine/resource.py, ``physical_resource_name``)."""
    return f"{stack_name}-{name}-{chance.short_id(f'{stack_name} {address}')}"
