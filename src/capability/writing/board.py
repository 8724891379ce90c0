"""A board paper in words, and as a Word file: two pages for people who were not there."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from capability.rule.board import (
    Apart,
    Board,
    Finding,
    GapKind,
    GroupGaps,
    Moved,
    MoveKind,
    Named,
    Seen,
    Standing,
    Stepless,
    Then,
)
from capability.rule.change import Basis, Move
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.plan import Action
from capability.text import file_name, one_line, spoken_date
from capability.writing.document import (
    Block,
    Document,
    Heading,
    Lead,
    Paragraph,
    Strip,
    Strips,
    Table,
    Written,
)
from capability.writing.people import people_of
from capability.writing.phrases import band, counted, cut, level_words, listed, quoted, share, shortened, verb
from capability.writing.plans import NO_DAY, NO_OWNER
from capability.writing.quoting import IN_A_PAPER
from capability.writing.readout import SYNTHETIC, as_high_as, perhaps_named, speaks_as_we, to_read_out, voice
from capability.writing.sureness import STEADY, sureness_words
from capability.writing.template import filled_template
from capability.writing.word import to_word

POINTS: Final = 10
"""The size of the text, with which the fullest paper has two pages."""

LONGEST_STEP: Final = 230
"""Characters of a step; the kit's own are shorter, and what a reader wrote may be ten times as long."""

MOST_LISTED: Final = 3
"""Of more dimensions in one sentence, only how many."""

NO_DECISION = "To be written before the meeting."
NO_COUNCIL = "To be written"
OTHER_ROLES = "Other roles are not named: fewer than eight people each."
"""In every paper that names one, so that it does not tell whether there are others."""

NO_ROLE = "No role is named, for none has eight people or more."
UNCHECKED = "Own answers, which nobody checked."
OUR_QUESTIONS = "They are about the council as a whole"
OTHER_QUESTIONS = "They are about {}, and not about the council as a whole"
NOT_OF_OTHERS = "; those of a buying team, or of a whole place, are not in it"
NOT_INVITED = "How many were invited is not known, so nor is what share of them answered."
NO_LEVEL = "No level"
LONGEST_ABOUT: Final = 160
"""Characters of what a dimension is about, in a finding."""


GAPS: dict[GapKind, str] = {
    "few": "Fewer than eight people answered on one side, so nothing is shown.",
    "none": "No gap is shown that is more than chance. That does not mean that both sides agree.",
    "not-compared": "On no question did eight people on each side give a level, so nothing is shown.",
    "found": "Of {} practices compared they put {}",
}
CHECK_FIRST = "People disagree about it: check first. "
BY_CHANCE = (
    "They answered other questions than we did ({}): a gap is a reason to talk, and no measurement. Only gaps that are "
    "more than chance are named; where no gap shows, that does not prove that we agree. Widest: where most of their "
    "answers lie on one side of ours, by however few levels."
)
ASKED_ABOUT: Final = {
    "resident": "residents on one service, and what they could find out or met",
    "supplier": "suppliers on what a firm met in selling to us",
}
"""What the kit's own forms for people outside ask about; others are called by their title."""

SMALL_SHARE: Final = 20
"""Below this share, in per cent, of those asked the paper says that the others may see it otherwise."""

FEW_OF_THOSE_ASKED = "Few of those asked answered: the others may see it otherwise. "
OUTSIDE_LOWER = "People outside put some practices lower than we do, and none higher."
OUTSIDE_BOTH = "People outside put some practices lower than we do, and some higher ({})."
LOWER_ON_MOST = "Lower on most of what was compared: {}."
LOWER_ON_ONE = "Lower on the one practice compared: {}."
NO_GAPS = "No answers of suppliers, residents or partners stand beside these."

