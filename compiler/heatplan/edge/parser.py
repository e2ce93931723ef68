"""argparse with a short usage line, and with a hint where a word was mistyped."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn

_CHOICE: Final = re.compile(r"argument (?P<what>.+?): invalid choice: (?P<quote>['\"])(?P<word>.*)(?P=quote) \(choose")
_BARE: Final = re.compile(r"argument (?P<what>.+?): expected (at least )?one argument")


class Parser(argparse.ArgumentParser):
    """A parser of a command line.  What is wrong with it is said in two lines: what, and what to type instead."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        self.exit(2, f"{self.prog}: {self._said(message)}\n  `{self.prog} --help` says what there is\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: D102  argparse's
        found, left = super().parse_known_args(args, namespace)
        wrong = next((word for word in left if word.startswith("-")), None)
        if wrong is not None and self._subparsers is None:  # the command knows its options, the program does not
            self.error(f"there is no option {wrong.partition('=')[0]}{self._near(wrong.partition('=')[0])}")
        return found, left

    def _near(self, option: str) -> str:
        from heatplan.diagnostics.suggest import did_you_mean

        hint = did_you_mean(option, sorted(self._option_string_actions))
        return f"; {hint[0].lower()}{hint[1:]}" if hint else ""

    def _said(self, message: str) -> str:
        bare = _BARE.match(message)
        if bare is not None:
            return f"{bare['what']} wants a value{self._metavar(bare['what'])}"
        found = _CHOICE.match(message)
        if found is None:
            return message
        from heatplan.diagnostics.suggest import did_you_mean

        choices = self._choices(found["what"])
        hint = did_you_mean(found["word"], choices) or f"There is {', '.join(choices)}."
        what = "command" if found["what"] == "COMMAND" else f"{found['what']}"
        return f"there is no {what} {found['word']!r}; {hint[0].lower()}{hint[1:]}"

    def _metavar(self, what: str) -> str:
        for action in self._actions:
            if what == "/".join(action.option_strings) and isinstance(action.metavar, str):
                return f": {action.option_strings[-1]} {action.metavar}"
        return ""

    def _choices(self, what: str) -> Sequence[str]:
        for action in self._actions:
            if action.choices is not None and what in (action.metavar, "/".join(action.option_strings), action.dest):
                return [str(choice) for choice in action.choices]
        return []


def usage(one: argparse.ArgumentParser) -> str:
    """What a command line has to have, on one line: ``heatplan graph [OPTIONS] (PLAN | -t FILE)``."""
    parts = [one.prog, "[OPTIONS]"]
    named = {action.dest: action for action in one._actions}  # noqa: SLF001  argparse has no other way to ask
    template = named.get("template")
    for action in named.values():
        if action.required and action.option_strings:
            parts.append(f"{action.option_strings[0]} {action.metavar}")
        if not action.option_strings:
            word = str(action.metavar or action.dest)
            word += "..." if action.nargs in ("*", "+") else ""
            if template is not None and not template.required and action.nargs in ("*", "?"):
                parts.append(f"({word} | -t {template.metavar})")
            else:
                parts.append(word if action.required else f"[{word}]")
    return " ".join(parts)
