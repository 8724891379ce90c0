"""The skills matrix: its worked example worked out on paper, and what holds for any council."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.skills_matrix import LEVELS, TOLD, Entry, Matrix, Need, skills_matrix
from tests.course.exercises.pictured import said, strips

NAMES = st.sampled_from(["Officer", "officer ", "Solicitor", "Trainee", "Buyer", "O F F I C E R"])
SKILLS = st.sampled_from(["Data", "data", "Open talks", "opentalks", "Law", "Results"])
ENTRIES = st.builds(
    Entry, person=NAMES, skill=SKILLS, level=st.sampled_from(LEVELS), leaves=st.sampled_from(["yes", "no"])
)
NEEDS = st.builds(Need, skill=SKILLS, level=st.sampled_from(LEVELS[2:]), people=st.integers(1, 5))
MATRICES = st.builds(
    Matrix,
    entries=st.lists(ENTRIES, min_size=1, max_size=12).map(tuple),
    needed=st.lists(NEEDS, min_size=1, max_size=6).map(tuple),
)


def example() -> Matrix:
    return msgspec.convert(load_exercise("06-people").example, Matrix)


def codes(matrix: Matrix) -> list[str]:
    return [code for code, _ in skills_matrix(matrix).findings]


def test_the_worked_example_is_what_comes_out_on_paper() -> None:
    # Needed from level 3 on ("alone"). Leaving: category manager, finance partner.
    #   skill     needed  can do it                     left in a year          missing in a year
    #   tenants   1       none (housing officer is 2)   none                    1 - 0 = 1
    #   way       1       category manager              none                    1 - 0 = 1
    #   data      1       finance partner               none                    1 - 0 = 1
    #   writing   2       category manager              none                    2 - 0 = 2
    #   talks     2       procurement officer           procurement officer     2 - 1 = 1
    #   contract  2       two                           two                     0
    # Order: cover 0% (nobody today first, then by name: choosing, reading, writing), 50%, 100%.
    # Enough today: way, data, contract = 3. Alone: way, data, writing, talks = 4. Enough in a year: contract = 1.
    result = skills_matrix(example())
    assert result.figures == {"needs": 6, "met": 3, "alone": 4, "met_later": 1}
    assert result.rows == [
        ("Asking tenants", 3, 1, 0, 0, None),
        ("Choosing the way to buy", 3, 1, 1, 0, "Category manager"),
        ("Reading spend data", 3, 1, 1, 0, "Finance partner"),
        ("Writing a result", 3, 2, 1, 0, "Category manager"),
        ("Open talks with firms", 3, 2, 1, 1, "Procurement officer"),
        ("Running the contract", 3, 2, 2, 2, "Contract manager, Repairs commissioner"),
    ]
    assert said(result) == [[0, 1], [0, 1], [0, 1], [0, 2], [1, 2], [2, 2]]
    steps = [(code, values["skill"]) for code, values in result.findings if code in ("pair", "train", "recruit")]
    assert steps == [
        ("train", "Asking tenants"),
        ("pair", "Choosing the way to buy"),
        ("recruit", "Reading spend data"),
        ("pair", "Writing a result"),
        ("pair", "Open talks with firms"),
    ]
    told = dict(result.findings)
    assert told["nobody"] == {"n": 1, "skills": "Asking tenants"}
    assert told["short"] == {"n": 2, "skills": "Writing a result, Open talks with firms"}
    assert told["lost"]["n"] == 3
    assert told["carries"] == {
        "name": "Category manager",
        "n": 2,
        "skills": "Choosing the way to buy, Writing a result",
    }


def test_a_pair_is_someone_who_stays_and_is_one_level_short_with_the_best_who_can() -> None:
    entries = (
        Entry(person="A", skill="Data", level="alone", leaves="no"),
        Entry(person="B", skill="Data", level="teaches", leaves="yes"),
        Entry(person="C", skill="Data", level="helped", leaves="no"),
        Entry(person="D", skill="Data", level="helped", leaves="yes"),
        Entry(person="E", skill="Data", level="seen", leaves="no"),
    )
    told = dict(skills_matrix(Matrix(entries=entries, needed=(Need(skill="Data", level="alone", people=2),))).findings)
    assert told["pair"] == {"skill": "Data", "learners": "C", "teacher": "B"}
    assert told["thinner"] == {"n": 1, "skills": "Data"}
    assert "lost" not in told


def test_enough_people_everywhere_is_told_and_asks_for_nothing() -> None:
    entries = tuple(Entry(person=name, skill="Data", level="alone", leaves="no") for name in "AB")
    assert codes(Matrix(entries=entries, needed=(Need(skill="Data", level="alone", people=2),))) == ["all-well"]


def test_a_skill_of_one_table_alone_is_told() -> None:
    entries = (Entry(person="A", skill="Data", level="alone", leaves="no"),)
    told = dict(skills_matrix(Matrix(entries=entries, needed=(Need(skill="Law", level="alone", people=1),))).findings)
    assert told["no-entry"] == {"skills": "Law"}
    assert told["not-needed"] == {"skills": "Data"}


def test_who_leaves_in_one_row_leaves_in_all_and_the_higher_level_counts() -> None:
    entries = (
        Entry(person="Buyer", skill="Data", level="helped", leaves="yes"),
        Entry(person="buyer", skill="DATA ", level="alone", leaves="no"),
    )
    result = skills_matrix(Matrix(entries=entries, needed=(Need(skill="Data", level="alone", people=1),)))
    assert result.figures == {"needs": 1, "met": 1, "alone": 1, "met_later": 0}


@given(MATRICES)
def test_counts_stay_within_bounds_and_agree_with_the_rows(matrix: Matrix) -> None:
    result = skills_matrix(matrix)
    people = len({"".join(entry.person.casefold().split()) for entry in matrix.entries})
    assert result.figures["needs"] == len(result.rows) == len(matrix.needed)
    for (_, _, needed, able, staying, _), strip in zip(result.rows, strips(result).rows, strict=True):
        assert isinstance(needed, int) and isinstance(able, int) and isinstance(staying, int)
        assert 0 <= staying <= able <= people
        boxes = [code for code, _, _ in strip.marks]
        assert [boxes.count(code) for code in ("stays", "leaves", "missing")] == [
            staying,
            able - staying,
            max(0, needed - able),
        ]
        assert list(strip.said) == [staying, needed]
    assert result.figures["met"] == sum(row[3] >= row[2] for row in result.rows)  # type: ignore[operator]
    assert result.figures["met_later"] == sum(there >= needed for there, needed in said(result))
    assert result.figures["alone"] == sum(row[3] == 1 for row in result.rows)
    assert sum(code in ("pair", "train", "recruit") for code, _ in result.findings) <= TOLD


@given(MATRICES, st.data())
def test_the_order_of_rows_does_not_matter(matrix: Matrix, data: st.DataObject) -> None:
    mixed = Matrix(
        entries=tuple(data.draw(st.permutations(matrix.entries))),
        needed=tuple(data.draw(st.permutations(matrix.needed))),
    )
    assert skills_matrix(mixed).figures == skills_matrix(matrix).figures
    assert skills_matrix(mixed).rows == skills_matrix(matrix).rows


@given(MATRICES)
def test_case_and_spaces_do_not_matter(matrix: Matrix) -> None:
    loud = Matrix(
        entries=tuple(
            msgspec.structs.replace(entry, person=f" {entry.person.upper()}", skill=entry.skill.upper())
            for entry in matrix.entries
        ),
        needed=matrix.needed,
    )
    assert skills_matrix(loud).figures == skills_matrix(matrix).figures
    assert [row[:5] for row in skills_matrix(loud).rows] == [row[:5] for row in skills_matrix(matrix).rows]


@given(MATRICES, ENTRIES)
def test_one_more_who_can_and_stays_never_makes_it_worse(matrix: Matrix, entry: Entry) -> None:
    newcomer = msgspec.structs.replace(entry, person="Newcomer", leaves="no")
    more = Matrix(entries=(*matrix.entries, newcomer), needed=matrix.needed)
    before, after = skills_matrix(matrix).figures, skills_matrix(more).figures
    assert after["met"] >= before["met"]  # type: ignore[operator]
    assert after["met_later"] >= before["met_later"]  # type: ignore[operator]


@given(MATRICES)
def test_nothing_is_lost_where_nobody_leaves(matrix: Matrix) -> None:
    stay = Matrix(
        entries=tuple(msgspec.structs.replace(entry, leaves="no") for entry in matrix.entries), needed=matrix.needed
    )
    assert not {"lost", "thinner"} & set(codes(stay))
    assert all(row[3] == row[4] for row in skills_matrix(stay).rows)
