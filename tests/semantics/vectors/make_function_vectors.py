"""Ask a real Heat for the vectors of the function tests.

    PYTHONPATH=. <python of an environment with openstack-heat> \\
        tests/semantics/vectors/make_function_vectors.py <script of the oracle>

The script of the oracle is a module with ``setup()`` and ``run_snippet(job)``.
Files are written beside this one: ``functions.jsonl`` (chosen arguments),
``functions_random.jsonl`` (drawn with a fixed seed), ``functions_yaql.jsonl``
and ``functions_tables.json`` (the functions of each template version).  Each
line is a job with Heat's answer under ``heat``.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.semantics.vectors import function_jobs_hot as hot
from tests.semantics.vectors import function_jobs_more as more
from tests.semantics.vectors.function_job import CFN, HOT, Job, Jobs
from tests.semantics.vectors.function_jobs_random import random_jobs
from tests.semantics.vectors.function_jobs_yaql import yaql_jobs

HERE = Path(__file__).parent

CHOSEN = (
    hot.join_jobs,
    hot.replace_jobs,
    hot.split_jobs,
    hot.repeat_jobs,
    hot.digest_jobs,
    hot.map_jobs,
    hot.list_jobs,
    more.url_jobs,
    more.logic_jobs,
    more.cfn_jobs,
)


def tables(oracle: Any) -> dict[str, Any]:
    """Which class of Heat's stands behind each function of a version."""
    keys = dict.fromkeys(HOT, "heat_template_version") | dict(
        zip(CFN, ("AWSTemplateFormatVersion", "HeatTemplateFormatVersion"), strict=True)
    )
    found = {}
    for version, key in keys.items():
        template = oracle.template.Template({key: version})
        found[version] = {
            "functions": {name: kind.__name__ for name, kind in template.functions.items()},
            "condition_functions": {name: kind.__name__ for name, kind in template.condition_functions.items()},
        }
    return found


def answer(oracle: Any, number: int, line: Job) -> Job:
    """The job with what Heat says to it."""
    got = oracle.run_snippet({**json.loads(json.dumps(line)), "id": number})
    heat = {key: got[key] for key in ("phase", "result", "result_type", "omitted") if key in got}
    for key in ("error", "validate_error"):
        if key in got:
            heat[key] = [got[key]["class"], re.sub(r" at 0x[0-9a-f]+", "", got[key]["message"])]
    return {**line, "heat": heat}


def write(oracle: Any, name: str, jobs: Jobs) -> None:
    """A file of vectors, each job once."""
    different = {json.dumps(job, sort_keys=True): job for job in jobs}
    with (HERE / name).open("w", encoding="utf-8") as file:
        for number, job in enumerate(different.values()):
            file.write(json.dumps(answer(oracle, number, job)) + "\n")


def main() -> None:
    """Write all files."""
    spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
    assert spec is not None
    assert spec.loader is not None
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    oracle.setup()
    write(oracle, "functions.jsonl", itertools.chain.from_iterable(jobs() for jobs in CHOSEN))
    write(oracle, "functions_random.jsonl", random_jobs())
    write(oracle, "functions_yaql.jsonl", yaql_jobs())
    (HERE / "functions_tables.json").write_text(json.dumps(tables(oracle), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
