"""What a board paper may say, and that it gives nobody away: see also `tests/attack/board_paper.py`."""

import random
from collections.abc import Sequence

import msgspec
import pytest

from capability.errors import CapabilityError
from capability.rule.board import Apart, Board, Fell, Stepless, Then, board
from capability.rule.plan import FORMAT as PLAN
from capability.rule.plan import Edit, PlanFile
from capability.rule.response import Answer, Evidence, Given
from capability.rule.tally import FORMAT, Tally, count_responses
from capability.writing.board import board_document
from capability.writing.markdown import to_markdown
from tests.attack.board_paper import given_away, paper, teams
from tests.synthetic import dimension, instrument, mirrored, respond

USED = instrument(dimension("one"), dimension("two"), dimension("three"))
SEEN = mirrored(instrument(dimension("seen")), {f"seen.p{i}": f"one.p{i}" for i in range(4)})


def said(levels: dict[str, Sequence[Given]], to: object = USED) -> Tally:
    """The levels that people gave to all practices of a dimension, one person after another."""
    used = SEEN if to is SEEN else USED
    raters = max(len(row) for row in levels.values())
    return count_responses(
        used,
        [
            respond(used, {f"{name}.p{i}": Answer(row[n]) for name, row in levels.items() for i in range(4)})
            for n in range(raters)
        ],
    )


def of_roles(**raters: int) -> Tally:
    whole = said({"one": [2] * 5})
    [five] = whole.roles.values()
    return Tally(
        format=FORMAT,
        instrument=USED.id,
        version=USED.version,
        roles={role: type(five)(n, five.practices if role == "a" else {}) for role, n in raters.items()},
    )


def words(made: Board) -> str:
    """The whole paper as text."""
    return to_markdown(board_document(made, "2027-01-31", council="", decision="", synthetic=False))


def steps(made: Board) -> list[str]:
    return [action.practice for action in made.steps]


def test_under_five_there_is_no_paper_and_words_say_what_to_do() -> None:
    with pytest.raises(CapabilityError, match=r"4 people answered, and a paper needs 5.*Hint: ask more people"):
        board(USED, said({"one": [2] * 4}))
    assert board(USED, said({"one": [2] * 5})).raters == (5, 7)


@pytest.mark.parametrize(
    ("raters", "band"), [(7, (5, 7)), (8, (8, 14)), (29, (15, 29)), (30, (30, None)), (99, (30, None))]
)
def test_how_many_answered_is_a_band(raters: int, band: tuple[int, int | None]) -> None:
    assert board(USED, said({"one": [1] * raters})).raters == band


def test_of_those_invited_the_number_is_told_and_fewer_than_answered_are_refused() -> None:
    counted = said({"one": [1] * 9})
    assert (board(USED, counted).invited, board(USED, counted, invited={USED.id: 9}).invited) == (None, (9, 9))
    with pytest.raises(CapabilityError, match=r"8 were invited, and 9 answered. Hint: give the number of all"):
        board(USED, counted, invited={USED.id: 8})


def test_of_people_outside_the_number_is_told_too_and_what_is_not_in_the_paper_is_named() -> None:
    other = msgspec.structs.replace(instrument(dimension("one"), dimension("else")), id="other", title="Another form")
    outside = [(SEEN, said({"seen": [1] * 8}, SEEN)), (other, said({"one": [1] * 8}))]
    made = board(USED, said({"one": [3] * 9}), outside=outside, invited={SEEN.id: 20, other.id: 8})
    assert (made.gaps[0].invited, made.invited) == ((8, 20), None)
    assert (made.not_in_it, made.namesakes) == (("Another form",), ("Title of one",))
    assert "(8 of 20 who were invited, 40%).**" in words(made)
    assert "Answers to “Another form” are not in this paper." in words(made)
    assert "There too is a part called “Title of one”; here it is about the council." in words(made)
    with pytest.raises(CapabilityError, match=f"7 were invited to answer `{SEEN.id}`, and 8 answered"):
        board(USED, said({"one": [3] * 9}), outside=outside, invited={SEEN.id: 7})


def test_for_how_many_practices_evidence_was_named_is_told_by_dimension_from_twelve_people_on() -> None:
    cases: tuple[tuple[int, Evidence, tuple[int, int] | None], ...] = (
        (11, "document", None),
        (12, "document", (4, 4)),
        (12, "none", (0, 4)),
    )
    for raters, evidence, told in cases:
        answers = {f"one.p{i}": Answer(3, evidence) for i in range(4)}
        made = board(USED, count_responses(USED, [respond(USED, answers)] * raters))
        assert made.standings[0].evidence == told
        assert ("| Title of one | 3, steady (9 in 10) | 0 of 4 |" in words(made)) is (told == (0, 4))


