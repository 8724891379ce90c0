"""A board paper in words: plain, short, and without a count of anybody's answers."""

import io
import re
import zipfile
from pathlib import Path

import msgspec
import pytest

from capability.authoring.instruments import load_instrument
from capability.rule.board import Board, Finding, Moved, MovedOutside, Seen, Then, board
from capability.rule.change import Basis
from capability.rule.plan import FORMAT as PLAN
from capability.rule.plan import Edit, PlanFile
from capability.rule.response import Answer, Given
from capability.rule.tally import FORMAT, Tally, count_responses
from capability.writing.board import board_document, write_board
from capability.writing.markdown import to_markdown
from capability.writing.quoting import MAY_NOT_QUOTE, MAY_QUOTE
from capability.writing.readout import headline_sentence, to_read_out
from tests.synthetic import ORGANISATION, dimension, instrument, respond, same_everywhere
from tests.writing.own_word import own_word

DAY = "2026-11-27"
USED = instrument(*(dimension(name) for name in ("one", "two", "three", "four")))
SUPPLIER = load_instrument("supplier")


def levels(**of: Given) -> Board:
    """A paper on people who all give the practices of a dimension one level."""
    answers = {f"{name}.p{i}": Answer(level) for name, level in of.items() for i in range(4)}
    return board(USED, count_responses(USED, [respond(USED, answers)] * 6))


def words(paper: Board, council: str = "", decision: str = "", *, synthetic: bool = False) -> str:
    document = board_document(paper, DAY, council=council, decision=decision, synthetic=synthetic)
    return to_markdown(document).replace("\\", "")


def fullest() -> Board:
    """Thirty people in four roles, of whom one is small; suppliers beside them, a round before, and a plan."""
    people = [same_everywhere(ORGANISATION, Answer(level)) for level in (0, 1, 2, 2, 3)]
    roles = {"Housing": 11, "Adult social care": 9, "Finance": 8, "Legal": 2}
    parts = {role: count_responses(ORGANISATION, (people * 3)[:n]).whole for role, n in roles.items()}
    now = Tally(format=FORMAT, instrument=ORGANISATION.id, version=ORGANISATION.version, roles=parts)
    before = count_responses(ORGANISATION, [same_everywhere(ORGANISATION, Answer(0))] * 12)
    outside = count_responses(SUPPLIER, [same_everywhere(SUPPLIER, Answer(4))] * 13)
    long = Edit(owner="Director of corporate services", due="2027-03-31", step="word " * 400)
    first = ORGANISATION.dimensions[0]
    edits = {practice.id: long for practice in first.practices}
    plan = PlanFile(format=PLAN, instrument="organisation", version="1.0.0", targets={first.id: 4}, edits=edits)
    return board(ORGANISATION, now, plan, [(SUPPLIER, outside)], before, rounds={"Autumn 2026": 30})


SENTENCES: list[tuple[dict[str, Given], str]] = [
    (
        {"one": 1, "two": 1, "three": 3, "four": 2},
        # Of six people no level is sure enough.
        "By our own answers, we are weakest on “Title of one” and “Title of two”.",
    ),
    (
        {"one": 1, "two": 2, "three": 2, "four": 2},
        "By our own answers, we are weakest on “Title of one”.",
    ),
    (
        {"one": 1, "two": 1, "three": 1, "four": 1},
        "By our own answers, all four dimensions stand at 1 (starting).",
    ),
    ({"one": 4, "two": 4}, "By our own answers, all that is known stands at 4 (shaping), the top of the scale."),
    ({"one": 2}, "By our own answers, we are weakest on “Title of one”."),
    ({}, "Too little is known to say where we stand."),
]


@pytest.mark.parametrize(("of", "sentence"), SENTENCES)
def test_a_board_takes_one_sentence_away(of: dict[str, Given], sentence: str) -> None:
    assert headline_sentence(levels(**of)) == sentence


