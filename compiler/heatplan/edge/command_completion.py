"""``heatplan completion``: a script for a shell, made by shtab from the very options that there are."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

SHELLS = ("bash", "zsh", "fish", "tcsh")

EXAMPLES = """\
  source <(heatplan completion bash)                                   # for this shell
  heatplan completion bash > ~/.local/share/bash-completion/completions/heatplan
  heatplan completion zsh  > ~/.zfunc/_heatplan                        # a folder in $fpath
  heatplan completion fish > ~/.config/fish/completions/heatplan.fish
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"the shell: {', '.join(SHELLS)}")


def run(args: Namespace) -> int:
    """Print the script."""
    import shtab

    from heatplan.edge.command_line import COMMANDS, parser

    whole = parser(*COMMANDS)
    for action in _actions(whole):
        words = str(action.metavar)
        if "FILE" in words or words in ("PLAN", "DIR", "PAGE"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # what shtab looks for
        elif words == "FOLDER":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.dest == "codes":
            action.choices = _codes()
    sys.stdout.write(shtab.complete(whole, shell=args.shell) + "\n")
    return 0


def _actions(one: ArgumentParser) -> Iterator[argparse.Action]:
    for action in one._actions:  # noqa: SLF001  argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for inner in action.choices.values():
                yield from _actions(inner)
        else:
            yield action


def _codes() -> list[str]:
    from heatplan.diagnostics.table import codes

    return [code.id for code in codes()]