def test_a_round_is_named_where_eight_people_or_more_gave_its_name() -> None:
    counted = said({"one": [1] * 9})
    assert board(USED, counted, rounds={"Autumn": 8, "my own": 1}).rounds == ("Autumn",)


def test_a_role_is_named_from_eight_people_on_and_those_without_one_are_none() -> None:
    assert board(USED, of_roles(a=8, b=7, c=12, **{"": 20})).roles == ("a", "c")


def test_a_level_that_rests_on_few_answers_is_not_shown() -> None:
    """Of nine people four gave a level: the team's own result has one, the paper has none."""
    few: list[Given] = [2, 2, 2, 2, "unknown", "unknown", "unknown", "unknown", "unknown"]
    made = board(USED, said({"one": few, "two": [3] * 9, "three": [1] * 9}))
    assert [row.level for row in made.standings] == [None, 3, 1]
    assert ("open", ("Title of one",)) in [(found.kind, found.dimensions) for found in made.findings]


def test_what_applies_to_nobody_looks_like_what_applies_to_few() -> None:
    rest: dict[str, Sequence[Given]] = {"two": [3] * 9, "three": [1] * 9}
    nobody: list[Given] = ["not-applicable"] * 9
    few: list[Given] = [*nobody[:5], 2, 2, 2, 2]
    assert board(USED, said({**rest, "one": nobody})) == board(USED, said({**rest, "one": few}))


def test_how_sure_a_level_is_and_where_people_differ_is_said_from_twelve_on() -> None:
    for raters, more in ((11, False), (12, True)):
        differ: list[Given] = [0, 4] * raters
        made = board(USED, said({"one": differ[:raters], "two": [3] * raters}))
        assert made.says_more is more
        assert ("differ" in [found.kind for found in made.findings]) is more
        assert (made.standings[1].sure is not None) is more


def test_a_gap_is_shown_from_eight_people_on_each_side_without_a_number() -> None:
    council = said({"one": [3] * 8, "two": [2] * 8, "three": [2] * 8})
    [few] = board(USED, council, outside=[(SEEN, said({"seen": [1] * 7}, SEEN))]).gaps
    assert (few.kind, few.widest) == ("few", ())
    [found] = board(USED, council, outside=[(SEEN, said({"seen": [1] * 8}, SEEN))]).gaps
    assert (found.kind, found.widest) == ("found", tuple(Apart(f"Title of one.p{i}", 3, 1, True) for i in range(3)))
    [none] = board(USED, council, outside=[(SEEN, said({"seen": [3] * 8}, SEEN))]).gaps
    assert none.kind == "none"
    assert board(USED, council, outside=[(USED, council)]).gaps == ()


def test_no_paper_speaks_for_people_outside() -> None:
    with pytest.raises(CapabilityError, match="Hint: choose the council's own questions"):
        board(SEEN, said({"seen": [3] * 12}, SEEN))


def test_a_strength_that_people_outside_see_less_of_is_none() -> None:
    council = said({"one": [3] * 12, "two": [1] * 12})
    assert board(USED, council).headline.strength == "one"
    assert board(USED, council, outside=[(SEEN, said({"seen": [3] * 8}, SEEN))]).headline.strength == "one"
    contradicted = board(USED, council, outside=[(SEEN, said({"seen": [1] * 8}, SEEN))])
    assert contradicted.headline.strength is None
    assert "strength" not in [found.kind for found in contradicted.findings]


def test_a_change_is_claimed_from_eight_people_in_each_round_on() -> None:
    now = said({"one": [3] * 8, "two": [2] * 8})
    for before, kind, up in ((7, "few", ()), (8, "found", ("Title of one",))):
        moved = board(USED, now, before=said({"one": [1] * before, "two": [2] * before})).moved
        assert moved is not None
        assert (moved.kind, moved.up, moved.down) == (kind, up, ())
    assert board(USED, now).moved is None


def test_what_fell_stands_in_the_same_finding_as_what_rose() -> None:
    """Beside every other finding that there can be, so that none of them takes its place."""
    differ: list[Given] = [0, 4] * 6
    now = said({"one": [3] * 12, "two": [0] * 12, "three": differ})
    made = board(USED, now, before=said({"one": [1] * 12, "two": [2] * 12, "three": differ}))
    [found] = [finding for finding in made.findings if finding.kind == "moved"]
    assert (found.dimensions, found.fell) == (("Title of one",), ("Title of two",))
    assert (made.moved and made.moved.fell, made.moved and made.moved.fell_more) == (
        (Fell("Title of two.p0", 2, 0), Fell("Title of two.p1", 2, 0)),
        True,
    )
    fell = "with it, among others, “Title of two.p0” (2 to 0) and “Title of two.p1” (2 to 0)"
    told = words(made).replace("\\", "")
    assert f"Since last time “Title of two” clearly fell, {fell}. In our own view “Title of one” clearly rose." in told


