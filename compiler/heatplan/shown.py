"""The texts that findings may quote: those of the sources, with the values of hidden parameters masked.

A finding's snippet shows the line it is about, and that line may be where a
hidden parameter gets its value: in an environment, or as a default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heatplan.catalogue import resource_types
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.settings import Settings
from heatplan.ir.source import SourceSet
from heatplan.span import Span
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read

MASK = "*"
VALUES = ("parameters", "parameter_defaults")


def shown(sources: SourceSet, settings: Settings) -> dict[str, str | bytes]:
    """The text of each file by its name; each masked value keeps its length and its lines, so that places stay."""
    texts: dict[str, str | bytes] = dict(resource_types.templates())  # those that Heat brings along
    texts.update((source.name, source.text) for source in sources.types)
    texts.update((name, source.text) for name, source in sources.operator.templates.items())
    texts.update((name, source.text) for name, source in sources.files.items())
    nodes = _nodes(sources, settings)
    hidden, spans = _all_declared(nodes, sources, settings)
    for name in sources.environments:
        spans.extend(_given(nodes.get(name), hidden))
    for source in sources.operator.environments:  # nobody declares which of its values are hidden
        texts[source.name] = source.text
        spans.extend(_given(read(source, settings).value, None))
    for span in spans:
        text = texts[span.source]
        if isinstance(text, str):
            texts[span.source] = _masked(text, span)
    return texts


def hidden_names(sources: SourceSet, settings: Settings) -> frozenset[str]:
    """The names of all parameters that some template of the set declares as hidden."""
    return _all_declared(_nodes(sources, settings), sources, settings)[0]


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with what stands at the spans masked; all other places stay where they are."""
    for span in spans:
        text = _masked(text, span)
    return text


def _nodes(sources: SourceSet, settings: Settings) -> dict[str, Node]:
    """The documents among the files by their names."""
    return {
        name: node
        for name, source in sources.files.items()
        if isinstance(source.text, str) and (node := read(source, settings).value) is not None
    }


def _all_declared(nodes: dict[str, Node], sources: SourceSet, settings: Settings) -> tuple[frozenset[str], list[Span]]:
    """The hidden parameters of all templates, and the places of their defaults."""
    found = [_declared(node, name, settings) for name, node in nodes.items() if name not in sources.environments]
    hidden = frozenset(parameter for parameters, _ in found for parameter in parameters)
    return hidden, [span for _, defaults in found for span in defaults]


def _declared(node: Node, name: str, settings: Settings) -> tuple[list[str], list[Span]]:
    """The hidden parameters that a template declares, and the places of their defaults."""
    if not isinstance(node, Mapping):
        return [], []
    template = parse(node, name, settings).value
    names: list[str] = []
    defaults: list[Span] = []
    for decl in template.parameters if template is not None else ():
        if any(_is_true(decl.node.get(key)) for key in ("hidden", "NoEcho")):
            names.append(decl.name)
            default = decl.node.get("default") or decl.node.get("Default")
            if default is not None:
                defaults.append(default.span)
    return names, defaults


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and str(node.value).lower() in {"true", "yes", "on", "1", "t", "y"}


def _given(node: Node | None, hidden: frozenset[str] | None) -> Iterator[Span]:
    """The places of hidden values; of all values where ``hidden`` is None."""
    for section in VALUES:
        values = node.get(section) if isinstance(node, Mapping) else None
        for key, item in values.entries if isinstance(values, Mapping) else ():
            if hidden is None or key.value in hidden:
                yield item.span


def _masked(text: str, span: Span) -> str:
    inside = "".join(char if char in "\r\n" else MASK for char in text[span.start : span.end])
    return text[: span.start] + inside + text[span.end :]
