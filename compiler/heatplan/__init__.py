"""heatplan: OpenStack Heat templates, compiled offline into an immutable execution plan."""

from __future__ import annotations

__version__ = "0.1.0"
