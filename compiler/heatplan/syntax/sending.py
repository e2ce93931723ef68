"""The order in which python-heatclient sends files to Heat (heatclient/common/template_utils.py).

It matters where two templates declare one parameter with different types:
the server merges environments by the type in the file that it was sent last
(heat/engine/template.py, ``all_param_schemata``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.syntax.references import TEMPLATE_ENDINGS, is_template, references, resolve_name

Read = Callable[[str], Node | None]
"""The document of a file by its name; None where it can not be had or read."""


def sent(root: str, environments: tuple[str, ...], read: Read) -> tuple[str, ...]:
    """The names of the files that are sent beside the root template and the environments, in the client's order.

    The client goes down first: a template comes after the files that it names.
    What the root template names comes before what environments name, and each
    environment is gone through as if it were the first.
    """
    node = read(root)
    order = dict.fromkeys(_below(_named(node, root), read)) if node is not None else {}
    for name in environments:
        node = read(name)
        if node is not None and not is_template(node):
            named = [found.name for found in references(node, name)]
            order.update(dict.fromkeys(_below(named, read)))
    return tuple(order)


def _below(names: list[str], read: Read) -> Iterator[str]:
    """The files with these names and all that they name, each once, after the files that it names itself."""
    begun: set[str] = set()
    todo = [(name, False) for name in reversed(names)]
    while todo:
        name, through = todo.pop()
        if through:
            yield name
        elif name not in begun:
            begun.add(name)
            node = read(name)
            inside = _named(node, name) if node is not None and is_template(node) else []
            todo.append((name, True))
            todo.extend((one, False) for one in reversed(inside))


def _named(node: Node, source: str) -> list[str]:
    """The files that a template names: those that are named deeper in a mapping before those of its own keys."""
    found: list[str] = []
    seen: set[int] = set()
    todo: list[tuple[Node, bool]] = [(node, False)]
    while todo:
        item, through = todo.pop()
        if isinstance(item, Scalar):
            continue
        if through and isinstance(item, Mapping):
            files = (_file(key, value) for key, value in item.entries)
            found.extend(resolve_name(source, name) for name in files if name is not None)
        elif not through and id(item) not in seen:
            seen.add(id(item))
            inside = [value for _, value in item.entries] if isinstance(item, Mapping) else item.items
            todo.append((item, True))
            todo.extend((one, False) for one in reversed(inside))
    return found


def _file(key: Scalar, value: Node) -> str | None:
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        return None
    names = key.value == "get_file" or (key.value == "type" and value.value.endswith(TEMPLATE_ENDINGS))
    return value.value if names else None
