"""Event sinks: where a stack's events go to besides Heat's own list.

Heat builds them when it reads an environment (heat/engine/environment.py,
``_update_event_sinks``): each is a mapping with a ``type`` that is registered
and the arguments of that type's class
(heat/engine/clients/os/zaqar.py, ``ZaqarEventSink``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from heatplan.catalogue import resource_types
from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.ir.value import Value, kind
from heatplan.span import Span

_ARGUMENTS: Final = {"zaqar-queue": (("target",), ("ttl",))}
"""The arguments that a sink must have, and those that it may have, by its type."""


def sink_faults(sinks: Value, span: Span) -> Iterator[Diagnostic]:
    """What Heat refuses in ``event_sinks``."""
    if not isinstance(sinks, tuple):
        if sinks or not isinstance(sinks, (str, dict)):
            facts = {"name": "event_sinks", "kind": "list of sinks"}
            yield finding(codes.WRONG_SECTION_KIND, span, facts=facts)
        return
    for sink in sinks:
        why, code = _fault(sink)
        if why:
            yield finding(code, span, why=why)


def _fault(sink: Value) -> tuple[str, Code]:
    if not isinstance(sink, dict):
        return f"a sink is a mapping, not {kind(sink)}", codes.SINK_NO_MAPPING
    known: list[str] = resource_types.release()["event_sinks"]
    name = sink.get("type")
    if not isinstance(name, str) or name not in known:
        said = f"{name} is no type of sinks" if isinstance(name, str) else "it has no type"
        return f"{said} ({', '.join(known)})", codes.UNKNOWN_SINK
    needed, more = _ARGUMENTS[name]
    missing = [key for key in needed if key not in sink]
    if missing:
        return f"{name} needs {missing[0]}", codes.BAD_SINK
    unknown = [str(key) for key in sink if key not in (*needed, *more, "type")]
    return (f"{name} does not take {unknown[0]}" if unknown else ""), codes.BAD_SINK
