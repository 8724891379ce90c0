"""What is right for each case, on every face of the kit: one table, which the command's and the page's tests share.

Data only. To add a case, put its file into the folder `cases` and say here what a careful person would make of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from capability.rule.response import Given

GOAL, LINK, PLAN = "missions.clear-goal", "missions.purchase-link", "missions.forward-plan"


class Table(NamedTuple):
    """How a table's rows add up: those of people, those that are nobody's, and the headings.

    `unread` columns hold something that is no answer; `rows_of_people` is there where a person has more than one.
    """

    name: str
    people: int
    left_out: int = 0
    unread: int = 0
    rows_of_people: int | None = None

    @property
    def counted(self) -> int:
        """Rows that people are counted from: one each, but where each answer has a row."""
        return self.people if self.rows_of_people is None else self.rows_of_people

    @property
    def rows(self) -> int:
        """All rows that hold anything."""
        return 1 + self.counted + self.left_out


class Question(NamedTuple):
    """What is asked before anybody is counted, and the choice: how its button begins, and what is written for it."""

    asked: str
    choice: str
    written: str


class Case(NamedTuple):
    """Files that come together, and what is right.

    `told` is all that is told of them, in its order: where, and what. `answers` are those to some practices, sorted.
    """

    files: Sequence[str]
    people: int
    tables: Sequence[Table] = ()
    told: Sequence[str] = ()
    answers: Mapping[str, Sequence[Given]] = {}
    question: Question | None = None


def other_roles(where: str, role: str, people: int = 1) -> str:
    """What is told of a role that the form does not have."""
    return f"{where}: roles that are not on the form, with how many people: “{role}” ({people})"


def nobody(where: str) -> str:
    """What is told of a row without an answer."""
    return f"{where}: no answer in this row can be read"


def no_answer(where: str, words: str, practice: str) -> str:
    """What is told of a cell that answers nothing."""
    return f"{where}: `{words}` is no answer to `{practice}`"


def sums_up(where: str) -> str:
    """What is told of a row of averages or totals."""
    return f"{where}: this row begins with a word for a sum"


TRUTH = "this cell holds true or false, and no answer"
OPTIONS = "Answers are numbers from 1 to 5, and none is 0. Which do they stand for?"
AS_OPTIONS, AS_LEVELS = "Options 1 to 5", "Levels 0 to 4"
HEADING = "“Missions that can be checked: how far are we?” ask what the kit calls “Missions that can be checked”?"
COPIED = "response `tmpl-1` stands in tmpl-finance.json as well, with another role"

THE_25: Sequence[str] = tuple(f"twenty-five-people/{number:02}.json" for number in range(1, 26))
WAYS_IN = {
    "msforms.xlsx": Table("msforms.xlsx", 25, unread=3),
    "google.csv": Table("google.csv", 25),
    "european.csv": Table("european.csv", 25, unread=1),
    "labels-ids.csv": Table("labels-ids.csv", 25),
    "long.csv": Table("long.csv", 25, rows_of_people=863),
}
"""The tables that hold the same people's answers as `THE_25`."""