@pytest.mark.parametrize("name", ["team", "system", "contract"])
def test_a_paper_on_a_team_a_place_or_a_purchase_does_not_speak_as_the_council(name: str) -> None:
    used = load_instrument(name)
    first = used.dimensions[0].practices[0].id
    people = [respond(used, {practice.id: Answer(2) for practice in used.practices} | {first: Answer(0)})] * 12
    told = words(board(used, count_responses(used, people)))
    assert f"They are about {used.subject}, and not about the council as a whole." in told
    assert f" By the answers of those who took part, {used.subject} is weakest on “" in told
    assert not re.search("the council as a whole;|By our own answers, |; our strength|we are weakest", told)
    ours = words(levels(one=1))
    assert "They are about the council as a whole; those of a buying team" in ours
    assert "By our own answers, we are" in ours


def test_it_says_of_how_many_dimensions_the_headline_says_nothing() -> None:
    told = "is not known. Two of four dimensions have no level. By our own answers, we are weakest"
    assert told in words(levels(one=1, two=2))
    assert "have no level" not in words(levels(one=1, two=2, three=2, four=2))


def test_the_paper_says_all_that_a_board_asks_for() -> None:
    told = words(fullest(), "Example\nCouncil", "To agree three steps.", synthetic=True)
    for said in (
        "**Council:** Example Council. Date of this paper: 27 November 2026; round: Autumn 2026",
        "**Who answered:** 30 people or more. No number is given, so that nobody’s answer follows by subtraction.",
        "Among them: Adult social care, Finance and Housing. Other roles are not named: fewer than eight people each.",
        "| Dimension | Level, and how steady | Evidence | People outside |",
        "**Evidence:** of the practices whose middle answer is 2 or above, how many would keep that same level if each",
        "“0 of 4” does not mean that nobody named a document: too few did for the middle answer to stay where it is.",
        "**Steady:** if many more people like these answered",
        "**Decision sought:** To agree three steps.",
        "**Not real.** Synthetic answers",
        "## Where we stand",
        "| Missions | 1, fairly steady (8 in 10) | nothing at 2 |",
        "## What people outside see",
        "They answered other questions than we did (suppliers on what a firm met in selling to us): a gap is a reason",
        "**People outside:** of the practices compared, how many they put lower or higher",
        "**Suppliers (8 to 14 people).** Of 10 practices compared they put 10 higher than we do. The three widest: “",
        "Own answers, which nobody checked.",
        "Those who answered differ among themselves on more practices than chance would bring, most of all “",
        "“Clearly” is more than chance would bring, though other people may have answered then.",
        "## What moved since last time",
        "| Director of corporate services | 31 March 2027 |",
        "## How to read this paper",
        "**The rule:** a dimension has a level when its foundations and three quarters of its practices, by weight",
        "“Don’t know” is in no middle answer. A practice to which fewer than five people, or than half, gave a",
        "**Answered:** how far each practice is",
        "**Questions:** “Buying for missions: what our council does now”, version 1.0.",
    ):
        assert said in told


def test_what_outside_forms_ask_and_how_few_answered_is_said_and_the_sums_come_out() -> None:
    made = fullest()
    [group] = made.gaps
    told = words(msgspec.structs.replace(made, gaps=(msgspec.structs.replace(group, invited=(13, 300)),)))
    assert "(13 of 300 who were invited, 4%).** Few of those asked answered: the others may see it otherwise." in told
    assert "a gap is a reason to talk, and no measurement." in told
    assert "where no gap shows, that does not prove that we agree" in told
    assert "Few of those asked" not in words(made)
    rows = [seen for row in made.standings for seen in row.seen]
    assert sum(seen.of for seen in rows) == group.lower + group.higher + len(group.alike) == 10
    both_ways = msgspec.structs.replace(group, lower=4, higher=3, alike=("A",), also_lower=("B",), also_higher=("C",))
    disputed = Finding("disputed", seen=(Seen(SUPPLIER, "Suppliers", ("D",), 0, 1),))
    told = words(msgspec.structs.replace(made, gaps=(both_ways,), findings=(disputed,)))
    assert "Of 8 practices compared they put 4 lower than we do and 3 higher" in told
    assert "People outside put some practices lower than we do, and some higher (suppliers on “" in told
    assert "). Lower on the one practice compared: suppliers (8 to 14 people) on “Suppliers”." in told
    assert "on “A” no difference shows" in told
    assert "Also lower: “B”; higher: “C”." in told


