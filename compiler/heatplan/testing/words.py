"""Texts that are drawn where a schema says little: plain words mostly, so that an example can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

PLAIN: Final = ("a", "b", "web", "db", "blue", "node-1")
"""What people call things; the first is what a text shrinks to."""

ODD: Final = (
    "A b",
    "1",
    "x_y",
    "a.b",
    "a,b",
    "true",
    "%index%",
    "é",
    "a: b",
    "$a",
    "",
    "a-name-that-is-longer-than-most-" * 4,
)
"""Texts that a template may not be ready for: blanks, numbers, what YAML and Heat read something into, nothing, a lot."""

SELDOM: Final = 10
"""One of so many texts is odd."""


@st.composite
def _words(draw: st.DrawFn) -> str:
    odd = draw(st.integers(0, SELDOM - 1)) == SELDOM - 1
    return draw(st.sampled_from(ODD if odd else PLAIN))


WORDS: Final = _words()
"""Short plain words, now and then an odd text."""

NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "barbican.container": ("container",),
    "barbican.secret": ("secret",),
    "cinder.backup": ("backup",),
    "cinder.snapshot": ("snapshot",),
    "cinder.volume": ("volume", "data"),
    "cinder.vtype": ("ssd", "hdd"),
    "cron_expression": ("0 * * * *", "30 2 * * 1"),
    "designate.zone": ("example.org.",),
    "dns_domain": ("example.org.", "example.com."),
    "dns_name": ("example.org", "web.example.org"),
    "expiration": ("2030-01-01T00:00:00Z",),
    "glance.image": ("cirros", "debian"),
    "ip_addr": ("10.0.0.10", "10.0.0.11", "192.0.2.1"),
    "ip_or_cidr": ("10.0.0.0/24", "10.0.0.10"),
    "iso_8601": ("2030-01-01T00:00:00Z",),
    "json_string": ("{}", '{"a": 1}'),
    "keystone.domain": ("default",),
    "keystone.project": ("demo", "service"),
    "keystone.region": ("RegionOne",),
    "keystone.role": ("member", "reader"),
    "keystone.service": ("compute",),
    "keystone.user": ("demo", "alice"),
    "mac_addr": ("fa:16:3e:00:00:01", "fa:16:3e:00:00:02"),
    "magnum.cluster_template": ("kubernetes",),
    "neutron.network": ("private", "public"),
    "neutron.port": ("port",),
    "neutron.qos_policy": ("gold",),
    "neutron.router": ("router",),
    "neutron.security_group": ("default", "web"),
    "neutron.subnet": ("private-subnet", "public-subnet"),
    "net_cidr": ("10.0.0.0/24", "192.168.1.0/24", "10.1.0.0/16"),
    "nova.flavor": ("m1.small", "m1.tiny", "m1.large"),
    "nova.host": ("compute-1",),
    "nova.keypair": ("key", "ops"),
    "nova.server": ("server",),
    "rel_dns_name": ("web", "db"),
    "timezone": ("UTC", "Europe/Berlin"),
}
"""What things are called that Heat's constraints by name ask for."""


def named(constraint: str) -> tuple[str, ...]:
    """Plausible values for one of Heat's constraints by name: of a kind that is not listed, one called by its kind."""
    return NAMED.get(constraint) or (constraint.rpartition(".")[2] or "a",)
