"""The record of a roundtable as files: Markdown, Word and CSV."""

from collections.abc import Sequence
from typing import Literal

from capability.rule.disclosure import FEWEST_IN_A_GROUP
from capability.rule.instrument import Instrument
from capability.rule.roundtable import Agreed, Point, Promise
from capability.rule.team import PracticeTeam
from capability.text import file_name, spoken_date
from capability.writing.csv import to_csv
from capability.writing.document import Block, Document, Heading, Paragraph, Table, Written
from capability.writing.markdown import to_markdown
from capability.writing.word import to_word

RecordKind = Literal["markdown", "word", "csv"]
ENDINGS: dict[RecordKind, str] = {"markdown": "md", "word": "docx", "csv": "csv"}

UNAGREED = {
    None: "Not talked about yet",
    "voted": "Voted on, not agreed",
    "no-agreement": "No agreement yet",
    "unknown": "We do not know: find out",
    "not-applicable": "Does not apply to us",
}
FEW = (
    "Fewer than five people voted on some questions: whoever knows them can often tell who chose what. Keep this "
    "record among those who were there."
)
VOTES = ("0", "1", "2", "3", "4", "I don't know", "Does not apply")


def write_record(instrument: Instrument, points: Sequence[Point], kind: RecordKind, made: str) -> Written:
    """The record of a roundtable as a file of one kind; `made` is the day of writing, such as `2026-11-22`."""
    name = file_name(f"{instrument.id}-roundtable", made, ENDINGS[kind])
    match kind:
        case "markdown":
            return Written(name, to_markdown(record_document(instrument, points, made)).encode())
        case "word":
            return Written(name, to_word(record_document(instrument, points, made)))
        case "csv":
            return Written(name, to_csv(record_rows(instrument, points)).encode())


def record_document(instrument: Instrument, points: Sequence[Point], made: str) -> Document:
    """A record as a document: what was agreed in a table, then each practice with its votes and its reason."""
    title = f"Roundtable: {instrument.title}"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            f"Written on {spoken_date(made)}, with version {instrument.version} of the questions. Votes are counts "
            "and name nobody. For learning, not for ranking or assurance."
        ),
        *([Paragraph(FEW)] if any(_is_few(vote) for point in points for _, vote in _votes(point)) else []),
        Heading(2, "What was agreed"),
        Table(
            ("Question", "Agreed"),
            tuple((point.practice.title, agreed_words(instrument, point.came_to)) for point in points),
        ),
    ]
    for place, point in enumerate(points, 1):
        blocks += [
            Heading(2, f"{place}. {point.practice.title}"),
            Paragraph(point.practice.ask),
            Table(("Vote", *VOTES), tuple((which, *_numbers(vote)) for which, vote in _votes(point))),
            Paragraph(agreed_words(instrument, point.came_to), "Agreed:"),
        ]
        if isinstance(point.agreed, int):
            blocks.append(Paragraph(point.practice.levels[point.agreed], "That is:"))
        if point.reason:
            blocks.append(Paragraph(point.reason, "Why:"))
        if point.earlier is not None:
            blocks.append(Paragraph(agreed_words(instrument, point.earlier.agreed), "Agreed last time:"))
        if point.promises:
            blocks.append(Table(("Who", "What", "By"), tuple(map(_promise, point.promises))))
    return Document(title, made, tuple(blocks))


def record_rows(instrument: Instrument, points: Sequence[Point]) -> list[tuple[str, ...]]:
    """A record as rows of text: headings first, then one row a vote, with what was agreed beside it."""
    return [
        ("Practice", "Question", "Vote", *VOTES, "Agreed", "Why", "Promised"),
        *(
            (
                *(point.practice.id, point.practice.title, which),
                *_numbers(vote),
                *(agreed_words(instrument, point.came_to), point.reason),
                "; ".join(", ".join(filter(None, _promise(promise))) for promise in point.promises),
            )
            for point in points
            for which, vote in _votes(point)
        ),
    ]


def agreed_words(instrument: Instrument, came_to: Agreed | Literal["voted"] | None) -> str:
    """What a table came to, in words."""
    return f"{came_to} {instrument.scale[came_to]}" if isinstance(came_to, int) else UNAGREED[came_to]


def _promise(promise: Promise) -> tuple[str, str, str]:
    return promise.who, promise.what, spoken_date(promise.by) if promise.by else ""


def _votes(point: Point) -> list[tuple[str, PracticeTeam | None]]:
    """Both votes, and below them those of each side where they may stand on paper."""
    whole: list[tuple[str, PracticeTeam | None]] = [("Before talking", point.first), ("After talking", point.second)]
    if not sides_may_be_printed(point):
        return whole
    of_sides: list[tuple[str, PracticeTeam | None]] = [
        (f"{when}: {side}", vote)
        for side, votes in point.sides.items()
        for (when, _), vote in zip(whole, votes, strict=True)
        if vote is not None
    ]
    return whole + of_sides


def sides_may_be_printed(point: Point) -> bool:
    """Whether the votes of sides may stand on paper: neither a side, nor those on no side, are one to four people.

    Whoever has the whole vote and all sides but one has that one as well: so either all are there, or none is.
    """
    groups = [vote for votes in point.sides.values() for vote in votes]
    rest = [
        _rest(whole, [votes[n] for votes in point.sides.values()])
        for n, whole in enumerate((point.first, point.second))
    ]
    return not any(map(_is_few, groups)) and not any(0 < n < FEWEST_IN_A_GROUP for n in rest)


def _rest(whole: PracticeTeam | None, sides: Sequence[PracticeTeam | None]) -> int:
    """How many voted and sit on no side."""
    return _people(whole) - sum(map(_people, sides))


def _people(vote: PracticeTeam | None) -> int:
    return 0 if vote is None else vote.n + vote.unknown + vote.not_applicable


def _is_few(vote: PracticeTeam | None) -> bool:
    return 0 < _people(vote) < FEWEST_IN_A_GROUP


def _numbers(vote: PracticeTeam | None) -> tuple[str, ...]:
    return ("",) * len(VOTES) if vote is None else tuple(map(str, (*vote.counts, vote.unknown, vote.not_applicable)))
