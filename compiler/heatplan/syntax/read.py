"""read: text becomes a node, by Heat's dialect of YAML and JSON.

Afterwards there are no anchors, merge keys or equal keys any more, and the
document's depth and its size with aliases written out are bounded.  Sources:
heat/common/template_format.py, and PyYAML for what its safe loader does.

Heat tries three readers in turn: JSON, libyaml, and (where libyaml finds the
text unlawful) PyYAML's own parser, which is more patient but turns dates into
dates.  So does ``read``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from json.decoder import JSONDecodeError
from typing import Any, Final

import yaml

from heatplan.diagnostics import codes_read as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.ir.source import Source
from heatplan.result import Result
from heatplan.span import Span
from heatplan.syntax.fold import Fold, Stop
from heatplan.syntax.json_text import first_character, is_null, read_json, words_for
from heatplan.syntax.mappings import kind_of
from heatplan.syntax.references import is_template
from heatplan.syntax.shift import shifted
from heatplan.syntax.yaml_words import explain

_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SECOND_READER_LIMIT: Final = 524_288
"""Characters.  Larger texts are not read a second time: it takes twenty times as long, and Heat refuses them."""

_LIBYAML_TOO_DEEP: Final = "exceeded maximum nesting depth"
"""What libyaml in PyYAML 6.0.4 and later says of more than 1 000 open brackets, before the fold has counted them."""
_LIBYAML_LIMIT: Final = 1_000


class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser, of events only."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


_FastParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", _Parser)
"""libyaml's, if PyYAML was built with it."""


def read(source: Source, settings: Settings = DEFAULTS, *, json: bool = True) -> Result[Node]:
    """The document in ``source``: always a mapping, or no value beside at least one error.

    ``json=False`` reads YAML only, as Heat reads environment files.  An empty
    YAML text is an empty mapping.  Spans count characters of ``source.text``
    (bytes, where the text is not UTF-8).
    """
    text = source.text
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            return Result(None, (_not_utf8(source.name, error),))
    if 0 <= settings.max_source_size < len(text):
        facts = {"name": source.name, "size": len(text), "limit": settings.max_source_size}
        return Result(None, (finding(codes.SOURCE_TOO_LARGE, Span(source.name, 0, 0), facts=facts),))
    mark = text.startswith("\ufeff")
    if text.startswith("\ufeff\ufeff"):
        return Result(None, (finding(codes.NOT_PRINTABLE, Span(source.name, 1, 2), character="U+FEFF"),))
    result = _document(text[1:] if mark else text, source.name, settings, json and not mark)
    return _checked(shifted(result, 1) if mark else result, source.name, len(text), settings)


def _document(text: str, name: str, settings: Settings, json: bool) -> Result[Node]:
    """JSON where it is JSON, else YAML; any value at the top."""
    if json and is_null(text):
        return Result(Scalar(None, Span(name, 0, len(text))))
    if not json or first_character(text) != "{":
        return _yaml(text, name, settings)
    try:
        node, problems = read_json(text, name, settings.max_document_depth)
    except Stop as stop:
        return Result(None, (stop.diagnostic,))
    except JSONDecodeError as error:
        result = _yaml(text, name, settings)
        label = (Span(name, error.pos, error.pos), "as JSON, " + words_for(error))
        labelled = (replace(item, labels=(*item.labels, label)) for item in result.diagnostics)
        return Result(result.value, tuple(labelled) if result.value is None else result.diagnostics)
    return Result(node, tuple(problems))


def _yaml(text: str, name: str, settings: Settings) -> Result[Node]:
    first = _parsed(partial(_FastParser, text), text, Fold(name, settings))
    syntax_error = first.value is None and first.diagnostics[0].code in (codes.NOT_YAML, codes.NOT_PRINTABLE)
    if not syntax_error or len(text) > _SECOND_READER_LIMIT or _FastParser is _Parser:
        return first
    second = _parsed(partial(_Parser, text), text, Fold(name, settings, dates=True))
    if second.value is None:
        return first
    why = first.diagnostics[0]
    warning = finding(codes.SECOND_READER, why.span, labels=why.labels, problem=why.message)
    return Result(second.value, (warning, *second.diagnostics))


def _parsed(parser: Any, text: str, fold: Fold) -> Result[Node]:
    """The folded document; no value after a syntax error, which then is the first of the findings."""
    name = fold.source
    try:
        node = fold.run(_events(parser))
    except Stop as stop:
        return Result(None, (stop.diagnostic, *fold.problems))
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        found = _UNPRINTABLE.search(text)
        at = found.start() if found else 0
        shown = f"U+{ord(text[at]):04X}" if found else "U+FEFF"
        return Result(None, (finding(codes.NOT_PRINTABLE, Span(name, at, at + 1), character=shown),))
    except yaml.MarkedYAMLError as error:
        if error.problem == _LIBYAML_TOO_DEEP:
            at = error.problem_mark.index if error.problem_mark is not None else 0
            deep = finding(codes.TOO_DEEP, Span(name, at, at + 1), limit=min(fold.limit, _LIBYAML_LIMIT))
            return Result(None, (deep, *fold.problems))
        return Result(None, (_syntax_error(error, text, name), *fold.problems))
    value = Mapping((), Span(name, 0, 0)) if _is_nothing(node) else node
    return Result(value, tuple(fold.problems))


def _events(parser: Any) -> Iterator[Any]:
    return iter(parser().get_event, None)


def _is_nothing(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


def _syntax_error(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark is not None else 0
    labels: tuple[tuple[Span, str], ...] = ()
    if error.context_mark is not None and error.context_mark.index != at:
        start = error.context_mark.index
        labels = ((Span(name, start, start + 1), "it belongs to what starts here"),)
    problem = error.problem
    if text[at : at + 1] == "\t" and problem and problem.startswith("found character"):
        problem = "found character '\\t'"
    return finding(codes.NOT_YAML, Span(name, at, min(at + 1, len(text))), labels=labels, problem=explain(problem))


def _not_utf8(name: str, error: UnicodeDecodeError) -> Diagnostic:
    facts = {"name": name, "byte": f"0x{error.object[error.start]:02X}", "offset": error.start}
    return finding(codes.NOT_UTF8, Span(name, error.start, error.end), facts=facts)


def _checked(result: Result[Node], name: str, size: int, settings: Settings) -> Result[Node]:
    """The last checks: a mapping, no error, and Heat's limit of a template's size."""
    node, problems = result.value, result.diagnostics
    if node is not None and not isinstance(node, Mapping):
        problems = (*problems, finding(codes.NOT_A_MAPPING, node.span, kind=kind_of(node)))
    if node is not None and 0 <= settings.max_template_size < size and is_template(node):
        facts = {"name": name, "size": size, "limit": settings.max_template_size}
        problems = (*problems, finding(codes.OVER_TEMPLATE_SIZE, Span(name, 0, 0), facts=facts))
    failed = any(item.severity == "error" for item in problems)
    return Result(None if failed else node, problems)
