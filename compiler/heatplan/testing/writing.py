"""Template data as YAML text that a person reads with ease: blocks, and short calls on one line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*(?:::[A-Za-z0-9_./-]+)*\Z")
_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""What YAML 1.1 does not take for text."""

_ONE_LINE: Final = 72


def to_yaml(data: Any) -> str:
    """Plain data (dict, list, text, numbers, booleans, None) as a YAML document; lone surrogates can not be written."""
    return "\n".join(_block(data)) + "\n"


def _block(data: Any) -> Iterator[str]:
    if isinstance(data, dict) and data:
        for key, item in data.items():
            yield from _under(f"{_scalar(key)}:", item, nested=True)
    elif isinstance(data, (list, tuple)) and data:
        for item in data:
            yield from _under("-", item, nested=False)
    else:
        yield _flow(data)


def _under(head: str, item: Any, *, nested: bool) -> Iterator[str]:
    """An item behind or below its key or dash; ``nested``: a key, below which the block is indented on its own lines."""
    if not isinstance(item, (dict, list, tuple)) or not item or _is_short(item):
        yield f"{head} {_flow(item)}"
    elif nested:
        yield head
        yield from (f"  {line}" for line in _block(item))
    else:
        first, *more = _block(item)
        yield f"{head} {first}"
        yield from (f"  {line}" for line in more)


def _is_short(item: Any) -> bool:
    """A call or list of scalars that has room on one line."""
    parts = list(item.values()) if isinstance(item, dict) else list(item)
    if isinstance(item, dict) and len(item) > 1:
        return False
    leaves = [leaf for part in parts for leaf in (part if isinstance(part, list) else [part])]
    return not any(isinstance(leaf, (dict, list, tuple)) and leaf for leaf in leaves) and len(_flow(item)) <= _ONE_LINE


def _flow(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in data.items()) + "}"
    if isinstance(data, (list, tuple)):
        return "[" + ", ".join(map(_flow, data)) + "]"
    return _scalar(data)


def _scalar(data: Any) -> str:
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, float):
        return _float(data)
    if isinstance(data, int):
        return str(data)
    text = str(data)
    return text if _PLAIN.match(text) and text.lower() not in _WORDS else '"' + "".join(map(_escaped, text)) + '"'


def _float(number: float) -> str:
    """A float that YAML 1.1 takes for one: it wants a point before an exponent."""
    if math.isnan(number):
        return ".nan"
    if math.isinf(number):
        return ".inf" if number > 0 else "-.inf"
    text = repr(number)
    return text if "." in text or "e" not in text else text.replace("e", ".0e")


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable() and character != "\ufeff":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
