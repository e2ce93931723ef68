"""merge: many environment files and the options of the command line become one environment.

Two ways: as the client merges (``--parameter`` beats all files) and as the
server does when files are sent as files, which is what
``openstack stack create -e`` does today (files in order, each beating what
came before, ``--parameter`` too).  Sources: heat/common/environment_format.py,
heat/common/environment_util.py, heatclient template_utils.
"""

from __future__ import annotations

from collections.abc import Iterable

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.environment import Environment
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.source import Request
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.span import Span
from heatplan.syntax.references import resolve_name

SECTIONS = (
    "parameters",
    "resource_registry",
    "parameter_defaults",
    "encrypted_param_names",
    "event_sinks",
    "parameter_merge_strategies",
)
HOOKS = tuple(f"{when}-{action}" for when in ("pre", "post") for action in ("create", "update", "delete"))
RESTRICTED = ("update", "replace")


def merge(documents: tuple[tuple[str, Node], ...], request: Request, declared: frozenset[str]) -> Result[Environment]:
    """One environment of the files (name, document) in their order and the request's parameters.

    ``declared`` are the parameter names of all templates: later files' other
    names are dropped by the server.
    """
    work = _Merger(request, declared)
    for name, document in documents:
        work.add(name, document)
    return Result(work.environment(), tuple(work.diagnostics))


class _Merger:
    """The state of one merge."""

    def __init__(self, request: Request, declared: frozenset[str]) -> None:
        self._client = request.merge == "client"
        self._options = request.parameters
        self._declared = declared
        self._parameters: dict[Value, Value] = {} if self._client else dict(request.parameters)
        self._defaults: dict[Value, Value] = {}
        self._registry: dict[Value, Value] = {}
        self._places: dict[tuple[str, str], Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def add(self, name: str, document: Node) -> None:
        """One more file."""
        if isinstance(document, Scalar) and document.value is None:
            return
        if not isinstance(document, Mapping):
            self.diagnostics.append(finding(codes.NOT_A_MAPPING, document.span, file=name))
            return
        for key, body in document.entries:
            self._section(name, key, body)

    def _section(self, file: str, key: Scalar, body: Node) -> None:
        section = key.value
        if section not in SECTIONS:
            hint = f"An environment has the sections {', '.join(SECTIONS)}."
            self.diagnostics.append(finding(codes.UNKNOWN_SECTION, key.span, hint=hint, name=section))
        elif isinstance(body, Scalar) and body.value is None:
            self.diagnostics.append(finding(codes.EMPTY_SECTION, key.span, name=section))
        elif section in ("parameters", "parameter_defaults", "resource_registry", "parameter_merge_strategies"):
            if not isinstance(body, Mapping):
                self.diagnostics.append(finding(codes.WRONG_SECTION_KIND, body.span, name=section, kind="mapping"))
            elif section == "parameters":
                self._values(file, section, body, self._parameters)
            elif section == "parameter_defaults":
                self._values(file, section, body, self._defaults)
            elif section == "resource_registry":
                self._entries(file, body)
            else:
                self._strategies(body)
        elif section == "event_sinks":
            self.diagnostics.append(finding(codes.UNSUPPORTED_ENVIRONMENT, key.span, what="event_sinks"))

    def _values(self, file: str, section: str, body: Mapping, into: dict[Value, Value]) -> None:
        first = not into
        for key, node in body.entries:
            value = value_of(node)
            if self._client:
                into[key.value] = _deep_update(into.get(key.value), value)
            elif first or (key.value in self._declared and value is not None):
                if section == "parameters" and key.value in self._options and into.get(key.value) != value:
                    self.diagnostics.append(
                        finding(
                            codes.FILE_BEATS_OPTION,
                            key.span,
                            address=f"parameters.{key.value}",
                            hint="Give the value in the last environment file, or use --merge client.",
                            name=key.value,
                            file=file,
                        )
                    )
                into[key.value] = value
            self._places[section, str(key.value)] = key.span

    def _strategies(self, body: Mapping) -> None:
        for _, node in body.entries:
            if isinstance(node, Scalar) and node.value != "overwrite" and not self._client:
                self.diagnostics.append(finding(codes.UNSUPPORTED_MERGE, node.span, strategy=node.value))

    def _entries(self, file: str, body: Mapping) -> None:
        own = _registry(body, file, None)
        self._check_hooks(body)
        if self._client:
            self._registry = dict(_deep_update(Map(self._registry), own))
        else:
            self._registry.update((key, value) for key, value in own.items() if value is not None or not self._registry)
        for key, _ in body.entries:
            self._places["resource_registry", str(key.value)] = key.span

    def _check_hooks(self, body: Mapping) -> None:
        for key, node in body.entries:
            if isinstance(node, Mapping):
                self._check_hooks(node)
            elif key.value in ("hooks", "restricted_actions"):
                value = value_of(node)
                words = value if isinstance(value, tuple) else (value,)
                allowed = HOOKS if key.value == "hooks" else RESTRICTED
                code = codes.BAD_HOOK if key.value == "hooks" else codes.BAD_RESTRICTION
                for word in words:
                    if word not in allowed:
                        self.diagnostics.append(finding(code, node.span, value=word, allowed=", ".join(allowed)))

    def environment(self) -> Environment:
        """The outcome."""
        parameters = self._parameters
        if self._client:
            parameters = {**parameters, **self._options}
        return Environment(Map(parameters), Map(self._defaults), _pruned(Map(self._registry)), Map(self._places))


def _deep_update(old: Value, new: Value) -> Value:
    """As heatclient merges: mappings key by key, all else replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return Map({**old, **{key: _deep_update(old.get(key), value) for key, value in new.items()}})
    return new


def _registry(body: Mapping, file: str, base: str | None) -> Map:
    """Registry entries with file names resolved against the environment file (or ``base_url``)."""
    given = body.get("base_url")
    if isinstance(given, Scalar) and isinstance(given.value, str):
        base = given.value.rstrip("/") + "/"
    return Map(_registry_items(body, file, base))


def _registry_items(body: Mapping, file: str, base: str | None) -> Iterable[tuple[Value, Value]]:
    for key, node in body.entries:
        if key.value == "base_url":
            continue
        if isinstance(node, Mapping):
            yield key.value, _registry(node, file, base)
        elif key.value in ("hooks", "restricted_actions"):
            yield key.value, value_of(node)
        elif isinstance(node, Scalar) and isinstance(node.value, str) and "::" not in node.value:
            start = file if base is None else resolve_name(file, base + "-")
            yield key.value, resolve_name(start, node.value)
        else:
            yield key.value, value_of(node)


def _pruned(registry: Map) -> Map:
    """Null entries taken out, with what they delete (environment.py, _register_info)."""
    kept: dict[Value, Value] = {}
    for key, value in registry.items():
        if value is None:
            prefix = str(key)[:-1] if str(key).endswith("*") else None
            for name in [name for name in kept if name == key or (prefix is not None and str(name).startswith(prefix))]:
                del kept[name]
        else:
            kept[key] = _pruned(Map(value)) if isinstance(value, dict) else value
    return Map(kept)
