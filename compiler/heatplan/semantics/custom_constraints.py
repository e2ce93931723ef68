"""Constraints that Heat knows by name (heat/engine/constraint/common_constraints.py).

Those that need no cloud have Heat's verdict here.  Those that ask a service
hold: the cloud decides when the stack is created.  Two differ on purpose from
Heat, so that the same template always has the same answer: ``expiration`` is
checked for its form only (Heat asks its clock whether the time is past), and
``timezone`` knows the names of the catalogue's time zone database instead of
the machine's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from heatplan.catalogue.resource_types import release
from heatplan.ir.value import Value
from heatplan.semantics.conversion import CONVERSION_ERRORS

LABEL = re.compile(r"[a-z0-9-]{1,63}$")
MAX_NAME = 255


class _BrokenError(Exception):
    """The constraint does not hold; the text follows "it must"."""


def needs_cloud(name: Value) -> bool:
    """Whether only a cloud can tell."""
    row = release()["custom_constraints"].get(name) if isinstance(name, str) else None
    return bool(row and row["needs_cloud"])


def why_not(name: Value, value: Value) -> str | None:
    """None when the constraint holds (or only a cloud can tell), else what must be, to follow "it must".

    The value is not in the text.
    """
    if needs_cloud(name):
        return None
    check = _CHECKS.get(name) if isinstance(name, str) else None
    if check is None:
        return f"satisfy the constraint {name}, which Heat does not have"
    try:
        check(value)
    except _BrokenError as broken:
        return str(broken)
    except Exception:  # noqa: BLE001 — the libraries raise what they like; Heat takes all of it for a no
        return f"satisfy the constraint {name}, which can not be asked of such a value"
    return None


def _ip_address(value: Value) -> None:
    if not isinstance(value, str) or not _is_ip_address(value):
        raise _BrokenError("be an IP address")


def _is_ip_address(text: str) -> bool:
    """neutron_lib.api.validators.validate_ip_address: no blanks, no leading zeros, all four parts."""
    from netaddr import ZEROFILL, IPAddress  # noqa: PLC0415 — slow to import, and few templates need it

    if re.search(r"\s", text):
        return False
    try:
        try:
            address = IPAddress(text, flags=ZEROFILL)
        except ValueError:
            address = IPAddress(text)
    except Exception:  # noqa: BLE001 — as there
        return False
    if ":" not in text and text.count(".") != 3:
        return False
    return not (address.version == 4 and str(address) != text)


def _is_subnet(text: str) -> bool:
    """neutron_lib.api.validators.validate_subnet."""
    from netaddr import IPNetwork  # noqa: PLC0415 — as above

    if re.search(r"\s", text):
        return False
    try:
        network = IPNetwork(text)
    except Exception:  # noqa: BLE001 — as there
        return False
    return "/" in text and not (network.version == 4 and str(network) != text)


def _mac_address(value: Value) -> None:
    from netaddr import valid_mac  # noqa: PLC0415 — as above

    if not valid_mac(value):
        raise _BrokenError("be a MAC address")


def _net_cidr(value: Value) -> None:
    from netaddr import IPNetwork, cidr_abbrev_to_verbose  # noqa: PLC0415 — as above

    rule = "be a network in CIDR notation"
    try:
        IPNetwork(cidr_abbrev_to_verbose(value))
        if _is_subnet(value):
            return
    except Exception as error:
        raise _BrokenError(rule) from error
    raise _BrokenError(rule)


def _ip_or_cidr(value: Value) -> None:
    if not (_is_subnet(value) if "/" in value else _is_ip_address(value)):
        raise _BrokenError("be an IP address or a network in CIDR notation")


def _iso_8601(value: Value) -> None:
    if _time_of(value) is None:
        raise _BrokenError("be a time as ISO 8601 writes it")


def _time_of(value: Value) -> datetime | None:
    """oslo_utils.timeutils.parse_isotime."""
    import iso8601  # noqa: PLC0415 — as above

    try:
        return iso8601.parse_date(value)
    except (iso8601.ParseError, TypeError, ValueError, OverflowError):
        return None


def _expiration(value: Value) -> None:
    """The form only; and Heat brings the time to UTC first, which fails at the ends of the calendar."""
    if not value:
        return
    time = _time_of(value.strip())
    if time is None:
        raise _BrokenError("be a time as ISO 8601 writes it")
    time.astimezone(UTC)


def _dns_name(value: Value) -> None:
    """heat/common/netutils.py, validate_dns_format."""
    if not value:
        return
    name = value.removesuffix(".")
    if len(name) > MAX_NAME:
        raise _BrokenError(f"be a DNS name of at most {MAX_NAME} characters")
    labels = name.split(".")
    for label in labels:
        if not label or label[0] == "-" or label[-1] == "-" or not LABEL.match(label):
            raise _BrokenError(
                "be a DNS name: parts of 1 to 63 small letters, digits and hyphens, no hyphen at either end of a part"
            )
    if value.endswith(".") and len(labels) > 1 and re.match("^[0-9]+$", labels[-1]):
        raise _BrokenError("be a DNS name whose last part is not a number")


def _relative_dns_name(value: Value) -> None:
    if not value:
        return
    if value.endswith("."):
        raise _BrokenError("be a relative DNS name, with no dot at its end")
    if len(value) > MAX_NAME - 3:
        raise _BrokenError(f"be a relative DNS name of at most {MAX_NAME - 3} characters")
    _dns_name(value)


def _dns_domain(value: Value) -> None:
    if not value:
        return
    _dns_name(value)
    if not value.endswith("."):
        raise _BrokenError("be a DNS domain with a dot at its end")


def _cron_expression(value: Value) -> None:
    if not value:
        return
    from croniter import croniter  # noqa: PLC0415 — as above

    try:
        croniter(value, start_time=0.0)  # the form does not depend on the time, and there is no clock here
    except Exception as error:
        raise _BrokenError("be a cron expression") from error


def _timezone(value: Value) -> None:
    if value and value not in _timezones():
        raise _BrokenError("be the name of a time zone")


@cache
def _timezones() -> frozenset[str]:
    return frozenset(release()["timezones"].split())


def _json_string(value: Value) -> None:
    if not value:
        return
    try:
        json.loads(value)
    except CONVERSION_ERRORS as error:
        raise _BrokenError("be a text in JSON") from error


_CHECKS: dict[str, Callable[[Value], None]] = {
    "cron_expression": _cron_expression,
    "dns_domain": _dns_domain,
    "dns_name": _dns_name,
    "expiration": _expiration,
    "ip_addr": _ip_address,
    "ip_or_cidr": _ip_or_cidr,
    "iso_8601": _iso_8601,
    "json_string": _json_string,
    "mac_addr": _mac_address,
    "net_cidr": _net_cidr,
    "rel_dns_name": _relative_dns_name,
    "timezone": _timezone,
}