CASES: Mapping[str, Case] = {
    "two teams whose tool numbers rows": Case(
        ["forms-north.csv", "forms-south.csv"],
        6,
        [Table("forms-north.csv", 3, unread=3), Table("forms-south.csv", 3, unread=3)],
        answers={GOAL: [0, 0, 1, 3, 3, 3], LINK: [0, 0, 1, 3, 3, 4]},
    ),
    "colleagues who saved copies of one file": Case(
        ["tmpl-finance.json", "tmpl-legal.json", "tmpl-service.json"],
        3,
        told=[f"tmpl-legal.json: {COPIED}", f"tmpl-service.json: {COPIED}"],
        answers={GOAL: [1, 2, 3]},
    ),
    "three rows of headings and a preview": Case(
        ["qualtrics3.csv"],
        2,
        [Table("qualtrics3.csv", 2, left_out=3, unread=3)],
        [
            *(nobody("qualtrics3.csv:2"), nobody("qualtrics3.csv:3")),
            "qualtrics3.csv:6: the form tool says that this is a preview or a test",
            no_answer("qualtrics3.csv:2: column E", "How far is the goal clear, today?", GOAL),
            no_answer("qualtrics3.csv:2: column F", "Second, question", LINK),
            no_answer("qualtrics3.csv:2: column G", "Third", PLAN),
            no_answer("qualtrics3.csv:3: column E", '{"ImportId":"QID2"}', GOAL),
            no_answer("qualtrics3.csv:3: column F", '{"ImportId":"QID3"}', LINK),
            no_answer("qualtrics3.csv:3: column G", '{"ImportId":"QID4"}', PLAN),
        ],
        {GOAL: [2, 2], LINK: [2, 3], PLAN: [1, 1]},
    ),
    "a second row that says Response": Case(
        ["surveymonkey2.csv"],
        2,
        [Table("surveymonkey2.csv", 2, left_out=1, unread=3)],
        [
            nobody("surveymonkey2.csv:2"),
            no_answer("surveymonkey2.csv:2: column E", "Response", GOAL),
            no_answer("surveymonkey2.csv:2: column F", "Response", LINK),
        ],
        {GOAL: [2, 2], LINK: [3, 3]},
    ),
    "an average and a total below": Case(
        ["footer.csv"],
        2,
        [Table("footer.csv", 2, left_out=2, unread=1)],
        [sums_up("footer.csv:5"), sums_up("footer.csv:6")],
        {GOAL: [2, 3]},
    ),
    "answers on the second sheet": Case(
        ["second.xlsx"],
        1,
        [Table("second.xlsx: sheet Sheet", 1)],
        ["second.xlsx: sheet Summary: no question stands in this sheet, so it is not read"],
        {GOAL: [1], LINK: [2]},
    ),
    "a hidden row": Case(
        ["hidden.xlsx"],
        2,
        [Table("hidden.xlsx", 2)],
        [other_roles("hidden.xlsx", "test"), "hidden.xlsx: 1 hidden row is read like the others"],
        {GOAL: [1, 4], LINK: [2, 4]},
    ),
    "a hidden sheet": Case(
        ["hidden-sheet.xlsx"],
        1,
        [Table("hidden-sheet.xlsx: sheet Sheet", 1)],
        [
            "hidden-sheet.xlsx: sheet Summary: no question stands in this sheet, so it is not read",
            "hidden-sheet.xlsx: sheet Sheet: 1 hidden row is read like the others",
        ],
        {GOAL: [1], LINK: [2]},
    ),
    "a hidden sheet of an OpenDocument spreadsheet": Case(
        ["hidden-sheet.ods"],
        1,
        [Table("hidden-sheet.ods", 1)],
        ["hidden-sheet.ods: 1 hidden row is read like the others"],
        {GOAL: [1], LINK: [2]},
    ),
    "an archive of nothing": Case(["empty.zip"], 0, told=["empty.zip: this ZIP file holds no file"]),
    "the words of answers, as people and programs write them": Case(
        ["words.csv"],
        3,
        [Table("words.csv", 3)],
        [no_answer("words.csv:3: column B", "Not sure", LINK)],
        {GOAL: ["unknown", "not-applicable", 2], LINK: ["not-applicable", 2]},
    ),
    "options 1 to 5": Case(
        ["one-to-five.csv"],
        3,
        [Table("one-to-five.csv", 3)],
        [],
        {GOAL: [0, 2, 4], LINK: [1, 3, 4]},
        Question(f"one-to-five.csv: {OPTIONS}", AS_OPTIONS, "1-5"),
    ),
    "numbers that look like options and are levels": Case(
        ["one-to-five.csv"],
        3,
        [Table("one-to-five.csv", 3)],
        [
            no_answer("one-to-five.csv:2: column C", "5", LINK),
            no_answer("one-to-five.csv:4: column B", "5", GOAL),
        ],
        {GOAL: [1, 3], LINK: [2, 4]},
        Question(f"one-to-five.csv: {OPTIONS}", AS_LEVELS, "0-4"),
    ),
    "whole numbers with a point": Case(
        ["floats.csv"],
        3,
        [Table("floats.csv", 3)],
        [],
        {GOAL: [0, 0, 4], LINK: [1, 1, 3]},
        Question(f"floats.csv: {OPTIONS}", AS_OPTIONS, "1-5"),
    ),
    "whole numbers with a point, and what they mean": Case(
        ["floats.csv", "floats-columns.json"],
        3,
        [Table("floats.csv", 3)],
        answers={GOAL: [0, 0, 4], LINK: [1, 1, 3]},
    ),
    "true and false": Case(
        ["bool.xlsx"],
        1,
        [Table("bool.xlsx", 1, left_out=1)],
        [nobody("bool.xlsx:2"), f"bool.xlsx:2: column B: {TRUTH}", f"bool.xlsx:2: column C: {TRUTH}"],
        {GOAL: [2], LINK: [3]},
    ),
    "a heading that only holds a title": Case(
        ["forms-questions.csv"],
        1,
        [Table("forms-questions.csv", 1, unread=3)],
        [],
        {GOAL: [2]},
        Question(f"forms-questions.csv: column G: Does {HEADING}", "Yes, read it as", GOAL),
    ),
    "semicolons between cells, commas in them": Case(
        ["semi-quoted.csv"], 1, [Table("semi-quoted.csv", 1, unread=1)], answers={GOAL: [1], LINK: [2]}
    ),
    "a title with semicolons above": Case(
        ["title-semis.csv"],
        1,
        [Table("title-semis.csv", 1, left_out=1)],
        ["title-semis.csv:1: this row stands above the headings"],
        {GOAL: [1], LINK: [2]},
    ),
    "an OpenDocument spreadsheet": Case(["answers.ods"], 1, [Table("answers.ods", 1)], answers={GOAL: [1], LINK: [2]}),
    "parts of a workbook named with backslashes": Case(
        ["backslash.xlsx"], 1, [Table("backslash.xlsx", 1)], answers={GOAL: [1], LINK: [2]}
    ),
    "carriage returns as a workbook writes them": Case(
        ["x000d.xlsx"],
        2,
        [Table("x000d.xlsx", 2)],
        [other_roles("x000d.xlsx", "fin ance")],
        {GOAL: [2, 3], LINK: ["unknown", "not-applicable"]},
    ),
    "two times that cannot be put in order": Case(
        ["saved-local.csv"],
        2,
        [Table("saved-local.csv", 2)],
        ["saved-local.csv:3: response `p1` stands in saved-local.csv:2 as well, and nothing says which was saved last"],
        {GOAL: [1, 4]},
    ),
    "what web forms hand back: results, one person's, and one that holds several values": Case(
        ["results.json", "result.json", "results-nested.json"],
        3,
        [Table("results.json", 2, left_out=1), Table("result.json", 1)],
        [
            "results-nested.json:1: `missions_clear_goal` holds several values, and an answer is one",
            nobody("results.json:3"),
        ],
        {GOAL: ["unknown", "not-applicable", 2], LINK: [0, 4]},
    ),
    # Small files that are made to hurt.
    "headings and nobody": Case(
        ["hostile/header-only.csv"], 0, told=["header-only.csv: there is no person's answer in this table"]
    ),
    "a formula of a megabyte": Case(
        ["hostile/formula-newlines-1MB.xlsx"],
        1,
        [Table("formula-newlines-1MB.xlsx", 1, left_out=1)],
        [
            nobody("formula-newlines-1MB.xlsx:3"),
            "formula-newlines-1MB.xlsx:3: column A: this cell holds a formula",
        ],
    ),
    "true among answers": Case(
        ["hostile/bool-cell.xlsx"],
        1,
        [Table("bool-cell.xlsx", 1, left_out=1)],
        [nobody("bool-cell.xlsx:3"), f"bool-cell.xlsx:3: column A: {TRUTH}"],
    ),
    "a workbook in an encoding that there is not": Case(
        ["hostile/xlsx-unknown-encoding.xlsx"],
        0,
        told=["xlsx-unknown-encoding.xlsx: this workbook cannot be read"],
    ),
    "a thousand headings that are nearly a practice's": Case(
        ["hostile/headings-1000-unknown.csv"], 1, [Table("headings-1000-unknown.csv", 1, unread=999)]
    ),
    "roles that would steer a terminal": Case(
        ["hostile/esc.csv"],
        5,
        [Table("esc.csv", 5)],
        [other_roles("esc.csv", "]0;pwned[31mlegal", 5)],
        {"place.outcome-map": [0, 1, 2, 3, 4]},
        Question(f"esc.csv: {OPTIONS}", AS_OPTIONS, "1-5"),
    ),
}

ACTORS = Case(
    ["rel-a.json", "rel-b.json"],
    2,
    told=["Council: taken for one actor with `council`", "Health Trust: taken for one actor with `health trust`"],
)
"""Two actors' views of each other, with other capitals."""