def test_a_practice_that_fell_is_named_from_eight_answers_in_each_round_on() -> None:
    """Thirteen answer, for some of whom one practice does not apply: it fell furthest of all."""
    before = said({"one": [3] * 13})
    for given, named in ((8, Fell("Title of one.p0", 3, 0)), (7, Fell("Title of one.p1", 3, 1))):
        rows = [
            {f"one.p{i}": Answer(1 if i else 0 if person < given else "not-applicable") for i in range(4)}
            for person in range(13)
        ]
        moved = board(USED, count_responses(USED, [respond(USED, row) for row in rows]), before=before).moved
        assert moved is not None
        assert (moved.down, moved.fell[:1]) == (("Title of one",), (named,))


def test_what_rose_in_our_own_view_says_who_outside_puts_it_lower() -> None:
    now, before = said({"one": [3] * 12, "two": [2] * 12}), said({"one": [1] * 12, "two": [2] * 12})
    told = words(board(USED, now, before=before, outside=[(SEEN, said({"seen": [1] * 8}, SEEN))]))
    assert "Since last time “Title of one” clearly rose in our own view; " in told
    assert " put four practices of “Title of one” lower." in told
    alone = words(board(USED, now, before=before))
    assert "Since last time “Title of one” clearly rose." in alone


def test_where_no_step_is_about_what_fell_the_paper_says_so() -> None:
    now, before = said({"one": [0] * 12, "two": [1] * 12}), said({"one": [0] * 12, "two": [3] * 12})
    aims = PlanFile(format=PLAN, instrument=USED.id, version=USED.version, targets={"one": 1})
    told = "None of the steps below is about “Title of two”."
    assert told in words(board(USED, now, aims, before=before))
    both = msgspec.structs.replace(aims, targets={"one": 1, "two": 2})
    assert told not in words(board(USED, now, both, before=before))


def test_a_lowest_dimension_that_may_as_well_stand_higher_is_lowest_perhaps() -> None:
    """Of the second dimension half of the people put the foundation a level higher."""

    def half(**levels: Given) -> Board:
        people = [
            {f"{name}.p{i}": Answer(level) for name, level in levels.items() for i in range(4)}
            | {"two.p0": Answer((1, 2)[person % 2])}
            for person in range(12)
        ]
        return board(USED, count_responses(USED, [respond(USED, person) for person in people]))

    made = half(one=1, two=2, three=2)
    assert (made.headline.holding, made.perhaps) == (("one", "two"), ("two",))
    assert "we are weakest on “Title of one”, and perhaps “Title of two”." in words(made)
    assert "“Title of one” stands at 1 (starting). “Title of two” stands at 1, though 2 is as likely." in words(made)
    assert "we are perhaps weakest on “Title of two”." in words(half(one=2, two=2, three=2))


def test_steps_with_an_owner_or_a_date_come_first_and_there_are_three() -> None:
    plan = PlanFile(
        format=PLAN,
        instrument=USED.id,
        version=USED.version,
        targets={"one": 2},
        edits={"one.p3": Edit(owner="Head of buying"), "one.p1": Edit(leave_out=True)},
    )
    made = board(USED, said({"one": [1] * 5}), plan)
    assert (steps(made), made.more) == (["one.p3", "one.p0", "one.p2"], 0)
    all_lowest = board(USED, said({"one": [0] * 5, "two": [0] * 5}))
    assert (len(all_lowest.steps), all_lowest.more) == (3, 5)
    assert "The plan has five more steps." in words(all_lowest)


def test_of_each_dimension_one_step_comes_before_a_second_of_the_same() -> None:
    made = board(USED, said({"one": [0] * 5, "two": [0] * 5, "three": [3] * 5}))
    assert (steps(made), made.stepless) == (["one.p0", "two.p0", "three.p0"], ())
    aims = PlanFile(format=PLAN, instrument=USED.id, version=USED.version, targets={"one": 1})
    left_out = msgspec.structs.replace(
        aims, targets={"one": 1, "two": 1}, edits={f"two.p{i}": Edit(leave_out=True) for i in range(4)}
    )
    for plan, aimed in ((aims, False), (left_out, True)):
        made = board(USED, said({"one": [0] * 5, "two": [0] * 5}), plan)
        assert made.stepless == (Stepless("Title of two", aimed, higher=False),)


