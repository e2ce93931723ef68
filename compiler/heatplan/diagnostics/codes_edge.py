"""Codes of the command line: files, limits, pictures, and what should never happen (HP0930 to HP0999)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

INTERNAL_ERROR = Code("HP0930", "internal-error", "error", "There is a mistake in heatplan itself: {error} in {where}.")
CANNOT_READ = Code("HP0931", "cannot-read", "error", "The file {file} can not be read: {reason}.")
CANNOT_WRITE = Code("HP0932", "cannot-write", "error", "The file {file} can not be written: {reason}.")
OUT_OF_TIME = Code(
    "HP0933", "out-of-time", "error", "Compiling took more than {seconds} s of processor time and was stopped."
)
OUT_OF_MEMORY = Code(
    "HP0934", "out-of-memory", "error", "Compiling needed more than {megabytes} MB of memory and was stopped."
)
COMPILER_DIED = Code("HP0935", "compiler-died", "error", "The compiler's process ended with {how} and left no answer.")
NO_PICTURE = Code("HP0936", "no-picture", "error", "No picture can be drawn here: {reason}.")
LAYOUT_FAILED = Code("HP0937", "layout-failed", "error", "Graphviz could not draw the graph: {reason}.")
MEMBERS_LEFT_OUT = Code(
    "HP0938", "members-left-out", "note", "The group {group} has {count} members; {shown} of them are drawn."
)
NEVER_TRIED = Code(
    "HP0939", "never-tried", "warning", "No step at {step} was tried, so none could fail or be signalled there."
)
FIX_TAKEN_BACK = Code(
    "HP0980", "fix-taken-back", "note", "The fix of {of} that writes {text} here was taken back: {why}."
)
FILE_CHANGED = Code(
    "HP0981",
    "file-changed",
    "error",
    "The file {file} was changed by somebody else while it was checked, and is left as it is.",
)
NO_SUCH_STEP = Code("HP0940", "no-such-step", "error", "The plan has no step at that address.")
