"""``heatplan test --init``: first cases for templates."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.render_text import render_text
from heatplan.diagnostics.visible import visible
from heatplan.edge.case_files import root_of
from heatplan.edge.case_work import CaseFile, Ground, Judged, judged, pack, unpack
from heatplan.edge.compiling import style
from heatplan.edge.files import read_text, write
from heatplan.edge.guard import Limits, each
from heatplan.edge.hypothesis_home import keep_out
from heatplan.edge.internal import internal_error
from heatplan.edge.load import load
from heatplan.edge.usage import UsageError
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.source import Request, Source
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.cases.declared import declared_parameters, may_be_template
from heatplan.testing.cases.draft import draft
from heatplan.testing.cases.expecting import GOLDEN
from heatplan.testing.cases.fitting import fitting_values
from heatplan.testing.cases.reading import ENDINGS, is_case_file, read_cases
from heatplan.testing.cases.whatever import missing_parameters


def write_first_cases(args: Namespace) -> list[str] | None:
    """Write ``NAME.case.yaml`` beside each template, say so, and give their paths; None after an error that was printed.

    Among several files, what is no template and what has a case is left alone.
    Raises UsageError where that leaves nothing.
    """
    keep_out()
    written: list[str] = []
    for name in args.init:
        template = Path(name)
        path = template.with_suffix(ENDINGS[0])
        if path.exists():
            said = f"there is {path} already; heatplan test {path} runs it"
        elif template.is_file() and not _is_template(template):
            said = f"{template} is no template: it has no heat_template_version"
        else:
            case = _write(args, template, path)
            if case is None:
                return None
            sys.stdout.write(f"{case} is a first case for {visible(name)}\n")
            sys.stdout.flush()
            written.append(case)
            continue
        if len(args.init) == 1:
            raise UsageError(said, example=False)
        if not is_case_file(template.name):
            sys.stdout.write(f"left alone: {visible(said)}\n")
    if not written:
        raise UsageError("none of these is a template without a case", example=False)
    return written


def _is_template(path: Path) -> bool:
    text = read_text(str(path)).value
    return text is None or may_be_template(Source(path.name, text))


def _write(args: Namespace, template: Path, path: Path) -> str | None:
    """The case file, once it is written; None after findings that were printed."""
    ground = Ground(root_of(str(template), args.root), args.allow_url, debug=args.debug)
    (answer,) = each(
        [lambda: _draft(template, args.environment, path, ground)], Limits(args.max_cpu_seconds, args.max_memory)
    )
    if isinstance(answer, Diagnostic):
        found: tuple[Diagnostic, ...] = (answer,)
        texts: dict[str, str] = {}
    else:
        item = unpack(answer)
        found, texts = item.findings, item.texts
        if item.golden is not None:
            found = write(str(path), item.golden)
            if not found:
                return str(path).replace(os.sep, "/")
    sys.stderr.write(render_text(found, texts, colour=style(args).colour))
    return None


def _draft(template: Path, environments: list[str], path: Path, ground: Ground) -> bytes:
    """The text of the case file as ``golden``, or findings: of a text that is no template, or that can not be read."""
    try:
        return pack(_drafted(template, environments, path, ground))
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        return pack(Judged((internal_error(problem, debug=ground.debug),), {}))


def _drafted(template: Path, environments: list[str], path: Path, ground: Ground) -> Judged:
    text = read_text(str(template))
    if text.value is None:
        return Judged(text.diagnostics, {})
    source = Source(str(template), text.value)
    schemas = declared_parameters(source)
    if schemas.value is None:
        return Judged(schemas.diagnostics, {source.name: text.value})
    loaded = load(str(template), environments, root=ground.root, allow_url=ground.allow_url)
    request = Request()
    missing: tuple[ParameterSchema, ...] = schemas.value
    if loaded.value is not None and environments:
        names = missing_parameters(compile_plan(loaded.value, request).diagnostics)
        missing = tuple(schema for schema in schemas.value if schema.name in names)
    wanted = [schema for schema in missing if schema.default is None]
    values = Map() if loaded.value is None else fitting_values(loaded.value, request, wanted)
    beside = [os.path.relpath(name, template.parent).replace(os.sep, "/") for name in environments]
    golden = template.with_suffix(GOLDEN).name
    first = draft(template.name, golden, wanted, values, beside)
    warned = sorted({item.code.id for item in _found(first, path, ground) if item.severity == "warning"})
    return Judged((), {}, golden=draft(template.name, golden, wanted, values, beside, warned))


def _found(text: str, path: Path, ground: Ground) -> tuple[Diagnostic, ...]:
    """What a run of the case finds."""
    source = Source(str(path), text)
    cases = read_cases(source).value
    assert cases is not None
    return judged(cases[0], CaseFile(source, os.path.realpath(path.parent)), ground).findings
