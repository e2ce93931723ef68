# mypy: ignore-errors
# ruff: noqa: ANN001, ANN002, ANN201, PTH104, S603, T201
# (It runs in the environment of the newest Heat, where heatplan is not installed.)
"""Write ``older_releases.jsonl``: what older releases of Heat have, as differences from the next newer one.

Run with the interpreter of an environment that has the packages of
``heat-requirements.txt``:

    extract_releases.py FOLDER

installs every older release into the folder, without what it depends on (the
newest Heat's libraries serve all of them, with those of
``older-requirements.txt``), and asks each as ``extract.py`` asks the newest.

A line of the file is ``["TYPE",{"26":PATCH,"23":PATCH}]``: a JSON merge patch
(RFC 7396) for each release in which the row differs from that of the release
after it; null where the type is not there at all.  The line of the empty name
is about ``release.json``: its parts that differ between releases.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from releases import RELEASES

HERE = Path(__file__).resolve().parent
PARTS = ("custom_constraints", "event_sinks", "hooks", "registrations", "template_versions")
COMPACT = {"ensure_ascii": True, "sort_keys": True, "separators": (",", ":")}


def installed(folder, name, *packages):
    """The folder with these packages and nothing that they depend on."""
    target = folder / name
    if not target.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--target", f"{target}.part", *packages], check=True)
        os.rename(f"{target}.part", target)
    return target


def extracted(folder, release, libraries):
    """The tables of one release: rows by type name, and the facts of the release."""
    made = folder / f"tables-{release.version}"
    heat = installed(folder, f"heat-{release.version}", f"openstack-heat=={release.version}")
    made.mkdir(exist_ok=True)
    path = os.pathsep.join(map(str, (heat, libraries)))
    command = [sys.executable, "-W", "ignore", str(HERE / "extract_older.py"), str(made)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"Heat {release.version}: {done.stderr}")
    print(f"Heat {release.version}: {done.stdout.strip()}", flush=True)
    return tables(made)


def tables(folder):
    """The tables in a folder: rows by type name, and the facts of the release."""
    rows = dict(map(json.loads, (folder / "resource_types.jsonl").read_text("utf-8").splitlines()))
    facts = json.loads((folder / "release.json").read_text("utf-8"))
    return rows, {part: facts[part] for part in PARTS}


def difference(newer, older):
    """The merge patch that makes ``older`` of ``newer``; nothing in a row is null, so that null can say: gone."""
    if not isinstance(newer, dict) or not isinstance(older, dict):
        return older
    patch = {key: None for key in newer if key not in older}
    for key, value in older.items():
        if key not in newer:
            patch[key] = value
        elif newer[key] != value:
            patch[key] = difference(newer[key], value)
    return patch


def patched(newer, patch):
    """What the patch makes (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    made = dict(newer) if isinstance(newer, dict) else {}
    for key, value in patch.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = patched(made.get(key), value)
    return made


def main(folder):
    """Write the file."""
    libraries = installed(folder, "libraries", "--requirement", str(HERE / "older-requirements.txt"))
    rows, facts = tables(HERE)
    patches = {}
    for release in reversed(RELEASES[:-1]):
        older_rows, older_facts = extracted(folder, release, libraries)
        pairs = {"": (facts, older_facts)}
        pairs.update((name, (rows.get(name), older_rows.get(name))) for name in {*rows, *older_rows})
        for name, (newer, older) in pairs.items():
            if newer != older:
                patch = difference(newer, older)
                assert patched(newer, patch) == older, (release, name)
                patches.setdefault(name, {})[str(release.major)] = patch
        rows, facts = older_rows, older_facts
    lines = (json.dumps([name, patches[name]], **COMPACT) + "\n" for name in sorted(patches))
    (HERE / "older_releases.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: extract_releases.py FOLDER")
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    main(Path(sys.argv[1]).resolve())
