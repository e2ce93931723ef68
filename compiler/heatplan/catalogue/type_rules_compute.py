"""The rules of servers, keys, volumes, containers and databases (heat/engine/resources: openstack/nova, cinder, …)."""

from __future__ import annotations

from heatplan.catalogue.type_rules import (
    All,
    Alone,
    AtLeastOne,
    AtMost,
    Exclusive,
    Filled,
    ForbiddenWhen,
    ForEach,
    Given,
    Is,
    Item,
    KnownNames,
    MetadataWithout,
    Not,
    OneOf,
    Reads,
    RequiredWhen,
    Requires,
    RequiresValue,
    Rule,
    Some,
    Table,
    Written,
)
from heatplan.diagnostics import codes_type_rules as codes

MOST_METADATA = 128
"""Nova's default for the entries of a server's metadata (its absolute limit maxServerMeta)."""

_FROM_SOURCE = Some((Given("volume_id"), Given("snapshot_id"), Given("image")))

_SERVER_BOOTS = (
    Given("image"),
    Item("block_device_mapping", Is("device_name", ("vda",)), "a block_device_mapping for vda"),
    Item(
        "block_device_mapping_v2",
        All((_FROM_SOURCE, Some((Not(Given("boot_index")), Is("boot_index", (0,)))))),
        "a block_device_mapping_v2 that is to boot",
    ),
)
"""What a server can boot from (server.py, _validate_block_device_mapping): an index left out is 0."""

_DEVICE_SOURCES = (
    Given("volume_id"),
    Given("snapshot_id"),
    Given("image"),
    Given("swap_size"),
    Some((Filled("ephemeral_size"), Given("ephemeral_format"))),
)

_SERVER_NETWORK: tuple[Rule, ...] = (
    AtLeastOne(
        (Given("network"), Given("port"), Given("subnet"), Filled("allocate_network")),
        code=codes.NO_CHOICE,
    ),
    Alone("allocate_network"),
    Exclusive((Filled("fixed_ip"), Given("port"))),
    ForbiddenWhen(
        Given("floating_ip"),
        All((Given("network"), Not(Given("port")), Not(Given("subnet")), Not(Filled("port_extra_properties")))),
    ),
)

_ALLOCATED = Item("networks", Filled("allocate_network"), "a network with allocate_network")
_WITH_PORT = Item("networks", Given("port"), "a network with a port")

_SERVER: tuple[Rule, ...] = (
    MetadataWithout("deployments", Is("user_data_format", ("SOFTWARE_CONFIG",))),
    Exclusive((Filled("block_device_mapping"), Filled("block_device_mapping_v2"))),
    ForEach(
        "block_device_mapping",
        (
            Exclusive((Given("volume_id"), Given("snapshot_id"))),
            AtLeastOne((Given("volume_id"), Given("snapshot_id")), code=codes.NO_CHOICE),
        ),
    ),
    ForEach(
        "block_device_mapping_v2",
        (Exclusive(_DEVICE_SOURCES), AtLeastOne(_DEVICE_SOURCES, code=codes.NO_CHOICE)),
    ),
    AtLeastOne(_SERVER_BOOTS, code=codes.NO_CHOICE),
    Exclusive(
        (_SERVER_BOOTS[0], _SERVER_BOOTS[2]), when=Filled("block_device_mapping_v2"), code=codes.TOO_MANY_CHOICES
    ),
    Reads(("flavor",)),
    ForEach("networks", _SERVER_NETWORK),
    AtMost("networks", 1, when=_ALLOCATED),
    Exclusive((Filled("security_groups"), Some((_WITH_PORT,))), when=_WITH_PORT),
    Reads(("tags",)),
    ForbiddenWhen(Filled("personality")),
    AtMost("metadata", MOST_METADATA),
)

_NO_SIZE = All((Not(Filled("backup_id")), Not(Given("size"))))
_WITH_SIZE = All((Not(Filled("backup_id")), Filled("size")))
_VOLUME_SOURCES = (Filled("snapshot_id"), Filled("source_volid"), Filled("image"), Filled("imageRef"))

