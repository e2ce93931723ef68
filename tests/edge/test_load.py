"""``load``: the files that templates and environments name, and the bounds of what may be read."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from heatplan.diagnostics import codes_load as codes
from heatplan.edge.load import load
from heatplan.ir.settings import Settings
from heatplan.ir.source import SourceSet
from heatplan.result import Result

HOT = "heat_template_version: 2018-08-31\n"


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def names(result: Result[SourceSet]) -> list[str]:
    assert result.value is not None, [item.message for item in result.diagnostics]
    return list(result.value.files)


def nests(*types: str) -> str:
    return HOT + "resources:\n" + "".join(f"  r{at}: {{type: '{name}'}}\n" for at, name in enumerate(types))


def test_a_template_alone(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": HOT})
    result = load(str(tmp_path / "t.yaml"))
    assert not result.diagnostics
    assert names(result) == ["t.yaml"]
    assert result.value is not None
    assert (result.value.root, result.value.environments) == ("t.yaml", ())


def test_names_are_relative_to_the_root_template_and_each_file_is_there_once(tmp_path: Path) -> None:
    put(tmp_path, {
        "top/t.yaml": nests("lib/a.yaml", "lib/a.yaml", "./lib/../lib/b.template") + "  g: {type: OS::Heat::ResourceGroup, "
        "properties: {resource_def: {type: lib/a.yaml, properties: {x: {get_file: boot.sh}}}}}\n",
        "top/boot.sh": "#!/bin/sh\n",
        "top/lib/a.yaml": nests("deep/c.yaml", "b.template", "../../other/d.yaml"),
        "top/lib/b.template": HOT,
        "top/lib/deep/c.yaml": HOT + "outputs: {o: {value: {get_file: ../boot.sh}}}\n",
        "top/lib/boot.sh": "other",
        "other/d.yaml": HOT,
    })  # fmt: skip
    result = load(str(tmp_path / "top" / "t.yaml"), root=tmp_path)
    assert not result.diagnostics
    assert sorted(names(result)) == [
        "../other/d.yaml", "boot.sh", "lib/a.yaml", "lib/b.template", "lib/boot.sh", "lib/deep/c.yaml", "t.yaml",
    ]  # fmt: skip


def test_environments_name_files_relative_to_themselves(tmp_path: Path) -> None:
    put(tmp_path, {
        "t.yaml": HOT,
        "env/e.yaml": "resource_registry:\n  My::A: a.yaml\n  My::B: OS::Heat::None\n  My::C: null\n"
        "  resources:\n    r: {My::D: ../d.yaml, hooks: pre-create, inner: {My::E: no.yaml}}\n"
        "    s: {base_url: sub, My::F: f.yaml}\n",
        "env/a.yaml": nests("b.yaml"), "env/b.yaml": HOT, "d.yaml": HOT, "env/sub/f.yaml": HOT,
        "two.yaml": "parameters: {p: not.yaml}\nresource_registry: {base_url: env/sub/, My::G: f.yaml}\n",
    })  # fmt: skip
    result = load(str(tmp_path / "t.yaml"), [str(tmp_path / "env" / "e.yaml"), str(tmp_path / "two.yaml")])
    assert not result.diagnostics
    assert result.value is not None
    assert result.value.environments == ("env/e.yaml", "two.yaml")
    assert sorted(names(result)) == [
        "d.yaml", "env/a.yaml", "env/b.yaml", "env/e.yaml", "env/sub/f.yaml", "t.yaml", "two.yaml",
    ]  # fmt: skip


def test_only_templates_are_followed(tmp_path: Path) -> None:
    registry = "resource_registry: {A: none.yaml}\n"
    put(tmp_path, {"t.yaml": HOT + "outputs: {a: {value: {get_file: x.yaml}}, b: {value: {get_file: y.yaml}}}\n",
                   "x.yaml": registry, "y.yaml": HOT + "outputs: {c: {value: {get_file: z}}}\n", "z": "end"})  # fmt: skip
    result = load(str(tmp_path / "t.yaml"))
    assert not result.diagnostics
    assert names(result) == ["t.yaml", "x.yaml", "y.yaml", "z"]


def test_what_is_no_reference(tmp_path: Path) -> None:
    body = "properties: {type: OS::x, get_file: [a], user: {get_file: {get_param: p}}, kind: x.yaml, type2: y.yaml}"
    put(tmp_path, {"t.yaml": HOT + f"resources: {{r: {{type: OS::Heat::None, {body}}}}}\n"})
    assert names(load(str(tmp_path / "t.yaml"))) == ["t.yaml"]


def test_bytes_stay_bytes(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": HOT + "outputs: {a: {value: {get_file: x}}}\n", "x": b"\xff\x00"})
    result = load(str(tmp_path / "t.yaml"))
    assert result.value is not None
    assert result.value.files["x"].text == b"\xff\x00"


def test_a_missing_file_is_shown_where_it_is_named(tmp_path: Path) -> None:
    text = nests("lib/a.yaml", "b.yaml", "b.yaml")
    put(tmp_path, {"t.yaml": text, "lib/a.yaml": nests("gone.yaml")})
    result = load(str(tmp_path / "t.yaml"))
    assert names(result) == ["t.yaml", "lib/a.yaml"]
    assert result.value is not None
    assert sorted(result.value.missing) == ["b.yaml", "lib/gone.yaml"]
    assert [(item.code, item.span.source) for item in result.diagnostics] == [
        (codes.NO_FILE, "t.yaml"), (codes.NO_FILE, "t.yaml"), (codes.NO_FILE, "lib/a.yaml"),
    ]  # fmt: skip
    assert result.diagnostics[0].message == "The file b.yaml can not be read: no such file or directory."
    span = result.diagnostics[0].span
    assert text[span.start : span.end] == "'b.yaml'"


def test_no_root_template_no_set(tmp_path: Path) -> None:
    result = load(str(tmp_path / "t.yaml"))
    assert result.value is None
    assert [item.code for item in result.diagnostics] == [codes.NO_FILE]


def test_a_missing_environment_leaves_the_template(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": HOT})
    result = load(str(tmp_path / "t.yaml"), [str(tmp_path / "e.yaml")])
    assert names(result) == ["t.yaml"]
    assert result.failed


@pytest.mark.parametrize("way", ["../out.yaml", "link.yaml", "folder/out.yaml", "{absolute}", "file://{absolute}"])
def test_nothing_outside_the_root_is_read(tmp_path: Path, way: str) -> None:
    put(tmp_path, {"out.yaml": HOT})
    name = way.format(absolute=tmp_path / "out.yaml")
    put(tmp_path / "in", {"t.yaml": nests(name)})
    (tmp_path / "in" / "link.yaml").symlink_to("../out.yaml")
    (tmp_path / "in" / "folder").symlink_to("..")
    result = load(str(tmp_path / "in" / "t.yaml"))
    assert [item.code for item in result.diagnostics] == [codes.OUTSIDE_ROOT]
    assert "--root" in result.diagnostics[0].hint
    assert not load(str(tmp_path / "in" / "t.yaml"), root=tmp_path).diagnostics


def test_the_default_root_holds_template_and_environments(tmp_path: Path) -> None:
    put(tmp_path, {"a/t.yaml": nests("../lib/x.yaml"), "b/e.yaml": "parameters: {}\n", "lib/x.yaml": HOT})
    assert [item.code for item in load(str(tmp_path / "a" / "t.yaml")).diagnostics] == [codes.OUTSIDE_ROOT]
    assert not load(str(tmp_path / "a" / "t.yaml"), [str(tmp_path / "b" / "e.yaml")]).diagnostics


def test_a_link_to_the_template_is_followed_first(tmp_path: Path) -> None:
    put(tmp_path, {"real/t.yaml": nests("a.yaml"), "real/a.yaml": HOT})
    (tmp_path / "t.yaml").symlink_to("real/t.yaml")
    assert names(load(str(tmp_path / "t.yaml"))) == ["t.yaml", "a.yaml"]


def test_a_root_that_only_starts_alike_is_another(tmp_path: Path) -> None:
    put(tmp_path, {"in/t.yaml": nests("../inside/a.yaml"), "inside/a.yaml": HOT})
    assert [item.code for item in load(str(tmp_path / "in" / "t.yaml")).diagnostics] == [codes.OUTSIDE_ROOT]


def test_what_is_no_file_is_refused_and_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "dir.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    put(
        tmp_path,
        {"t.yaml": nests("dir.yaml", "pipe.yaml", "/dev/zero.yaml") + "  d: {type: X, a: {get_file: /dev/zero}}\n"},
    )
    result = load(str(tmp_path / "t.yaml"), root="/")
    assert [item.code for item in result.diagnostics] == [
        codes.NOT_A_FILE, codes.NOT_A_FILE, codes.NO_FILE, codes.NOT_A_FILE,
    ]  # fmt: skip
    assert "a directory" in result.diagnostics[0].message
    assert "a pipe" in result.diagnostics[1].message
    assert "a device" in result.diagnostics[3].message


def test_large_files_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": HOT + "outputs: {a: {value: {get_file: x}}}\n", "x": "é" * 101})
    assert [
        item.code for item in load(str(tmp_path / "t.yaml"), settings=Settings(max_source_size=100)).diagnostics
    ] == [codes.FILE_TOO_LARGE]
    assert not load(str(tmp_path / "t.yaml"), settings=Settings(max_source_size=101)).diagnostics
    assert not load(str(tmp_path / "t.yaml"), settings=Settings(max_source_size=-1)).diagnostics


def test_names_are_read_as_urls_where_there_is_no_such_file(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": nests("a%20b.yaml", "c d.yaml"), "a b.yaml": HOT, "c d.yaml": HOT})
    assert names(load(str(tmp_path / "t.yaml"))) == ["t.yaml", "a%20b.yaml", "c d.yaml"]


def test_files_that_share_files_are_no_circle(tmp_path: Path) -> None:
    put(tmp_path, {"t.yaml": nests("a.yaml", "b.yaml"), "a.yaml": nests("b.yaml"), "b.yaml": HOT})
    assert not load(str(tmp_path / "t.yaml")).diagnostics


def test_a_circle_ends_and_is_an_error(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"t.yaml": nests("a.yaml"), "a.yaml": nests("b.yaml"), "b.yaml": nests("a.yaml", "c.yaml"), "c.yaml": HOT},
    )
    result = load(str(tmp_path / "t.yaml"))
    assert names(result) == ["t.yaml", "a.yaml", "b.yaml", "c.yaml"]
    (item,) = result.diagnostics
    assert item.code == codes.FILE_CIRCLE
    assert item.span.source == "b.yaml"
    put(tmp_path, {"t.yaml": nests("t.yaml")})
    assert [item.code for item in load(str(tmp_path / "t.yaml")).diagnostics] == [codes.FILE_CIRCLE]


def test_a_long_chain_of_files_is_no_problem(tmp_path: Path) -> None:
    put(tmp_path, {f"{at}.yaml": nests(f"{at + 1}.yaml") for at in range(1500)} | {"1500.yaml": HOT})
    result = load(str(tmp_path / "0.yaml"))
    assert len(names(result)) == 1501
    assert not result.diagnostics


def test_the_client_takes_a_brace_for_json(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"t.json": ' {"heat_template_version": "2018-08-31",}\n', "u.json": '{"heat_template_version": "rocky"}'},
    )
    (item,) = load(str(tmp_path / "t.json")).diagnostics
    assert item.code == codes.CLIENT_REFUSES
    assert (tmp_path / "t.json").read_text(encoding="utf-8")[item.span.start] == "}"
    assert not load(str(tmp_path / "u.json")).diagnostics


@pytest.mark.parametrize("name", ["http://127.0.0.1:1/a.yaml", "https://example.org/a.yaml"])
def test_no_url_is_fetched_unless_allowed(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"t.yaml": nests(name)})
    (item,) = load(str(tmp_path / "t.yaml")).diagnostics
    assert item.code == codes.URL_REFUSED
    assert "--allow-url" in item.hint


@pytest.mark.parametrize(
    "name", ["ftp://a/x.yaml", "swift://c/x.yaml", "file://host/x.yaml", "a:b.yaml", "http://[x.yaml"]
)
def test_other_schemes_are_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"t.yaml": nests(name)})
    assert [item.code for item in load(str(tmp_path / "t.yaml"), allow_url=True).diagnostics] == [codes.UNKNOWN_SCHEME]


PAGES = {
    "/t.yaml": nests("lib/a.yaml", "gone.yaml"),
    "/lib/a.yaml": nests("../b.yaml"),
    "/b.yaml": HOT,
    "/big": "x" * 999,
}


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path in PAGES:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGES[self.path].encode())
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_templates_from_the_web_name_files_there(server: str) -> None:
    result = load(f"{server}/t.yaml", allow_url=True)
    assert names(result) == [f"{server}/t.yaml", f"{server}/lib/a.yaml", f"{server}/b.yaml"]
    (item,) = result.diagnostics
    assert item.code == codes.URL_FAILED
    assert "404" in item.message


def test_a_server_can_not_send_us_to_a_file(server: str) -> None:
    (item,) = load(f"{server}/away", allow_url=True).diagnostics
    assert item.code == codes.URL_FAILED


def test_a_large_answer_is_refused(server: str) -> None:
    (item,) = load(f"{server}/big", allow_url=True, settings=Settings(max_source_size=100)).diagnostics
    assert item.code == codes.FILE_TOO_LARGE


def test_a_server_that_is_not_there() -> None:
    (item,) = load("http://127.0.0.1:1/t.yaml", allow_url=True).diagnostics
    assert item.code == codes.URL_FAILED
