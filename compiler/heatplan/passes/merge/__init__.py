"""merge: many environment files and the options of the command line become one environment.

The client merges in any case, and with ``--merge client`` that is the outcome:
``--parameter`` beats all files (heatclient/common/template_utils.py).
Else the server merges again, from the files, as ``openstack stack create -e``
asks for today: files in order, each by its own strategies over what came
before, ``--parameter`` too (heat/common/environment_util.py,
heat/api/openstack/v1/stacks.py).
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping

from heatplan.diagnostics import codes_environment as codes
from heatplan.ir.environment import Environment
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.source import Request
from heatplan.ir.value import Map, Value
from heatplan.passes.merge.client import Client
from heatplan.passes.merge.notes import Notes
from heatplan.passes.merge.sections import read_file
from heatplan.passes.merge.server import Server
from heatplan.result import Result
from heatplan.semantics.event_sinks import sink_faults
from heatplan.semantics.registry_loading import loaded


def merge(
    documents: tuple[tuple[str, Node], ...], request: Request, declared: AnyMapping[str, str]
) -> Result[Environment]:
    """One environment of the files (name, document) in their order and the request's parameters.

    ``declared`` has the type of each parameter of all templates: the server
    drops other names of later files, and merges by the type.
    """
    notes = Notes()
    client = Client(notes)
    server = Server(request.parameters, declared, notes) if request.merge == "server" else None
    for name, document in documents:
        if isinstance(document, Mapping):
            file = read_file(name, document, notes)
            client.add(file)
            if server is not None:
                server.add(file)
        elif not (isinstance(document, Scalar) and document.value is None):
            notes.report(codes.NOT_A_MAPPING, document.span, file=name)
    merged = client.outcome(request.parameters) if server is None else server.merged
    return Result(_environment(merged, notes), tuple(notes.diagnostics))


def _environment(found: AnyMapping[str, Value], notes: Notes) -> Environment:
    """The environment that the merged sections are."""
    given = found["resource_registry"]
    registry, faults = loaded(Map(given) if isinstance(given, dict) else Map(), notes.registry_places)
    notes.diagnostics.extend(faults)
    sinks = found["event_sinks"] or ()
    notes.diagnostics.extend(sink_faults(found["event_sinks"], notes.place("event_sinks")))
    _encrypted(found["encrypted_param_names"], found["parameters"], notes)
    return Environment(
        found["parameters"],
        found["parameter_defaults"],
        registry,
        Map(notes.places),
        tuple(Map(sink) for sink in sinks if isinstance(sink, dict)) if isinstance(sinks, tuple) else (),
    )


def _encrypted(names: Value, parameters: Map, notes: Notes) -> None:
    """Heat reads each name's value when it loads what it has stored (heat/objects/raw_template.py)."""
    for name in names if isinstance(names, (tuple, dict)) else ():
        if not isinstance(name, str) or name not in parameters:
            shown = name if isinstance(name, str) else "an entry"
            notes.report(codes.ENCRYPTED_NAME, notes.place("encrypted_param_names"), name=shown)
