"""What a notebook's cell shows of a result."""

import subprocess
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from capability.notebook.answers import read_answers
from capability.notebook.tables import (
    TABLES,
    change_table,
    gaps_table,
    gathered_table,
    html_table,
    instrument_table,
    plan_table,
    profile_table,
    relations_table,
    team_table,
)
from capability.rule.change import compare_rounds
from capability.rule.gaps import perception_gaps
from capability.rule.plan import Edit, make_plan
from capability.rule.relations import Relations, relations_profile
from capability.rule.response import Answer
from capability.rule.scoring import score
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from tests.synthetic import dimension, instrument, mirrored, respond, same_everywhere

USED = instrument(dimension("given"), dimension("little"), dimension("blank"))
ANSWERS = {f"given.p{i}": Answer(2, "document") for i in range(4)} | {"little.p0": Answer(3)}
TALLY = count_responses(USED, [respond(USED, {"given.p0": Answer(level)}) for level in (0, 0, 4)])
TEAM = team_profile(USED, TALLY)
PLAN = make_plan(USED, TEAM, {"given": 1}, {"given.p0": Edit(owner="A <b>name</b>", due="2027-01-31")})
READ = read_answers(pd.DataFrame({"given.p0": [1, "<i>often</i>"]}), USED)
RELATIONS = relations_profile(Relations({"us": {"<i>them</i>": 3}, "<i>them</i>": {"us": 1}, "others": {}}))


OUTSIDE = mirrored(instrument(dimension("seen")), {"seen.p0": "given.p0", "seen.p1": "given.p1"})
GAPS = perception_gaps(
    USED,
    count_responses(USED, [respond(USED, {"given.p0": Answer(3)})] * 5),
    OUTSIDE,
    count_responses(OUTSIDE, [respond(OUTSIDE, {"seen.p0": Answer(1)})] * 6),
)


def rows(html: str) -> list[list[str]]:
    """The words of each cell, after the row of headings."""
    table = BeautifulSoup(html, "html.parser")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")][1:]


def caption(html: str) -> str:
    [element] = BeautifulSoup(html, "html.parser").find_all("caption")
    return str(element.get_text())


def test_a_profile_has_a_row_a_dimension_and_says_why_a_level_is_not_given() -> None:
    html = profile_table(score(USED, respond(USED, ANSWERS)))
    assert rows(html) == [
        ["given", "2", "2", "4 of 4", "50.0", "4 of 4"],
        ["little", "not enough answered", "3", "0 of 1", "not given", "1 of 4"],
        ["blank", "not enough answered", "not given", "0 of 0", "not given", "0 of 4"],
    ]
    assert caption(html).endswith("at 1 or above: 1, at 2: 1, at 3: 0, at 4: 0, of 3")


def test_a_dimension_where_nothing_applies_says_so() -> None:
    html = profile_table(score(USED, same_everywhere(USED, Answer("not-applicable"))))
    assert [row[1] for row in rows(html)] == ["does not apply"] * 3


def test_a_team_has_its_levels_and_a_row_a_practice_with_consensus_and_disagreement() -> None:
    levels, html = map(str, BeautifulSoup(team_table(TEAM), "html.parser").find_all("table"))
    assert rows(levels)[0] == ["given", "not enough answered", "0", ""]
    assert "Raters: 3" in caption(levels)
    assert len(rows(html)) == len(USED.practices)
    assert rows(html)[0] == ["given.p0", "3", "0", "1.333", "yes"]
    assert rows(html)[1] == ["given.p1", "0", "unknown", "not given", "no"]
    assert "Seen differently: 1 of 12 practices; by chance alone it would be about 0.2" in caption(html)


def test_a_plan_has_a_row_an_action_in_their_order() -> None:
    first, *others = rows(plan_table(PLAN))
    assert first[0] == "1" and first[1] == "Title of given.p0"
    assert first[2:] == [
        "A foundation that holds the dimension back (people disagree, from 0 to 4: check first)",
        "From 0 to 1 in given.p0",
        "A <b>name</b>",
        "2027-01-31",
    ]
    assert [row[0] for row in others] == [str(place) for place in range(2, len(PLAN.actions) + 1)]


