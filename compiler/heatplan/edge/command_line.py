"""The command line: the commands, and the parser of the one that is asked for.

A command is the module ``command_NAME`` with its ``EXAMPLES``, its ``options``
and its ``run``.  Only the one that is asked for is imported: start-up stays short.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Final

from heatplan import __version__
from heatplan.edge.parser import Parser, usage

COMMANDS: Final = {
    "check": "Say what is wrong with a template",
    "compile": "Compile a template into a plan",
    "show": "Show a plan as text",
    "graph": "Draw a plan as a graph",
    "audit": "Say which credentials a plan mints, for whom, where they go and how they end",
    "prove": "Ask laws about a template, with inputs drawn from what its parameters allow",
    "test": "Test templates against their cases: golden plans, and what else should come of them",
    "compare": "Say what an update does to a stack that an earlier plan made",
    "apply": "Run a plan in the simulator",
    "destroy": "Undo a plan in the simulator",
    "explain": "Say what a finding means and what to do",
    "completion": "Print a script that lets a shell complete heatplan's words",
}
"""The commands, each with what it does."""

EPILOGUE: Final = """\
ends with: 0 fine (warnings too; 1 with --strict), 1 an error or something that will fail,
2 a wrong command line, 3 a run that failed
"""


MORE_HELP: Final = "`heatplan help COMMAND` has a command's options, with examples\n\n"


def parser(*wanted: str) -> Parser:
    """The parser, which puts the command's name in ``command``; only the commands ``wanted`` have their options."""
    top = Parser(
        prog="heatplan",
        description="Compile OpenStack Heat templates, offline, into an immutable execution plan.",
        usage="heatplan COMMAND [OPTIONS]",
        epilog=MORE_HELP + EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"heatplan {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="heatplan")
    for name, summary in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=summary,
            description=f"{summary}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if name in wanted:
            _build(one, command(name))
    return top


def parser_for(argv: Sequence[str]) -> Parser:
    """The parser with the options of the command that ``argv`` asks for."""
    return parser(*[word for word in argv if not word.startswith("-")][:1])


def helped(words: Sequence[str]) -> list[str]:
    """``heatplan help COMMAND`` is another way to say ``heatplan COMMAND --help``."""
    return [*words[1:2], "--help"] if words[:1] == ["help"] else list(words)


def command(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(f"heatplan.edge.command_{name}")


def _build(one: Parser, module: ModuleType) -> None:
    from heatplan.edge.options import general

    one.epilog = f"examples:\n{module.EXAMPLES}\n{EPILOGUE}"
    module.options(one)
    general(one)
    one.usage = usage(one)
    one._action_groups.sort(key=lambda group: group.title == "limits")  # noqa: SLF001  what is rarely asked for is last