MOVES: dict[MoveKind, str] = {
    "few": "Fewer than eight people answered in full, then or now, so no change is claimed.",
    "none": "No change is shown that is more than chance. It does not mean that nothing changed.",
    "found": "“Clearly” is more than chance would bring{}.",
}
WENT: dict[Move, str] = {
    "up": "Clearly up",
    "down": "Clearly down",
    "perhaps-up": "Perhaps up",
    "perhaps-down": "Perhaps down",
    "none": "Another level, which may be chance",
}
WITHIN = "Where the level is the same both times, the answers moved within it."
ALARMS = (
    "By chance alone about 1 dimension in 100 shows as “clearly” and 4 as “perhaps”: one “perhaps” in {} is no "
    "surprise."
)
COMPARED: dict[tuple[Basis, ...], str] = {
    ("people",): ", among those who answered both times{}",
    ("groups",): ", though other people may have answered then",
    ("groups", "people"): ": for some among those who answered both times{}, for others perhaps among other people",
}
NO_ROUND_NAME = "a round of which nobody said when it was"
NO_ROUND_BEFORE = "This is the first round that is shown here."

ANSWERS = (
    "Each question is about one practice: people chose the highest of five lines that is wholly true, and the middle "
    "answer counts."
)
HATCHED = " Hatched cells show how high it could yet be."
DIMENSIONS = (
    "a dimension has a level when its foundations and three quarters of its practices, by weight, reach it; all "
    "together, when three quarters of dimensions do, none more than one below. “Don’t know” is in no middle answer. A "
    "practice to which fewer than five people, or than half, gave a level is unknown: it counts as not reached."
)
EVIDENCE = (
    "of the practices whose middle answer is 2 or above, how many would keep that same level if each answer of 2 or "
    "above with no document or outcome behind it were a 1. “0 of 4” does not mean that nobody named a document: too "
    "few did for the middle answer to stay where it is."
)
OUTSIDE_SEE = "of the practices compared, how many they put lower or higher than we do."
NO_EVIDENCE = "nothing at 2"
TWO_CAMPS = "two camps"
CAMPS = "Two camps: on one of its practices people stand in two groups apart, and the middle answer is only one’s."

ANSWERED = "how far each practice is, and what is behind it."
WORKED_OUT = "Worked out by a published rule: levels, findings, gaps, what moved, order of steps."
OWN_WORDS = "Our own words: the decision sought, owners and dates, and steps that we rewrote."
NOT_SURE = (
    "fewer than twelve people answered. So the paper does not say how steady a level is, for how much evidence was "
    "named, nor where people see it differently. One person more could change a level, and it may be slightly too "
    "low."
)
BAND = "No number is given, so that nobody’s answer follows by subtraction."
NOT_SHOWN = "Not shown: how many gave which answer, so nobody’s is known. For learning, and no assurance."
METHOD = "“{}”, version {} (fingerprint of its text: {})."


def write_board(
    paper: Board,
    made: str,
    *,
    council: str = "",
    decision: str = "",
    name: str = "",
    synthetic: bool = False,
    last_round: str = "",
    template: bytes | None = None,
) -> Written:
    """A board paper as a Word file; the same paper gives the same bytes on every computer.

    - made: the day that stands on it, such as `2026-11-22`
    - council, decision: in the council's own words, or empty; `name` is what the plan is called
    - last_round: when the round before was, in the council's own words; told where no name of it is
    - synthetic: that the answers are made up, which the paper then says
    - template: the council's own Word file, into which it is put: see `template.filled_template`

    Raises `CapabilityError` for a template that cannot be used.
    """
    document = board_document(
        paper, made, council=council, decision=decision, synthetic=synthetic, last_round=last_round
    )
    if template is None:
        data = to_word(document, points=POINTS, foot=_foot(paper, made, council), tight=True)
    else:
        data = filled_template(template, document.blocks)
    return Written(file_name(f"{paper.instrument.id}-board-paper", made, "docx", name), data)


