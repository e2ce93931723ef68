"""Writes down what python-heatclient makes of the environments in ``cases.yaml``: ``python -m tests.edge.urls.record``, in Heat's environment."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from heatclient.common import template_utils  # type: ignore[import-not-found]

from tests.edge.urls import cases


def main() -> None:
    """One line for each case: the names of the files that the client sends, and its registry; or its exception."""
    lines = []
    for case in cases.read():
        with tempfile.TemporaryDirectory() as folder, cases.served(case, Path(folder).resolve()) as here:
            found: dict[str, Any] = {"name": case.name}
            try:
                files, merged = template_utils.process_multiple_environments_and_files(here.environments)
                found |= {"files": sorted(files), "registry": merged.get("resource_registry")}
            except Exception as error:  # noqa: BLE001 (whatever the client raises is the answer)
                found["error"] = type(error).__name__
            lines.append(here.neutral(json.dumps(found)))
    (Path(__file__).parent / "client.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
