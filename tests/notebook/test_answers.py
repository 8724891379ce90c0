"""Answers from frames and files: the same people give the same numbers, whichever way they come in and go round."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capability.errors import CapabilityError
from capability.notebook.answers import read_answers
from capability.notebook.frames import answers_frame
from capability.notebook.reliability import krippendorff_alpha, levels_given
from capability.reading.gathering import Gathered
from capability.reading.understanding import Columns
from capability.rule.tally import to_json as tally_json
from capability.rule.team import team_profile, to_json
from tests.synthetic import ORGANISATION, dimension, instrument

CASES = Path(__file__).resolve().parents[1] / "reading" / "cases"
FOLDER = CASES / "twenty-five-people"
USED = instrument(dimension("one"))


def profile(read: Gathered) -> str:
    return to_json(team_profile(read.instrument, read.tally))


RIGHT = profile(read_answers(FOLDER))

# How an analyst reads each file of the same 25 people.
FRAMES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "msforms.xlsx": pd.read_excel,
    "google.csv": pd.read_csv,
    "european.csv": lambda path: pd.read_csv(path, sep=";"),
    "labels-ids.csv": lambda path: pd.read_csv(path, index_col=0, dtype="category"),
    "long.csv": pd.read_csv,
}


@pytest.mark.parametrize("name", FRAMES)
def test_twenty_five_people_are_the_same_as_a_file_as_a_frame_and_as_a_frame_of_what_was_read(name: str) -> None:
    frame = FRAMES[name](CASES / name)
    for answers in (CASES / name, frame, frame.sample(frac=1, random_state=1)):
        read = read_answers(answers)
        assert (profile(read), read.left_out) == (RIGHT, ())
    again = read_answers(answers_frame(read.instrument, read.responses), read.instrument)
    assert (tally_json(again.tally), again.left_out) == (tally_json(read.tally), ())


def test_a_frame_goes_through_a_file_and_back(tmp_path: Path) -> None:
    read = read_answers(CASES / "google.csv")
    path = tmp_path / "answers.csv"
    answers_frame(read.instrument, read.responses).to_csv(path, index=False)
    assert tally_json(read_answers(path).tally) == tally_json(read.tally)
    assert tally_json(read_answers(pd.read_csv(path)).tally) == tally_json(read.tally)


PEOPLE = st.fixed_dictionaries(
    {
        **{practice.id: st.sampled_from([0, 1, 2, 3, 4, "unknown", "n/a", None, "?"]) for practice in USED.practices},
        "id": st.sampled_from(["", "a", "b", "12", "total"]),
        "saved": st.sampled_from(["", "2026-11-21", "2026-11-22", "9/12/2026"]),
        "role": st.one_of(st.sampled_from(["Mean streets", "=1", "x;", "FINANCE "]), st.text(max_size=5)),
        "nation": st.sampled_from(["", "wales"]),
    }
)


@settings(max_examples=40)  # each makes frames with a dozen columns
@given(st.lists(PEOPLE, min_size=1, max_size=8))
def test_what_was_read_can_be_given_back_and_read_again(people: list[dict[str, object]]) -> None:
    try:
        first = read_answers(pd.DataFrame(people), USED, codes="0-4")
    except CapabilityError:  # nobody gave an answer
        return
    # Without a word about codes: what is given back leaves nothing to ask.
    again = read_answers(answers_frame(USED, first.responses), USED)
    assert tally_json(again.tally) == tally_json(first.tally)
    assert len(again.responses) == len(first.responses)


def test_what_is_read_is_what_the_other_functions_take() -> None:
    frame = pd.DataFrame([[0, 1], [2, None], [2, 1]], columns=["one.p0", "one.p1"])
    read = read_answers(frame, USED)
    assert team_profile(read.instrument, read.tally).practices[0].consensus == 2
    assert levels_given(USED, read.responses, ["one.p0", "one.p1"]) == [[0, 1], [2, None], [2, 1]]
    named = ["one.p0", "one.p1"]
    assert krippendorff_alpha(levels_given(USED, read.responses, named)) == krippendorff_alpha(frame[named])


def test_frames_and_paths_are_read_together_and_a_person_who_stands_in_two_counts_once() -> None:
    folder = read_answers(FOLDER)
    frame = answers_frame(folder.instrument, folder.responses).set_index("id")
    read = read_answers([frame.head(20), CASES / "google.csv", frame.tail(10)])
    assert (len(read.responses), len(read.left_out)) == (50, 5)
    assert {fault.code for fault in read.left_out} == {"repeated-id"}


def test_the_same_frame_twice_counts_once() -> None:
    frame = pd.DataFrame({"one.p0": [0, 2]})
    read = read_answers([frame, frame.copy(), frame + 1], USED)
    assert read.tally.raters == 4
    assert [(fault.code, fault.where) for fault in read.left_out] == [("same-file", "frame 2")]


# --- what is left out, and what is asked ------------------------------------------------------------------------------


def test_what_counts_for_nothing_is_named_by_row_label_and_column() -> None:
    answers = [1, 0, True, pd.Timestamp("2026-11-21"), 2.5, None]
    frame = pd.DataFrame({"one.p0": answers, "one.p1": 1}, index=list("abcdef"))
    frame.loc["mean"] = [1, 1]
    frame.loc["last"] = [None, None]
    read = read_answers(frame, USED)
    assert read.tally.raters == 6
    assert [(fault.code, fault.where) for fault in read.left_out] == [
        ("summary", "frame:mean"),
        ("no-answer", "frame:last"),
        ("bad-level", "frame:c: column one.p0"),
        ("bad-level", "frame:d: column one.p0"),
        ("bad-level", "frame:e: column one.p0"),
    ]
    [table] = read.tables
    assert [column.meaning for column in table.understood.columns] == ["", "one.p0", "one.p1"]


ONE_TO_FIVE = pd.DataFrame({"one.p0": [1, 2, 5], "Remarks": ["a", "b", "c"]})


@pytest.mark.parametrize(("codes", "levels"), [("1-5", (1, 1, 0, 0, 1)), ("0-4", (0, 1, 1, 0, 0))])
def test_numbers_that_may_begin_at_one_are_asked_about_and_the_choice_is_said_in_code(
    codes: str, levels: tuple[int, ...]
) -> None:
    with pytest.raises(CapabilityError) as asked:
        read_answers(ONE_TO_FIVE, USED)
    [fault] = asked.value.faults
    assert (fault.code, fault.where) == ("unsettled", "frame")
    assert f'`codes="{codes}"`: ' in fault.what
    read = read_answers(ONE_TO_FIVE, USED, codes="1-5" if codes == "1-5" else "0-4")
    assert read.tally.whole.practices["one.p0"].levels == levels
    said = Columns("capability-columns/1", {}, codes="1-5" if codes == "1-5" else "0-4")
    assert read_answers(ONE_TO_FIVE, USED, columns=said).tally == read.tally


def test_a_heading_that_is_only_likely_is_asked_about_and_the_choice_is_said_in_code() -> None:
    frame = pd.DataFrame({"Please say: Title of one.p0, now": [0, 2], "one.p1": [1, 1]})
    with pytest.raises(CapabilityError, match=r"frame: column Please say: Title of one\.p0, now: Does") as asked:
        read_answers(frame, USED)
    assert "`columns={'Please say: Title of one.p0, now': 'one.p0'}`: Yes" in str(asked.value)
    assert "one.p0" not in read_answers(frame, USED, columns={frame.columns[0]: ""}).tally.whole.practices
    read = read_answers(frame, USED, columns={frame.columns[0]: "one.p0"})
    assert read.tally.whole.practices["one.p0"].levels == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("answers", "options", "told"),
    [
        (pd.Series([1]), {}, "frame: a `pandas.Series` is neither frame nor path"),
        ({"one.p0": [1]}, {}, "frame: a `dict` is neither frame nor path"),
        ([ONE_TO_FIVE, None], {"codes": "0-4"}, "frame 2: a `NoneType` is neither frame nor path"),
        ([], {}, "files: there is nothing to read"),
        (pd.DataFrame(), {}, "frame: no heading of this table is a question of the kit"),
        (pd.DataFrame({"one.p0": []}), {}, "frame: there is no person's answer in this table"),
        (pd.DataFrame({"one.p0": [0, 2], "one.p1": [1, 1]}).T, {}, "frame: questions stand in a column"),
        ("no/such.csv", {}, "no/such.csv: no such file or directory"),
        (ONE_TO_FIVE, {"codes": "1 to 5"}, "columns and codes: codes: invalid enum value"),
        (ONE_TO_FIVE, {"codes": "0-4", "columns": {"Remark": "role"}}, "did you mean `Remarks`?"),
        (ONE_TO_FIVE, {"codes": "0-4", "columns": {"Remarks": "rôle"}}, "`rôle` is no practice here"),
        (ONE_TO_FIVE, {"codes": "0-4", "instrument": "organisatoin"}, "did you mean `organisation`?"),
    ],
)
def test_what_cannot_be_read_says_where_what_and_how_to_mend_it(
    answers: object, options: dict[str, object], told: str
) -> None:
    with pytest.raises(CapabilityError) as error:
        read_answers(answers, **{"instrument": USED, **options})  # type: ignore[arg-type]
    assert told in str(error.value)
    assert all(fault.hint for fault in error.value.faults)


def test_an_instrument_may_be_named_by_its_id() -> None:
    frame = pd.DataFrame({ORGANISATION.practices[0].id: [1, 2]})
    assert (
        read_answers(frame, "organisation").tally
        == read_answers(frame, ORGANISATION).tally
        == read_answers(frame).tally
    )