def board_document(
    paper: Board, made: str, *, council: str, decision: str, synthetic: bool, last_round: str = ""
) -> Document:
    """A board paper as a document, in the order in which a board reads it."""
    title = paper.instrument.title
    steps: list[Block] = [Paragraph("No step is planned yet.")]
    if paper.steps:
        rows = tuple(_step(action, made) for action in paper.steps)
        steps = [Table(("Step", "Owner", "By"), rows, (66, 18, 16))]
    beside = [*_none_on_the_lowest(paper), *_without_step(paper.stepless)]
    if paper.more:
        beside.append(f"The plan has {counted(paper.more).lower()} more {'step' if paper.more == 1 else 'steps'}.")
    if beside:
        steps.append(Paragraph(" ".join(beside)))
    blocks: list[Block] = [
        Heading(1, title),
        *([Paragraph(SYNTHETIC, "Not real.")] if synthetic else []),
        Lead(to_read_out(paper, made, decision)),
        Paragraph(_whose(paper, made, council), "Council:"),
        Paragraph(_who(paper), "Who answered:"),
        Paragraph(one_line(decision) or NO_DECISION, "Decision sought:"),
        Heading(2, "Where we stand"),
        Paragraph(f"{UNCHECKED} {_not_in_it(paper)}"),
        _picture(paper),
        *_table_explained(paper),
        Paragraph(
            f"{', '.join(f'{level} {name}' for level, name in enumerate(paper.instrument.scale))}. "
            f"{ANSWERS}{HATCHED if _is_hatched(paper) else ''}",
            "Levels:",
        ),
        Heading(2, "Findings"),
        *(Paragraph(_finding(paper, finding), f"{n}.") for n, finding in enumerate(paper.findings, 1)),
        *([] if paper.findings else [Paragraph("Too little is known for a finding.")]),
        Heading(2, "What people outside see"),
        *_forms(paper.gaps),
        *(Paragraph(_gaps(group), _outside(group)) for group in paper.gaps),
        *([] if paper.gaps else [Paragraph(NO_GAPS)]),
        Heading(2, "What moved since last time"),
        Paragraph(_moved(paper, last_round)),
        # Here a benchmark between councils has its place, as soon as one can be loaded.
        Heading(2, "What we will do next"),
        *steps,
        Heading(2, "How to read this paper"),
        Paragraph(f"{ANSWERED} {WORKED_OUT} {OWN_WORDS} {NOT_SHOWN}", "Answered:"),
        *([] if paper.says_more else [Paragraph(NOT_SURE, "How steady:")]),
        Paragraph(DIMENSIONS, "The rule:"),
        Paragraph(IN_A_PAPER, "You may quote:"),
        Paragraph(_method(paper.instrument), "Questions:"),
    ]
    return Document(title, made, tuple(blocks))


def _none_on_the_lowest(paper: Board) -> Iterator[str]:
    """That no step in the paper is about what holds back most, where there are steps."""
    titles = {dimension.id: dimension.title for dimension in paper.instrument.dimensions}
    lowest = [titles[name] for name in paper.headline.order[: paper.headline.tied]]
    if not paper.steps or not paper.headline.holding or {action.dimension for action in paper.steps} & {*lowest}:
        return
    of_perhaps = {titles[name] for name in paper.perhaps}
    surely, perhaps = ([name for name in lowest if (name in of_perhaps) is of] for of in (False, True))
    named = perhaps_named(surely, perhaps) if len(lowest) <= MOST_LISTED else _some(lowest)
    yield f"None of these steps is about {named}, where {voice(paper.instrument).we_are} weakest."


def _without_step(stepless: Sequence[Stepless]) -> Iterator[str]:
    """For which of the lowest dimensions the plan has no step, and why."""
    for aimed, why in ((False, "others come first"), (True, "they are left out of it")):
        of = [each for each in stepless if each.aimed == aimed]
        if of:
            higher = [each.title for each in of if each.higher]
            may = f", and {quoted(higher)} may stand higher" if higher else ""
            yield f"On {quoted([each.title for each in of])} the plan has no step: {why}{may}."


def _whose(paper: Board, made: str, council: str) -> str:
    """Whose paper it is, of which day and round."""
    of = f"; round: {_rounds(paper)}" if paper.rounds else ""
    return f"{one_line(council) or NO_COUNCIL}. Date of this paper: {spoken_date(made)}{of}"


def _who(paper: Board) -> str:
    roles = f"Among them: {listed(shortened(paper.roles))}. {OTHER_ROLES}" if paper.roles else NO_ROLE
    if paper.invited is None:
        return f"{band(paper.raters)}. {BAND} {NOT_INVITED} {roles}"
    answered, invited = paper.invited
    return f"{answered} of {invited} people who were invited ({share(answered, invited)}%). {roles}"


