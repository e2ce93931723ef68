"""The command line's options.  They are spelled as in ``openstack stack create``, so that habits carry over."""

from __future__ import annotations

import argparse
from dataclasses import fields

from heatplan import __version__
from heatplan.catalogue.releases import NEWEST, OLDEST, RELEASES, release_named
from heatplan.ir.settings import DEFAULTS, Settings

COMMANDS = ("compile", "check", "show", "graph", "audit", "apply", "destroy")

EPILOGUE = """\
ends with: 0 fine (warnings too; 1 with --strict), 1 an error or something that will fail,
2 a wrong command line, 3 a run that failed
"""


def parser() -> argparse.ArgumentParser:
    """The parser for all commands; the chosen one is in ``command``."""
    top = argparse.ArgumentParser(
        prog="heatplan",
        description="Compile OpenStack Heat templates, offline, into an immutable execution plan.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"heatplan {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (summary, build) in BUILDERS.items():
        one = commands.add_parser(name, help=summary, description=f"{summary}.", epilog=EPILOGUE, allow_abbrev=False)
        build(one)
        _general(one)
    return top


def _compile(one: argparse.ArgumentParser) -> None:
    _template(one, required=True)
    one.add_argument("-o", "--output", metavar="FILE", default="-", help="where the plan goes; - is standard output")


def _check(one: argparse.ArgumentParser) -> None:
    _template(one, required=True)


def _show(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", nargs="?", metavar="PLAN", help="a plan file, in the place of a template")
    _template(one, required=False)
    one.add_argument("--brief", action="store_true", help="leave properties out")


def _graph(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", nargs="?", metavar="PLAN", help="a plan file, in the place of a template")
    _template(one, required=False)
    one.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        help="the graph: .dot, .mmd (Mermaid), .svg or .png; - is standard output, as DOT",
    )
    one.add_argument("--expand", action="store_true", help="draw each member of a group")
    one.add_argument(
        "--by",
        choices=("kind", "identity"),
        default="kind",
        help="what colours say: the kind of a resource, or who acts; by identity credentials are drawn too",
    )
    one.add_argument("--max-members", type=_count, default=100, metavar="N", help="members drawn of a group (100)")


def _audit(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", nargs="?", metavar="PLAN", help="a plan file, in the place of a template")
    _template(one, required=False)
    one.add_argument(
        "--fail-at", metavar="ADDRESS", help="what would stand if this step failed and nothing were undone"
    )


def _apply(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", metavar="PLAN", help="a plan file")
    one.add_argument("--state", metavar="FILE", help="where the state goes that stands afterwards")
    _parameters(one)
    _run(one)
    one.add_argument(
        "--signal",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the step at this address is signalled, and no other but those so named (repeatable; else all are)",
    )
    one.add_argument("--no-signals", action="store_true", help="no step is signalled: those that wait run out of time")


def _destroy(one: argparse.ArgumentParser) -> None:
    one.add_argument("plan", metavar="PLAN", help="the plan file that the stack was made with")
    one.add_argument("--state", metavar="FILE", required=True, help="the state to destroy; it is written again")
    _run(one)


def _run(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--fail-at",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="let the step at this address fail, as servers[3].volume (repeatable)",
    )


def _template(one: argparse.ArgumentParser, *, required: bool) -> None:
    group = one.add_argument_group("the stack")
    group.add_argument("-t", "--template", metavar="FILE", required=required, help="the template")
    group.add_argument(
        "-e",
        "--environment",
        metavar="FILE",
        action="append",
        default=[],
        help="an environment (repeatable; later ones win)",
    )
    _parameters(group)
    group.add_argument("--stack-name", metavar="NAME", default="stack", help="the name of the stack (stack)")
    group.add_argument(
        "--tags", metavar="TAG1,TAG2", type=_tags, default=(), help="tags of the stack, which templates do not see"
    )
    group.add_argument("--project-id", metavar="ID", help="the project, where it is known already")
    group.add_argument(
        "--merge",
        choices=("server", "client"),
        default="server",
        help="who merges environments: with server, as openstack does, they beat --parameter (server)",
    )
    group.add_argument("--heat-conf", metavar="FILE", help="the settings of a real Heat: who acts, and its limits")
    group.add_argument(
        "--policy",
        choices=("heat", "minimal"),
        default="heat",
        help="credentials as Heat makes them, or only those that the template needs (heat)",
    )
    _cloud(one)
    group.add_argument("--root", metavar="FOLDER", help="no file outside of it is read (the template's folder)")
    group.add_argument("--allow-url", action="store_true", help="fetch files that are named by http(s) URLs")
    _limits(one)


def _cloud(one: argparse.ArgumentParser) -> None:
    group = one.add_argument_group(
        "the cloud",
        "as: --heat-release yoga, --heat-release 18, --heat-release 2023.1; --types Vendor_Thing.json, --types types/;"
        " --operator-environment /etc/heat/environment.d",
    )
    group.add_argument(
        "--heat-release",
        metavar="RELEASE",
        type=_release,
        default=DEFAULTS.heat_release,
        help=f"the Heat that the template is for: {OLDEST} ({RELEASES[0].name}) to {NEWEST}, by number or name"
        f" ({DEFAULTS.heat_release})",
    )
    group.add_argument(
        "--types",
        metavar="FILE|FOLDER",
        action="append",
        default=[],
        help="resource types of your cloud, each in a file as `openstack orchestration resource type show TYPE -f json`"
        " prints it; of a folder, its .json, .yaml and .yml files (repeatable; later ones win)",
    )
    group.add_argument(
        "--operator-environment",
        metavar="FILE|FOLDER",
        action="append",
        default=[],
        help="the environment of Heat's operator, on top of Heat's own: resource types that are mapped or taken away"
        " (repeatable; later ones win)",
    )


def _release(text: str) -> int:
    found = release_named(text)
    if found is None:
        names = ", ".join(one.name for one in RELEASES)
        raise argparse.ArgumentTypeError(f"{text} is no release between {OLDEST} and {NEWEST}, and none of {names}")
    return found.major


def _parameters(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--parameter",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="a parameter (repeatable; a single one may be KEY=VALUE;KEY2=VALUE2)",
    )
    group.add_argument(
        "--parameter-file",
        metavar="KEY=FILE",
        action="append",
        default=[],
        help="a parameter whose value is the content of a file (repeatable)",
    )


def _limits(one: argparse.ArgumentParser) -> None:
    group = one.add_argument_group("limits", "Heat's own by their names in heat.conf, and those of the compiler")
    for item in fields(Settings):
        if item.name == "heat_release":
            continue  # an option of its own
        default = getattr(DEFAULTS, item.name)
        group.add_argument(
            f"--{item.name.replace('_', '-')}", type=int, default=default, metavar="N", help=f"({default})"
        )
    group.add_argument("--max-cpu-seconds", type=_count, default=60, metavar="N", help="processor time (60)")
    group.add_argument("--max-memory", type=_count, default=2048, metavar="MB", help="memory (2048)")


def _general(one: argparse.ArgumentParser) -> None:
    group = one.add_argument_group("output")
    group.add_argument("--json", action="store_true", help="JSON on standard output")
    group.add_argument("--strict", action="store_true", help="end with 1 after a warning")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (auto)")
    group.add_argument("--debug", action="store_true", help="after a mistake in heatplan itself, say where it was")


def _tags(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


BUILDERS = {
    "compile": ("Compile a template into a plan", _compile),
    "check": ("Say what is wrong with a template", _check),
    "show": ("Show a plan as text", _show),
    "graph": ("Draw a plan as a graph", _graph),
    "audit": ("Say which credentials a plan mints, for whom, where they go and how they end", _audit),
    "apply": ("Run a plan in the simulator", _apply),
    "destroy": ("Undo a plan in the simulator", _destroy),
}
