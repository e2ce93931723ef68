"""How large a document with aliases is when every alias is written out."""

from __future__ import annotations

from heatplan.ir.node import Mapping, Node, Scalar


class Weights:
    """Sizes and heights of shared nodes, each found once however often it is shared.

    ``total`` is the number of nodes that the aliases added so far stand for.
    """

    def __init__(self) -> None:
        self.total = 0
        self._known: dict[int, tuple[int, int]] = {}
        self._kept: list[Node] = []

    def add(self, node: Node) -> int:
        """Count one more alias of ``node``; its height comes back (0 for a scalar)."""
        size, height = self._weigh(node)
        self.total += size
        self._kept.append(node)  # keeps the node alive, and so its id its own
        return height

    def _weigh(self, node: Node) -> tuple[int, int]:
        """(nodes, height).  The recursion is as deep as the document, which is bounded."""
        if isinstance(node, Scalar):
            return 1, 0
        known = self._known.get(id(node))
        if known is None:
            children = [*(key for key, _ in node.entries), *(item for _, item in node.entries)] if isinstance(
                node, Mapping) else list(node.items)  # fmt: skip
            weights = [self._weigh(child) for child in children]
            size = 1 + sum(weight for weight, _ in weights)
            known = size, 1 + max((height for _, height in weights), default=0)
            self._known[id(node)] = known
        return known