def _not_in_it(paper: Board) -> str:
    """What the answers are about, and that other forms are not in it, which have dimensions of the same names."""
    is_ours = speaks_as_we(paper.instrument)
    about = OUR_QUESTIONS if is_ours else OTHER_QUESTIONS.format(paper.instrument.subject)
    if not paper.not_in_it:
        return f"{about}{NOT_OF_OTHERS if is_ours else ''}."
    names = paper.namesakes
    answers = f"{about}. Answers to {quoted(paper.not_in_it)} are not in this paper."
    if not names:
        return answers
    parts, they = verb(names, "a part", "parts"), verb(names, "it is", "they are")
    whose = "the council" if is_ours else paper.instrument.subject
    return f"{answers} There too {verb(names, 'is', 'are')} {parts} called {quoted(names)}; here {they} about {whose}."


def _is_hatched(paper: Board) -> bool:
    rows = [*paper.standings, *([paper.together] if paper.together.level is not None else [])]
    return any((row.at_most or 0) > (row.level or 0) for row in rows)


def _rounds(paper: Board) -> str:
    return listed(shortened(paper.rounds))


def _method(instrument: Instrument) -> str:
    return METHOD.format(instrument.title, instrument.version, instrument.digest[:8])


def _foot(paper: Board, made: str, council: str) -> str:
    """What stands at the foot of each page, on one line: whose paper it is, of which day and round."""
    of = f", of round {_rounds(paper)}" if paper.rounds else ""
    parts = [one_line(council), f"Board paper of {spoken_date(made)}{of}"]
    return " · ".join(part for part in parts if part)


def _picture(paper: Board) -> Strips:
    """Where each dimension stands; how steady that is, for what there is evidence, and what people outside see of it.

    Columns of which nothing can be said are left out.
    """
    rows = [*paper.standings, *([paper.together] if paper.together.level is not None else [])]
    about = (
        f"Levels 0 to {TOP_LEVEL} of each dimension: cells are filled up to its level, and hatched up to what it is at "
        "most. The other columns say it in words."
    )
    head = "Level, and how steady" if paper.says_more else "Level"
    columns: list[tuple[str, int, Callable[[Standing], str]]] = [(head, 248, _standing)]
    if paper.says_more:
        columns.append(("Evidence", 122, _evidence))
    if any(row.seen for row in paper.standings):
        columns.append(("People outside", 318, _outside_see))
    return Strips(
        about,
        ("Dimension", *(head for head, _, _ in columns)),
        (200, *(width for _, width, _ in columns)),
        TOP_LEVEL,
        tuple(
            Strip(row.title, row.level or 0, row.at_most or 0, tuple(words(row) for _, _, words in columns))
            for row in rows
        ),
    )


def _evidence(row: Standing) -> str:
    if row.evidence is None:
        return ""
    there, of = row.evidence
    return f"{there} of {of}" if of else NO_EVIDENCE


def _outside_see(row: Standing) -> str:
    """On how many practices people outside see less, and more, such as "suppliers: 4 lower of 4"."""
    return "; ".join(f"{_people(of.instrument)}: {_ways(len(of.lower), of.higher, of.of)}" for of in row.seen)


def _ways(lower: int, higher: int, of: int) -> str:
    """How many of a dimension's practices are lower and higher.

    >>> _ways(4, 0, 4), _ways(1, 2, 4)
    ('4 lower of 4', '1 lower, 2 higher of 4')
    >>> _ways(0, 0, 1)
    '0 of 1 differ'
    """
    if not lower + higher:
        return f"0 of {of} differ"
    return f"{', '.join(f'{n} {way}' for n, way in ((lower, 'lower'), (higher, 'higher')) if n)} of {of}"


def _people(instrument: Instrument) -> str:
    """Who they are, inside a sentence."""
    people = people_of(instrument)
    return f"{people[:1].lower()}{people[1:]}"


def _table_explained(paper: Board) -> Iterator[Paragraph]:
    if paper.says_more:
        camps = f" {CAMPS}" if any(row.two_camps for row in paper.standings) else ""
        yield Paragraph(f"{STEADY}{camps}", "Steady:")
        yield Paragraph(EVIDENCE, "Evidence:")
    if any(row.seen for row in paper.standings):
        yield Paragraph(OUTSIDE_SEE, "People outside:")


