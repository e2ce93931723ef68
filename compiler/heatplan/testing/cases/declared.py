"""What a template declares, read from its text alone."""

from __future__ import annotations

from heatplan.catalogue.versions import VERSION_KEYS
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.source import Source
from heatplan.result import Result
from heatplan.semantics.parameter_schema import read_schema
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read
from heatplan.syntax.references import is_template


def declared_parameters(source: Source, settings: Settings = DEFAULTS) -> Result[tuple[ParameterSchema, ...]]:
    """The schemas of a template's parameters; no value where it is no template."""
    document = read(source, settings)
    if document.value is None:
        return Result(None, document.diagnostics)
    template = parse(document.value, source.name, settings)
    if template.value is None:
        return Result(None, template.diagnostics)
    one = template.value
    found = (read_schema(decl, one.dialect, one.version)[0] for decl in one.parameters)
    return Result(tuple(schema for schema in found if schema is not None))


def may_be_template(source: Source) -> bool:
    """Whether a text is a template by its version key, or would be if it could be read."""
    if isinstance(source.text, bytes) or not any(key in source.text for key in VERSION_KEYS):
        return False
    document = read(source)
    return document.value is None or is_template(document.value)
