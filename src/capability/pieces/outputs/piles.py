"""What was read of the files that a reader dropped."""

from typing import Any, TypedDict

from capability.pieces.outputs.plain import PlainFault


class PlainAnswers(TypedDict):
    """What files answer of one instrument: how many of them there are, of how many raters, and their tally.

    `people` holds, by response id, one person's own indices: see `rule.totals.RaterIndices`. `rounds` says how many
    responses give which name of a round.
    """

    instrument: str
    title: str
    raters: int
    version: str
    responses: int
    tallies: int
    tally: dict[str, Any]
    people: dict[str, Any]
    rounds: dict[str, int]


class ColumnTold(TypedDict):
    """One column of a table: letter and heading, what it is read as (`meaning`, or nothing), and what stands in it."""

    letter: str
    heading: str
    meaning: str
    filled: int
    samples: str


class ChoiceTold(TypedDict):
    """One answer to a question about a table, and what it adds to the file of columns."""

    words: str
    columns: dict[str, str]
    tables: dict[str, str]
    key: str


class QuestionTold(TypedDict):
    """What is not sure about a table, with its choices."""

    where: str
    what: str
    choices: list[ChoiceTold]


class TableShown(TypedDict):
    """A table as it was understood: its `rows` are `headings`, those of `people` (`counted`) and those `left_out`.

    While there is a question, nothing of it is counted.
    """

    name: str
    title: str
    columns: list[ColumnTold]
    questions: list[QuestionTold]
    rows: int
    counted: int
    people: int
    headings: int
    left_out: int
    settled: bool


class LeftOut(TypedDict):
    """What could not be used; `left_out_more` counts those that are not told."""

    left_out: list[PlainFault]
    left_out_more: int


class PlainPile(LeftOut):
    """A pile of files as plain data.

    - `tallies`: one an instrument, the one that most files answer first
    - `rows`: what each actor says of its working relations, by actor
    - `tables`: what each table was understood to say
    """

    tallies: list[PlainAnswers]
    rows: dict[str, dict[str, Any]]
    tables: list[TableShown]
