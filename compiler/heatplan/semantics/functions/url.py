"""``make_url``: a URL of its parts.

Heat's source: hot/functions.py, class MakeURL, and urllib.parse of Python 3.11.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import FunctionEnv, Opaque, class_name, represent, text_of
from heatplan.semantics.functions.text import to_int

KEYS = ("scheme", "username", "password", "host", "port", "path", "query", "fragment")

_WITH_HOST = frozenset(
    [
        "file",
        "ftp",
        "git",
        "git+ssh",
        "gopher",
        "http",
        "https",
        "imap",
        "mms",
        "nfs",
        "nntp",
        "prospero",
        "rsync",
        "rtsp",
        "rtsps",
        "rtspu",
        "sftp",
        "shttp",
        "snews",
        "svn",
        "svn+ssh",
        "telnet",
        "wais",
        "ws",
        "wss",
    ]
) | {""}
"""Schemes that have '//' even without a host (urllib.parse.uses_netloc)."""


def make_url_validate(name: str, args: Value) -> None:
    """``MakeURL.validate``: known keys, and values of the right kind as far as they are no functions."""
    if not isinstance(args, dict):
        raise TypeError(f'The arguments to "{name}" must be a map')
    unknown = [key for key in args if key not in KEYS]
    if unknown:
        for number, key in enumerate(unknown):
            if not isinstance(key, str):
                raise TypeError(f"sequence item {number}: expected str instance, {class_name(key)} found")
        raise ValueError(f'Invalid arguments to "{name}": {", ".join(sorted(unknown))}')
    _check(name, args)


def _check(name: str, args: Value) -> None:
    """Heat checks in this order and stops at the query, so that a fragment beside a query is not checked."""
    for key in KEYS:
        if not _has(args, key):
            continue
        value = _get(args, key)
        if isinstance(value, Opaque):
            if key == "query":
                return
            continue
        if key == "query":
            if not isinstance(value, dict):
                raise TypeError(f'The "{key}" argument to "{name}" must be a map')
            return
        if key == "port":
            _check_port(name, value, args)
        elif not isinstance(value, str):
            raise TypeError(f'The "{key}" argument to "{name}" must be a string')


def _has(args: Value, key: str) -> bool:
    if not isinstance(args, (str, tuple, dict, frozenset)):
        if isinstance(args, bytes):
            raise TypeError("a bytes-like object is required, not 'str'")
        raise TypeError(f"argument of type '{class_name(args)}' is not iterable")
    return key in args


def _get(args: Value, key: str) -> Value:
    if isinstance(args, str):
        raise TypeError("string indices must be integers, not 'str'")
    if isinstance(args, tuple):
        raise TypeError("list indices must be integers or slices, not str")
    if isinstance(args, frozenset):
        raise TypeError("'set' object is not subscriptable")
    return args[key]


def _check_port(name: str, value: Value, args: Value) -> None:
    port = value
    if not isinstance(port, int):
        try:
            port = to_int(port)
        except ValueError:
            text = f'Invalid URL port "{text_of(value)}" for {name} called with {represent(args)}'
            raise ValueError(text) from None
    if not 0 < port <= 65535:
        raise ValueError(f"Invalid URL port {int(port)}, must be in range 1-65535")


def make_url(name: str, args: Value, _env: FunctionEnv) -> Value:
    """``MakeURL``: percent-encoded; an IPv6 host is put in brackets."""
    _check(name, args)
    if not isinstance(args, dict):
        raise AttributeError(f"'{class_name(args)}' object has no attribute 'get'")  # noqa: TRY004 - Heat's class
    scheme = args.get("scheme", "")
    if ":" in scheme:
        raise ValueError("URL \"scheme\" should not contain ':'")
    path = quote(args.get("path", ""))
    pairs = [(key, text_of(value)) for key, value in args.get("query", {}).items()]
    query = urlencode(pairs).replace("%2F", "/")
    fragment = _fragment(args.get("fragment", ""))
    return _unsplit(scheme, _netloc(args), path, query, fragment)


def _fragment(value: Value) -> str:
    if isinstance(value, (str, bytes)):
        return quote(value)
    raise TypeError("quote_from_bytes() expected bytes")


def _netloc(args: dict[Value, Value]) -> str:
    username = quote(args.get("username", ""), safe="")
    password = quote(args.get("password", ""), safe="")
    user = f"{username}:{password}@" if password else f"{username}@" if username else ""
    host = args.get("host", "")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    host = quote(host, safe=":")
    port = args.get("port", "")
    return f"{user}[{host}]" * (":" in host) + f"{user}{host}" * (":" not in host) + (f":{port}" if port else "")


def _unsplit(scheme: str, netloc: str, path: str, query: str, fragment: str) -> str:
    if netloc or (scheme and scheme in _WITH_HOST and path[:2] != "//"):
        if path and path[:1] != "/":
            path = "/" + path
        path = f"//{netloc}{path}"
    if scheme:
        path = f"{scheme}:{path}"
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
