"""The forms of text that rules of resource types ask for (heat/engine/resources, oslo_utils)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from heatplan.ir.value import Value

_SUBSCRIBERS = ("http", "https", "mailto", "trust+http", "trust+https")
_LONGEST_SCOPE = 15
_RESTART = ("always", "unless-stopped", "on-failure", "no")


def number(value: Value) -> float | None:
    """The value as a number, a text as the one that it writes; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _ip_or_auto(text: str) -> bool:
    """subnet.py: nothing is said against these two; else oslo_utils.netutils.is_valid_ip: ``10.1`` is one too."""
    from netaddr import INET_ATON, INET_PTON, valid_ipv4, valid_ipv6  # noqa: PLC0415 — slow to import, and few templates need it

    if text in ("~", "auto") or valid_ipv4(text, flags=INET_ATON):
        return True
    address, percent, scope = text.rpartition("%")
    if percent and not 1 <= len(scope) <= _LONGEST_SCOPE:
        return False
    address = address if percent else text
    return bool(address and valid_ipv6(address, flags=INET_PTON))


def _subscriber(text: str) -> bool:
    """zaqar/subscription.py: the part before the first colon."""
    return text.split(":", 1)[0] in _SUBSCRIBERS


def _restart_policy(text: str) -> bool:
    """zun/container.py: a count stands after on-failure only, and any text will do for one."""
    name, colon, count = text.partition(":")
    return name in _RESTART if not colon else name == "on-failure" and ":" not in count


def _base64(text: str) -> bool:
    """barbican/secret.py: what base64.b64decode reads."""
    try:
        base64.b64decode(text)
    except (ValueError, binascii.Error):
        return False
    return True


def _number(text: str) -> bool:
    return number(text) is not None


FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "base64": (_base64, "be base64"),
    "ip_or_auto": (_ip_or_auto, "be an IP address or auto"),
    "number": (_number, "be a number"),
    "restart_policy": (_restart_policy, "be no, always, unless-stopped, on-failure or on-failure:COUNT"),
    "subscriber": (_subscriber, f"begin with one of {', '.join(_SUBSCRIBERS)} and a colon"),
}
"""Form to its test and to what a message says of it."""
