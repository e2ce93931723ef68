"""Getting a URL.  A module of its own, since Python's HTTP takes longer to import than a template takes to load."""

from __future__ import annotations

import time
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

_TIMEOUT: Final = 30.0
"""Seconds to wait for a server, and for a whole file."""


class FailedError(Exception):
    """A URL can not be had: ``problem`` is an error of the system, or the reason in words."""

    def __init__(self, problem: OSError | str) -> None:
        super().__init__(problem)
        self.problem = problem


def download(url: str, most: int) -> bytes:
    """What is behind the URL: all of it, or a little more than ``most`` bytes (-1 for no limit).

    Raises FailedError.
    """
    try:
        with _opener().open(url, timeout=_TIMEOUT) as answer:
            return _body(answer, most)
    except HTTPError as error:
        raise FailedError(f"the server answers {error.code}") from None
    except (OSError, ValueError) as error:  # URLError is an OSError; a malformed URL or answer a ValueError
        reason = getattr(error, "reason", error)
        raise FailedError(reason if isinstance(reason, OSError) else str(reason)) from None


class _WebOnly(HTTPRedirectHandler):
    """A server may send us on, but only to the web."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise URLError("the server sends on to something that is no http URL")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(), HTTPHandler(), HTTPSHandler(), _WebOnly(), HTTPErrorProcessor(), HTTPDefaultErrorHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


def _body(answer: Any, most: int) -> bytes:
    """The body, piece by piece, so that neither its size nor its slowness has no end."""
    end, pieces, size = time.monotonic() + _TIMEOUT, list[bytes](), 0
    while piece := answer.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if 0 <= most < size:
            break
        if time.monotonic() > end:
            raise FailedError(f"it took more than {_TIMEOUT:.0f} s")
    return b"".join(pieces)
