"""What a cloud would draw by chance, derived from a text: the same text always gives the same."""

from __future__ import annotations

import hashlib

_SHORT = bytes(b"abcdefghijklmnopqrstuvwxyz234567"[byte % 32] for byte in range(256))


def hexadecimal(text: str) -> str:
    """40 hexadecimal digits."""
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def number(text: str, below: int) -> int:
    """A number from 0 to ``below`` - 1."""
    return int(hexadecimal(text)[:15], 16) % below


def uuid(text: str) -> str:
    """A UUID, in form a version 5."""
    return uuid_of(hexadecimal(text))


def uuid_of(digits: str) -> str:
    """The UUID of 40 hexadecimal digits."""
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def short_id(text: str) -> str:
    """Twelve letters and digits, as at the end of Heat's physical names (heat/common/short_id.py)."""
    return short_of(hexadecimal(text))


def short_of(digits: str) -> str:
    """The short id of 40 hexadecimal digits."""
    return bytes.fromhex(digits)[8:].translate(_SHORT).decode()


def ipv4(text: str) -> str:
    """An address from the ranges for documentation (RFC 5737)."""
    drawn = number(text, 3 * 254)
    return f"{('192.0.2', '198.51.100', '203.0.113')[drawn // 254]}.{drawn % 254 + 1}"


def ipv6(text: str) -> str:
    """An address from the range for documentation (RFC 3849)."""
    digits = hexadecimal(text)
    return f"2001:db8::{int(digits[:4], 16) or 1:x}:{int(digits[4:8], 16) or 1:x}"


def mac(text: str) -> str:
    """A hardware address with Neutron's prefix."""
    digits = hexadecimal(text)
    return f"fa:16:3e:{digits[:2]}:{digits[2:4]}:{digits[4:6]}"


def pick(text: str, choices: str, count: int) -> str:
    """``count`` characters of ``choices``, any of them more than once."""
    return "".join(choices[number(f"{text}#{place}", len(choices))] for place in range(count))


def shuffle(text: str, items: str) -> str:
    """The characters in another order."""
    order = sorted(range(len(items)), key=lambda place: (hexadecimal(f"{text}~{place}"), place))
    return "".join(items[place] for place in order)
