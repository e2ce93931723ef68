"""Templates that name each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from heatplan.syntax.references import Reference


def closing(edges: Mapping[str, tuple[Reference, ...]]) -> tuple[Reference, ...]:
    """The references that close a circle, one for each way back, in the order in which they are met.

    ``edges`` has what each template names.  python-heatclient follows names
    depth first and remembers a file only when it is through with it, so it
    never ends on a circle (heatclient/common/template_utils.py).
    """
    done: set[str] = set()
    found: list[Reference] = []
    for start in edges:
        if start not in done:
            _visit(start, edges, done, found)
    return tuple(found)


def _visit(start: str, edges: Mapping[str, tuple[Reference, ...]], done: set[str], found: list[Reference]) -> None:
    """Depth first from ``start``, with a stack of its own: a chain of files may be long."""
    way: dict[str, Iterator[Reference]] = {start: iter(edges[start])}
    while way:
        name = next(reversed(way))
        for item in way[name]:
            if item.name in way:
                found.append(item)
            elif item.name in edges and item.name not in done:
                way[item.name] = iter(edges[item.name])
                break
        else:
            way.popitem()
            done.add(name)
