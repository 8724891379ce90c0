"""How large a thing may be that is read: every limit, once. The book's list of them is made from `TOLD`.

Each is far above what a council has, and low enough that an old computer is not kept busy for long. What is above one
is refused in words, as soon as it is seen.
"""

# --- files ------------------------------------------------------------------------------------------------------------

LARGEST_PILE = 100_000_000
"""Bytes of all files that a page reads at once; `web/dropping.js` has the same."""

LARGEST_FILE = 50_000_000
"""Bytes of a file that a command reads."""

LARGEST_JSON = 1_000_000
"""Characters of a JSON file; `web/files.js` has the same in bytes."""

LARGEST_SUM = 5_000_000
"""Characters of a JSON file that holds what many people said, or one over years: a tally, a file of learning."""

LARGEST_EMAIL = 25_000_000
"""Bytes of an email: as many as most programs send."""

LARGEST_CODE = 400_000
"""Bytes of the answers in a code, inflated. The longest have 25 notes of 2,000 characters of four bytes."""

MOST_EMAIL_PARTS = 40
"""Emails and parts inside one another in an email; a long exchange has a dozen."""

LARGEST_TEMPLATE = 10_000_000
"""Bytes of a council's own Word file; `web/workbench.js` has the same. A logo is part of it."""

DEEPEST_JSON = 20
"""Objects and lists inside one another; a real file has four."""

# --- archives, and workbooks, which are archives ----------------------------------------------------------------------

MOST_FILES = 10_000
"""Files in an archive: as many as all staff of the largest council."""

MOST_UNPACKED = 100_000_000
"""Bytes of an archive's files together, unpacked."""

STEEPEST = 100
"""How many times larger an unpacked file may be than it is in the archive; asked of files above `HARMLESS` only."""

HARMLESS = 1_000_000
"""A file of this many bytes may be packed as tightly as it will."""

# --- tables -----------------------------------------------------------------------------------------------------------

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 4_000_000
"""The most of each that is read of one file; a real table has a row a person and a column a question.

A hundred thousand rows of 36 answers are read in some seconds and 250 MB: docs/decisions/0061.
"""

LONGEST_CELL = 10_000
"""Characters of a cell; the longest real one is a note of 2,000."""

MOST_STYLES = 65_490
"""Cell styles of a workbook: as many as Excel itself takes."""

LONGEST_NUMBER_FORMAT = 255
"""Characters of a number format that are looked at: as many as Excel itself takes."""

DEEPEST_XML = 100
"""Elements inside one another in a part of a workbook; a real sheet has a dozen."""

MOST_ELEMENTS = 5_000_000
"""Elements of a part. A cell has two: a workbook ends before a CSV file does, for it takes several times as long."""

# --- large files, read in parts ---------------------------------------------------------------------------------------

MOST_GROUPS = 300_000
"""Groups that a large file is counted by: a key, such as a team, and a role in it. Each takes one to two kilobytes."""

LARGEST_LINE = 1_000_000
"""Characters of the headings of a large CSV file."""

# --- people, actors and what they say ---------------------------------------------------------------------------------

MOST_ROLES = 1_000
"""Different roles in one file; a form has a dozen."""

LONGEST_ROLE = 200
"""Characters of a role, an organisation and their like."""

MOST_RATERS = 10**9
"""People in one tally. Tallies add: the sum of very many is still a number, to JavaScript too."""

MOST_ACTORS = 1_000
"""Actors of a system. A real one has a few dozen; every two of them have a tie to look at: of 1,000, half a million."""

MOST_PEOPLE = 500
"""People in one vote of a roundtable. With more, it is a survey."""

LONGEST_NOTE = 2_000
"""Characters of a note."""

# --- what authors write -----------------------------------------------------------------------------------------------

LARGEST_AUTHORED = 300_000
"""Bytes of a YAML file."""

LARGEST_LOGO = 200_000
"""Bytes of a council's logo, which every page loads."""

DEEPEST_YAML = 20
"""Lists and sets of keys inside one another in such a file; a real one has seven."""

LONGEST_KEY = 80
"""Characters of one of its keys."""

MOST_VALUES = 50_000
"""Keys and values in it; the kit's largest has three thousand."""


TOLD = (
    (
        "Files",
        (
            (LARGEST_PILE, "bytes, in all files that you drop on a page at once"),
            (LARGEST_FILE, "bytes, in a file that a command reads"),
            (LARGEST_TEMPLATE, "bytes, in your own Word file for a board paper"),
            (
                LARGEST_JSON,
                "characters, in a response, an actor's row, a plan, a roundtable, an exercise or a record of training",
            ),
            (LARGEST_SUM, "characters, in a tally, a file of your learning, or what a web form hands back"),
        ),
    ),
    (
        "Emails",
        (
            (LARGEST_EMAIL, "bytes"),
            (LARGEST_CODE, "bytes, in the code of one person's answers, unpacked"),
            (MOST_EMAIL_PARTS, "emails, or parts of one, inside one another"),
        ),
    ),
    (
        "ZIP files",
        (
            (MOST_FILES, "files in one"),
            (MOST_UNPACKED, "bytes, in all its files unpacked; this holds for .xlsx and .ods as well"),
        ),
    ),
    (
        "Tables",
        (
            (MOST_ROWS, "rows; more can be split into several files, each with the headings, and are counted together"),
            (MOST_COLUMNS, "columns"),
            (MOST_CELLS, "cells, in all sheets of a file; a workbook has about 2,500,000 at most"),
            (LONGEST_CELL, "characters, in a cell"),
            (MOST_ROLES, "different roles; this holds for tallies as well"),
        ),
    ),
    (
        "Large files, counted with `--by`",
        ((MOST_GROUPS, "groups: of one team, council or the like, and one role"),),
    ),
    (
        "People and actors",
        (
            (LONGEST_NOTE, "characters, in a note"),
            (LONGEST_ROLE, "characters, in a role or the name of an organisation"),
            (MOST_ACTORS, "actors in a system"),
            (MOST_PEOPLE, "people in one vote of a roundtable"),
        ),
    ),
    (
        "What authors write",
        (
            (LARGEST_AUTHORED, "bytes, in a YAML file"),
            (MOST_VALUES, "keys and values in one"),
            (LONGEST_KEY, "characters, in a key"),
            (LARGEST_LOGO, "bytes, in a council's logo"),
        ),
    ),
)
"""What readers and authors are told: of what, and at most how many of which."""