def _standing(row: Standing) -> str:
    """The level of a row, how steady it is, and whether people stand in two camps."""
    if row.level is None:
        return NO_LEVEL if row.at_most is None else f"{NO_LEVEL} yet, at most {row.at_most}"
    at_most = "" if row.at_most in (None, row.level) else f"at most {row.at_most}"
    parts = (str(row.level), at_most, sureness_words(row.sure), TWO_CAMPS if row.two_camps else "")
    return ", ".join(filter(None, parts))


def _finding(paper: Board, finding: Finding) -> str:
    titles = finding.dimensions
    match finding.kind:
        case "holding":
            steps = verb(finding.practices, "the first step to take is", "the first steps to take are")
            first = f"By the published rule {steps} on {_practices(finding.practices)}." if finding.practices else ""
            return " ".join(filter(None, (*_lowest(paper, finding), _meant(paper, titles), first)))
        case "open":
            return f"{NO_LEVEL} for {_some(titles)}: too few could tell, or it does not apply. Find out first."
        case "differ":
            which = f"{', most of all' if finding.more else ':'} {_practices(finding.practices)}"
            return f"Those who answered differ among themselves on more practices than chance would bring{which}."
        case "strength":
            return _strength(paper, finding)
        case "disputed":
            return " ".join(_disputed(paper, finding.seen))
        case "moved":
            return " ".join(_moved_most(paper, finding))


def _moved_most(paper: Board, finding: Finding) -> Iterator[str]:
    """What clearly fell, most where, and whether a step is about it; what rose, and who outside puts it lower."""
    fell, rose = finding.fell, finding.dimensions
    since = "Since last time"
    if fell:
        yield f"{since} {_some(fell)} clearly fell{_within(paper.moved)}."
        since = "In our own view"
        bare = [title for title in fell if title not in {action.dimension for action in paper.steps}]
        if paper.steps and bare:
            yield f"None of the steps below is about {_some(bare)}."
    if rose:
        seen = [of for row in paper.standings if row.title in rose for of in row.seen if of.lower]
        own = " in our own view" if seen and not fell else ""
        yield f"{since} {_some(rose)} clearly rose{own}{_put_lower(seen)}."


def _within(moved: Moved | None) -> str:
    """Which middle answers fell in what clearly fell; of as many steps there may be others, so none is the most."""
    if moved is None or not moved.fell:
        return ""
    which = listed([f"“{each.practice}” ({each.then} to {each.now})" for each in moved.fell])
    return f", with it{', among others,' if moved.fell_more else ''} {which}"


def _put_lower(seen: Sequence[Seen]) -> str:
    """Who outside puts how many practices lower of what rose."""
    if len(seen) > MOST_LISTED:
        return "; people outside put practices of these lower, as the table says"
    each = [f"{_people(of.instrument)} put {_of_its_practices(of)} lower" for of in seen]
    return f"; {', '.join(each)}" if each else ""


def _of_its_practices(of: Seen) -> str:
    n = len(of.lower)
    return f"{counted(n).lower()} {'practice' if n == 1 else 'practices'} of “{of.dimension}”"


def _lowest(paper: Board, finding: Finding) -> Iterator[str]:
    """The dimensions that surely are lowest, and a sentence on each that perhaps is."""
    of_perhaps = {each.title for each in paper.instrument.dimensions if each.id in paper.perhaps}
    surely = [title for title in finding.dimensions if title not in of_perhaps]
    if surely and finding.level is not None:
        least = "at most at" if paper.headline.only_at_most else "at"
        level = level_words(paper.instrument, finding.level)
        yield f"{quoted(surely)} {verb(surely, 'stands', 'stand')} {least} {level}."
    for row in paper.standings:
        if row.title in of_perhaps and row.title in finding.dimensions and row.sure is not None:
            likely = "is as likely" if row.sure.claim == "even" else "is likelier"
            yield f"“{row.title}” stands at {row.level}, though {row.sure.other} {likely}."


def _meant(paper: Board, titles: Sequence[str]) -> str:
    """What dimensions are about: their titles say little to whoever was not there."""
    told = [
        f"“{dimension.title}”: {about[:1].lower()}{about[1:]}"
        for dimension in paper.instrument.dimensions
        if dimension.title in titles and (about := cut(one_line(dimension.about), LONGEST_ABOUT).rstrip("."))
    ]
    return f"{'; '.join(told)}." if told else ""


