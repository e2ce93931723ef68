"""What services keep apart, and how long names may be: two tables, each row with its source.

Types that are not here have names that may be equal: Neutron and Glance know
things by their ids, Cinder its volumes, Octavia, Magnum and Trove too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from heatplan.diagnostics.diagnostic import Severity
from heatplan.ir.value import Value

Path = tuple[str, ...]
EACH: Final = "*"
"""In a path: every item of a list."""


@dataclass(frozen=True, slots=True)
class Unique:
    """Things of ``type`` differ in the property at ``path``, among those that are equal in all of ``within``.

    Each of ``within`` is the spellings of one property, old and new.  ``rule`` says it in words.
    """

    type: str
    path: Path
    rule: str
    within: tuple[tuple[str, ...], ...] = ()
    level: Severity = "error"


@dataclass(frozen=True, slots=True)
class Longest:
    """How long a property may be; ``count`` says what is counted."""

    limit: int
    who: str
    count: str = "characters"

    def of(self, text: str) -> int:
        """The length that counts."""
        return len(text.encode("utf-8", "surrogatepass")) if self.count == "bytes" else len(text)


_NAME: Final = ("name",)
_DOMAIN: Final = (("domain",),)
_NETWORK: Final = (("network", "network_id"),)

UNIQUE: Final[tuple[Unique, ...]] = (
    # nova/exception.py: KeyPairExists, FlavorExists, FlavorIdExists, AggregateNameExists
    Unique("OS::Nova::KeyPair", _NAME, "the key pairs of a user have names of their own", (("user",),)),
    Unique("OS::Nova::Flavor", _NAME, "flavors have names of their own"),
    Unique("OS::Nova::Flavor", ("flavorid",), "flavors have ids of their own"),
    Unique("OS::Nova::HostAggregate", _NAME, "host aggregates have names of their own"),
    # nova/utils.py, sanitize_hostname: equal names are accepted and give equal host names
    Unique("OS::Nova::Server", _NAME, "both servers get the same host name", level="warning"),
    # cinder/exception.py: VolumeTypeExists, QoSSpecsExists; manila/exception.py: ShareTypeExists
    Unique("OS::Cinder::VolumeType", _NAME, "volume types have names of their own"),
    Unique("OS::Cinder::QoSSpecs", _NAME, "QoS specs have names of their own"),
    Unique("OS::Manila::ShareType", _NAME, "share types have names of their own"),
    # keystone/identity/backends/sql_model.py, keystone/resource/backends/sql_model.py, keystone/assignment/…: (domain_id, name)
    Unique("OS::Keystone::User", _NAME, "the users of a domain have names of their own", _DOMAIN),
    Unique("OS::Keystone::Group", _NAME, "the groups of a domain have names of their own", _DOMAIN),
    Unique("OS::Keystone::Project", _NAME, "the projects of a domain have names of their own", _DOMAIN),
    Unique("OS::Keystone::Role", _NAME, "roles have names of their own", _DOMAIN),
    Unique("OS::Keystone::Domain", _NAME, "domains have names of their own"),
    Unique("OS::Keystone::Region", ("id",), "regions have ids of their own"),
    # A container or queue that is there already is taken as it is: both resources are one
    # (swift/container.py and zaqar/queue.py of Heat: the name is the physical id)
    Unique("OS::Swift::Container", _NAME, "both are the same container", level="warning"),
    Unique("OS::Zaqar::Queue", _NAME, "both are the same queue", level="warning"),
    # designate/exceptions.py: DuplicateZone, DuplicateRecordSet
    Unique("OS::Designate::Zone", _NAME, "zones have names of their own"),
    Unique("OS::Designate::RecordSet", _NAME, "a zone has one record set of a name and type", (("zone",), ("type",))),
    # mistral/db/v2/sqlalchemy/models.py: unique in a project
    Unique("OS::Mistral::Workflow", _NAME, "the workflows of a project have names of their own"),
    Unique("OS::Mistral::CronTrigger", _NAME, "the cron triggers of a project have names of their own"),
    # neutron_lib/exceptions: MacAddressInUse, IpAddressInUse, VlanIdInUse; neutron/db/ipam_backend_mixin.py: overlapping
    Unique("OS::Neutron::Port", ("mac_address",), "the ports of a network have MAC addresses of their own", _NETWORK),
    Unique(
        "OS::Neutron::Port",
        ("fixed_ips", EACH, "ip_address"),
        "the ports of a network have addresses of their own",
        _NETWORK,
    ),
    Unique("OS::Neutron::Subnet", ("cidr",), "the subnets of a network do not overlap", _NETWORK),
    Unique("OS::Neutron::FloatingIP", ("floating_ip_address",), "a floating address is given once"),
    Unique(
        "OS::Neutron::ProviderNet",
        ("segmentation_id",),
        "a physical network has one network of a segment",
        (("network_type",), ("physical_network",)),
    ),
)

BY_TYPE: Final[Mapping[str, tuple[Unique, ...]]] = {
    kind: tuple(one for one in UNIQUE if one.type == kind) for kind in sorted({one.type for one in UNIQUE})
}

_LONGEST: Final[Mapping[str, Longest]] = {
    # nova/api/validation/parameter_types.py, name
    "OS::Nova::Server": Longest(255, "Nova"),
    "OS::Nova::Flavor": Longest(255, "Nova"),
    "OS::Nova::HostAggregate": Longest(255, "Nova"),
    "OS::Nova::ServerGroup": Longest(255, "Nova"),
    # keystone/identity/schema.py, keystone/resource/schema.py, keystone/assignment/schema.py
    "OS::Keystone::User": Longest(255, "Keystone"),
    "OS::Keystone::Group": Longest(255, "Keystone"),
    "OS::Keystone::Role": Longest(255, "Keystone"),
    "OS::Keystone::Project": Longest(64, "Keystone"),
    "OS::Keystone::Domain": Longest(64, "Keystone"),
    # cinder/api/validation/parameter_types.py, name
    "OS::Cinder::Volume": Longest(255, "Cinder"),
    "OS::Cinder::VolumeType": Longest(255, "Cinder"),
    "OS::Cinder::QoSSpecs": Longest(255, "Cinder"),
    # swift/common/constraints.py, MAX_CONTAINER_NAME_LENGTH
    "OS::Swift::Container": Longest(256, "Swift", "bytes"),
}

_NEUTRON: Final = Longest(255, "Neutron")  # neutron_lib/db/constants.py, NAME_FIELD_SIZE
HOST_NAME: Final = 63
"""Characters that Nova leaves of a host name (nova/utils.py, sanitize_hostname)."""


def longest_name(kind: str) -> Longest | None:
    """How long the name of a thing of a type may be; None where no source says so (or Heat itself does)."""
    return _NEUTRON if kind.startswith("OS::Neutron::") else _LONGEST.get(kind)


def host_name(name: str) -> str:
    """The host name that Nova makes of a server's name (nova/utils.py, sanitize_hostname)."""
    plain = re.sub(r"[^\w.-]+", "", re.sub(r"[ _.]", "-", name)).lower().strip(".-")
    return plain[:HOST_NAME].rstrip(".-")


def values_at(properties: Mapping[Value, Value], path: Path) -> tuple[tuple[tuple[Value, ...], Value], ...]:
    """The values at a path of a thing's properties, each with its own path; none where there is nothing."""
    found: list[tuple[tuple[Value, ...], Value]] = [((), properties)]
    for part in path:
        inner: list[tuple[tuple[Value, ...], Value]] = []
        for where, value in found:
            if part == EACH and isinstance(value, tuple):
                inner.extend(((*where, place), item) for place, item in enumerate(value))
            elif isinstance(value, dict) and part in value:
                inner.append(((*where, part), value[part]))
        found = inner
    return tuple((where, value) for where, value in found if value not in (None, ""))