def test_what_moved_says_then_and_now_how_sure_and_what_suppliers_own_answers_did() -> None:
    each = (Then("Place", 1, 2, "up"), Then("Culture", 2, 2, "perhaps-down"), Then("People", 2, 1))
    moved = Moved("found", ("groups",), up=("Place",), each=each, raters=(8, 14), rounds=("2025",))
    suppliers = MovedOutside(SUPPLIER, "found", up=("Before the bid",))
    told = words(msgspec.structs.replace(levels(one=1), moved=moved, moved_outside=(suppliers,)))
    assert "Clearly up: Place, 1 then and 2 now. Perhaps down: Culture, 2 both times." in told
    assert (
        "Another level, which may be chance: People, 2 then and 1 now. Where the level is the same both times," in told
    )
    assert "the answers moved within it. By chance alone about 1 dimension in 100 shows as “clearly” and 4" in told
    assert "one “perhaps” in four is no surprise." in told
    assert "In suppliers’ own answers clearly up: “Before the bid”." in told


def test_what_may_be_quoted_is_one_list_in_the_paper_and_in_the_book() -> None:
    book = Path("book/scoring.md").read_text("utf-8").replace('"', "").partition("(quote)=")[2]
    told = words(levels(one=1))
    for item in (*MAY_QUOTE, *MAY_NOT_QUOTE):
        assert item in told
        assert f"- {item.replace('“', '').replace('”', '')}" in book


def test_what_is_not_there_is_said() -> None:
    told = words(levels())
    for said in (
        "**Council:** To be written",
        "**Decision sought:** To be written before the meeting.",
        "No role is named, for none has eight people or more.",
        "No answers of suppliers, residents or partners stand beside these.",
        "This is the first round that is shown here.",
        "fewer than twelve people answered. So the paper does not say how steady a level is",
    ):
        assert said in told


def test_a_strength_of_twelve_people_is_said_where_it_is_sure() -> None:
    of: dict[str, Given] = {"one": 1, "three": 3}
    answers = {f"{name}.p{i}": Answer(level) for name, level in of.items() for i in range(4)}
    paper = board(USED, count_responses(USED, [respond(USED, answers)] * 12))
    assert paper.headline.strength == "three"
    assert "Title of three" in headline_sentence(paper)


def test_the_paper_begins_with_two_sentences_to_read_out_from_the_same_answers() -> None:
    invited = msgspec.structs.replace(levels(one=1), invited=(6, 24))
    second = "By our own answers, we are weakest on “Title of one”"
    cases = (
        (
            levels(one=1),
            "By 27 November 2026, 5 to 7 people had answered “Made up”; how many were invited is not known.",
        ),
        (invited, "By 27 November 2026, 6 of 24 people who were invited (25%) had answered “Made up”."),
        (
            msgspec.structs.replace(invited, rounds=("Spring",)),
            "In the Spring round, 6 of 24 people who were invited (25%)",
        ),
        (msgspec.structs.replace(invited, rounds=("A", "B")), "In the A and B rounds, 6 of 24 people"),
    )
    for paper, first in cases:
        told = to_read_out(paper, DAY, "")
        assert told.startswith(first)
        assert told.endswith(f". Three of four dimensions have no level. {second}.")
        assert words(paper).startswith(f"# Made up\n\n**{told}**")
    asked = (
        ("To agree\nthe steps.", f"{second}; we ask the board to agree the steps."),
        ("a second round?", f"{second}. Decision sought: a second round?"),
    )
    for decision, told in asked:
        assert to_read_out(levels(one=1), DAY, decision).endswith(told)
    assert to_read_out(levels(one=1), DAY, "", synthetic=True).startswith("Synthetic answers: these people and their")
    assert "; our strength is “Title of three”, and we ask the board to agree." in to_read_out(
        strong(), DAY, "To agree."
    )