def _strength(paper: Board, finding: Finding) -> str:
    """A strength, who stands as high, and on what it rests."""
    [title] = finding.dimensions
    [row] = [row for row in paper.standings if row.title == title]
    [asked] = [dimension for dimension in paper.instrument.dimensions if dimension.title == title]
    level = "" if finding.level is None else level_words(paper.instrument, finding.level)
    others = as_high_as(paper, title)
    beside = ", and no other dimension as high"
    if others:
        stand = verb(others, "stands", "stand")
        beside = f"; {quoted(others)} {stand} as high, but less steady, or lower as people outside see it"
    people = band(paper.raters) if paper.invited is None else f"{paper.invited[0]} people"
    evidence = "" if row.evidence is None else f"; evidence, as in the table: {row.evidence[0]} of {row.evidence[1]}"
    rests = f"{paper.headline.answered[asked.id]} of its {len(asked.practices)} practices{evidence}"
    answered = f"what {people} answered, as far as they could, to {rests}"
    return f"“{title}” stands at {level}{beside}. That rests on {answered}."


def _base(group: GroupGaps) -> str:
    """How many of a group answered, as far as that is told."""
    if group.invited is not None:
        return f"{group.invited[0]} of {group.invited[1]} invited"
    return "" if group.raters is None else band(group.raters)


def _disputed(paper: Board, seen: Sequence[Seen]) -> Iterator[str]:
    """Where people outside see more; who sees less of what: of how many practices of a dimension how many."""
    higher = [of for row in paper.standings for of in row.seen if of.higher]
    yield OUTSIDE_BOTH.format(_who_on_what(paper, higher)) if higher else OUTSIDE_LOWER
    for words, some in (
        (LOWER_ON_MOST, [of for of in seen if of.of > 1]),
        # Most of one is all of it, and says little: it is told apart.
        (LOWER_ON_ONE, [of for of in seen if of.of == 1]),
    ):
        if some:
            yield words.format(_who_on_what(paper, some, base=True))


def _who_on_what(paper: Board, seen: Sequence[Seen], *, base: bool = False) -> str:
    """Dimensions by who sees less or more of them; with the `base`, how many people these are, and of how much."""
    levels = {row.title: row.level for row in paper.standings}
    people: dict[str, list[str]] = {}
    for of in sorted(seen, key=lambda of: -of.of) if base else seen:
        level = levels[of.dimension]
        ours = "" if level is None else f"; we put it at {level}"
        of_how_many = f" ({len(of.lower)} of {of.of}{ours})" if base and of.of > 1 else ""
        people.setdefault(of.instrument.id, []).append(f"“{of.dimension}”{of_how_many}")
    who = {
        group.instrument.id: f"{_people(group.instrument)}{f' ({_base(group)})' if base else ''}"
        for group in paper.gaps
    }
    return "; ".join(f"{who[name]} on {listed(told)}" for name, told in people.items())


def _practices(named: Sequence[Named]) -> str:
    return listed([f"“{each.practice}” ({each.dimension})" for each in named])


def _outside(group: GroupGaps) -> str:
    """Who they are and, where that is told, about how many answered."""
    people = people_of(group.instrument)
    if group.invited is not None:
        answered, invited = group.invited
        return f"{people} ({answered} of {invited} who were invited, {share(answered, invited)}%)."
    return f"{people}." if group.raters is None else f"{people} ({band(group.raters)})."


def _forms(groups: Sequence[GroupGaps]) -> Iterator[Paragraph]:
    """What each group outside was asked about, where something is told of one."""
    found = [group.instrument for group in groups if group.kind == "found"]
    if found:
        about = [ASKED_ABOUT.get(each.id, f"“{each.title}”") for each in found]
        yield Paragraph(BY_CHANCE.format("; ".join(about)))


def _gaps(group: GroupGaps) -> str:
    few = FEW_OF_THOSE_ASKED if group.invited and share(*group.invited) < SMALL_SHARE else ""
    return f"{few}{_compared(group)}"


