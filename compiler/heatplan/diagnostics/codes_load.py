"""Codes of ``load`` (HP0901 to HP0929): files that a template names and that can not be had, or may not be read."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

NO_FILE = Code("HP0901", "no-file", "error", "The file {name} can not be read: {reason}.", heat="CommandError")
OUTSIDE_ROOT = Code(
    "HP0902", "outside-root", "error", "The file {name} lies outside the directory that files may be read from.",
)  # fmt: skip
URL_REFUSED = Code("HP0903", "url-refused", "error", "The URL {name} is not fetched: nothing is, unless it is allowed.")
NOT_A_FILE = Code("HP0904", "not-a-file", "error", "The path {name} is {kind}, and no file.", heat="CommandError")
FILE_TOO_LARGE = Code("HP0905", "file-too-large", "error", "The file {name} has more than {limit} characters.")
URL_FAILED = Code("HP0906", "url-failed", "error", "The URL {name} can not be fetched: {reason}.", heat="CommandError")
CLIENT_REFUSES = Code(
    "HP0907", "client-refuses", "error",
    "The template {name} starts with a brace and is no JSON: {reason}; python-heatclient does not send it to Heat.",
    heat="CommandError",
)  # fmt: skip
UNKNOWN_SCHEME = Code(
    "HP0908", "unknown-scheme", "error", "The reference {name} is neither a path nor an http or https URL.",
    heat="CommandError",
)  # fmt: skip
TOO_MANY_FILES = Code("HP0909", "too-many-files", "error", "The templates name more than {limit} files.")
FILE_CIRCLE = Code(
    "HP0910", "file-circle", "error",
    "The template {name} is named by a template that it names itself; python-heatclient never comes to an end.",
    heat="RecursionError",
)  # fmt: skip