def test_the_widest_gaps_are_named_as_they_are_and_beside_them_one_that_goes_the_other_way() -> None:
    ours: tuple[Given, ...] = (4, 4, 4, 1)
    theirs: tuple[Given, ...] = (1, 1, 1, 3)
    answers = [{f"one.p{i}": Answer(level) for i, level in enumerate(ours)}] * 8
    council = count_responses(USED, [respond(USED, each) for each in answers])
    heard = [{f"seen.p{i}": Answer(level) for i, level in enumerate(theirs)}] * 8
    outside = count_responses(SEEN, [respond(SEEN, each) for each in heard])
    [found] = board(USED, council, outside=[(SEEN, outside)]).gaps
    assert (found.lower, found.higher, found.alike) == (3, 1, ())
    assert [each.practice for each in found.widest] == [f"Title of one.p{i}" for i in range(3)]
    assert found.other_way == Apart("Title of one.p3", 1, 3, False)


def test_what_people_outside_see_stands_in_the_row_and_what_they_dispute_is_a_finding() -> None:
    council = said({"one": [3] * 12})
    cases: tuple[tuple[Given, bool], ...] = ((1, True), (4, False), (3, False))
    for theirs, disputed in cases:
        made = board(USED, council, outside=[(SEEN, said({"seen": [theirs] * 8}, SEEN))])
        assert [finding.kind for finding in made.findings].count("disputed") == disputed
    made = board(USED, council, outside=[(SEEN, said({"seen": [1] * 8}, SEEN))])
    [seen] = made.standings[0].seen
    assert (len(seen.lower), seen.higher, seen.of) == (4, 0, 4)
    assert ": 4 lower of 4 |" in words(made)
    assert "on “Title of one” (4 of 4; we put it at 3)." in words(made)


def test_a_row_says_that_people_stand_in_two_camps() -> None:
    people = [{f"one.p{i}": Answer(4 if i == 3 and person % 2 else 0) for i in range(4)} for person in range(12)]
    made = board(USED, count_responses(USED, [respond(USED, person) for person in people]))
    assert [row.two_camps for row in made.standings] == [True, False, False]
    assert "(9 in 10), two camps |" in words(made)
    few = board(USED, count_responses(USED, [respond(USED, person) for person in people[:11]]))
    assert not any(row.two_camps for row in few.standings)


def test_a_level_that_may_have_changed_by_chance_is_told_as_that() -> None:
    mostly_one: list[Given] = [1, 1, 1, 1, 1, 2, 2, 2, 2]
    mostly_two: list[Given] = [1, 1, 1, 1, 2, 2, 2, 2, 2]
    now, then = said({"one": mostly_one}), said({"one": mostly_two})
    moved = board(USED, now, before=then).moved
    assert moved is not None
    assert (moved.kind, moved.each) == ("none", (Then("Title of one", 2, 1),))


def test_people_outside_who_were_asked_twice_are_compared_from_eight_on_each_side() -> None:
    council, heard = said({"one": [3] * 9}), said({"seen": [3] * 9}, SEEN)
    for then, kind, up in ((9, "found", ("Title of seen",)), (7, "few", ())):
        before = {SEEN.id: (said({"seen": [0] * then}, SEEN), None)}
        [moved] = board(USED, council, outside=[(SEEN, heard)], outside_before=before).moved_outside
        assert (moved.kind, moved.up) == (kind, up)
    assert board(USED, council, outside=[(SEEN, heard)]).moved_outside == ()


def test_where_nobody_chose_the_first_step_is_on_what_holds_back() -> None:
    made = board(USED, said({"one": [2] * 9, "two": [2] * 9, "three": [0] * 9}))
    assert made.headline.holding == ("three",)
    assert made.steps[0].dimension == "Title of three"


# --- the attack -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "insiders"), [((5, 6), 0), ((5, 6), 1), ((7, 9, 12), 1), ((7, 8, 10), 2), ((12, 13), 2)]
)
def test_no_paper_tells_what_somebody_said(sizes: Sequence[int], insiders: int) -> None:
    rng = random.Random(insiders)
    assert [given_away(rows, insiders, paper, rng) for rows in teams(rng, 20, sizes, insiders)] == [[]] * 20


def test_the_attack_finds_what_a_paper_with_counts_would_tell() -> None:
    rng = random.Random(3)
    counted = [given_away(rows, 0, str, rng, 50) for rows in teams(rng, 3, (5, 6), 0)]
    assert all(counted)
