"""Days that are past are told, and no others."""

import pytest

from capability.rule.plan import Action
from capability.writing.past import past_days


def step(due: str) -> Action:
    return Action(
        practice="one.p0",
        title="Meet suppliers",
        dimension="Market",
        level=1,
        target=2,
        why="foundation",
        step="Meet them.",
        module="01-missions",
        evidence=(),
        due=due,
    )


@pytest.mark.parametrize("due", ["", "2027-01-11", "2027-01-12", "2026-02-30"])
def test_a_step_of_today_or_later_is_not_past_nor_one_without_a_day(due: str) -> None:
    assert list(past_days([step(due)], "", "2027-01-11")) == []


def test_a_step_that_was_due_is_named_with_its_day_and_the_papers() -> None:
    [told] = past_days([step("2026-12-31")], "", "2027-01-11T09:30:00Z")
    assert told.startswith(
        "“Meet suppliers” was due 31 December 2026, which is before 11 January 2027. Give it another"
    )


@pytest.mark.parametrize(
    ("decision", "days"),
    [
        ("By 2026-12-31.", ["31 December 2026"]),
        ("By 1 march 2026 and\n2 May 2026", ["1 March 2026", "2 May 2026"]),
        ("By 31 February 2026, 12026-01-01 or 11 January 2027.", []),
        ("Of the year 2020, in May 2026", []),
    ],
)
def test_days_in_what_a_board_is_to_decide_are_found_as_people_write_them(decision: str, days: list[str]) -> None:
    told = list(past_days([], decision, "2027-01-11"))
    assert [line.removeprefix("The decision sought names ").partition(",")[0] for line in told] == days
