"""Getting one file: from a directory that may be read, or from the network where that is allowed."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, Final
from urllib.parse import unquote, urlsplit

from heatplan.diagnostics import codes_load as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.edge.near_files import near_files

_WEB: Final = ("http", "https")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file can not be had: a code with its facts, and a hint."""

    code: Code
    facts: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where names are looked up: paths relative to ``base``, nothing outside ``root`` (both without links)."""

    base: str
    root: str
    allow_url: bool
    limit: int  # characters, -1 for no limit


def fetch(name: str, place: Place) -> str | bytes | Refusal:
    """The content of the file with that name in the source set: text, or bytes that are not UTF-8."""
    content = _from_web(name, place) if _has_scheme(name) else _from_disk(name, place)
    if isinstance(content, Refusal):
        return content
    try:
        text: str | bytes = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content
    return _too_large(place) if 0 <= place.limit < len(text) else text


def _has_scheme(name: str) -> bool:
    try:
        return urlsplit(name).scheme != ""
    except ValueError:
        return True


def _too_large(place: Place) -> Refusal:
    return Refusal(codes.FILE_TOO_LARGE, (("limit", str(place.limit)),))


def _most_bytes(place: Place) -> int:
    """A character has at most four bytes in UTF-8."""
    return -1 if place.limit < 0 else 4 * place.limit


# ---- the disk


def _from_disk(name: str, place: Place) -> bytes | Refusal:
    if "\0" in name:
        return Refusal(codes.NO_FILE, (("reason", "a path has no NUL character"),))
    path = os.path.realpath(os.path.join(place.base, name))  # noqa: PTH118
    if not os.path.lexists(path) and "%" in name:  # the client reads paths as URLs
        path = os.path.realpath(os.path.join(place.base, unquote(name)))  # noqa: PTH118
    if os.path.commonpath((path, place.root)) != place.root:
        return Refusal(codes.OUTSIDE_ROOT, (), "Name a directory that holds all files with --root.")
    try:
        # the path has no link left; a pipe must not stop us before we see that it is one
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        hint = near_files(path) if isinstance(error, FileNotFoundError) else ""
        return Refusal(codes.NO_FILE, (("reason", _reason(error)),), hint)
    mode = os.fstat(file).st_mode
    if not stat.S_ISREG(mode):
        os.close(file)
        return Refusal(codes.NOT_A_FILE, (("kind", _kind(mode)),))
    with os.fdopen(file, "rb") as stream:
        return _content(stream, place)


def _content(stream: IO[bytes], place: Place) -> bytes | Refusal:
    most = _most_bytes(place)
    try:
        content = stream.read(-1 if most < 0 else most + 1)
    except OSError as error:
        return Refusal(codes.NO_FILE, (("reason", _reason(error)),))
    return _too_large(place) if 0 <= most < len(content) else content


def _kind(mode: int) -> str:
    kinds: Mapping[str, Any] = {
        "a directory": stat.S_ISDIR, "a device": lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode),
        "a pipe": stat.S_ISFIFO,
    }  # fmt: skip
    return next((words for words, is_kind in kinds.items() if is_kind(mode)), "a socket")


def _reason(error: OSError) -> str:
    """In words, without the path: messages are the same wherever the files lie."""
    text = error.strerror or type(error).__name__
    return text[:1].lower() + text[1:]


# ---- the network


def _from_web(name: str, place: Place) -> bytes | Refusal:
    try:
        scheme = urlsplit(name).scheme
    except ValueError:
        scheme = ""
    if scheme not in _WEB:
        return Refusal(codes.UNKNOWN_SCHEME)
    if not place.allow_url:
        return Refusal(codes.URL_REFUSED, (), "Allow it with --allow-url, or keep a copy beside the template.")
    from heatplan.edge import web

    most = _most_bytes(place)
    try:
        content = web.download(name, most)
    except web.FailedError as error:
        reason = error.problem if isinstance(error.problem, str) else _reason(error.problem)
        return Refusal(codes.URL_FAILED, (("reason", reason),))
    return _too_large(place) if 0 <= most < len(content) else content
