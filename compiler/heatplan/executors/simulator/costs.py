"""How many seconds things take in the simulator: round numbers, for orders of magnitude only."""

from __future__ import annotations

from heatplan.ir.state import Kind

SECONDS = {
    "OS::Nova::Server": 30.0,
    "OS::Cinder::Volume": 5.0,
    "OS::Cinder::VolumeAttachment": 5.0,
    "OS::Neutron::Net": 2.0,
    "OS::Octavia::LoadBalancer": 60.0,
    "OS::Trove::Instance": 120.0,
    "OS::Magnum::Cluster": 300.0,
    "OS::Heat::Value": 0.0,
    "OS::Heat::RandomString": 0.0,
    "OS::Heat::None": 0.0,
}
OTHERS = 1.0
"""A type that is not in the table."""

MINT = 0.25
REVOKE = 0.25
LOCAL = 0.0
"""What Heat makes in its own process takes no time."""

DELETION = 0.2
"""The part of its creation's time that a deletion takes."""


def creation(type_name: str, kind: Kind = "resource") -> float:
    """Seconds until something of the type stands; a stack takes the time of what is in it."""
    return 0.0 if kind == "stack" else SECONDS.get(type_name, OTHERS)


def deletion(type_name: str, kind: Kind = "resource") -> float:
    """Seconds until it is gone."""
    return DELETION * creation(type_name, kind)
