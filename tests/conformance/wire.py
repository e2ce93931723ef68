"""Runs the oracle with the files as Heat's API gets them: as text.

heatclient reads the files of ``get_file`` as bytes
(heatclient/common/utils.py, read_url_content) and turns them into text only
when it writes the request's JSON.  The oracle skips the request, so that its
``get_file`` gives bytes, which ``str_replace`` and string properties refuse.
Used in Heat's environment: ``python wire.py heat_oracle.py batch JOBS OUT``.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import Any


def main(script: str, arguments: list[str]) -> None:
    """Run the oracle's command line with its loading of jobs wrapped."""
    spec = importlib.util.spec_from_file_location("heat_oracle", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script} is no Python script")
    oracle: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    load = oracle.load_job

    def sent(job: Any, work: Any) -> Any:
        template, files, environment, names = load(job, work)
        return template, {name: _text(content) for name, content in files.items()}, environment, names

    oracle.load_job = sent
    sys.argv = [script, *arguments]
    oracle.main()


def _text(content: Any) -> Any:
    return content.decode("utf-8") if isinstance(content, bytes) else content


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
