"""Where the corpus of real templates and the oracle are, for those who have them.

Both stand outside the project, in the folder named by ``HEATPLAN_SHARED`` or
in ``../shared`` beside the checkout.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

if importlib.util.find_spec("heatplan") is None:  # a checkout that is not installed
    sys.path.insert(0, str(CHECKOUT / "compiler"))


def shared() -> Path:
    """The folder that should have ``corpus/`` and ``oracle/``; it need not exist."""
    return Path(os.environ.get("HEATPLAN_SHARED") or CHECKOUT.parent / "shared").absolute()


def jobs_file() -> Path:
    """The corpus's compile jobs, one JSON object a line."""
    return shared() / "corpus" / "jobs.jsonl"


def templates() -> Path:
    """The folder that the paths in the corpus's jobs are relative to."""
    return shared() / "corpus" / "templates"


def oracle_script() -> Path:
    """The script that asks the real Heat."""
    return shared() / "oracle" / "heat_oracle.py"


def oracle_python() -> Path:
    """The Python of an environment in which Heat is installed: HEATPLAN_ORACLE_PYTHON, or ``.heat`` in the checkout."""
    return Path(os.environ.get("HEATPLAN_ORACLE_PYTHON") or CHECKOUT / ".heat" / "bin" / "python")


def require() -> Path:
    """The corpus's jobs; skips the test that asks where there is no corpus."""
    if not jobs_file().is_file():
        pytest.skip(f"no corpus: HEATPLAN_SHARED names no folder with corpus/jobs.jsonl (looked in {shared()})")
    return jobs_file()
