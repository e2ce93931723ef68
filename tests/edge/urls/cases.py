"""Environments that name files by URL, with a server on this machine that has the files.

Nothing but the standard library and PyYAML is used, so that it runs beside a Heat too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

HERE = Path(__file__).parent
HEAD = "heat_template_version: 2018-08-31\n"


@dataclass(frozen=True, slots=True)
class Case:
    """Files on disk and on a server, and the environments that are given to the client."""

    name: str
    files: Mapping[str, str]
    web: Mapping[str, str]
    environments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """A case that stands: ``environments`` as paths and URLs, ``folder`` and ``server`` with its files."""

    environments: tuple[str, ...]
    folder: Path
    server: str

    def neutral(self, text: str) -> str:
        """The text with SERVER and FOLDER in the place of this server and this folder."""
        return text.replace(self.server, "SERVER").replace(str(self.folder), "FOLDER")


def read() -> tuple[Case, ...]:
    """The cases of ``cases.yaml``."""
    rows = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    return tuple(
        Case(
            row["name"],
            row.get("files", {}),
            row.get("web", {}),
            tuple(row.get("environments", ("env.yaml",))),
        )
        for row in rows
    )


@contextmanager
def served(case: Case, folder: Path) -> Iterator[Served]:
    """The case's files in the folder, and a server that has those of the web."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base's)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        server = f"http://127.0.0.1:{running.server_port}"

        def there(text: str) -> str:
            return text.replace("SERVER", server).replace("FOLDER", str(folder))

        pages.update((name, there(_text(text)).encode()) for name, text in case.web.items())
        for name, text in case.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(there(_text(text)), encoding="utf-8")
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            given = (there(name) for name in case.environments)
            yield Served(tuple(name if "://" in name else str(folder / name) for name in given), folder, server)
        finally:
            running.shutdown()
            thread.join()


def _text(given: str) -> str:
    """``LEAF`` is a template, ``NEST a.yaml b.yaml`` one that nests these."""
    if given == "LEAF":
        return HEAD
    if given.startswith("NEST "):
        names = enumerate(given.split()[1:])
        return f"{HEAD}resources:\n" + "".join(f"  r{number}: {{type: '{name}'}}\n" for number, name in names)
    return given.replace("\\n", "\n")