_VOLUME: tuple[Rule, ...] = (
    Exclusive((Filled("image"), Filled("imageRef"))),
    AtLeastOne((Filled("snapshot_id"), Filled("source_volid")), when=_NO_SIZE, code=codes.NO_CHOICE),
    Exclusive(_VOLUME_SOURCES, when=_NO_SIZE, code=codes.TOO_MANY_CHOICES),
    Exclusive(_VOLUME_SOURCES, when=_WITH_SIZE, code=codes.TOO_MANY_CHOICES),
)

_DATABASE_NETWORK: tuple[Rule, ...] = (
    AtLeastOne((Given("network"), Given("port")), code=codes.NO_CHOICE),
    Exclusive((Given("network"), Given("port")), code=codes.TOO_MANY_CHOICES),
)

_DATASTORE: tuple[Rule, ...] = (
    Reads(("datastore_type",)),
    ForbiddenWhen(Filled("datastore_version"), Not(Filled("datastore_type"))),
)

_DATABASE: tuple[Rule, ...] = (
    *_DATASTORE,
    RequiredWhen(Filled("databases"), Filled("users")),
    KnownNames("users", "databases", "databases", "name"),
    ForEach("networks", _DATABASE_NETWORK),
)

_CONTAINER: tuple[Rule, ...] = (
    Written("restart_policy", "restart_policy", when=Filled("restart_policy")),
    ForEach(
        "mounts",
        (
            AtLeastOne((Given("volume_id"), Given("volume_size")), code=codes.NO_CHOICE),
            Exclusive((Filled("volume_id"), Filled("volume_size"))),
        ),
    ),
    ForEach(
        "networks",
        (AtLeastOne((Given("network"), Given("port"))), Exclusive((Filled("fixed_ip"), Given("port")))),
    ),
)

_CLUSTER_TEMPLATE: tuple[Rule, ...] = (
    OneOf("coe", ("kubernetes", "mesos", "swarm")),
    *(
        OneOf("volume_driver", (driver,), All((Given("volume_driver"), Is("coe", (coe,)))))
        for coe, driver in (("kubernetes", "cinder"), ("swarm", "rexray"), ("mesos", "rexray"))
    ),
)


def _quota(*names: str) -> tuple[Rule, ...]:
    return (Reads(("project", *names)), AtLeastOne(tuple(map(Given, names))))


TABLE: Table = {
    "OS::Cinder::Quota": _quota("backup_gigabytes", "backups", "gigabytes", "snapshots", "volumes"),
    "OS::Cinder::Volume": _VOLUME,
    "OS::Cinder::VolumeType": (ForbiddenWhen(Filled("projects"), Filled("is_public")),),
    "OS::Glance::WebImage": (
        *(OneOf("disk_format", (name,), when=Is("container_format", (name,))) for name in ("ami", "ari", "aki")),
        RequiresValue(Filled("members"), Is("visibility", ("shared",))),
    ),
    "OS::Magnum::BayModel": _CLUSTER_TEMPLATE,
    "OS::Magnum::ClusterTemplate": _CLUSTER_TEMPLATE,
    "OS::Manila::ShareNetwork": (
        ForbiddenWhen(Filled("nova_network")),
        Requires(Filled("neutron_network"), Filled("neutron_subnet")),
    ),
    "OS::Nova::KeyPair": (
        Reads(("type", "user")),
        RequiredWhen(Filled("public_key")),
    ),
    "OS::Nova::Quota": _quota(
        "cores",
        "fixed_ips",
        "floating_ips",
        "injected_file_content_bytes",
        "injected_file_path_bytes",
        "injected_files",
        "instances",
        "key_pairs",
        "metadata_items",
        "ram",
        "security_group_rules",
        "security_groups",
        "server_group_members",
        "server_groups",
    ),
    "OS::Nova::Server": _SERVER,
    "OS::Trove::Cluster": (
        *_DATASTORE,
        ForEach(
            "instances",
            (
                ForEach(
                    "networks",
                    (
                        AtLeastOne((Given("network"), Given("port")), code=codes.NO_CHOICE),
                        Exclusive((Given("network"), Given("port"))),
                    ),
                ),
            ),
        ),
    ),
    "OS::Trove::Instance": _DATABASE,
    "OS::Zun::Container": _CONTAINER,
}
