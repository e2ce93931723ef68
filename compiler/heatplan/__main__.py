"""``python -m heatplan``."""

from __future__ import annotations

from heatplan.edge.cli import main

raise SystemExit(main())
