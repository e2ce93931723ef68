"""All that a compile may read, and all that its caller asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from heatplan.ir.auth import AUTH_DEFAULTS, AuthSettings
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.value import Map, Value


def is_web(name: str) -> bool:
    """True for a URL that Heat fetches itself (heat/common/urlfetch.py)."""
    return name.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its ``name`` relative to the root template's directory and its ``text``.

    Names are POSIX paths, normalised (``../lib/server.yaml``), or URLs.
    ``text`` is bytes when the file is not valid UTF-8.
    """

    name: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Operator:
    """What Heat reads on its own machine: its ``environments``, and by name the ``templates`` that they name."""

    environments: tuple[Source, ...] = ()
    templates: Map = field(default_factory=Map)  # of str to Source


@dataclass(frozen=True, slots=True)
class SourceSet:
    """Every file that the root template and the environments name, directly or not.

    ``root`` names the root template; ``environments`` name the environment
    files in the order of the command line; ``files`` has all of them and every
    nested template and ``get_file`` content, by name.
    ``missing`` has the names that were asked for and could not be had, each
    with the reason.  ``types`` are files that each say what a resource type
    is, as ``openstack orchestration resource type show`` prints it.
    ``operator`` is the environment of Heat's operator.
    """

    root: str
    files: Map  # of str to Source
    environments: tuple[str, ...] = ()
    missing: Map = field(default_factory=Map)  # of str to str
    types: tuple[Source, ...] = ()
    operator: Operator = Operator()


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller asks for: the stack's name, its parameters, and the settings.

    ``project_id`` is the requester's project where it is known already.
    ``merge`` says who merges environment files: ``server`` is what
    ``openstack stack create -e`` asks for today (a file then beats
    ``--parameter``), ``client`` the older way (``--parameter`` beats all).
    ``auth`` is what heat.conf says about credentials, and the policy for them.
    ``tags`` are the stack's own, of which templates see nothing.
    """

    stack_name: str = "stack"
    parameters: Map = field(default_factory=Map)  # of str to Value
    settings: Settings = DEFAULTS
    project_id: str | None = None
    merge: Literal["server", "client"] = "server"
    auth: AuthSettings = AUTH_DEFAULTS
    tags: tuple[str, ...] = ()


def text_of(sources: SourceSet, name: str) -> Value:
    """The text (str or bytes) of the file ``name``, or None if the set has no such file."""
    source = sources.files.get(name)
    return source.text if source is not None else None