def test_a_change_has_a_row_a_dimension_with_both_rounds() -> None:
    before, after = (count_responses(USED, [same_everywhere(USED, Answer(level))] * 5) for level in (1, 3))
    html = change_table(compare_rounds(USED, before, after))
    assert rows(html)[0] == ["given", "1", "3", "25.0", "75.0", "50.0", "50.0", "50.0", "up"]
    assert "Raters: 5 before, 5 after" in caption(html)


def test_relations_have_a_row_a_tie_with_both_views() -> None:
    html = relations_table(RELATIONS)
    assert rows(html) == [["<i>them</i>", "us", "1", "3", "1", "2"]]
    assert "3 actors. Level: 1" in caption(html) and "sent no view: 1" in caption(html)


def test_an_instrument_has_a_row_a_dimension_and_not_its_hundreds_of_lines() -> None:
    assert rows(instrument_table(USED))[0] == ["Title of given", "given", "4", "1"]


def test_what_was_read_says_how_many_people_and_what_was_left_out() -> None:
    html = gathered_table(READ)
    assert caption(html) == "Answers to made-up 1.2.3. People: 1; left out, and why:"
    assert [row[:2] for row in rows(html)] == [
        ["frame:1", "no answer in this row can be read"],
        ["frame:1: column given.p0", "`<i>often</i>` is no answer to `given.p0`"],
    ]
    many = rows(gathered_table(read_answers(pd.DataFrame({"given.p0": [1, *[None] * 30]}), USED)))
    assert (len(many), many[-1]) == (21, ["…", "10 more like these, in `left_out`", ""])
    assert caption(gathered_table(read_answers(pd.DataFrame({"given.p0": [1]}), USED))).endswith("nothing was left out")


def test_gaps_have_a_row_a_pair_and_say_how_many_would_be_sure_by_chance() -> None:
    html = gaps_table(GAPS)
    assert rows(html) == [
        ["given.p0", "3", "1", "2", "100", "67", "100", "yes"],
        ["given.p1", "unknown", "unknown", "not given", "not given", "not given", "not given", "too few"],
    ]
    assert caption(html).endswith("Raters: 5 and 6; compared: 1, sure: 1, by chance at most 0.05")


@pytest.mark.parametrize(
    "html",
    [plan_table(PLAN), relations_table(RELATIONS), gathered_table(READ)],
    ids=["plan", "relations", "read"],
)
def test_what_people_wrote_never_becomes_markup(html: str) -> None:
    assert not BeautifulSoup(html, "html.parser").find(["b", "i"])


def test_a_table_says_what_it_is_and_what_each_cell_belongs_to_without_a_style_of_its_own() -> None:
    table = BeautifulSoup(html_table("What it is", ["A", "B"], [["a", 1], ["b", None]]), "html.parser")
    assert [cell["scope"] for cell in table.find_all("th")] == ["col", "col", "row", "row"]
    assert caption(str(table)) == "What it is"
    assert {name for element in table.find_all(True) for name in [element.name, *element.attrs]} == {
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "scope")
    }


IN_A_NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import capability
from tests.notebook import test_tables as made
results = [made.USED, made.score(made.USED, made.respond(made.USED, {})), made.TEAM, made.PLAN, made.RELATIONS]
results.append(made.compare_rounds(made.USED, made.TALLY, made.TALLY))
results += [made.READ, made.GAPS]
assert {type(result) for result in results} == set(made.TABLES)
for result in results:
    shown, _ = shell.display_formatter.format(result)
    assert shown["text/html"].startswith("<table>"), type(result)
    assert shown["text/plain"].startswith(type(result).__name__ + "("), shown["text/plain"]
"""


def test_a_cell_of_a_notebook_shows_the_table_and_a_terminal_the_exact_text() -> None:
    """In a Python of its own, for IPython's shell stays for as long as a process."""
    assert TABLES
    done = subprocess.run([sys.executable, "-c", IN_A_NOTEBOOK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_whoever_has_no_ipython_loads_no_tables() -> None:
    script = "import sys, capability; assert 'capability.notebook.tables' not in sys.modules; capability.score"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