def strong(**of: Given) -> Board:
    """A paper on twelve people, by whom the third dimension is a strength."""
    answers = {f"{name}.p{i}": Answer(level) for name, level in {"one": 1, "three": 3, **of}.items() for i in range(4)}
    return board(USED, count_responses(USED, [respond(USED, answers)] * 12))


def test_a_strength_says_on_what_it_rests_and_is_one_of_several_where_others_stand_as_high() -> None:
    told = words(strong())
    assert "; our strength is “Title of three”." in told
    assert "“Title of three” stands at 3 (embedded), and no other dimension as high. That rests on what 8 to 14" in told
    assert "people answered, as far as they could, to 4 of its 4 practices; evidence, as in the table: 0 of 4." in told
    asked = msgspec.structs.replace(strong(), invited=(12, 20))
    assert "rests on what 12 people answered" in words(asked)
    # Of two that are as high only one may be named: the other is not steady.
    as_high = msgspec.structs.replace(strong(), standings=strong(four=3).standings)
    told = words(as_high)
    assert "; one strength is “Title of three”." in told
    assert "; “Title of four” stands as high, but less steady, or lower as people outside see it." in told
    assert not re.search("our strength|no other dimension as high", told)
    assert "strength" not in words(strong(four=3)).partition("You may quote")[0]


def test_a_step_whose_day_is_past_was_due_and_one_of_the_papers_own_day_is_not() -> None:
    made = levels(one=1)
    for due, told in (("2026-11-26", "| was due 26 November 2026 |"), (DAY, "| 27 November 2026 |")):
        steps = (msgspec.structs.replace(made.steps[0], due=due), *made.steps[1:])
        assert told in words(msgspec.structs.replace(made, steps=steps))


def test_where_no_step_is_about_what_holds_back_most_the_paper_says_so() -> None:
    made = levels(one=1, two=2, three=2, four=2)
    elsewhere = tuple(msgspec.structs.replace(step, dimension="Title of two") for step in made.steps)
    told = words(msgspec.structs.replace(made, steps=elsewhere))
    assert "None of these steps is about “Title of one”, where we are weakest." in told
    assert "None of these steps" not in words(made)
    assert "None of these steps" not in words(msgspec.structs.replace(made, steps=()))
    tied = levels(one=1, two=1, three=2, four=2)
    elsewhere = tuple(msgspec.structs.replace(step, dimension="Title of four") for step in tied.steps)
    told = words(msgspec.structs.replace(tied, steps=elsewhere, perhaps=("two",)))
    assert "is about “Title of one”, and perhaps “Title of two”, where we are weakest." in told


def test_a_dimension_that_holds_back_is_explained() -> None:
    about = {dimension.title: dimension.about for dimension in ORGANISATION.dimensions}
    told = words(fullest())
    named = [title for title in about if f"“{title}”: whether " in told]
    assert named == [
        dimension.title for dimension in ORGANISATION.dimensions if dimension.id in fullest().headline.holding
    ]


def test_when_the_round_before_was_is_said_by_its_files_or_by_the_council() -> None:
    moved = Moved("none", raters=(8, 14))
    cases = (
        (("2025",), "my words", "Last time: 2025, 8 to 14 people answered."),
        ((), "Autumn\n2025", "Last time: Autumn 2025, 8 to 14 people answered."),
        ((), "", "Last time: a round of which nobody said when it was, 8 to 14 people answered."),
    )
    for rounds, said, told in cases:
        paper = msgspec.structs.replace(levels(one=1), moved=msgspec.structs.replace(moved, rounds=rounds))
        document = board_document(paper, DAY, council="", decision="", synthetic=False, last_round=said)
        assert told in to_markdown(document)


def test_who_were_compared_with_the_round_before_is_said() -> None:
    cases: tuple[tuple[tuple[Basis, ...], str], ...] = (
        (("people",), "more than chance would bring, among those who answered both times (8 to 14 people)."),
        (("groups",), "“Clearly” is more than chance would bring, though other people may have answered then."),
        (("groups", "people"), "for some among those who answered both times (8 to 14 people), for others"),
    )
    for by, told in cases:
        both = (8, 14) if "people" in by else None
        paper = msgspec.structs.replace(levels(one=1), moved=Moved("found", by, up=("Title of one",), both=both))
        assert told in words(paper)


