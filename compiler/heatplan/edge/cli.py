"""The command line.  Each command is a module of its own, imported when it is asked for."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from heatplan.edge.command_line import command, helped, parser_for
from heatplan.edge.usage import UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what the program ends with: 0, 1, 2 or 3 (130 when interrupted).

    No exception and no traceback leaves it: what was not foreseen is said as a finding.
    """
    gc.set_threshold(100_000, 50, 50)  # nearly all that is made at the start is kept
    _any_character()
    words = helped(sys.argv[1:] if argv is None else list(argv))
    parser = parser_for(words)
    if not words:
        parser.print_help(sys.stderr)
        return 2
    args = parser.parse_args(words)
    try:
        code = int(command(args.command).run(args))
        sys.stdout.flush()
    except UsageError as problem:
        sys.stderr.write(f"heatplan {args.command}: {problem}\n")
        if problem.example:
            example = command(args.command).EXAMPLES.strip().partition("\n")[0].partition("  #")[0].rstrip()
            sys.stderr.write(f"  as in: {example}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is said to who went away
        return 141
    except Exception as problem:  # noqa: BLE001  the last resort: a finding in the place of a traceback
        return _last_resort(problem, debug=args.debug)
    return code


def _last_resort(problem: Exception, *, debug: bool) -> int:
    from heatplan.diagnostics.render_text import render_text
    from heatplan.edge.internal import internal_error

    sys.stderr.write(render_text((internal_error(problem, debug=debug),), {}))
    return 1


def _any_character() -> None:
    """Let both outputs write any text; what the terminal's encoding has not is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
