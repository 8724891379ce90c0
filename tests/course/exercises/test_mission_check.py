"""The mission test: its worked example by hand, and what holds for whatever is entered."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from capability.authoring.lessons import load_exercise
from capability.course.exercises.mission_check import HOLDER, MEASURE, POINTS, STAGES, Link, Mission, mission_check
from tests.course.exercises.pictured import signs

NAME = "01-missions"
EXERCISE = load_exercise(NAME)
VERDICTS = ["silent", "aims", "serves"]


def choice(worth: dict[str, int]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(worth))


links = st.builds(
    Link,
    what=st.text(min_size=1, max_size=8),
    stage=st.sampled_from(STAGES),
    measure=choice(MEASURE),
    holder=choice(HOLDER),
)
missions = st.builds(
    Mission,
    sentence=st.text(min_size=1, max_size=30),
    links=st.lists(links, min_size=1, max_size=6).map(tuple),
    **{name: choice(worth) for name, worth in POINTS.items()},
)


def verdict(mission: Mission) -> int:
    return VERDICTS.index(mission_check(mission).findings[0][0])


def test_the_worked_example_by_hand() -> None:
    # Tests: a figure and a year 2, today 2, bold 2, who acts 2, ways "two" 1, finding out "no plan" 1: four have 2.
    # Links: bought min(2, 2) = 2; got min(1, 1) = 1; changes min(0, 0) = 0; mission min(2, 2) = 2: two hold.
    # From the start, what we buy holds and what people get does not, so the chain holds up to what we buy.
    # One link has 0 points, so the paper stays silent. To mend: got 2, changes 2, ways, finding out: 6.
    found = mission_check(msgspec.convert(EXERCISE.example, Mission))
    assert found.figures == {"met": 4, "holding": 2, "reach": "buy"}
    assert [code for code, _ in found.findings] == [
        "silent",
        "mend-in-order",
        "uncounted",
        "team-only",
        "no-measure",
        "no-holder",
        "mend-ways",
        "mend-learning",
    ]
    assert found.findings[1] == ("mend-in-order", {"n": 6})
    assert [row[3] for row in found.rows] == [2, 2, 2, 2, 1, 1, 2, 1, 0, 2]


def test_the_example_mended_by_hand() -> None:
    # With all links counted and held by a person, and no test at 0, the paper may claim it.
    mission = msgspec.convert(EXERCISE.example, Mission)
    whole = tuple(msgspec.structs.replace(link, measure="counted", holder="person") for link in mission.links)
    found = mission_check(msgspec.structs.replace(mission, links=whole))
    assert found.figures == {"met": 4, "holding": 4, "reach": "mission"}
    assert [code for code, _ in found.findings] == ["serves", "mend-in-order", "mend-ways", "mend-learning"]
    # Half mended, with no link at 0: it may say that it aims to help.
    half = tuple(msgspec.structs.replace(link, measure="planned", holder="team") for link in mission.links)
    assert verdict(msgspec.structs.replace(mission, links=half)) == VERDICTS.index("aims")


def test_a_year_that_is_claimed_but_not_in_the_sentence_is_told() -> None:
    mission = msgspec.convert(EXERCISE.example, Mission)
    vague = msgspec.structs.replace(mission, sentence="Every child eats well")
    assert "no-year-seen" in [code for code, _ in mission_check(vague).findings]
    assert "no-year-seen" not in [code for code, _ in mission_check(mission).findings]


@given(missions)
def test_counts_stay_within_bounds_and_each_part_is_one_row(mission: Mission) -> None:
    found = mission_check(mission)
    missing = [stage for stage in STAGES if all(link.stage != stage for link in mission.links)]
    assert 0 <= found.figures["met"] <= 6  # type: ignore[operator]
    assert 0 <= found.figures["holding"] <= len(mission.links)  # type: ignore[operator]
    assert len(found.rows) == 6 + len(mission.links) + len(missing)
    assert [(row[0], row[2]) for row in found.rows[6:]] == [(name, cells[2][0]) for name, cells in signs(found)]
    assert [code for code, _ in found.findings if code.startswith("missing-")] == [f"missing-{s}" for s in missing]


@given(missions, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_figure_and_no_verdict(mission: Mission, random: Any) -> None:
    mixed = list(mission.links)
    random.shuffle(mixed)
    other = msgspec.structs.replace(mission, links=tuple(mixed))
    assert mission_check(other).figures == mission_check(mission).figures
    assert verdict(other) == verdict(mission)


@given(missions, st.sampled_from(sorted(POINTS)))
def test_a_better_answer_never_makes_the_verdict_worse(mission: Mission, name: str) -> None:
    best = max(POINTS[name], key=lambda answer: POINTS[name][answer])
    assert verdict(msgspec.structs.replace(mission, **{name: best})) >= verdict(mission)


@given(missions, st.integers(0, 5))
def test_a_better_link_never_makes_the_verdict_worse(mission: Mission, place: int) -> None:
    better = list(mission.links)
    place %= len(better)
    better[place] = msgspec.structs.replace(better[place], measure="counted", holder="person")
    other = msgspec.structs.replace(mission, links=tuple(better))
    assert verdict(other) >= verdict(mission)
    assert mission_check(other).figures["holding"] >= mission_check(mission).figures["holding"]  # type: ignore[operator]


@given(missions)
def test_only_a_chain_that_holds_to_the_end_may_claim_to_serve(mission: Mission) -> None:
    if verdict(mission) == VERDICTS.index("serves"):
        assert mission_check(mission).figures["reach"] == "mission"
        assert mission.target == "both"


@given(missions)
def test_every_code_has_words_on_the_page(mission: Mission) -> None:
    words = EXERCISE.results
    found = mission_check(mission)
    assert {code for code, _ in found.findings} <= set(words.findings)
    assert words.table is not None
    assert words.picture is not None
    assert {code for _, cells in signs(found) for [code] in cells} <= set(words.picture.tones)
    assert {row[1] for row in found.rows} <= set(words.table.columns[1].words)
    assert {row[2] for row in found.rows} <= set(words.table.columns[2].words)
    assert found.figures["reach"] in words.figures["reach"].words
