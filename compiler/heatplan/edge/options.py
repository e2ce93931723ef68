"""Options that several commands share, spelled as in ``openstack stack create``, so that habits carry over."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from heatplan.catalogue.releases import NEWEST, OLDEST, RELEASES, release_named
from heatplan.edge.answer import FORMATS
from heatplan.edge.usage import UsageError
from heatplan.ir.settings import DEFAULTS, Settings


def plan_or_template(one: argparse.ArgumentParser) -> None:
    """A plan file, or a template with all that belongs to it."""
    one.add_argument("plan", nargs="?", metavar="PLAN", help="a plan file, in the place of a template")
    template(one, required=False)


def run_failures(one: argparse.ArgumentParser) -> None:
    """Where a run in the simulator is to fail."""
    one.add_argument(
        "--fail-at",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="let the step at this address fail, as servers[3].volume (repeatable)",
    )


def only_template(one: argparse.ArgumentParser, *, seconds: int = 60) -> None:
    """A template, by itself or behind ``-t``, with all that belongs to it."""
    one.add_argument("positional", nargs="?", metavar="TEMPLATE", help="the template (or -t)")
    template(one, required=False, seconds=seconds)


def named_template(args: argparse.Namespace) -> str:
    """The template that was named in one of the two ways; raises UsageError where it was not, or twice."""
    if (args.positional is None) == (args.template is None):
        raise UsageError("name a template, once")
    return str(args.template or args.positional)


def template(one: argparse.ArgumentParser, *, required: bool, seconds: int = 60) -> None:
    """The template, and all that says which stack it is to be; ``seconds`` of processor time are the usual limit."""
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
    parameters(group)
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
    _limits(one, seconds)


def _cloud(one: argparse.ArgumentParser) -> None:
    group = one.add_argument_group(
        "the cloud",
        "as: --heat-release yoga, --heat-release 18, --heat-release 2023.1;\n"
        "--types Vendor_Thing.json, --types types/; --operator-environment /etc/heat/environment.d",
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


def parameters(group: argparse._ActionsContainer) -> None:
    """Parameters, each by itself or from a file."""
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


def _limits(one: argparse.ArgumentParser, seconds: int) -> None:
    group = one.add_argument_group("limits", "Heat's own by their names in heat.conf, and those of the compiler")
    for item in fields(Settings):
        if item.name == "heat_release":
            continue  # an option of its own
        default = getattr(DEFAULTS, item.name)
        group.add_argument(
            f"--{item.name.replace('_', '-')}", type=int, default=default, metavar="N", help=f"({default})"
        )
    group.add_argument(
        "--max-cpu-seconds", type=count, default=seconds, metavar="N", help=f"processor time ({seconds})"
    )
    group.add_argument("--max-memory", type=count, default=2048, metavar="MB", help="memory (2048)")


class _Format(argparse.Action):
    """``--format``, and ``--json`` as a short way to say one: ``format`` and ``json`` always agree."""

    def __call__(
        self, _parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _option: str | None = None
    ) -> None:
        namespace.format = self.const or values
        namespace.json = namespace.format == "json"


def general(one: argparse.ArgumentParser) -> None:
    """How results and findings are written."""
    group = one.add_argument_group("output")
    group.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="text",
        action=_Format,
        help="how findings are written: " + ", ".join(f"{name} {whom}" for name, whom in FORMATS.items()),
    )
    group.add_argument(
        "--json", nargs=0, const="json", default=False, action=_Format, help="JSON on standard output: --format json"
    )
    group.add_argument("--strict", action="store_true", help="end with 1 after a warning")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (auto)")
    group.add_argument("--debug", action="store_true", help="after a mistake in heatplan itself, say where it was")


def _tags(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def count(text: str) -> int:
    """A number from 1 on; raises argparse.ArgumentTypeError for any other text."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number