def _compared(group: GroupGaps) -> str:
    if group.kind != "found":
        return GAPS[group.kind]
    counts = [f"{n} {way}" for n, way in ((group.lower, "lower than we do"), (group.higher, "higher")) if n]
    if group.lower == 0:
        counts = [f"{group.higher} higher than we do"]
    compared = group.lower + group.higher + len(group.alike)
    told = [f"{GAPS['found'].format(compared, listed(counts))}{_no_difference(group)}."]
    all_named = len(group.widest) == group.lower + group.higher
    how_many = f"{counted(len(group.widest)).lower()} " if group.widest[1:] else ""
    which = "" if all_named else f"The {how_many}widest: "
    told.append(f"{which}{listed([_apart(each) for each in group.widest])}.")
    if group.other_way is not None:
        told.append(f"The other way: {_apart(group.other_way)}.")
    also = [
        f"{way}: {listed([f'“{title}”' for title in titles])}"
        for way, titles in (("lower", group.also_lower), ("higher", group.also_higher))
        if titles
    ]
    if also:
        told.append(f"Also {'; '.join(also)}.")
    return " ".join(told)


def _no_difference(group: GroupGaps) -> str:
    """On which practices no difference shows, or on how many."""
    if not group.alike:
        return ""
    named = f"“{group.alike[0]}”" if len(group.alike) == 1 else str(len(group.alike))
    return f"; on {named} no difference shows"


def _apart(each: Apart) -> str:
    """A practice with both levels, and which side is lower where the middle answers are one."""
    if each.ours == each.theirs:
        return f"“{each.practice}” (both {each.ours}, but more of them {'lower' if each.less else 'higher'})"
    return f"“{each.practice}” (we say {each.ours}, they say {each.theirs})"


def _moved(paper: Board, last_round: str) -> str:
    moved = paper.moved
    if moved is None:
        return " ".join([NO_ROUND_BEFORE, *_moved_outside(paper)])
    rounds = listed(shortened(moved.rounds)) if moved.rounds else cut(one_line(last_round), 60)
    before = [rounds or NO_ROUND_NAME, *([] if moved.raters is None else [f"{band(moved.raters)} answered"])]
    both = "" if moved.both is None else f" ({band(moved.both)})"
    told = MOVES[moved.kind].format(COMPARED.get(moved.by, "").format(both))
    each = [
        f"{WENT[move]}: {'; '.join(_then_now(of) for of in some)}."
        for move in WENT
        if (some := [of for of in moved.each if of.move == move])
    ]
    of = len(paper.instrument.dimensions)
    alarms = [ALARMS.format(counted(of).lower())] if moved.kind != "few" and of > 1 else []
    within = [WITHIN] if any(of.then == of.now is not None for of in moved.each) else []
    return " ".join([f"Last time: {', '.join(before)}.", told, *each, *within, *alarms, *_moved_outside(paper)])


def _then_now(of: Then) -> str:
    """A dimension with its level then and now.

    >>> _then_now(Then("Place", 1, 2)), _then_now(Then("Place", 2, 2)), _then_now(Then("Place", None, 2))
    ('Place, 1 then and 2 now', 'Place, 2 both times', 'Place')
    """
    if of.then is None or of.now is None:
        return of.title
    return f"{of.title}, {of.then} both times" if of.then == of.now else f"{of.title}, {of.then} then and {of.now} now"


def _moved_outside(paper: Board) -> Iterator[str]:
    """What moved in the answers of each group outside that was asked twice."""
    for group in paper.moved_outside:
        ways = (
            ("clearly up", group.up),
            ("clearly down", group.down),
            ("perhaps up", group.perhaps_up),
            ("perhaps down", group.perhaps_down),
        )
        went = [f"{way}: {listed([f'“{title}”' for title in titles])}" for way, titles in ways if titles]
        if group.kind != "few":
            yield f"In {_people(group.instrument)}’ own answers {'; '.join(went) or 'no change shows'}."


def _step(action: Action, made: str) -> tuple[str, str, str]:
    step = cut(one_line(action.step), LONGEST_STEP)
    return (
        f"{action.title} ({action.dimension}). {'' if action.spread is None else CHECK_FIRST}{step}",
        one_line(action.owner) or NO_OWNER,
        f"{'was due ' if action.due < made[:10] else ''}{spoken_date(action.due)}" if action.due else NO_DAY,
    )


def _some(titles: Sequence[str]) -> str:
    return quoted(titles) if len(titles) <= MOST_LISTED else f"{counted(len(titles)).lower()} of the dimensions"
