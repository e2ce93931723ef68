"""``digest``: the hexadecimal digest of a text.

Heat's source: hot/functions.py, class Digest.  Which algorithms there are
depends on the machine's OpenSSL in Heat; here it is a fixed list, the one of
OpenSSL 3 without its legacy provider.
"""

from __future__ import annotations

import hashlib

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import NOT_REPRODUCIBLE, FunctionEnv, FunctionError

_ANY_CASE = (
    "md5",
    "md5-sha1",
    "ripemd160",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sm3",
)
"""Those that OpenSSL knows by the same name; it takes upper and lower case alike."""

_AS_WRITTEN = (
    "SHA512_224",
    "SHA512_256",
    "blake2b",
    "blake2s",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "sha512_224",
    "sha512_256",
    "shake_128",
    "shake_256",
)
"""Those whose names are Python's own: only as they stand here."""

ALGORITHMS = tuple(sorted({algorithm.lower() for algorithm in _ANY_CASE + _AS_WRITTEN}))


def digest(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``Digest``: of [algorithm, text], the text as LATIN-1."""
    if not isinstance(args, tuple) or not all(isinstance(item, str) for item in args):
        raise TypeError(f'Argument to function "{name}" must be a list of strings')
    if len(args) != 2:
        raise ValueError(f'Function "{name}" usage: ["<algorithm>", "<value>"]')
    algorithm, text = args
    if algorithm.lower() not in ALGORITHMS:
        raise ValueError(f"Algorithm must be one of {{{', '.join(map(repr, ALGORITHMS))}}}")
    if algorithm.lower() not in _ANY_CASE and algorithm not in _AS_WRITTEN:
        raise ValueError(f"unsupported hash type {algorithm}")
    data = text.encode("latin-1")
    if algorithm.startswith("shake_"):
        raise TypeError("hexdigest() missing required argument 'length' (pos 1)")
    return _hexdigest(algorithm, data)


def _hexdigest(algorithm: str, data: bytes) -> str:
    try:
        return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
    except ValueError:
        text = f"this machine's OpenSSL has no {algorithm}"
        raise FunctionError(NOT_REPRODUCIBLE, text) from None
