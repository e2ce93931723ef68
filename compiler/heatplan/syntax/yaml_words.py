"""What libyaml and PyYAML find wrong with a text, in our own words.

Both say the same in slightly different phrases; what is not in the table is
said in general terms, with the place that they gave.
"""

from __future__ import annotations

from typing import Final

_GENERAL: Final = "The text can not be read as YAML from here on."

_WORDS: Final = (
    ("mapping values are not allowed",
     "A colon followed by a space can not stand here: the value before it is already complete."),
    ("found character '\\t'", "A tab can not indent a line; YAML indents with spaces."),
    ("found a tab character", "A tab can not indent a line; YAML indents with spaces."),
    ("found character", "No value can start with this character; text that starts with it needs quotes."),
    ("found unexpected ':'", "A colon inside braces or brackets needs a space after it."),
    ("found unexpected end of stream", "The text in quotes never ends."),
    ("found unexpected document indicator", "The text in quotes never ends before the document does."),
    ("found unknown escape character", "The text in double quotes holds a backslash escape that YAML does not know."),
    ("did not find expected hexdecimal", "The text in double quotes holds an escape with too few hexadecimal digits."),
    ("expected escape sequence", "The text in double quotes holds an escape with too few hexadecimal digits."),
    ("found invalid Unicode character escape",
     "The text in double quotes holds an escape for half a character (a surrogate); write the character itself."),
    ("did not find expected node content", "A value is missing here."),
    ("expected the node content", "A value is missing here."),
    ("did not find expected ',' or ']'", "The list in brackets needs a comma or its closing bracket here."),
    ("expected ',' or ']'", "The list in brackets needs a comma or its closing bracket here."),
    ("did not find expected ',' or '}'", "The mapping in braces needs a comma or its closing brace here."),
    ("expected ',' or '}'", "The mapping in braces needs a comma or its closing brace here."),
    ("did not find expected '-' indicator", "The list's next item has to start with a dash in the list's column here."),
    ("did not find expected key",
     "The next key of the mapping has to stand here: a line is indented unlike its neighbours, or a quote is amiss."),
    ("expected <block end>",
     "This does not fit the list or mapping around it: a line is indented unlike its neighbours, or a quote is amiss."),
    ("could not find expected ':'", "This line needs a colon: it stands where a key is expected."),
    ("could not found expected ':'", "This line needs a colon: it stands where a key is expected."),
    ("block sequence entries are not allowed", "A list's dash can not stand here."),
    ("sequence entries are not allowed", "A list's dash can not stand here."),
    ("block mapping keys are not allowed", "A question mark that starts a key can not stand here."),
    ("mapping keys are not allowed", "A question mark that starts a key can not stand here."),
    ("found undefined tag handle", "The tag uses a prefix that no %TAG line defines."),
    ("did not find expected alphabetic or numeric", "A name has to follow the & or * here."),
    ("expected alphabetic or numeric", "A name has to follow the & or * here."),
    ("did not find expected comment or line break", "Only a comment may follow on this line."),
    ("expected a comment or a line break", "Only a comment may follow on this line."),
    ("expected chomping or indentation", "Only a comment may follow on this line."),
    ("found an indentation indicator equal to 0", "The number behind | or > has to be 1 to 9."),
    ("expected indentation indicator", "The number behind | or > has to be 1 to 9."),
    ("did not find expected <document start>",
     "The document has ended before this line: it is indented less than the first one."),
    ("expected '<document start>'",
     "The document has ended before this line: it is indented less than the first one."),
    ("found incompatible YAML document", "The %YAML line asks for a version other than 1.1."),
    ("found duplicate %YAML directive", "There are two %YAML lines."),
    ("found duplicate YAML directive", "There are two %YAML lines."),
    ("found unknown directive name", "A line that starts with % is a directive, and YAML does not know this one."),
)  # fmt: skip


def explain(problem: str | None) -> str:
    """One sentence for a parser's problem."""
    for start, words in _WORDS:
        if problem and problem.startswith(start):
            return words
    return _GENERAL
