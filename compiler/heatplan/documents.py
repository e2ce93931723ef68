"""The documents of one compile: each file of the source set read once, as Heat comes to see it.

The client stands between the disk and Heat: nested templates and templates
under ``get_file`` reach Heat as JSON, other files as text (heatclient,
template_utils.get_file_contents).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from functools import partial

from heatplan.catalogue import resource_types
from heatplan.catalogue.versions import VERSION_KEYS
from heatplan.diagnostics.codes_parameters import CONSTRAINT_UNFIT, DEFAULT_CONSTRAINT, DEFAULT_KIND
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.environment import EMPTY_ENVIRONMENT, Environment
from heatplan.ir.expr import Expr
from heatplan.ir.node import Node
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.template import Template
from heatplan.ir.value import Value
from heatplan.memo import Memo
from heatplan.passes.elaborate import elaborate
from heatplan.passes.merge import merge
from heatplan.result import Result
from heatplan.semantics.parameter_schema import read_schema
from heatplan.syntax.as_json import as_json, template_text
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read
from heatplan.syntax.references import is_template
from heatplan.syntax.sending import sent
from heatplan.syntax.shift import shifted

_AT_ONCE = frozenset({"InvalidTemplateVersion", "InvalidSchemaError", "ValueError", "TypeError"})
"""Exceptions of Heat that end its reading of versions and parameters."""

_WHEN_VALIDATED = frozenset({CONSTRAINT_UNFIT, DEFAULT_KIND, DEFAULT_CONSTRAINT})
"""What Heat finds in a declaration only where it validates the stack (parameters.py, Schema.validate)."""


class Documents:
    """The documents, and the findings about them: each once, however often a template is nested.

    ``memo`` has what was read of the same texts before.
    """

    def __init__(self, sources: SourceSet, request: Request, memo: Memo | None = None) -> None:
        self._sources = sources
        self._memo = Memo() if memo is None else memo
        self._request = request
        self._settings = request.settings
        self._templates: dict[str, Template[Expr] | None] = {}
        self._has_children = len(sources.files) > 1 + len(set(sources.environments))
        self.found: list[Diagnostic] = []
        self.contents: Mapping[str, Value] = _Contents(sources, request)

    def root(self) -> Template[Expr] | None:
        """The root template."""
        return self.template(self._sources.root)

    def template(self, name: str) -> Template[Expr] | None:
        """A template of the source set, elaborated; None where it can not be had, with the findings kept."""
        if name not in self._templates:
            self._templates[name] = self._read_template(name)
        return self._templates[name]

    def _read_template(self, name: str) -> Template[Expr] | None:
        nested = name != self._sources.root
        brought = self._operators(name)
        source: Source | None = self._sources.files.get(name) if brought is None else Source(name, brought)
        if source is None:
            return None
        as_is, stripped = brought is not None, nested or self._has_children
        question = ("template", source, self._settings, nested, as_is, stripped)
        result = self._memo.once(question, lambda: self._elaborated(source, nested, as_is, stripped))
        self.found.extend(result.diagnostics)
        return result.value

    def _elaborated(self, source: Source, nested: bool, as_is: bool, stripped: bool) -> Result[Template[Expr]]:
        """A template from its text; one that is Heat's own (``as_is``) no client has seen."""
        document = read(source, self._settings) if as_is else self._node(source, stripped=stripped)
        said = () if as_is else document.diagnostics
        if document.value is None:
            return Result(None, said)
        sent = as_json(document.value) if nested and not as_is else document.value
        parsed = parse(sent, source.name, self._settings, nested=nested)
        found = said + parsed.diagnostics
        if parsed.value is None:
            return Result(None, found)
        elaborated: Result[Template[Expr]] = elaborate(parsed.value)
        return Result(elaborated.value, found + elaborated.diagnostics)

    def _operators(self, name: str) -> str | bytes | None:
        """A template that is on Heat's own machine: the operator's, or one that Heat brings along."""
        own: Source | None = self._sources.operator.templates.get(name)
        return resource_types.templates().get(name) if own is None else own.text

    def _node(self, source: Source, *, stripped: bool = False, json: bool = True) -> Result[Node]:
        before = 0
        if stripped and isinstance(source.text, str):
            # The client parses a template that has files without the blank space around it: a first line
            # that is indented is as good as one that is not (heatclient, template_format.parse).
            before = len(source.text) - len(source.text.lstrip())
            source = Source(source.name, source.text.strip())
        result = read(source, self._settings, json=json)
        return shifted(result, before) if before else result

    def environment(self) -> Environment:
        """The environments of the source set, merged with the request."""
        documents = []
        for name in self._sources.environments:
            source = self._sources.files.get(name)
            if source is None:
                continue
            read_one = self._memo.once(("environment", source, self._settings), partial(self._node, source, json=False))
            self.found.extend(read_one.diagnostics)
            if read_one.value is not None:
                documents.append((name, read_one.value))
        result = merge(tuple(documents), self._request, self._declared())
        self.found.extend(result.diagnostics)
        return result.value or EMPTY_ENVIRONMENT

    def _declared(self) -> dict[str, str]:
        """The type of each parameter by the last template that is sent to Heat; the root's stands above all others."""
        if self._request.merge == "client" or not self._sources.environments:
            return {}
        nodes: dict[str, Node | None] = {}

        def node(name: str) -> Node | None:
            if name not in nodes:
                nodes[name] = self._quietly(name)
            return nodes[name]

        root, types = self._sources.root, dict[str, str]()
        for name in (*sent(root, self._sources.environments, node), root):
            document = node(name)
            if document is not None:
                question = ("types", self._sources.files[name], self._settings, name in self._sources.environments)
                types.update(self._memo.once(question, partial(self._types, name, document)))
        return types

    def hidden_names(self) -> frozenset[str]:
        """The names of the parameters that some template of the source set hides."""
        names: set[str] = set()
        for name in self._sources.files:
            node = None if name in self._sources.environments else self._quietly(name)
            if node is not None and is_template(node):
                question = ("hidden", self._sources.files[name], self._settings)
                names |= self._memo.once(question, partial(self._hidden, name, node))
        return frozenset(names)

    def _hidden(self, name: str, node: Node) -> frozenset[str]:
        template = parse(node, name, self._settings).value
        if template is None:
            return frozenset()
        schemas = (read_schema(decl, template.dialect, template.version)[0] for decl in template.parameters)
        return frozenset(schema.name for schema in schemas if schema is not None and schema.hidden)

    def find_unused(self) -> None:
        """What is wrong with the version and the parameters of templates that no resource uses.

        Heat reads these of every file that it is sent (template.py, all_param_schemata).
        """
        root, environments = self._sources.root, frozenset(self._sources.environments)
        for name in self._sources.files:
            if name != root and name not in environments and name not in self._templates:
                node = self._quietly(name)
                if node is not None and is_template(node):
                    question = ("head", self._sources.files[name], self._settings)
                    head = self._memo.once(question, partial(self._head, name, node))
                    self.found.extend(one for one in head if one.heat in _AT_ONCE)

    def _head(self, name: str, node: Node) -> tuple[Diagnostic, ...]:
        parsed = parse(node, name, self._settings)
        found = list(parsed.diagnostics)
        template = parsed.value
        for decl in template.parameters if template is not None else ():
            _, problems = read_schema(decl, template.dialect, template.version) if template is not None else (None, ())
            found.extend(problem for problem in problems if problem.code not in _WHEN_VALIDATED)
        return tuple(found)

    def _quietly(self, name: str) -> Node | None:
        """A file that may be a template or an environment, without findings."""
        source: Source | None = self._sources.files.get(name)
        if source is None or isinstance(source.text, bytes):
            return None
        environment = name in self._sources.environments
        if not environment and not any(key in source.text for key in VERSION_KEYS):
            return None
        stripped = Source(name, source.text.strip())
        question = ("quietly", source, self._settings, environment)
        return self._memo.once(question, lambda: read(stripped, self._settings, json=not environment).value)

    def _types(self, name: str, node: Node) -> tuple[tuple[str, str], ...]:
        template = parse(node, name, self._settings).value
        found = []
        for decl in template.parameters if template is not None else ():
            schema, _ = read_schema(decl, template.dialect, template.version) if template is not None else (None, ())
            if schema is not None:
                found.append((decl.name, schema.type))
        return tuple(found)


class _Contents(Mapping[str, Value]):
    """What ``get_file`` gives, made when it is asked for."""

    def __init__(self, sources: SourceSet, request: Request) -> None:
        self._sources = sources
        self._settings = request.settings
        self._done: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._done:
            self._done[name] = self._content(self._sources.files[name])
        return self._done[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources.files)

    def __len__(self) -> int:
        return len(self._sources.files)

    def _content(self, source: Source) -> Value:
        if isinstance(source.text, bytes):
            return base64.encodebytes(source.text).decode("ascii")
        if "emplate_version" in source.text or "TemplateFormatVersion" in source.text:
            node = read(Source(source.name, source.text.strip()), self._settings).value
            if node is not None and is_template(node):
                return template_text(node, source.name)
        return source.text
