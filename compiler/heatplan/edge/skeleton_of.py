"""``heatplan check --skeleton``: the parameters that a template wants, as an environment to fill in."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from heatplan.edge.answer import Answer, answer
from heatplan.edge.compiling import deliver, prepared, style
from heatplan.edge.files import STANDARD
from heatplan.edge.guard import Limits, guarded
from heatplan.edge.parameters import parameters
from heatplan.shown import shown


def print_skeleton(args: Namespace) -> int:
    """Print it; what is given already by ``-e`` and ``--parameter`` is left out."""
    how = style(args)
    how = replace(how, format="text") if how.document else how
    result = guarded(lambda: _work(args), Limits(args.max_cpu_seconds, args.max_memory), how, debug=args.debug)
    return deliver(result, STANDARD, how)


def _work(args: Namespace) -> Answer:
    from heatplan.documents import Documents
    from heatplan.render.skeleton import skeleton
    from heatplan.semantics.parameter_schema import read_schema

    ready = prepared(args, args.template, parameters(args.parameter, args.parameter_file, Path(args.template).parent))
    if ready.value is None:
        return answer(None, ready.diagnostics, {}, style(args))
    sources, request = ready.value
    documents = Documents(sources, request)
    template = documents.root()
    if template is None:
        return answer(None, tuple(documents.found), shown(sources, request.settings), style(args))
    environment = documents.environment()
    read = [read_schema(decl, template.dialect, template.version) for decl in template.parameters]
    found = tuple(problem for _, problems in read for problem in problems)
    given = frozenset(str(name) for name in (*environment.parameters, *environment.defaults, *request.parameters))
    text = skeleton((schema for schema, _ in read if schema is not None), given)
    return answer(text, found, shown(sources, request.settings) if found else {}, style(args))