NO_COUNTS = re.compile(
    r"\b30 people or more|8 to 14 people|is 2 or above|were a 1|nothing at 2|^\| [A-Za-z ]+ \| [0-4],"
    r"|\d+ (lower|higher)( of \d)?|\b\d of \d\b|practices compared of|highest of five"
    r"|\bOf \d+ practices compared they put|of \d+ practices|we say [0-4], they say [0-4]|both [0-4]"
    r"|\b27 November 2026|\bAutumn 2026|version 1.0.\d \(fingerprint of its text: [0-9a-f]{8}\)"
    r"|\b31 March 2027|(9|8) in 10|2 in 3|\bor [0-4]: as likely|\bthan [0-4] \("
    r"|[0-4] \([a-z ]+\)|"
    r"[0-4] then and [0-4] now|[0-4] both times|\d+ in 100|1 dimension in 100|"
    r"at most [0-4]|“0 of 4”|answer of 2 or|and 4 as “perhaps”|^\*\*Levels:.*$|^\*\*\d\.\*\*",
    re.MULTILINE,
)


def test_no_number_of_people_or_answers_stands_in_it_and_no_small_role() -> None:
    told = words(fullest())
    assert re.findall(r"\d+", NO_COUNTS.sub("", told)) == []
    counts = r"\b(?<!fewer than )(two|three|four|five|six|seven|nine|ten|eleven) (people|persons|suppliers)"
    assert not re.search(counts, told)
    assert "Legal" not in told


def test_of_those_invited_it_says_how_many_answered() -> None:
    told = words(msgspec.structs.replace(fullest(), invited=(31, 60)))
    assert "**Who answered:** 31 of 60 people who were invited (52%)." in told


def test_each_page_says_whose_paper_it_is_of_when_and_which_of_how_many() -> None:
    with zipfile.ZipFile(io.BytesIO(write_board(fullest(), DAY, council="A & B").data)) as archive:
        foot = archive.read("word/footer1.xml").decode()
    assert "A &amp; B · Board paper of 27 November 2026, of round Autumn 2026" in foot
    assert re.findall('w:instr="([A-Z]+)"', foot) == ["PAGE", "NUMPAGES"]


def test_a_long_step_is_cut_between_two_words() -> None:
    [row] = [line for line in words(fullest()).splitlines() if line.startswith("| Missions that can be checked")]
    assert "word … |" in row
    assert len(row) < 400


def test_the_same_paper_gives_the_same_bytes_and_a_name_without_a_path() -> None:
    paper = levels(one=1)
    first, again = (write_board(paper, DAY, council="A", name="../Care 2027") for _ in range(2))
    assert first == again
    assert first.name == "made-up-board-paper-care-2027-2026-11-27.docx"


def test_the_paper_goes_into_the_councils_own_file() -> None:
    data = write_board(levels(one=1), DAY, council="<Example> & Council", template=own_word()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = archive.read("word/document.xml").decode()
    assert "&lt;Example&gt; &amp; Council" in main
    assert "Cabinet, item 7" in main


def test_the_picture_fills_cells_up_to_the_level_and_hatches_what_is_not_known() -> None:
    given: list[Given] = [1, 1, 1, "unknown"]
    answers = {f"one.p{i}": Answer(level) for i, level in enumerate(given)}
    paper = board(USED, count_responses(USED, [respond(USED, answers)] * 6))
    assert paper.standings[0].at_most == 1
    raised = msgspec.structs.replace(
        paper, standings=(msgspec.structs.replace(paper.standings[0], level=1, at_most=3), *paper.standings[1:])
    )
    with zipfile.ZipFile(io.BytesIO(write_board(raised, DAY).data)) as archive:
        main = archive.read("word/document.xml").decode()
    assert (main.count('w:fill="1F5A8C"'), main.count('w:val="diagStripe"')) == (1, 2)
    assert "1, at most 3" in main
    assert "<w:tblDescription" in main
