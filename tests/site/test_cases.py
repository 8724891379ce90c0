"""Each case on the page: what is asked, who is counted, what each row is. The command passes the same table."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

from capability.cli import main
from tests.reading.expected import ACTORS, CASES, THE_25, WAYS_IN, Question, Table
from tests.reading.tables import CASES as FOLDER
from tests.site.reader import Reader
from tests.site.test_workbench import Bench, payload

pytestmark = pytest.mark.browser

NOBODY = "Nothing in these files could be used"
TOLD = """entries => entries.map(entry =>
    `${entry.querySelector("code").textContent}: ${entry.querySelector("[data-text=what]").textContent}`)"""


UNREAD = """tables => tables.map(table => [...table.querySelectorAll("tbody tr")].filter(row =>
    !row.querySelector("[data-text=meaning]").textContent && row.querySelector("[data-text=filled]").textContent !== "0"
).length)"""


class Pile:
    """What a reader sees of this round's files, once the files of the case before are taken away."""

    def __init__(self, bench: Bench, case: str, files: Sequence[str]) -> None:
        self.case, self.zone = case, bench.zone()
        self.status = self.zone.locator("[role=status]")
        self.questions = self.zone.locator("[data-show=questions]:visible")
        clear = self.zone.get_by_role("button", name="Clear")
        if clear.is_visible():
            clear.click()
            expect(clear, case).to_be_hidden()
        bench.choose(payload(Path(name).name, (FOLDER / name).read_bytes()) for name in files)
        expect(clear, case).to_be_visible(timeout=60_000)  # the first one waits for Python

    def settle(self, question: Question) -> None:
        """See that nobody is counted before the question is answered, and answer it."""
        expect(self.questions, self.case).to_contain_text([question.asked], use_inner_text=True)
        expect(self.status, self.case).not_to_contain_text(re.compile("person|people"), use_inner_text=True)
        self.zone.get_by_role("button", name=question.choice).click()

    def expect(self, people: int, tables: Sequence[Table], told: Sequence[str]) -> None:
        """See how many people are counted, how each table's rows add up, and all that is named."""
        self.says(f": {people_in_words(people)}" if people else NOBODY)
        sums = self.zone.locator("p[data-show=settled]:visible")
        expect(sums, self.case).to_have_text([shown(table) for table in tables], use_inner_text=True)
        expect(self.questions, self.case).to_have_count(0)
        unread = self.zone.locator(".cap-workbench-table").evaluate_all(UNREAD)
        assert unread == [table.unread for table in tables], self.case
        assert self.told == [words.casefold() for words in told], self.case

    def says(self, words: str) -> None:
        """See what is said of all files."""
        expect(self.status, self.case).to_contain_text(words, use_inner_text=True)

    @property
    def told(self) -> list[str]:
        """Where and what, of all that is named as left out; on the page a sentence, which begins with a capital."""
        entries: list[str] = self.zone.locator("details:not([hidden]) > ul > li").evaluate_all(TOLD)
        return [entry.casefold() for entry in entries]


def people_in_words(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


def shown(table: Table) -> str:
    people = f"{table.counted} by {people_in_words(table.people)}"
    return f"{table.name}: {table.rows} rows: 1 of headings, {people}, and {table.left_out} left out."


def test_people_are_counted_and_all_else_is_named(reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    """Case after case on one page, as a reader who has many files; then the 25 people's tables, and two actors."""
    bench = Bench(reader)
    for name, case in CASES.items():
        pile = Pile(bench, name, case.files)
        if case.question:
            pile.settle(case.question)
        pile.expect(case.people, case.tables, case.told)
    assert main(["team", "--json", *(str(FOLDER / name) for name in THE_25)]) == 0
    right = capsys.readouterr().out
    for name, table in WAYS_IN.items():
        Pile(bench, name, [name]).expect(25, [table], [])
        assert bench.saved("Save the result")[1].decode() == right, name
    pile = Pile(bench, "actors", ACTORS.files)
    pile.says("Working relations: 2 actors' views")
    assert pile.told == [words.casefold() for words in ACTORS.told]
    expect(bench.report).to_contain_text("are connected by ties of 3 or more", use_inner_text=True)
